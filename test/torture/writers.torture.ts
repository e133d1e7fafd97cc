/** Four windows that log 50 entries each into one record, and four writers that commit 25 times each, in turn. */
import { windowsAtOnce, writersAtOnce } from '../git/writers';
import { torture } from './budget';

void torture('writers', { count: 2 }, async (run) => {
  for (const round of run.rounds()) await (round % 2 === 0 ? windowsAtOnce(50) : writersAtOnce(25));
});
