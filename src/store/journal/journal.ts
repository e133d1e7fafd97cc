/**
 * The journal: entries that were accepted and aren't on their branch yet survive whatever happens. It's append-only, with one
 * file for each window in a folder that all windows share; a later window takes over from one that's gone. Doesn't know
 * records' texts or git: a caller says what became of an item.
 */

import { join } from 'node:path';
import { endsStep } from '../../core/paste/steps';
import { disk, refusalFor, unlessAbsent } from '../disk';
import { JournalFile, Unusable } from './journalFile';
import {
  formatItem,
  formatSettled,
  formatWritten,
  HEADER,
  type JournalItem,
  type WaitingItem,
  type Why,
} from './journalLine';
import { takeOrphans, type JournalSurroundings } from './orphan';
import { nameForWindow, processExists } from '../window';

/** The clock has to be given; the rest is this system's by default, and nothing is reported. */
export type JournalOptions = Pick<JournalSurroundings, 'now'> & Partial<JournalSurroundings>;

/** An item, and how many bytes of the file are about it. */
interface OpenItem {
  readonly item: WaitingItem;
  readonly bytes: number;
}

/** Lines on their way to the file. */
interface QueuedLine {
  readonly text: string;
  readonly durable: boolean;
  /** Items mustn't be acknowledged unless they're there; a note may wait for the next write. */
  readonly items?: readonly OpenItem[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

const HEARTBEAT = 30_000;
/** How much of a file may be about settled items before it's rewritten, in lines and in bytes. */
const SETTLED_LINES = 200;
const SETTLED_BYTES = 256 * 1024;

export class Journal {
  private readonly open = new Map<string, OpenItem>();
  /** How many bytes of the file are about open items. */
  private openBytes = 0;
  /** How many open items each record has. */
  private readonly counts = new Map<string, number>();
  private readonly settled = new Set<string>();
  private readonly path: string;
  private readonly options: JournalSurroundings;
  private file: JournalFile | undefined;
  private lines: QueuedLine[] = [];
  private writing: Promise<void> | undefined;
  private heart: NodeJS.Timeout | undefined;
  private beatIsDue = false;
  /** How often a rewrite failed: each time, more settled lines are borne before the next attempt. */
  private failedRewrites = 0;

  /** The journal in `folder`, which is made with the first item. Reads and writes nothing yet. */
  constructor(
    private readonly folder: string,
    options: JournalOptions,
  ) {
    this.options = { isAlive: processExists, wants: () => true, report: () => undefined, disk, ...options };
    this.path = join(folder, `${nameForWindow(options.now())}.jsonl`);
  }

  /**
   * Accepts an item; it is on the disk when this resolves. Items that are appended at once share one write. An id that
   * is known already is accepted without another line.
   * @throws Refusal if the disk doesn't take it: nothing was written then, and later items are welcome.
   */
  async append(item: JournalItem): Promise<void> {
    await this.appendAll([item]);
  }

  /**
   * The same for thousands of items, all or none; `breathe` lets others take their turn between them.
   * @throws Refusal as `append`.
   */
  async appendAll(items: readonly WaitingItem[], breathe: () => Promise<void> = async () => undefined): Promise<void> {
    const [lines, fresh] = [[] as string[], [] as OpenItem[]];
    for (const [index, item] of items.entries()) {
      if (endsStep(index)) {
        await breathe();
      }
      if (!this.open.has(item.id)) {
        const line = formatItem(item);
        lines.push(line);
        fresh.push({ item, bytes: Buffer.byteLength(line) });
      }
    }
    if (fresh.length > 0) {
      await this.write({ text: lines.join(''), durable: true, items: fresh });
    }
  }

  /** Notes that the items reached their file or document once. */
  markWritten(ids: readonly string[]): void {
    const notes: string[] = [];
    for (const id of ids) {
      const open = this.open.get(id);
      if (open && !open.item.written) {
        const note = formatWritten(id);
        this.keep({ item: { ...open.item, written: true }, bytes: open.bytes + note.length });
        notes.push(note);
      }
    }
    if (notes.length > 0) {
      void this.write({ text: notes.join(''), durable: false });
    }
  }

  /** Closes items; unknown ids are passed over. Never fails: what a full disk doesn't take is written with the next line. */
  async settle(ids: readonly string[], why: Why): Promise<void> {
    const known = ids.filter((id) => this.drop(id));
    known.forEach((id) => this.settled.add(id));
    if (known.length > 0) {
      // A commit can be seen again on the branch; what a person removed would come back.
      await this.write({ text: formatSettled(known, why), durable: why !== 'committed' });
    }
  }

  /** The paths of the records that this window's open items are of. */
  get records(): readonly string[] {
    return [...this.counts.keys()];
  }

  /** How many open items of this window a record has. */
  countOf(record: string): number {
    return this.counts.get(record) ?? 0;
  }

  /** This window's open items, or those of one record, in the order in which they were appended. */
  waiting(record?: string): WaitingItem[] {
    const items: WaitingItem[] = [];
    for (const { item } of this.open.values()) {
      if (record === undefined || item.record === record) {
        items.push(item);
      }
    }
    return items;
  }

  /**
   * Takes over the open items of windows that are gone and had to do with this one's records, and returns those that this
   * window didn't have. Whatever moment the process is killed at, the next window finds each of them once.
   * @throws Refusal if the disk doesn't take them; they stay where they are.
   */
  async adoptOrphans(): Promise<WaitingItem[]> {
    return takeOrphans(this.folder, this.path, this.options, async (orphans) => {
      const fresh = orphans.filter((item) => !this.open.has(item.id) && !this.settled.has(item.id));
      await this.appendAll(fresh);
      return fresh;
    });
  }

  /** Finishes what is being written. Open items stay for the next window, which need not wait for this process to end. */
  async close(): Promise<void> {
    await this.beat();
    clearInterval(this.heart);
    this.heart = undefined;
    await this.file?.touch(0).catch(() => undefined);
    await this.file?.close();
    this.file = undefined;
  }

  /** One that is known already keeps its place. */
  private keep(open: OpenItem): void {
    const { item, bytes } = open;
    const before = this.open.get(item.id);
    this.openBytes += bytes - (before?.bytes ?? 0);
    this.open.set(item.id, open);
    if (!before) {
      this.counts.set(item.record, this.countOf(item.record) + 1);
    }
  }

  /** False where it wasn't open. */
  private drop(id: string): boolean {
    const open = this.open.get(id);
    if (!open) {
      return false;
    }
    const { record } = open.item;
    const left = this.countOf(record) - 1;
    if (left > 0) {
      this.counts.set(record, left);
    } else {
      this.counts.delete(record);
    }
    this.openBytes -= open.bytes;
    return this.open.delete(id);
  }

  private async write(lines: Pick<QueuedLine, 'text' | 'durable' | 'items'>): Promise<void> {
    const written = new Promise<void>((resolve, reject) => this.lines.push({ ...lines, resolve, reject }));
    this.writing ??= this.drain();
    await written;
  }

  private async beat(): Promise<void> {
    this.beatIsDue = true;
    await (this.writing ??= this.drain());
  }

  /** The one place that writes the file, one batch after the other. */
  private async drain(): Promise<void> {
    // Whatever is appended in this turn of the loop joins the first batch.
    await Promise.resolve();
    while (this.lines.length > 0 || this.beatIsDue) {
      if (this.lines.length > 0) {
        await this.writeBatch(this.lines.splice(0));
      } else {
        this.beatIsDue = false;
        await this.tidy().catch((error: unknown) =>
          this.options.report(`The journal's heartbeat failed: ${String(error)}`),
        );
      }
    }
    this.writing = undefined;
  }

  private async writeBatch(batch: readonly QueuedLine[]): Promise<void> {
    try {
      await this.writeText(
        batch.map((line) => line.text).join(''),
        batch.some((line) => line.durable),
      );
      for (const { items = [], resolve } of batch) {
        for (const open of items) {
          if (!this.settled.has(open.item.id)) {
            this.keep(open);
          }
        }
        resolve();
      }
    } catch (error) {
      const reason = refusalFor(error, 'notWritten', this.folder);
      for (const line of batch) {
        if (line.items) {
          line.reject(reason);
        } else {
          line.resolve();
        }
      }
      this.options.report(`Couldn't write the journal: ${String(error)}`);
      await this.giveUpFile();
      return;
    }
    if (this.hasManySettled()) {
      await this.writeAnew('').then(
        () => (this.failedRewrites = 0),
        (error: unknown) => {
          this.failedRewrites++;
          this.options.report(`Couldn't rewrite the journal: ${String(error)}`);
        },
      );
    }
  }

  private async writeText(text: string, durable: boolean): Promise<void> {
    if (this.file) {
      try {
        await this.file.append(text, durable);
      } catch (error) {
        if (error instanceof Unusable) {
          await this.giveUpFile();
          throw error.cause;
        }
        throw error;
      }
      if (!durable || (await this.file.isInPlace())) {
        return;
      }
      // Another window took the file over while this machine slept: what it read may lack these lines.
    }
    await this.writeAnew(text);
  }

  private async writeAnew(text: string): Promise<void> {
    // Windows replaces no file that is open.
    await this.giveUpFile();
    const open = [...this.open.values()].map(({ item }) => formatItem(item)).join('');
    this.file = await JournalFile.write(this.options.disk, this.path, HEADER + open + text);
    this.heart ??= setInterval(() => void this.beat(), HEARTBEAT).unref();
  }

  private async giveUpFile(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
  }

  private hasManySettled(): boolean {
    if (!this.file) {
      return false;
    }
    const { lines, size } = this.file;
    const borne = 1 + this.failedRewrites;
    if (lines - 1 - 2 * this.open.size > SETTLED_LINES * borne) {
      return true;
    }
    return size - this.openBytes > SETTLED_BYTES * borne;
  }

  /** Shows that this window lives; a file without open items goes. */
  private async tidy(): Promise<void> {
    if (this.open.size === 0) {
      clearInterval(this.heart);
      this.heart = undefined;
      await this.giveUpFile();
      await this.options.disk.unlink(this.path).catch(unlessAbsent);
    } else if (this.file && (await this.file.isInPlace())) {
      await this.file.touch(this.options.now());
    } else {
      await this.writeAnew('');
    }
  }
}
