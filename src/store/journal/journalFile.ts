/**
 * One file of the journal, open for appending: what it has on disk, and whether this window still owns it. The journal knows
 * what the lines mean.
 */

import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { isAbsence, type Disk } from '../disk';
import { replaceFile, syncFolder } from '../atomicWrite';

type Handle = Awaited<ReturnType<Disk['open']>>;

export class JournalFile {
  private constructor(
    private readonly disk: Disk,
    readonly path: string,
    private readonly handle: Handle,
    private readonly inode: bigint,
    private bytes: number,
    private lineCount: number,
  ) {}

  /** Writes the file whole and durably, in the place of the one that may be there. */
  static async write(disk: Disk, path: string, text: string): Promise<JournalFile> {
    const folder = dirname(path);
    const made = await disk.mkdir(folder, { recursive: true, mode: 0o700 });
    for (let at = folder; made !== undefined && at.length >= made.length; at = dirname(at)) {
      await syncFolder(disk, dirname(at));
    }
    await replaceFile(disk, path, Buffer.from(text), { mode: 0o600 });
    await syncFolder(disk, folder);
    // Never created here: a file that another window removed in the meantime mustn't come back empty.
    const handle = await disk.open(path, constants.O_WRONLY | constants.O_APPEND);
    try {
      const { ino, size } = await handle.stat({ bigint: true });
      return new JournalFile(disk, path, handle, ino, Number(size), countLines(text));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get size(): number {
    return this.bytes;
  }

  get lines(): number {
    return this.lineCount;
  }

  /**
   * Adds whole lines; on the disk afterwards when `durable`. After a failure the file ends as it ended before.
   * @throws the error of the file system; `Unusable` when it isn't known how the file ends now.
   */
  async append(text: string, durable: boolean): Promise<void> {
    let written = false;
    try {
      await this.handle.appendFile(text);
      written = true;
      if (durable) {
        await this.handle.datasync();
      }
    } catch (error) {
      const truncated = await this.handle.truncate(this.bytes).then(
        () => true,
        () => false,
      );
      // After a sync that failed the system may forget what it couldn't write, and say nothing at the next.
      throw truncated && !written ? error : new Unusable(error);
    }
    this.bytes += Buffer.byteLength(text);
    this.lineCount += countLines(text);
  }

  /** Returns whether the path still leads to this file. Asked after a sync: what was written before the file was taken is in it. */
  async isInPlace(): Promise<boolean> {
    try {
      return (await this.disk.stat(this.path, { bigint: true })).ino === this.inode;
    } catch (error) {
      if (isAbsence(error)) {
        return false;
      }
      throw error;
    }
  }

  /** Says that the window is there at `now`, milliseconds since the epoch. */
  async touch(now: number): Promise<void> {
    await this.handle.utimes(now / 1000, now / 1000);
  }

  async close(): Promise<void> {
    await this.handle.close().catch(() => undefined);
  }
}

/** The file can't be appended to anymore and has to be rewritten. `cause` is what the file system said first. */
export class Unusable extends Error {
  constructor(cause: unknown) {
    super("Can't append to the journal file anymore", { cause });
  }
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lines++;
  }
  return lines;
}
