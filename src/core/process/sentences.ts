/** The sentences about a mistake in a process document, by code. `place` names the value the way people find it in the file. */

import { instead, oneOf, suggest } from '../text/suggestion';
import type { Reason } from '../text/reason';
import { say } from '../words/say';

interface UnknownName {
  readonly name: string;
  readonly known: readonly string[];
}

interface AtPlace {
  readonly place: string;
}

/** Returns how a value is called by its place: `"pages"`, `"cadence.internal"`, `Item 2 of "items"`. */
export function placeName(path: readonly (string | number)[]): string {
  const key = path.findLastIndex((part) => typeof part === 'string');
  if (key < 0) {
    return say`This document`;
  }
  const outer = OF_NAMES.includes(path[key - 1]) ? `${path[key - 1]}.` : '';
  const named = `"${outer}${path[key]}"`;
  const [item, ...within] = path.slice(key + 1).map((index) => Number(index) + 1);
  // No list of a process has lists in it.
  return item === undefined || within.length > 0 ? named : say`Item ${item} of ${named}`;
}

/** Where the keys are names that the process gives itself. */
const OF_NAMES: readonly unknown[] = ['cadence', 'deadlines', 'channels'];

/** What is said of a value that has another form than it must have. */
export const FORM_SENTENCES = {
  missing: ({ place }: AtPlace) => say`${place} is missing.`,
  empty: ({ place }: AtPlace) => say`${place} is empty.`,
  notText: ({ place }: AtPlace) => say`${place} must be text. Put it in quotes.`,
  notYesNo: ({ place }: AtPlace) => say`${place} must be true or false.`,
  notList: ({ place }: AtPlace) => say`${place} must be a list.`,
  notKeys: ({ place }: AtPlace) => say`${place} must be a set of "key: value" lines.`,
  notWhole: ({ place }: AtPlace) => say`${place} must be a whole number.`,
  notMinutes: ({ place }: AtPlace) => say`${place} must be a whole number of minutes.`,
  notPositive: ({ place }: AtPlace) => say`${place} must be a number.`,
  noMinutes: ({ place }: AtPlace) => say`${place} must be a number of minutes.`,
  notOneOf: ({ place, name, known }: AtPlace & UnknownName) =>
    say`${place} must be ${oneOf(known)}.${suggest(name, known)}`,
  notWord: ({ place }: AtPlace) => say`${place} must be lowercase with hyphens, such as status-page.`,
  notZone: ({ place }: AtPlace) => say`${place} isn't a time zone such as Europe/Berlin.`,
  notQualifier: ({ place }: AtPlace) => say`${place} can't be empty or contain spaces or a colon.`,
  notLine: ({ place }: AtPlace) => say`${place} must be one line of text.`,
  notSection: ({ place }: AtPlace) =>
    say`${place} can't contain a level 1 or 2 heading, a horizontal rule, or a code fence.`,
  notSpan: ({ place }: AtPlace) => say`${place} must be a duration, such as 48 hours, 7 days, or 1 working day.`,
  notTimeOfDay: ({ place }: AtPlace) => say`${place} must be a time of day in quotes, such as "08:00".`,
  emptyText: ({ place }: AtPlace) => say`${place} can't be empty.`,
  emptyList: ({ place }: AtPlace) => say`${place} must have at least one item.`,
};

export const PROCESS_SENTENCES = {
  ...FORM_SENTENCES,
  unknownKey: ({ name, known }: UnknownName) => say`Unknown key "${name}".${suggest(name, known)}`,

  // names
  unknownName: ({ what, name, known }: UnknownName & { readonly what: string }) =>
    say`Unknown ${what} "${name}".${suggest(name, known)}`,
  doubledName: ({ name, list }: { readonly name: string; readonly list: string }) =>
    say`"${name}" appears twice in ${list}.`,
  leads: ({ count }: { readonly count: number }) =>
    count === 0
      ? say`Exactly one role must have "leads: true", but none has it.`
      : say`Exactly one role must have "leads: true", but ${count} have it.`,

  // extends
  extendsNoText: () => say`"extends" must be text. Put it in quotes.`,
  unknownBase: ({ name, known }: UnknownName) =>
    say`Can't extend "${name}": there is no such process.${instead(name, known)}`,
  misfit: ({ base, why }: { readonly base: string; readonly why: Reason }) =>
    say`This conflicts with the process "${base}": ${why.whole}`,
  replacesNoList: () => say`"replaces" must be a list.`,
  unknownList: ({ name, known }: UnknownName) => say`Unknown list "${name}".${instead(name, known)}`,
  notInherited: ({ name, list, known }: UnknownName & { readonly list: string }) =>
    say`Can't remove "${name}": ${list} doesn't have it.${suggest(name, known)}`,
};
