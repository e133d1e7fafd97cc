/**
 * Quick fixes for a record's findings. Nothing is guessed: if a text can mean two things, both are offered, and a fix that
 * would lose an entry or a meaning isn't.
 */

import { cardFixes } from './frontMatterFixes';
import { joinedHeads } from '../timeline/entryHead';
import type { Finding } from '../text/finding';
import { lineFixes } from './lineFixes';
import type { FixFrame, QuickFix } from '../text/quickFix';
import { losesMeaning, readRecord, recordFindings, type IncidentRecord, type Vocabulary } from '../record/record';
import { allFindings } from '../record/shownFindings';
import { applyEdits } from '../text/textEdit';
import { readEntry } from '../timeline/timeline';

/** Returns the repairs of `finding`, which is one of the record's, the likeliest first; none if only a person can know. */
export function quickFixes(
  record: IncidentRecord,
  finding: Finding,
  vocabulary: Vocabulary,
  frame: FixFrame,
): QuickFix[] {
  const fixes = finding.field
    ? cardFixes(record, finding, vocabulary, frame)
    : lineFixes(record, finding, vocabulary, frame);
  const possible = fixes.filter(({ edits }) => edits.length > 0);
  if (possible.length === 0) {
    return [];
  }
  const findingsOf = MOVES_HEADINGS.has(finding.code) ? allFindings : recordFindings;
  const content = (some: IncidentRecord): Content => contentOf(some, findingsOf(some, vocabulary));
  const before = content(record);
  const key = keyOf(record.text, finding);
  return possible.filter(({ edits }) => heals(before, key, content(readRecord(applyEdits(record.text, edits)))));
}

/** Reading prose is expensive, and only these repairs change what is read of it. */
const MOVES_HEADINGS: ReadonlySet<Finding['code']> = new Set([
  'noFrontMatter',
  'badFence',
  'strayText',
  'noTimeline',
  'endsTimeline',
  'unclosedFence',
  'doubledHeading',
]);

/** What a record holds, each with how often: its findings, which of them lose meaning, and its entries. */
interface Content {
  readonly findings: ReadonlyMap<string, number>;
  readonly losses: ReadonlyMap<string, number>;
  readonly entries: ReadonlyMap<string, number>;
}

function contentOf({ text, timeline }: IncidentRecord, findings: readonly Finding[]): Content {
  const key = (finding: Finding): string => keyOf(text, finding);
  return {
    findings: counted(findings.map(key)),
    losses: counted(findings.filter(losesMeaning).map(key)),
    entries: counted(
      timeline.entries.map((placed) => {
        const { text: words, ...rest } = readEntry(text, placed);
        // The arrow of a hand-off is a matter of style, and an entry that was joined to this one is none of its words.
        return JSON.stringify([rest, words.slice(0, joinedHeads(words)[0]).replaceAll('->', '→')]);
      }),
    ),
  };
}

/** Returns what a finding is about, wherever it is. */
function keyOf(text: string, { what, data, start, end }: Finding): string {
  return JSON.stringify([what, data, text.slice(start, end)]);
}

function counted(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Returns whether the finding is gone, every entry is still there, and no meaning is lost that wasn't lost before. */
function heals(before: Content, finding: string, becomes: Content): boolean {
  const gone = (becomes.findings.get(finding) ?? 0) < (before.findings.get(finding) ?? 0);
  const kept = [...before.entries].every(([entry, count]) => (becomes.entries.get(entry) ?? 0) >= count);
  const nothingLost = [...becomes.losses].every(([loss, count]) => count <= (before.losses.get(loss) ?? 0));
  return gone && kept && nothingLost;
}
