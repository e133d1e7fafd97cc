/** What a window still holds after many commands: neither memory nor handles, timers, or processes may grow with them. */
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { progressed } from '../patience';
import { declare, git, ready, run, text, type Declared } from './workspace';

/** Rounds of seven commands; torture asks for more. */
const ROUNDS = Number(process.env['SOAK_ROUNDS'] ?? 12);
/** The most that the heap may grow in a round, in bytes: what's drawn and cached varies. */
const GROWTH = 40_000;
/** What may come and go by itself at any moment. */
const PASSING =
  /^(?:Immediate|Timeout|TickObject|PROMISE|FSReq|GetAddrInfo|WriteWrap|ShutdownWrap|TCPConnectWrap|PipeConnectWrap)/;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of the heap after a collection, and how many of each kind of resource keep the process going. */
async function held(): Promise<{ heap: number; resources: Record<string, number> }> {
  // What was begun by the last command ends first.
  await run('retry', {});
  await run('status', {});
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    collect();
  }
  const resources: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) {
    if (!PASSING.test(name)) resources[name] = (resources[name] ?? 0) + 1;
  }
  return { heap: process.memoryUsage().heapUsed, resources };
}

describe('a window after many commands', () => {
  let incident: Declared;

  before(async () => {
    await ready();
    incident = await declare('The soak goes on for all users');
  });
  after(async () => run('cancel', { reason: 'tried', incident: incident.id }));

  async function round(number: number): Promise<void> {
    await run('log', { text: `round ${number}` });
    await run('undoLast', { retract: false });
    await run('hypothesis', { state: 'open', text: `round ${number}` });
    await run('undoLast', { retract: false });
    await run('brief', {});
    await run('status', {});
    await run('redoLast', {});
    await run('undoLast', { retract: false });
    progressed();
  }

  it('holds what it held before', async () => {
    for (let number = 0; number < 10; number++) await round(number);
    const before = await held();
    const [entries, commits] = [text(incident.uri), Number(git('rev-list', '--count', 'HEAD'))];
    for (let number = 10; number < 10 + ROUNDS; number++) await round(number);
    const after = await held();
    console.log(
      `tests|${ROUNDS} rounds: ${((after.heap - before.heap) / 1000).toFixed(0)} kB more, ${JSON.stringify(after.resources)}`,
    );
    for (const [name, count] of Object.entries(after.resources)) {
      assert.ok(count <= (before.resources[name] ?? 0) + 1, `${count} of ${name}, before ${JSON.stringify(before)}`);
    }
    assert.ok(after.heap - before.heap < 4_000_000 + ROUNDS * GROWTH, JSON.stringify([before, after]));
    assert.equal(text(incident.uri).split('\n').length, entries.split('\n').length);
    assert.ok(Number(git('rev-list', '--count', 'HEAD')) >= commits);
  });
});
