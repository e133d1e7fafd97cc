/**
 * Four clones log through a server that now and then is silent, cuts the connection, gives a byte a second, or asks for a
 * password: in the end all entries are everywhere once.
 */
import { logAtOnce } from '../git/clones';
import { startServer, type ServerMood } from '../git/gitServer';
import { newFolder } from '../git/repositories';
import { torture } from './budget';
import { seeded } from './versions/member';

const SLOWNESS = Number(process.env['TEST_SLOWNESS'] ?? 1);
/** How long a clone waits for a remote, and the longest that a mood lasts, in ms. */
const LIMIT = 3_000 * SLOWNESS;
const MOODS: readonly ServerMood[] = ['serves', 'serves', 'serves', 'is silent', 'cuts', 'trickles', 'asks'];

void torture('network', { count: 2 }, async (run) => {
  const served = newFolder('served');
  const server = await startServer(served);
  try {
    for (const round of run.rounds()) {
      const below = seeded(run.seed * 1000 + round);
      let [timer, moods] = [undefined as NodeJS.Timeout | undefined, 0];
      const change = (): void => {
        server.mood = MOODS[below(MOODS.length)]!;
        moods++;
        timer = setTimeout(change, below(LIMIT));
      };
      try {
        await logAtOnce(served, server, {
          ...{ mode: round % 2 === 0 ? 'own' : 'current', withPlain: false, entries: 50, batch: 4, flaky: LIMIT },
          begun: change,
          ended: () => {
            clearTimeout(timer);
            server.mood = 'serves';
          },
        });
      } finally {
        clearTimeout(timer);
        server.mood = 'serves';
      }
      console.log(`  the server changed ${moods} times`);
    }
  } finally {
    await server.stop();
  }
});
