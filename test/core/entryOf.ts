/** Entries for tests: `[x] 5 @lee TODO: text` is an entry at 15:05 on 2026-11-20, `@dana` where no author is named. */
import type { Entry } from '../../src/core/timeline/entry';
import { normaliseText } from '../../src/core/text/plainText';
import type { Status } from '../../src/core/frontMatter/fields';
import { utc } from '../../src/core/time/instant';
import type { Vocabulary } from '../../src/core/record/record';

const FORM = /^(?:\[([ x])\] )?(\d+)(?::(\d+))?(?: @(\S+))? ([A-Z]+)(?: ([^:]+))?:([^]*)$/;

export function entryOf(line: string): Entry {
  const [, box, minute, second = '0', author = 'dana', kind, qualifier = '', text] = FORM.exec(line)!;
  const instant = utc(2026, 11, 20, 15, Number(minute), Number(second));
  const entry = { instant, author, kind: kind!, qualifier, text: normaliseText(text!) };
  return box === undefined ? entry : { ...entry, ticked: box === 'x' };
}

export function entriesOf(...lines: string[]): Entry[] {
  return lines.map(entryOf);
}

const STATUS: Readonly<Record<string, Status>> = {
  declared: 'investigating',
  identified: 'identified',
  mitigated: 'mitigated',
  resolved: 'resolved',
  closed: 'closed',
  reopened: 'investigating',
};

/** The status that a milestone sets in these tests. */
export function statusAfter(milestone: string): Status | undefined {
  return Object.hasOwn(STATUS, milestone) ? STATUS[milestone] : undefined;
}

export const vocabulary: Vocabulary = { statusAfter, severities: ['SEV-1', 'SEV-2', 'SEV-3'], name: 'default' };
