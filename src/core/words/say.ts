/**
 * Translates sentences for people: the English sentence is the key, and the editor supplies the translation. Records stay in
 * English, so nothing that's written into one goes through here.
 */

/** Returns a message with its arguments in the place of `{0}`, `{1}`, and so on. */
export type Translate = (message: string, ...values: (string | number)[]) => string;

const inEnglish: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));

let translate: Translate = inEnglish;

/** Says everything from now on by `other`. */
export function translateBy(other: Translate): void {
  translate = other;
}

/**
 * Returns what a process calls or says something, translated if it's a built-in process's: a team's own words stay as they
 * are. A label or meaning is the same key in whichever process it is, so that a team that extends one inherits it.
 */
export function sayWords(words: string): string {
  return translate(words);
}

/** `` say`${count} entries are pending.` `` has the key `{0} entries are pending.` */
export function say(parts: TemplateStringsArray, ...values: readonly unknown[]): string {
  const key = parts.map((part, index) => (index === 0 ? part : `{${index - 1}}${part}`)).join('');
  return translate(key, ...values.map((value) => (typeof value === 'number' ? value : String(value))));
}

/** Says in English, whatever the reader's language: for words that a record has and that are shown, too. */
export function sayInEnglish(parts: TemplateStringsArray, ...values: readonly unknown[]): string {
  return String.raw({ raw: parts }, ...values);
}
