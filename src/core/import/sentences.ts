/** What importing a log says: refusals that name the argument to add, and warnings. */

import { reasonOf } from '../text/reason';
import { say } from '../words/say';

export const IMPORT_SENTENCES = {
  unknownKind: ({ name }: { readonly name: string }) => say`Can't tell what kind of log ${name} is. Set "kind".`,
  otherKind: ({ name, kind }: { readonly name: string; readonly kind: string }) =>
    say`Can't read ${name} as ${kind}: nothing in it has that format. Use another "kind", or leave it out.`,
  needsZone: ({ time }: { readonly time: string }) =>
    say`The log's times, such as ${time}, don't have a time zone. Set "zone", for example to Europe/Berlin.`,
  needsDate: ({ time }: { readonly time: string }) =>
    say`The log doesn't say which day its first time, ${time}, is on. Set "date", for example to 2026-11-20.`,
  needsOrder: () => say`Can't tell which line of the log comes first. Set "order" to oldest or newest.`,
  needsHour: ({ time, zone }: { readonly time: string; readonly zone: string }) =>
    say`${time} happened twice in ${zone}, because the clocks were set back. Set "repeatedHour" to first or second.`,
  nothingNew: ({ lines }: { readonly lines: number }) =>
    lines === 0
      ? say`Nothing to import: the log has no messages.`
      : say`Nothing to import: all ${lines} lines are in the record, or were imported before.`,

  // warnings
  noTagged: ({ lines }: { readonly lines: number }) =>
    say`No line begins with "TL:". Set "all" to import all ${lines} lines.`,
  nextDay: ({ time, date }: { readonly time: string; readonly date: string }) =>
    say`The times jump back at ${time}, so lines from there on are dated ${date}.`,
  skippedTime: ({ time, zone, date }: { readonly time: string; readonly zone: string; readonly date: string }) =>
    say`${time} doesn't exist in ${zone} on ${date}, because the clocks were set forward. It was read as an hour later.`,
  threads: ({ count }: { readonly count: number }) =>
    count === 1
      ? say`1 reply in a thread was placed at its own time and marked "(thread)".`
      : say`${count} replies in threads were placed at their own times and marked "(thread)".`,
  masked: ({ count }: { readonly count: number }) =>
    count === 1
      ? say`1 possible secret was replaced with [redacted].`
      : say`${count} possible secrets were replaced with [redacted].`,
  unread: ({ count }: { readonly count: number }) =>
    count === 1
      ? say`1 line wasn't a message and was left out.`
      : say`${count} lines weren't messages and were left out.`,
  untimed: ({ count }: { readonly count: number }) =>
    count === 1 ? say`1 event has no time and was left out.` : say`${count} events have no time and were left out.`,
  damagedFile: ({ name }: { readonly name: string }) => say`${name} is damaged and was left out.`,
  channels: ({ names }: { readonly names: readonly string[] }) =>
    say`Lines of ${names.length} channels were read: ${names.join(', ')}. Set "channel" to read only one.`,
};

/** Returns a sentence about lines that were left out, if any were. */
export function unreadWarnings(count: number): string[] {
  return count === 0 ? [] : [reasonOf(IMPORT_SENTENCES, 'unread', { count }).whole];
}

/** Returns a sentence about events that were left out, if any were. */
export function untimedWarnings(count: number): string[] {
  return count === 0 ? [] : [reasonOf(IMPORT_SENTENCES, 'untimed', { count }).whole];
}
