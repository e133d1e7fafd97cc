/**
 * File names that some disks treat as the same: Windows and macOS ignore case, and macOS ignores how an accent is composed.
 * Without a second name, one of two such files would be lost at a checkout there.
 */
import { isMergedFile } from './fileMerge';
import { incidentFolder } from './secondNames';

/** Which of two files that are alike gets a second name. */
export interface AlikeName {
  readonly side: 'ours' | 'theirs';
  readonly path: string;
}

/**
 * Of files of incidents that `theirs` adds, and those that `ours` has, one of each two that are alike, the same in every
 * clone: the one that's new, else the one that sorts later. `isOld` says whether ours had it before both parted.
 */
export function alikeNames(
  ours: readonly string[],
  theirs: readonly string[],
  isOld: (path: string) => boolean,
): AlikeName[] {
  const known = new Map(ours.map((path) => [folded(path), path]));
  return theirs.flatMap((path): AlikeName[] => {
    const other = known.get(folded(path));
    if (other === undefined || other === path || incidentFolder(path) === undefined) {
      return [];
    }
    const stays = isMergedFile(other) || (isOld(other) && !isMergedFile(path));
    return [stays || (other < path && !isMergedFile(path)) ? { side: 'theirs', path } : { side: 'ours', path: other }];
  });
}

function folded(path: string): string {
  // By way of capitals, as disks do: \u00df is ss there.
  return path.normalize('NFC').toUpperCase().toLowerCase();
}
