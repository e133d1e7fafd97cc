/** What `durableInEditor.bench.ts` runs beside the extension: writes what it measured to the file BENCH_MEASURED. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { closeSync, fdatasync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { declare, ready, run } from '../host/workspace';
import { progressed } from '../patience';

const ENTRIES = 500;
/** Nobody types faster: what follows an entry (file, editor, status bar) has its own time. In milliseconds. */
const PAUSE = 25;

/** In milliseconds, by turns. */
export interface Measured {
  /** An append and fdatasync of the same length. */
  readonly floor: readonly number[];
  /** From the command to the entry in the journal. */
  readonly command: readonly number[];
}

describe('from the command to the journal', () => {
  it('is measured', async () => {
    await ready();
    const { id } = await declare('How long it takes');
    // A temporary folder, as the journal's own.
    const folder = mkdtempSync(join(process.env['BENCH_FOLDER']!, 'floor-'));
    const file = openSync(join(folder, 'floor'), 'a');
    const sync = promisify(fdatasync);
    const measured = { floor: [] as number[], command: [] as number[] };
    let durable = 0;
    const listen = (): void => void (durable ||= performance.now());
    subscribe('incidentNotes.durable', listen);
    try {
      for (let count = 0; count < ENTRIES; count++) {
        const before = performance.now();
        writeSync(file, 'x'.repeat(300) + '\n');
        await sync(file);
        measured.floor.push(performance.now() - before);
        durable = 0;
        const invoked = performance.now();
        await run('log', { text: 'rolled back the deploy', incident: id });
        measured.command.push(durable - invoked);
        progressed();
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    } finally {
      unsubscribe('incidentNotes.durable', listen);
      closeSync(file);
      rmSync(folder, { recursive: true });
    }
    writeFileSync(process.env['BENCH_MEASURED']!, JSON.stringify(measured));
  });
});
