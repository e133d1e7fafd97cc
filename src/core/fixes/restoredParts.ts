/** Restores what `lostParts` found missing, from the last commit, with the smallest possible edit. Everything else stays. */

import { editFields, type FieldChange } from '../frontMatter/fieldEdit';
import { fenceEdits } from '../frontMatter/fenceRepair';
import { lineAfter, lineText } from '../text/lines';
import { closedFence } from './lineFixes';
import { isField, lostParts, type VocabularyOf } from './lostParts';
import { entriesWithState, readRecord, type IncidentRecord } from '../record/record';
import { repeatedFields } from '../record/repeatedFields';
import { slipEdits } from '../text/slips';
import { applyEdits, differenceOf, type TextEdit } from '../text/textEdit';
import { headingRepair } from '../record/timelineHeading';
import { timelineState } from '../timeline/timelineState';

/** Returns the edit that gives `text` back what it has lost of `committed`; none if nothing is lost, or too much of it to tell. */
export function restoreEdits(committed: string, text: string, vocabularyOf: VocabularyOf): TextEdit[] {
  let now = text;
  for (let left = lostParts(committed, now, vocabularyOf).length; left > 0;) {
    const better = candidates(committed, now, vocabularyOf).find(
      (after) => lostParts(committed, after, vocabularyOf).length < left && keepsEntries(now, after),
    );
    if (better === undefined) {
      return [];
    }
    now = better;
    left = lostParts(committed, now, vocabularyOf).length;
  }
  return now === text ? [] : [differenceOf(text, now)];
}

/** Returns what the text may become, the least changed first. */
function candidates(committed: string, text: string, vocabularyOf: VocabularyOf): string[] {
  const [was, is] = [readRecord(committed), readRecord(text)];
  const { found, unclosed } = is.timeline;
  return [
    ...slipEdits(committed, text).map((edit) => applyEdits(text, [edit])),
    applyEdits(text, fenceEdits(text)),
    ...(found ? [] : [applyEdits(text, [headingRepair(is).edit])]),
    ...(unclosed ? [applyEdits(text, closedFence(is))] : []),
    is.frontMatter.document ? withFields(was, is, vocabularyOf) : withCard(was, is, vocabularyOf),
  ];
}

/** With the values of the last commit; what the timeline says differently since then goes before them. */
function withFields(was: IncidentRecord, is: IncidentRecord, vocabularyOf: VocabularyOf): string {
  const { fields } = was.frontMatter;
  const said = new Map(saidSince(was, is, vocabularyOf).map(({ path, value }) => [path.join('\n'), value]));
  const lost = lostParts(was.text, is.text, vocabularyOf).filter(isField);
  const changes = lost.map((part): FieldChange => ({
    path: [part],
    value: said.get(part) ?? (fields[part] as string | boolean),
  }));
  return applyEdits(is.text, editFields(is.text, is.frontMatter, changes));
}

/** With the last commit's front matter above the first heading, and in it what the timeline says differently since then. */
function withCard(was: IncidentRecord, is: IncidentRecord, vocabularyOf: VocabularyOf): string {
  const body = Math.max(is.frontMatter.bodyStart, firstHeading(is.text));
  const whole = was.text.slice(0, was.frontMatter.bodyStart) + is.text.slice(body);
  const { frontMatter } = readRecord(whole);
  return applyEdits(whole, editFields(whole, frontMatter, saidSince(was, is, vocabularyOf)));
}

function saidSince(was: IncidentRecord, is: IncidentRecord, vocabularyOf: VocabularyOf): FieldChange[] {
  const vocabulary = vocabularyOf(was);
  const said = (record: IncidentRecord): FieldChange[] =>
    repeatedFields(timelineState(entriesWithState(record), (name) => vocabulary.statusAfter(name)));
  const before = new Set(said(was).map((change) => JSON.stringify(change)));
  return said(is).filter((change) => !before.has(JSON.stringify(change)));
}

function firstHeading(text: string): number {
  for (let at = 0, next = at; at < text.length; at = next) {
    next = lineAfter(text, at);
    if (/^ {0,3}#{1,6}[ \t]/.test(lineText(text, at, next))) {
      return at;
    }
  }
  return text.length;
}

/** Returns whether every entry that can be read now can be read afterwards. */
function keepsEntries(before: string, after: string): boolean {
  const heads = (text: string): string[] =>
    readRecord(text).timeline.entries.map(({ instant, author, kind, qualifier }) =>
      JSON.stringify([instant, author, kind, qualifier]),
    );
  const left = new Set(heads(after));
  return heads(before).every((head) => left.has(head));
}
