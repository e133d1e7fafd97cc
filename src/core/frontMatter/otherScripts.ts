/** Writes the letters of all scripts in ASCII. A separate bundle, because few titles need it. */
import { transliterate } from 'transliteration';

/** Returns the word in Latin letters: `決済サービス停止` is `Jue Ji sabisu Ting Zhi`. */
export function wordInLatin(word: string): string {
  // Only between Chinese characters there are spaces of its own.
  return transliterate(word.replace(/(?<!^)(?<!\p{Script=Han})(?=\p{Script=Han})/gu, ' '));
}
