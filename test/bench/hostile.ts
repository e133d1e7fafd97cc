/** Texts that are dear to a careless reader: a piece that is repeated up to a length, by a name. */

export interface Hostile {
  readonly name: string;
  readonly text: (length: number) => string;
}

const repeated = (name: string, piece: string, end = ''): Hostile => ({
  name,
  text: (length) => piece.repeat(Math.ceil(length / piece.length)) + end,
});

const counted = (name: string, piece: (index: number) => string): Hostile => ({
  name,
  text: (length) => {
    let text = '';
    for (let index = 0; text.length < length; index++) text += piece(index);
    return text;
  },
});

export const hostiles: readonly Hostile[] = [
  repeated('stars on one line', '*'),
  repeated('stars and words on one line', '*a **b_ '),
  repeated('stars on one line, then a letter', '* ', 'x'),
  repeated('open brackets', '['),
  repeated('links without end', '[a]('),
  repeated('images in images', '![a'),
  repeated('open HTML', '<a '),
  repeated('open comments', '<!-- '),
  repeated('open processing instructions', '<?'),
  counted('backticks of every length', (index) => `${'`'.repeat((index % 500) + 1)}a`),
  repeated('backslashes and ampersands', '\\&#x'),
  repeated('quotes in quotes', '> '),
  repeated('quoted lines', '> a\n'),
  repeated('lists in lists on one line', '- '),
  counted('lists in lists, a line each', (index) => `${' '.repeat((index % 500) * 2)}- a\n`),
  repeated('one long paragraph', 'some words\n'),
  repeated('one paragraph of numbers', '2. a\n'),
  repeated('blank lines', '\n'),
  repeated('blanks', ' '),
  repeated('tabs and blanks', ' \t\n'),
  repeated('list items', '- a\n'),
  repeated('list items apart', '- a\n\n'),
  repeated('empty list items', '-\n'),
  repeated('boxes', '- [ ] a\n'),
  counted('definitions', (index) => `[a${index}]: b\n`),
  counted('definitions apart', (index) => `[a${index}]: b\n\n`),
  repeated('headings', '# a\n'),
  repeated('small headings', '### a\n'),
  repeated('underlined headings', 'a\n-\n'),
  repeated('hyphens', '-'),
  repeated('rules', '---\n'),
  repeated('open fences', '```a\n~~~\n'),
  repeated('code', '    a\n\n'),
  repeated('null characters', '\0'),
  repeated('carriage returns', '\r'),
  repeated('half surrogate pairs', '\ud800'),
  repeated('headings of the timeline', '## Timeline\n'),
  repeated('entries', '- 2026-11-20T15:02:00Z @a TL: x\n'),
  repeated('entries without a colon', '- 2026-11-20T15:02:00Z @a TL x\n'),
  repeated('entries with blanks', '-  2026-11-20T15:02:00Z  @a  TL          x', '\n'),
  repeated('entries at one instant by one author with tabs', '- 2026-11-20T15:02:00Z @a TL: x\n\ty\n'),
  repeated('YAML in braces', '{a: '),
  repeated('YAML keys', 'a:\n'),
  repeated('YAML lists', '- - '),
  repeated('YAML quotes', '"\n'),
  repeated('YAML fences', '---a\n'),
  repeated('YAML comments', '#\n'),
  repeated('YAML anchors', '&a [*a,\n'),
  repeated('closing hyphens', '--- \t x\n'),
  repeated('rows', '| 15:00:00 | @a | x |\n'),
  counted('rows of every time', (index) => `| ${String(index % 24).padStart(2, '0')}:00:00 | @a | ${index} |\n`),
  repeated('cells', '| \\| '),
  repeated('open placeholders', '{{'),
  repeated('open raw placeholders', '{{{'),
  repeated('open comments of a template', '{{!'),
  repeated('open placeholders on lines', ' \n{{ '),
  repeated('placeholders of two words', '{{a b}}'),
  repeated('placeholders', '{{title}}'),
  repeated('sections in sections', '{{#news}}'),
  repeated('unknown sections in sections', '{{#a}}'),
  repeated('inverted sections in sections', '{{^a}}{{x}}'),
  repeated('sections', '{{#news}}{{/news}}'),
  repeated('gaps', '[impact] ['),
  repeated('snippets', '${1:$'),
];

/** Where a hostile text of some length stands in a record. */
export const PLACES: Readonly<Record<string, (text: Hostile['text'], length: number) => string>> = {
  'the front matter': (text, length) => `---\ntitle: t\n${text(length)}\n---\n## Timeline\n`,
  'front matter just short of the limit': (text) => `---\ntitle: t\n${text(64_000)}\n---\n## Timeline\n`,
  'the prose': (text, length) => `# t\n\n## Contacts\n\n${text(length)}\n\n## Timeline\n`,
  'the timeline': (text, length) => `## Timeline\n\n- 2026-11-20T15:00:00Z @a TL: x\n${text(length)}`,
  'an entry': (text, length) =>
    `## Timeline\n\n- 2026-11-20T15:00:00Z @a TL: x\n  ${text(length / 5).replaceAll('\n', '\n  ')}`,
};
