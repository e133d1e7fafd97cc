/** The commands that write an entry, each with an argument for it. */

/** What writes one entry, each with words that are nowhere else. */
export const WRITES: Readonly<Record<string, (words: string, pick: number) => object>> = {
  log: (words, pick) => ({ text: [words, `${words}\nand more\n\n- of it`, `\`\`\`\n${words}\n\`\`\``][pick % 3]! }),
  milestone: (words, pick) => ({
    name: ['acknowledged', 'identified', 'mitigated', 'resolved', 'reopened'][pick % 5]!,
    text: words,
    potential: pick % 7 === 0,
  }),
  todo: (words) => ({ text: words, owner: 'jo', due: '2030-01-31' }),
  update: (words, pick) => ({
    template: pick % 2 === 0 ? 'internal-update' : 'executive-update',
    to: 'record',
    fields: { impact: words, doing: words },
  }),
  severity: (words, pick) => ({ severity: `SEV-${(pick % 4) + 1}`, reason: words }),
  hypothesis: (words) => ({ text: words }),
  assignRole: (words, pick) => ({ role: ['incident-commander', 'deputy', 'scribe'][pick % 3]!, to: `p${words}` }),
  quest: (words) => ({ text: words, owner: 'kim', until: '2030-01-31T12:00:00Z' }),
  setLink: (words, pick) => ({ kind: ['channel', 'link', 'ticket'][pick % 3]!, value: `https://example.com/${words}` }),
  editSummary: (words, pick) =>
    pick % 2 === 0 ? { title: `Checkout fails ${words}` } : { impact: `nobody can pay ${words}`, services: [words] },
};
/** Each writes an entry that the others don't. */
export const KINDS = [...Object.keys(WRITES), 'check', 'handOff', 'confirmHandOff'];
