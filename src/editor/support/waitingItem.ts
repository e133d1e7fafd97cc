/** Describes a pending item of the journal in words. */
import type { Change } from '../../core/record/change';
import { formatEntry } from '../../core/timeline/entry';
import type { WaitingItem } from '../../store/journal/journalLine';
import { idOf } from '../records/recordFolders';
import { say } from '../../core/words/say';

/** All that it says: an entry, or the draft of a record. */
export function noteText(item: WaitingItem): string {
  return 'draft' in item ? item.draft : textOfChange(item.change);
}

function textOfChange({ added, removed }: Change): string {
  const entry = added ?? removed;
  return entry ? formatEntry(entry, '\n') : '';
}

/** One word for its kind. */
export function kindOf(item: WaitingItem): string {
  if ('draft' in item) {
    return 'declaration';
  }
  const { added, removed } = item.change;
  return added && removed ? 'correction' : added ? added.kind : 'removal';
}

/** One line. */
export function describeItem(item: WaitingItem): string {
  return 'draft' in item
    ? say`Declaration of ${idOf(item.record)}`
    : noteText(item).split('\n', 1)[0]!.replace(/^- /, '');
}
