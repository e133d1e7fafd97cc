import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatEntry } from '../../src/core/timeline/entry';
import type { Finding } from '../../src/core/text/finding';
import { quickFixes } from '../../src/core/fixes/quickFixes';
import { losesMeaning, readRecord, type IncidentRecord } from '../../src/core/record/record';
import { allFindings } from '../../src/core/record/shownFindings';
import { applyEdits } from '../../src/core/text/textEdit';
import { readEntry } from '../../src/core/timeline/timeline';
import { vocabulary } from '../core/entryOf';
import { anyText, entry, someRecord, stateEntry } from './arbitraries';
import { law, laws } from './law';

const FRAME = { now: Date.UTC(2026, 10, 20, 16), zone: 'Europe/Berlin', id: '2026-11-20-log-in' };

/** What hurried fingers make of a line. */
const SLIPS: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => line,
  (line) => line.replace(/^-/, '*'),
  (line) => line.replace(' @', '  @'),
  (line) => line.replace('T', ' '),
  (line) => line.replace('T', 't'),
  (line) => line.replace(/(:\d\d)Z/, '$1'),
  (line) => line.replace(/Z/, '+0100'),
  (line) => line.replace(/-\d\dT/, '-31T'),
  (line) => line.replace('@', ''),
  (line) => line.replace(/ ([A-Z]+)(?=[ :])/, (word) => word.toLowerCase()),
  (line) => line.replace(/:(?=[^:]*$)/, ''),
  (line) => line.replace(/\n {2}/g, '\n\t'),
];

const slippedEntry = fc
  .tuple(fc.oneof(entry, stateEntry), fc.constantFrom(...SLIPS))
  .map(([one, slip]) => slip(formatEntry(one, '\n')));

const field = (key: string, ...values: string[]) => fc.constantFrom(...values.map((value) => `${key}: ${value}\n`), '');

const card = fc
  .tuple(
    field('format', '1', '1', '"1"', '2'),
    field('id', 'x', '""'),
    field('title', 't # comment', '"t"'),
    field('severity', 'SEV-1', 'sev2', 'P1', '{}'),
    field('status', 'investigating', 'resolved', 'Resolved', 'cancelled', 'odd'),
    field('security', 'false', 'no', 'perhaps'),
    field('milestones', '{}', '\n  declared: 2026-11-20 15:00Z\n  gone: soon', '{ resolved: 2026-11-20T15:00 }', 'odd'),
    field('roles', '{}', '\n  scribe: "@lee" # who', '\n  scribe:\n    - "@a"\n    - "@b"'),
  )
  .map((lines) => `---\n${lines.join('')}---\n`);

const messyRecord = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: card },
      { weight: 1, arbitrary: fc.constantFrom('', '---js\n---\n', '---\n"x\n---\n') },
    ),
    fc.constantFrom('## Timeline\n\n', '## Timeline\n\n', '## Timeline\n\n', '## timeline\n', '', '```\n'),
    fc.array(
      fc.oneof(
        { weight: 6, arbitrary: slippedEntry },
        { weight: 1, arbitrary: fc.constantFrom('words', '', '  more', '```\nx\n```', '```', '\tmore') },
      ),
      { maxLength: 7 },
    ),
    fc.constantFrom(
      '',
      '\n',
      '\n\n## Checklists\n- [ ] x\n',
      '\nOther\n---\n',
      '\n## Timeline\n- x\n',
      '\n## Summary\n## Summary\n',
    ),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\ufeff'),
  )
  .map(([front, heading, lines, end, eol, mark]) =>
    (mark + front + heading + lines.join('\n') + end).replaceAll('\n', eol),
  );

const keysOf = (text: string, findings: readonly Finding[]): string[] =>
  findings.map(({ code, message, start, end }) => `${code} ${message} ${text.slice(start, end)}`);

const entriesOf = ({ text, timeline }: IncidentRecord): string[] =>
  timeline.entries.map((placed) => JSON.stringify(readEntry(text, placed)).replaceAll('->', '→'));

/** What of `some` is not in `others`, each as often as it stands there. */
function lacking(some: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return some.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) {
      left.splice(at, 1);
    }
    return at < 0;
  });
}

laws('a quick fix', () => {
  const offered = new Map<string, number>();

  function holds(text: string): void {
    const before = readRecord(text);
    const findings = allFindings(before, vocabulary);
    const losses = keysOf(text, findings.filter(losesMeaning));
    for (const finding of findings.slice(0, 12)) {
      for (const { title, edits } of quickFixes(before, finding, vocabulary, FRAME)) {
        offered.set(finding.code, (offered.get(finding.code) ?? 0) + 1);
        const healed = applyEdits(text, edits);
        const after = readRecord(healed);
        const left = allFindings(after, vocabulary);
        const key = keysOf(text, [finding])[0]!;
        const count = (keys: readonly string[]) => keys.filter((one) => one === key).length;
        assert.ok(count(keysOf(healed, left)) < count(keysOf(text, findings)), title);
        assert.deepEqual(lacking(keysOf(healed, left.filter(losesMeaning)), losses), [], title);
        assert.deepEqual(lacking(entriesOf(before), entriesOf(after)), [], title);
        // Every line that no edit touches stays as it was, its line end too.
        let at = 0;
        const untouched = text.split(/(?<=\n)/).filter((line) => {
          const start = at;
          at += line.length;
          return !edits.some((edit) => edit.start < at + (line.endsWith('\n') ? 0 : 1) && edit.end >= start);
        });
        assert.deepEqual(lacking(untouched, healed.split(/(?<=\n)/)), [], title);
        assert.equal(healed.startsWith('\ufeff'), text.startsWith('\ufeff'));
        if (!before.frontMatter.document && finding.code !== 'noFrontMatter') {
          const { bodyStart } = before.frontMatter;
          assert.equal(healed.slice(0, bodyStart), text.slice(0, bodyStart), title);
        }
      }
    }
  }

  law(
    'removes its finding, keeps every entry and line, and costs no meaning',
    {
      runs: 40,
      afterMany: () => {
        const codes = [
          'noFrontMatter',
          'missingField',
          'badField',
          'unknownStatus',
          'unknownSeverity',
          'differsFromTimeline',
        ];
        codes.push(
          'noTimeline',
          'unclosedFence',
          'badInstant',
          'badEntry',
          'noOffset',
          'outOfOrder',
          'style',
          'doubledHeading',
        );
        for (const code of codes) {
          assert.ok((offered.get(code) ?? 0) >= 10, `${code} was repaired ${offered.get(code)} times`);
        }
      },
    },
    fc.property(messyRecord, holds),
  );

  law('does so whatever stands in the record', 40, fc.property(fc.oneof(someRecord, anyText), holds));
});
