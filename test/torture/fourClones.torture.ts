/** Four clones × 50 entries: the records' own and the current branch, with and without a clone that has plain git only. */
import { logAtOnce } from '../git/clones';
import { startServer } from '../git/gitServer';
import { newFolder } from '../git/repositories';
import { torture } from './budget';

const loads = (['own', 'current'] as const).flatMap((mode) => [false, true].map((withPlain) => ({ mode, withPlain })));

void torture('fourClones', { count: 4 }, async (run) => {
  const served = newFolder('served');
  const server = await startServer(served);
  try {
    for (const round of run.rounds()) {
      await logAtOnce(served, server, { ...loads[round % loads.length]!, entries: 50, batch: 4 });
    }
  } finally {
    await server.stop();
  }
});
