/**
 * How a sentence for people becomes theirs: the English one is the key, and the editor's edge translates it. Records stay in
 * English: what is written into one is never said by this.
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

/** `` say`${count} entries are pending.` `` has the key `{0} entries are pending.` */
export function say(parts: TemplateStringsArray, ...values: readonly unknown[]): string {
  const key = parts.map((part, index) => (index === 0 ? part : `{${index - 1}}${part}`)).join('');
  return translate(key, ...values.map((value) => (typeof value === 'number' ? value : String(value))));
}
