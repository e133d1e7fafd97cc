/** Where a record goes, in every kind of repository and by every action: in a real editor, printed as a table. */
import { spawnSync } from 'node:child_process';
import { torture } from './budget';

void torture('places', { count: 1 }, (run) => {
  for (const round of run.rounds()) {
    const { status, stdout } = spawnSync(process.execPath, ['.scripts/main.cjs', 'test', 'host/places'], {
      env: { ...process.env, PLACES: 'all' },
      encoding: 'utf8',
    });
    if (status !== 0) run.loss(stdout, String(round));
    else {
      console.log(
        stdout
          .split('\n')
          .filter((line) => / \| |<id>/.test(line))
          .join('\n'),
      );
    }
  }
});
