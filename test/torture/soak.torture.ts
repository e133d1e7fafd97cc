/** A day's commands in some minutes, in a real editor: memory, handles, timers, and processes stay as they were. */
import { spawnSync } from 'node:child_process';
import { torture } from './budget';

/** Of seven commands each: what eight hours of one incident come to. */
const SOAK_ROUNDS = '500';

void torture('soak', { count: 1 }, (run) => {
  for (const round of run.rounds()) {
    const { status, stdout } = spawnSync(process.execPath, ['.scripts/main.cjs', 'test', 'host/soak'], {
      env: { ...process.env, SOAK_ROUNDS },
      encoding: 'utf8',
    });
    if (status !== 0) run.loss(stdout, String(round));
    console.log(/\d+ rounds: .*/.exec(stdout)?.[0] ?? '');
  }
});
