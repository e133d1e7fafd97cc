/** Who has which role, and how a role changes hands: assigned, or offered and confirmed. */

import { oneLine } from '../text/plainText';
import { fieldOf, type Fields } from '../frontMatter/fields';
import type { NewEntry } from './newEntry';
import { leadRole, type Process } from '../process/process';
import type { IncidentRecord } from '../record/record';
import { refusal } from '../text/refusal';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';
import { CORE_SENTENCES } from '../text/sentences';

/** A hand-off that nobody has confirmed yet. */
export interface Offer {
  /** As in the record: `incident-commander`. */
  readonly role: string;
  /** Holders with `@`, joined as they are written: `@dana, @lee`. */
  readonly from: string;
  /** With `@`. */
  readonly to: string;
  readonly reason?: string;
}

const OFFER = /^(@[^\s,]+(?:,\s*@[^\s,]+)*)\s*(?:→|->)\s*(@[^\s,(]+)(?:\s*\(([^]*)\))?/;

/**
 * Returns the role that a person means, lower case with hyphens: a role of the process by its id or its label, else what was typed.
 * @throws Refusal if nothing is left of it.
 */
export function roleId(process: Process, typed: string): string {
  const id = hyphened(typed);
  if (id === '') {
    throw refusal(CORE_SENTENCES, 'badRole', { role: typed });
  }
  return process.roles.find((role) => role.id === id || hyphened(role.label) === id)?.id ?? id;
}

/** Who has the role that leads, with `@`; nobody if the list is empty. */
export function leadHolders({ roles }: Pick<Fields, 'roles'>, process: Process): readonly string[] {
  return fieldOf(roles, leadRole(process).id) ?? [];
}

/** `ROLE incident-commander: @dana`; `to` is a handle without `@`. */
export function assignmentEntry(role: string, to: string): NewEntry {
  return { kind: 'ROLE', qualifier: role, text: `@${to}` };
}

/**
 * `ROLE incident-commander: @dana`, who takes the role that leads; `author` is a handle without `@`.
 * @throws Refusal if somebody has that role already, or nobody knows who takes it.
 */
export function takenLeadEntry(record: IncidentRecord, process: Process, author: string): NewEntry {
  const holders = leadHolders(record.frontMatter.fields, process);
  if (holders.length > 0) {
    throw refusal(CORE_SENTENCES, 'leadHeld', { holders: holders.join(', ') });
  }
  if (author === 'unknown') {
    throw refusal(CORE_SENTENCES, 'leadUnnamed');
  }
  return assignmentEntry(leadRole(process).id, author);
}

/**
 * `ROLE incident-commander: @dana → @lee (needs sleep)`, which changes nothing before it is confirmed.
 * @throws Refusal if nobody holds the role, or the new holder does.
 */
export function offerEntry(record: IncidentRecord, role: string, to: string, reason: string): NewEntry {
  const holders = fieldOf(record.frontMatter.fields.roles, role) ?? [];
  if (holders.length === 0) {
    throw refusal(CORE_SENTENCES, 'noHolder', { role });
  }
  if (holders.length === 1 && holders[0] === `@${to}`) {
    throw refusal(CORE_SENTENCES, 'sameHolder', { role, to });
  }
  const why = oneLine(reason);
  const text = `${holders.join(', ')} → @${to}${why === '' ? '' : ` (${why})`}`;
  return { kind: 'ROLE', qualifier: role, text };
}

/**
 * `ROLE incident-commander: @lee confirmed`; `by voice` follows where somebody else logs what the new holder said.
 * @throws Refusal if no hand-off of that role is open.
 */
export function confirmationEntry(record: IncidentRecord, role: string, voice = false): NewEntry {
  const offer = openOffers(record).find((open) => open.role === role);
  if (!offer) {
    throw refusal(CORE_SENTENCES, 'noOffer', { role });
  }
  return { kind: 'ROLE', qualifier: role, text: `${offer.to} confirmed${voice ? ' by voice' : ''}` };
}

/** Returns the hand-offs that nobody has confirmed, and that nothing was said after; the last one first. */
export function openOffers(record: IncidentRecord): Offer[] {
  const { text } = record;
  const offers = new Map<string, Offer>();
  for (const placed of countingEntries(record)) {
    if (placed.kind === 'ROLE') {
      const [, from, to, reason = ''] = OFFER.exec(readEntry(text, placed).text) ?? [];
      // Set again, so that the role that was mentioned last comes first.
      offers.delete(placed.qualifier);
      if (from !== undefined && to !== undefined) {
        const why = reason.trim();
        offers.set(placed.qualifier, { role: placed.qualifier, from, to, ...(why === '' ? {} : { reason: why }) });
      }
    }
  }
  return [...offers.values()].reverse();
}

function hyphened(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
