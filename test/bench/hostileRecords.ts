/** What is done with a record that holds a hostile text, a use each. */
import { editFields } from '../../src/core/frontMatter/fieldEdit';
import { insertEntry } from '../../src/core/record/placement';
import { readProse } from '../../src/core/record/prose';
import { readRecord, recordFindings, type IncidentRecord } from '../../src/core/record/record';
import { applyEdits } from '../../src/core/text/textEdit';
import { readEntry } from '../../src/core/timeline/timeline';
import { draftsOf } from './hostileDrafts';

const VOCABULARY = { statusAfter: () => undefined, severities: [] };
const ADDED = { instant: Date.UTC(2026, 10, 20, 15, 2), author: 'dana', kind: 'TL', qualifier: '', text: 'added' };

export function usesOf(
  record: IncidentRecord,
): { readonly insert: () => string } & Readonly<Record<string, () => unknown>> {
  const { text, timeline, frontMatter } = record;
  const last = timeline.entries.at(-1);
  return {
    read: () => readRecord(text),
    prose: () => readProse(record),
    findings: () => recordFindings(record, VOCABULARY),
    insert: () => applyEdits(text, [insertEntry(text, timeline, ADDED)]),
    entry: () => last && readEntry(text, last),
    field: () => editFields(text, frontMatter, [{ path: ['status'], value: 'closed' }]),
    ...draftsOf(record),
  };
}
