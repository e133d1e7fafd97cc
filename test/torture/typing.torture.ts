/** Somebody types without a pause while 100 entries are logged, 50 come from another window, and 50 from colleagues: in a real editor with each way to save. */
import { spawnSync } from 'node:child_process';
import { torture } from './budget';

const TYPING_COUNTS = JSON.stringify({ logged: 100, others: 50, shared: 50, rounds: 30, all: true });

void torture('typing', { count: 1 }, (run) => {
  for (const round of run.rounds()) {
    const { status, stdout } = spawnSync(process.execPath, ['.scripts/main.cjs', 'test', 'host/typing'], {
      env: { ...process.env, TYPING_COUNTS },
      encoding: 'utf8',
    });
    if (status !== 0) run.loss(stdout, String(round));
  }
});
