/**
 * The base of a postmortem: the commit with the text as it was last generated, before people edited it. The postmortem's front
 * matter names it. Reads and writes that name; git knows the commit.
 */

import { isScalar } from 'yaml';
import { editFields } from '../../frontMatter/fieldEdit';
import { readFrontMatter } from '../../frontMatter/frontMatter';
import { applyEdits, type TextEdit } from '../../text/textEdit';

/** An abbreviated or whole name of a commit; nothing else that is there ever reaches git. */
const COMMIT = /^[0-9a-f]{7,64}$/;

/** Returns the commit in `base: 87ae0a5…`; absent if there is none, or no commit's name. */
export function readBase(postmortem: string): string | undefined {
  const node: unknown = readFrontMatter(postmortem).document?.get('base', true);
  // As it is written: `base: 1234567` isn't the number.
  const base = isScalar(node) ? (node.source ?? String(node.value)) : '';
  return COMMIT.test(base) ? base : undefined;
}

/** Returns the edits that name the commit in the front matter; none if it has none that can be read, or `commit` isn't a name. */
export function editBase(postmortem: string, commit: string): TextEdit[] {
  return COMMIT.test(commit)
    ? editFields(postmortem, readFrontMatter(postmortem), [{ path: ['base'], value: commit }])
    : [];
}

/**
 * What stands for the base in a draft's own commit. Version 0.1.0 takes a draft that names one for a person's text: it adds
 * missing action items to the postmortem and nothing else, as it would bring sections into an order of its own.
 */
const OWN = 'fffffff';

/** Returns the draft as it is committed. */
export function markedDraft(draft: string): string {
  return applyEdits(draft, editBase(draft, OWN));
}

/** The draft that was committed, or undefined if what was committed is a postmortem with people's words. */
export function readDraft(committed: string): { readonly text: string; readonly isMarked: boolean } | undefined {
  const base = readBase(committed);
  if (base === undefined) {
    return { text: committed, isMarked: false };
  }
  const { start } = readFrontMatter(committed);
  const line = `base: ${OWN}`;
  const at = committed.indexOf(line, start);
  return base === OWN && at >= 0
    ? { text: committed.slice(0, at) + committed.slice(at + line.length).replace(/^\r?\n/, ''), isMarked: true }
    : undefined;
}
