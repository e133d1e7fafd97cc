/** What each of several clones logs: at the same instants as the others, in every form that an entry has. */
import type { Entry } from '../../src/core/timeline/entry';
import { utc } from '../../src/core/time/instant';

/** What each clone says was reached, by its number. */
export const MILESTONES = ['started', 'detected', 'identified', 'mitigated'];

/** The entry of this number; its text names clone and number. */
export function entryOfClone(clone: number, number: number): Entry {
  // Every third is logged late.
  const instant = utc(2026, 11, 20, 15, number % 3 === 2 ? number - 2 : number, 0);
  const words = `clone ${clone}, entry ${number}.`;
  const entry = { instant, author: `person${clone}`, kind: 'TL', qualifier: '', text: words };
  if (number === 6) return { ...entry, kind: 'MILESTONE', qualifier: MILESTONES[clone]! };
  if (number % 10 === 3) return { ...entry, kind: 'TODO', ticked: false };
  if (number % 10 === 5) return { ...entry, text: `${words} The log says:\n\n\`\`\`\n- 0 of 2 healthy\n\`\`\`` };
  return entry;
}
