/** The line in a record's Contacts that says how a clone without the extension gets a record from the records' own branch. */

import { readProse, type Section } from '../record/prose';
import type { IncidentRecord } from '../record/record';
import { lineEndOf, type TextEdit } from '../text/textEdit';

/** The words before the command, as they were ever written; the first are written now. */
const WORDINGS = ['Without Incident Notes, a clone gets this record by'] as const;
const LINE = new RegExp(`^- (?:${WORDINGS.join('|')}) \`[^\`\\r\\n]*\`\\.[ \\t]*(?:\\r?\\n|$)`, 'm');

/** ``- Without Incident Notes, a clone gets this record by `git worktree add incidents incident-log`.`` */
export function checkoutLine(command: string): string {
  return `- ${WORDINGS[0]} \`${command}\`.`;
}

/**
 * Returns what makes the record's Contacts say so, or say nothing of it where no command is needed anymore. A line that a person
 * has changed stays; without Contacts, and in a security incident, nothing is said.
 */
export function sayCheckout(record: IncidentRecord, command: string | undefined): TextEdit[] {
  const contacts = readProse(record).sections.find(({ heading, level }) => level === 2 && heading === 'Contacts');
  if (!contacts) {
    return [];
  }
  const { text } = record;
  const found = LINE.exec(text.slice(contacts.start, contacts.end));
  if (found) {
    const start = contacts.start + found.index;
    const whole = found[0];
    const wanted = command === undefined ? '' : whole.replace(/`[^`]*`/, () => `\`${command}\``);
    return wanted === whole ? [] : [{ start, end: start + whole.length, text: wanted }];
  }
  return command === undefined || record.frontMatter.fields.security ? [] : [append(text, contacts, command)];
}

/** Below a list another item of it, below anything else a paragraph of its own. */
function append(text: string, { start, end }: Section, command: string): TextEdit {
  const eol = lineEndOf(text);
  const above = text.slice(start, end).trimEnd();
  const inList = /^(?:[-*+]\s|\s+\S)/.test(above.slice(above.lastIndexOf('\n') + 1));
  const at = above === '' ? text.slice(0, start).trimEnd().length : start + above.length;
  return { start: at, end: at, text: eol + (inList ? '' : eol) + checkoutLine(command) };
}
