/** Reads the paths in git's index file without git: versions 2 to 4, of full and sparse checkouts. */

/** What an entry is before its object's name: times, device, mode, owner, size. */
const STAT = 40;
const MODE_AT = 24;
const OF_FOLDER = 0o040000;
const EXTENDED = 0x4000;

/** One entry; the path of a `folder`, which a sparse checkout leaves out, ends with `/`. */
export interface IndexPath {
  readonly path: string;
  readonly folder: boolean;
}

/** The entries in their order, by bytes. Ends early, without a word, where the file ends. `objectName` is 20 or 32 bytes. */
export function* readIndexPaths(index: Buffer, objectName: number): Generator<IndexPath> {
  const version = index.length < 12 || index.toString('latin1', 0, 4) !== 'DIRC' ? 0 : index.readUInt32BE(4);
  const count = version < 2 || version > 4 ? 0 : index.readUInt32BE(8);
  let before = '';
  for (let number = 0, at = 12; number < count && at + STAT + objectName + 2 < index.length; number++) {
    const flags = at + STAT + objectName;
    let name = flags + (index.readUInt16BE(flags) & EXTENDED ? 4 : 2);
    let kept = '';
    if (version === 4) {
      const { value, next } = readOffset(index, name);
      kept = before.slice(0, Math.max(0, before.length - value));
      name = next;
    }
    const end = index.indexOf(0, name);
    if (end < 0) {
      return;
    }
    const bytes = kept + index.toString('latin1', name, end);
    yield {
      path: Buffer.from(bytes, 'latin1').toString(),
      folder: (index.readUInt32BE(at + MODE_AT) & 0o170000) === OF_FOLDER,
    };
    before = bytes;
    // Before version 4 an entry is padded to eight bytes, with at least one.
    at = version === 4 ? end + 1 : at + Math.floor((end - at + 8) / 8) * 8;
  }
}

/** git's number of a variable length: seven bits in each byte, the highest first. */
function readOffset(bytes: Buffer, start: number): { readonly value: number; readonly next: number } {
  let at = start;
  let byte = bytes[at++] ?? 0;
  let value = byte & 0x7f;
  while (byte & 0x80) {
    byte = bytes[at++] ?? 0;
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, next: at };
}
