/** No word of a redaction list is in a public version, however somebody wrote it: else nothing is exported. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exportBy } from '../../src/core/export/exportFile';
import { EXPORT_FORMATS } from '../../src/core/export/exportForms';
import * as pages from '../../src/core/export/pages';
import { readProcess } from '../../src/core/process/process';
import defaultYaml from '../../src/processes/default.yaml';
import { law, laws } from './law';

const PROCESS = readProcess(defaultYaml).process!;
/** Letters in an order that no other text has. */
const WORD = 'qzxvkw';

const letter = (plain: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    ...[plain, plain, plain, plain.toUpperCase(), `${plain}\u0301`, `${plain}\u200b`, `${plain}\u00ad`],
    ...[`&#${plain.charCodeAt(0)};`, `&#x${plain.charCodeAt(0).toString(16)};`],
    `%${plain.charCodeAt(0).toString(16)}`,
    String.fromCodePoint(plain.charCodeAt(0) + 0xfee0),
  );
const between = fc.constantFrom(
  '',
  '',
  '',
  '',
  '',
  '**',
  '_',
  '`',
  '~~',
  '<b>',
  '<!-- -->',
  '](http://a.example)[',
  '\\*',
);
const disguised = fc
  .tuple(...[...WORD].map((plain) => fc.tuple(letter(plain), between)))
  .map((letters) => letters.map(([one, mark], index) => (index === WORD.length - 1 ? one : one + mark)).join(''));

const wrap = fc.constantFrom<((word: string) => string)[]>(
  (word) => word,
  (word) => `**${word}** and`,
  (word) => `[link](https://${word}.example/a)`,
  (word) => `[${word}][r] <https://a.example/${word}>`,
  (word) => `![${word}](evidence/${word}.png "${word}")`,
  (word) => `\`${word}\` <i title="${word}">x</i>`,
  (word) => `www.${word}.example @${word} ${word}@example.com`,
  (word) => `x${word}x_${word}`,
);

const text = fc.tuple(disguised, wrap).map(([word, wrapped]) => wrapped(word));
const record = fc.array(text, { minLength: 8, maxLength: 8 }).map((words) => {
  const [title, impact, summary, milestone, first, more, todo, row] = words;
  return [
    ...['---', 'format: 1', 'id: 2026-11-20-x', `title: ${JSON.stringify(title)}`, `impact: ${JSON.stringify(impact)}`],
    ...[`services: [${JSON.stringify(row)}]`, `roles: { "${WORD}": "@${WORD}" }`, 'severity: SEV-1', '---'],
    ...['', '## Summary', '', summary!, '', `| ${row} |`, '| --- |', `| ${row} |`, '', `[r]: https://${WORD}.example`],
    ...['', '## Timeline', '', `- 2026-11-20T14:50:00Z @${WORD} MILESTONE started: ${milestone}`],
    ...[`- 2026-11-20T14:51:00Z @dana TL: ${first}`, '  ```', `  ${more}`, '  ```'],
    ...[
      `- 2026-11-20T14:52:00Z @dana UPDATE ${WORD}: ${more}`,
      `- 2026-11-20T14:53:00Z @dana MILESTONE ${WORD.toUpperCase()}:`,
    ],
    ...[
      `- [ ] 2026-11-20T14:54:00Z @dana TODO: ${todo} (owner @${WORD})`,
      `- 2026-11-20T15:54:00Z @dana MILESTONE resolved:`,
      '',
    ],
  ].join('\n');
});

/** The letters of a file, as somebody reads them who takes it apart by hand. */
function letters(file: string): string {
  return file
    .replace(/<\/?[a-z][^<>]*>/g, (tag) => (tag.includes('=') ? tag.replace(/<\/?[a-z]+/, '') : ''))
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&amp;/g, '&')
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

let [exported, refused] = [0, 0];

laws('a redacted export', () => {
  law(
    'has no word of the list in it, or is refused',
    {
      runs: 20,
      afterMany: () => assert.ok(exported > refused * 3, `${exported} exported, ${refused} refused`),
    },
    fc.property(record, fc.boolean(), (given, isPostmortem) => {
      for (const format of EXPORT_FORMATS) {
        const postmortem = isPostmortem ? given.slice(given.indexOf('## Summary')) : undefined;
        const source = { record: given, postmortem, process: PROCESS, format, pictures: new Map(), redactions: [WORD] };
        const { text: file, left } = exportBy(pages, source);
        if (left.length > 0) {
          refused++;
          continue;
        }
        exported++;
        assert.ok(!letters(file).includes(WORD), `${format}: ${file.split('</style>').at(-1)}`);
      }
    }),
  );
});
