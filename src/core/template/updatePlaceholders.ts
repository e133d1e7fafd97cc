/**
 * The placeholders of an update's template: their names, and the words that a gap shows. What one stands for is
 * `updateFacts.ts`.
 */

import { STATUSES } from '../frontMatter/fields';
import { refusal } from '../text/refusal';
import { CORE_SENTENCES } from '../text/sentences';

/** The words that may be in a template because of the process. */
export interface TemplateVocabulary {
  readonly audiences: readonly string[];
  readonly roles: readonly string[];
  readonly milestones: readonly string[];
  readonly deadlines?: readonly string[];
}

/**
 * Placeholders for one text, with the words that its gap shows.
 * @internal Exported for its test.
 */
export const TEXTS: Readonly<Record<string, string>> = {
  id: 'incident',
  title: 'title',
  headline: 'headline',
  functionality: "what's affected",
  state: "what's wrong",
  audience: "who's affected",
  severity: 'severity',
  severityMeaning: 'what the severity means',
  status: 'status',
  open: 'open',
  impact: 'impact',
  services: 'services',
  lead: "who's leading",
  leadRole: 'leading role',
  sender: 'your name',
  since: 'start time',
  over: 'end time',
  now: 'current time',
  duration: 'duration',
  nextUpdate: 'time of the next update',
  nextUpdateIn: 'time until the next update',
  chat: 'chat',
  bridge: 'call',
  links: 'links',
  tickets: 'tickets',
  join: 'link to join',
  record: 'link to the record',
  postmortem: 'link to the postmortem',
  cause: 'cause',
  outcome: 'what fixed it',
  'handOff.role': 'role',
  'handOff.from': "who's handing off",
  'handOff.to': "who's taking over",
  'handOff.reason': 'reason',
  // Only people know these.
  eta: 'when it should be fixed',
  doing: "what we're doing",
  workaround: 'workaround',
  needs: 'what would help',
  next: 'next steps',
  owner: 'owner',
  person: "who you're asking",
  team: 'team',
  tried: "what we've tried",
};

/**
 * Placeholders that a person may know more about than the record: what a template says without them is where the person
 * types. See `Filling` in `updateFilling.ts`.
 */
export const ASKED: ReadonlySet<string> = new Set([
  'impact',
  'eta',
  'doing',
  'workaround',
  'needs',
  'next',
  'owner',
  'person',
  'team',
  'tried',
]);

/**
 * Placeholders that begin with one of these, followed by a word of the process: `role.scribe`.
 * @internal Exported for its test.
 */
export const FAMILIES: Readonly<Record<string, (word: string) => string>> = {
  role: (role) => role,
  status: (status) => status,
  milestone: (name) => `time of "${name}"`,
  said: (name) => `note on "${name}"`,
  channel: (name) => name,
  due: (deadline) => `${deadline} deadline`,
};

/** Placeholders for several items, `{{#entries}}…{{/entries}}`, and what's inside. */
export const LISTS: Readonly<Record<string, readonly string[]>> = {
  entries: ['time', 'author', 'text'],
  news: ['time', 'author', 'text'],
  hypotheses: ['text'],
  quests: ['owner', 'text'],
  milestones: ['name', 'time', 'text'],
  roles: ['role', 'holders'],
};

/** Returns the words between the brackets of a gap: `impact`, `time of "identified"`. */
export function gapWords(placeholder: string): string {
  const [family, word] = split(placeholder);
  const words = own(TEXTS, placeholder) ?? own(FAMILIES, family)?.(word) ?? placeholder;
  return words.replace(/\s+/g, ' ');
}

/** Returns what may be in a section of `list`, or outside of any. */
export function placeholders(list: string | undefined, known: TemplateVocabulary): string[] {
  return [
    ...Object.keys(TEXTS),
    ...(list === undefined ? Object.keys(LISTS) : LISTS[list]!),
    ...STATUSES.map((status) => `status.${status}`),
    ...known.roles.map((role) => `role.${role}`),
    ...known.milestones.flatMap((name) => [`milestone.${name}`, `said.${name}`]),
    ...(known.deadlines ?? []).map((name) => `due.${name}`),
  ];
}

/** @throws Refusal for a name that stands for no text in any template. */
export function checkFields(fields: Readonly<Record<string, string>>, known: TemplateVocabulary): void {
  const names = placeholders(undefined, known).filter((name) => !Object.hasOwn(LISTS, name));
  for (const name of Object.keys(fields)) {
    if (!names.includes(name) && !isChannel(name)) {
      throw refusal(CORE_SENTENCES, 'unknownField', { name, known: names });
    }
  }
}

/** A channel may have any name: `channel.ops`. */
export function isChannel(placeholder: string): boolean {
  return /^channel\../.test(placeholder);
}

function split(placeholder: string): [string, string] {
  const dot = placeholder.indexOf('.');
  return [placeholder.slice(0, Math.max(dot, 0)), placeholder.slice(dot + 1)];
}

function own<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}
