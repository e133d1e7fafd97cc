/**
 * Which files of a record's folder aren't committed: files of the system and of editors, files that git ignores, and files too
 * large for a host. The record, its postmortem, and commands' files in `evidence/` are always committed.
 */
import { IMPORTED } from '../../core/merge/importedSet';
import * as git from '../commands/git';
import type { RecordFolder } from './recordFolder';

/** A file that stays on the disk alone; its path below the folder. */
export interface LeftOut {
  readonly path: string;
  readonly why: 'chosen' | 'system' | 'ignored' | 'size';
  /** In bytes. */
  readonly size: number;
}

/** Files larger than this are left out if nobody has set another size, in bytes. */
const LARGEST = 50_000_000;

/** What a person says of it. */
export interface LeaveOutRules {
  /** Files larger than this are left out, in bytes; 50 MB if absent. */
  readonly largest?: number | undefined;
  /** Whether somebody chose to leave the file out, by its path below the folder: it goes from the branch, too. */
  readonly isChosen?: ((file: string) => boolean) | undefined;
}

/** Files and folders of systems, editors, and half-done downloads, by their names. */
const ANYWHERE =
  /^(?:\.DS_Store|\.AppleDouble|\.LSOverride|\._.+|\.Spotlight-V100|\.Trashes|\.fseventsd|__MACOSX|Icon\r|Thumbs\.db(?::.*)?|ehthumbs(?:_vista)?\.db|desktop\.ini|\$RECYCLE\.BIN|\.directory|\.Trash-\d+|\.nfs[0-9a-f]{8,}|\.fuse_hidden.+|\.goutputstream-.+|\.~lock\..+#|~\$.+|\..+\.sw[a-p]|\..+\.kate-swp|\.#.+|#.+#|.+~|4913|sed[A-Za-z0-9]{6}|.+___jb_(?:tmp|old)___|~syncthing~.+|\.syncthing\..+|.+\.(?:crdownload|part|partial|swp))$/i;
/** What could be evidence, too, where somebody put it there. */
const BESIDE_RECORD = /\.(?:bak|orig|rej|tmp)$/i;

const isRecord = (path: string): boolean => path === 'incident.md' || path === 'postmortem.md' || path === IMPORTED;
const isEvidence = (path: string): boolean => path.startsWith('evidence/');

function isOfSystem(path: string): boolean {
  const names = path.split('/');
  return names.some((name) => ANYWHERE.test(name)) || (!isEvidence(path) && BESIDE_RECORD.test(names.at(-1) ?? ''));
}

/** Splits the folder's files into those that are committed and those that are left out. */
export async function leaveOut(
  repository: git.Place,
  { path: folder, files, others }: RecordFolder,
  { largest = LARGEST, isChosen = () => false }: LeaveOutRules,
): Promise<RecordFolder & { readonly leftOut: readonly LeftOut[] }> {
  const leftOut = new Map<string, LeftOut>();
  for (const { path, size } of files) {
    if (isRecord(path)) {
      continue;
    }
    const why = isChosen(path) ? 'chosen' : isOfSystem(path) ? 'system' : size > largest ? 'size' : undefined;
    if (why) {
      leftOut.set(path, { path, why, size });
    }
  }
  const asked = files.filter(({ path }) => !isRecord(path) && !isEvidence(path) && !leftOut.has(path));
  const ignored =
    asked.length === 0
      ? []
      : await git.listIgnored(
          repository,
          asked.map(({ path }) => `${folder}/${path}`),
        );
  for (const { path, size } of asked) {
    if (ignored.includes(`${folder}/${path}`)) {
      leftOut.set(path, { path, why: 'ignored', size });
    }
  }
  return {
    path: folder,
    files: files.filter(({ path }) => !leftOut.has(path)),
    // Like anything but a regular file, it stays on the branch as it was; what somebody chose doesn't.
    others: [...others, ...[...leftOut.values()].filter(({ why }) => why !== 'chosen').map(({ path }) => path)],
    leftOut: [...leftOut.values()],
  };
}
