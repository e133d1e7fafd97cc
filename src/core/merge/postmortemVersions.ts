/**
 * Merges two versions of a postmortem that people edited in two places: front matter by key, the rest line by line, and each
 * row and item separately. `postmortemMerge.ts` refreshes a draft.
 */

import { conflictFindings, mergeFields, type CardText as Card } from './fieldMerge';
import type { Finding } from '../text/finding';
import { readFrontMatter, type FrontMatter } from '../frontMatter/frontMatter';
import { doubledFindings, mergeProse } from './proseMerge';
import type { MergedText } from './recordMerge';
import { withForm, withoutForms } from '../text/textForm';
import { settle, type Versions } from '../text/versions';
import { reasonOf, type Reason } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';

/** Returns the postmortem that both made of `base`; see `mergeRecords`. One without front matter is merged as well. */
export function mergePostmortems(base: string | undefined, ours: string, theirs: string): MergedText {
  const settled = settle(base, ours, theirs);
  if (settled?.value !== undefined) {
    return { text: settled.value, findings: [] };
  }
  const { base: old, one, other, form } = withoutForms({ base, one: ours, other: theirs });
  const problem = problemOf(readFrontMatter(one), 'ours') ?? problemOf(readFrontMatter(other), 'theirs');
  if (problem !== undefined) {
    return { problem };
  }
  const [first, second] = one < other ? [one, other] : [other, one];
  const card = mergeCards({ base: old, one: first, other: second });
  const bodyOf = (text: string): string => text.slice(readFrontMatter(text).bodyStart);
  const body = mergeProse({ base: old && bodyOf(old), one: bodyOf(one), other: bodyOf(other) });
  const { text, places } = withForm(card.text + body.text, form, [
    ...card.findings,
    ...doubledFindings(body, card.text.length),
  ]);
  return { text, findings: places };
}

function problemOf({ document, findings: [finding] }: FrontMatter, side: 'ours' | 'theirs'): Reason | undefined {
  return document || finding?.code === 'noFrontMatter'
    ? undefined
    : reasonOf(CORE_SENTENCES, 'versionUnread', { side, file: 'postmortem', said: finding?.message });
}

function mergeCards({ base, one, other }: Versions<string>): { text: string; findings: Finding[] } {
  const [old, here, there] = [base ?? '', one, other].map((text) => ({ text, frontMatter: readFrontMatter(text) })) as [
    Card,
    Card,
    Card,
  ];
  const head = ({ text, frontMatter }: Card): string => text.slice(0, frontMatter.bodyStart);
  if (!here.frontMatter.document || !there.frontMatter.document) {
    // A side that has none took it away, or never had it.
    const kept = here.frontMatter.document ? here : there;
    return {
      text: settle(base === undefined ? undefined : head(old), head(here), head(there))?.value ?? head(kept),
      findings: [],
    };
  }
  const { text, conflicts } = mergeFields({
    base: old.frontMatter.document ? old : undefined,
    one: here,
    other: there,
  });
  const { start, end, bodyStart } = here.frontMatter;
  const whole = one.slice(0, start) + text + one.slice(end, bodyStart);
  return { text: whole, findings: conflictFindings(whole, conflicts) };
}
