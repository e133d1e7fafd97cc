/**
 * What could be written more helpfully once the impact is over: words that blame or say little, and follow-ups that nobody can
 * act on. Suggests, and changes nothing by itself. Knows English alone: other languages have no hints.
 */
import type { IncidentRecord } from '../record/record';
import { isAcute } from '../frontMatter/fields';
import { Fences } from '../text/fence';
import type { FixFrame, QuickFix } from '../text/quickFix';
import { countingEntries } from '../timeline/retraction';
import type { PlacedEntry } from '../timeline/entryHead';
import { formatFollowUp, readFollowUp, type FollowUp } from '../timeline/followUp';
import { readEntry } from '../timeline/timeline';
import { say } from '../words/say';

export interface WritingHint {
  readonly message: string;
  /** Offsets in the record's text. */
  readonly start: number;
  readonly end: number;
  readonly fixes: readonly QuickFix[];
}

/** A phrase, what to write instead if that fits everywhere, and why. */
interface Wording {
  readonly phrase: string;
  readonly instead?: string;
  readonly why: () => string;
}

const situation = (): string =>
  say`This judges a person. Say what made it likely: the tool, the alert, the time of day.`;
const hindsight = (): string => say`This is known only in hindsight. Say what happened, and why it made sense then.`;
const plainly = (): string => say`This sounds like blame. Say what happened instead.`;
const vague = (): string =>
  say`This says little. Name the cause, the number, or the time, or say that it isn't known yet.`;

/** Reviewed one by one: a word that is mostly harmless isn't here. */
const WORDINGS: readonly Wording[] = [
  ...phrases('human error, operator error, user error, careless, carelessly, carelessness', situation),
  ...phrases('negligent, negligence, incompetent, sloppy, stupid, stupidly, lazy', situation),
  ...phrases("should have, should've, could have, could've, shouldn't have, ought to have", hindsight),
  ...phrases("to blame, whose fault, 's fault", plainly),
  ...phrases('failed to, forgot to, neglected to', plainly).map((wording) => ({ ...wording, instead: "didn't" })),
  ...phrases('somehow, for some reason, some kind of, stuff, and so on, etc.', vague),
];

function phrases(all: string, why: () => string): Wording[] {
  return all.split(', ').map((phrase) => ({ phrase, why }));
}

const escaped = (phrase: string): string => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[ \\t]+');
const PHRASES = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${WORDINGS.map(({ phrase }) => escaped(phrase)).join('|')})(?![\\p{L}\\p{N}])`,
  'giu',
);

/** Code and addresses are quoted, not written. */
const QUOTED = /`[^`\n]*`|https?:\/\/\S+|"[^"\n]*"/g;
/** Kinds whose text a person wrote freely; a message that went out stays as it is. */
const WRITTEN: ReadonlySet<string> = new Set(['TL', 'MILESTONE', 'HYPOTHESIS', 'TODO', 'QUEST', 'SEVERITY']);

/** Weak beginnings of a follow-up, and what to begin with instead. */
const BEGINNINGS: readonly (readonly [beginning: RegExp, instead: string])[] = [
  [/^(?:we|somebody|someone) (?:should|must|need to|needs to|have to|has to) /i, ''],
  [/^(?:should|must|need to|needs to|have to) /i, ''],
  [/^(?=better )/i, 'Build '],
  [/^(?=(?:more|missing|an?|new|another) )/i, 'Add '],
  [/^(?=(?:alert|alerts|alerting|monitoring|dashboard|dashboards|documentation|runbook|metrics?)(?: |$))/i, 'Add '],
];

const DAY = 24 * 60 * 60_000;
/** Days in which a follow-up without a date is suggested to be done. */
const USUAL_DAYS = 14;

/** None while the incident is acute: nobody polishes words then. In the order of their places. */
export function writingHints(record: IncidentRecord, frame: Pick<FixFrame, 'now' | 'author'>): WritingHint[] {
  if (isAcute(record.frontMatter.fields.status)) {
    return [];
  }
  return countingEntries(record)
    .filter(({ kind }) => WRITTEN.has(kind))
    .flatMap((placed) => [
      ...wordingHints(record.text, placed),
      ...(placed.kind === 'TODO' && placed.ticked === false ? followUpHints(record.text, placed, frame) : []),
    ]);
}

function wordingHints(text: string, { textStart, end }: PlacedEntry): WritingHint[] {
  const raw = text.slice(textStart, end);
  if (raw.search(PHRASES) < 0) {
    return [];
  }
  const written = masked(raw);
  return [...written.matchAll(PHRASES)].map((match) => {
    const [found] = match;
    const start = textStart + match.index;
    const { why, instead } = wordingOf(found);
    const place = { start, end: start + found.length };
    return {
      message: why(),
      ...place,
      fixes: instead === undefined ? [] : [{ title: say`Write "${instead}"`, edits: [{ ...place, text: instead }] }],
    };
  });
}

function wordingOf(found: string): Wording {
  const words = found.toLowerCase().replace(/[ \t]+/g, ' ');
  return WORDINGS.find(({ phrase }) => phrase === words)!;
}

/** The same with blanks instead of what is quoted. */
function masked(written: string): string {
  const fences = new Fences();
  return written
    .split('\n')
    .map((line) => {
      const isCode = fences.take(line.replace(/\r$/, '').replace(/^(?: {2}|\t)/, '')) !== 'outside';
      const blank = (part: string): string => ' '.repeat(part.length);
      return isCode ? blank(line) : line.replace(QUOTED, blank);
    })
    .join('\n');
}

function followUpHints(
  text: string,
  placed: PlacedEntry,
  { now, author }: Pick<FixFrame, 'now' | 'author'>,
): WritingHint[] {
  const { textStart, end } = placed;
  const start = textStart + /^[ \t]*/.exec(text.slice(textStart, end))![0].length;
  const raw = text.slice(start, end);
  // What has several lines is changed by the person alone.
  if (raw === '' || /[\r\n]/.test(raw)) {
    return [];
  }
  const followUp = readFollowUp(readEntry(text, placed).text);
  const place = { start, end };
  const fixed = (title: string, more: Partial<FollowUp>): QuickFix => ({
    title,
    edits: [{ ...place, text: formatFollowUp({ ...followUp, ...more }) }],
  });
  const due = new Date(now + USUAL_DAYS * DAY).toISOString().slice(0, 10);
  const [weak, better] = BEGINNINGS.find(([beginning]) => beginning.test(followUp.text)) ?? [];
  return [
    ...(weak === undefined
      ? []
      : [
          {
            message: say`Begin with a verb: what will somebody do?`,
            ...place,
            fixes: [fixed(say`Begin with a verb`, { text: begun(followUp.text.replace(weak, better!)) })],
          },
        ]),
    ...(followUp.owner === undefined
      ? [
          {
            message: say`Nobody owns this follow-up.`,
            ...place,
            fixes: author === undefined ? [] : [fixed(say`Assign it to @${author}`, { owner: author })],
          },
        ]
      : []),
    ...(followUp.due === undefined
      ? [{ message: say`This follow-up has no due date.`, ...place, fixes: [fixed(say`Due ${due}`, { due })] }]
      : []),
  ];
}

/** With a capital, and none behind the verb that came before it: `Add alerts`. */
function begun(text: string): string {
  const lowered = text.replace(/^((?:Add|Build) )(\p{Lu})(?=\p{Ll})/u, (_, verb: string, first: string) => {
    return verb + first.toLowerCase();
  });
  return lowered.charAt(0).toUpperCase() + lowered.slice(1);
}
