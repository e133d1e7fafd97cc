/**
 * The files of a zip archive, in memory alone: nothing of it is written anywhere. What unpacks to too much is refused before
 * it's unpacked, and a file whose path leads out of the archive isn't there.
 */

import { unzipSync } from 'fflate';
import { refusal } from '../../core/text/refusal';
import { STORE_SENTENCES } from '../sentences';

/** One file of a log. */
export interface LogBytes {
  /** Below the folder or in the archive, with `/`; of one file its name. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** How much of an archive is unpacked. */
export interface ArchiveLimits {
  readonly files: number;
  /** Of all files together, unpacked. */
  readonly bytes: number;
}

export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

/**
 * The files that `isWanted`, by their names.
 * @throws Refusal if it's no whole archive, or unpacks to more than the limits.
 */
export function readArchive(
  path: string,
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
  limits: ArchiveLimits,
): LogBytes[] {
  let [files, size] = [0, 0];
  const filter = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }): boolean => {
    if (!staysInside(name) || !isWanted(name)) {
      return false;
    }
    files += 1;
    size += originalSize;
    if (files > limits.files || size > limits.bytes) {
      throw refusal(STORE_SENTENCES, 'logTooLarge', { path });
    }
    return true;
  };
  let unpacked: Readonly<Record<string, Uint8Array>>;
  try {
    // The size that an archive states is all that is unpacked of a file.
    unpacked = unzipSync(bytes, { filter });
  } catch (error) {
    // What fflate says of a broken archive has a code of its own.
    if (error instanceof Error && 'code' in error && typeof error.code === 'number') {
      throw refusal(STORE_SENTENCES, 'logDamaged', { path });
    }
    throw error;
  }
  return Object.entries(unpacked)
    .map(([name, content]) => ({ name, bytes: content }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function staysInside(name: string): boolean {
  return !/^[/\\]|^[a-z]:|\\|\0|(?:^|\/)\.\.(?:\/|$)|\/$/i.test(name);
}
