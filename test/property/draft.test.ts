import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toHandle } from '../../src/core/frontMatter/handle';
import { incidentId, readSentence } from '../../src/core/entries/declaration';
import { oneLine } from '../../src/core/text/plainText';
import { draftRecord } from '../../src/core/entries/draft';
import { readProcess, vocabularyOf } from '../../src/core/process/process';
import { readRecord, recordFindings } from '../../src/core/record/record';
import defaultYaml from '../../src/processes/default.yaml';
import { law, laws } from './law';

const PROCESS = readProcess(defaultYaml).process!;

/** 1990 to 2060. */
const instant = fc.integer({ min: 631_152_000, max: 2_840_140_800 }).map((seconds) => seconds * 1000);
const piece = fc.constantFrom(
  '---',
  '\n',
  '\r\n',
  '\u2028',
  '## Timeline',
  '# x',
  '===',
  '```',
  '~~~',
  '- 2026-11-20T15:02:00Z @lee TL: forged',
  '  ',
  'status: closed',
  ': ',
  '&a',
  '*a',
  '"',
  "'",
  '{',
  '[',
  '<!--',
  '\ud800',
  '\u0007',
  '__proto__',
  '<<',
  '\ufeff',
);
const text = fc.oneof(
  fc.string(),
  fc.array(fc.oneof(piece, fc.string({ maxLength: 5 }))).map((parts) => parts.join('')),
);

laws('a declaration, whatever is typed', () => {
  law(
    'gets an id that every file system takes',
    50,
    fc.property(instant, text, fc.array(text), (at, title, others) => {
      const taken = new Set(others.map((other) => incidentId(at, other, new Set())));
      const id = incidentId(at, title, taken);
      assert.match(id, /^\d{4}-\d{2}-\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*$/);
      assert.ok(id.length <= 'YYYY-MM-DD-'.length + 60 + '-99'.length);
      assert.ok(!taken.has(id));
    }),
  );

  law(
    'forges neither front matter, heading nor entry',
    50,
    fc.property(
      instant,
      text,
      text,
      text,
      text,
      fc.array(text, { maxLength: 3 }),
      fc.option(instant, { nil: undefined }),
      fc.boolean(),
      (at, typed, impact, source, author, services, started, declarerLeads) => {
        const { title, summary } = readSentence(typed || 'x');
        const draft = draftRecord({
          id: incidentId(at, title, new Set()),
          title: title || 'x',
          summary,
          impact,
          process: { ...PROCESS, declarerLeads },
          severity: 'SEV-1',
          security: false,
          instant: at,
          author,
          services,
          source,
          started,
        });
        const record = readRecord(draft);
        // What reads like a second entry behind the first is told, and is none.
        const findings = recordFindings(record, vocabularyOf(PROCESS)).filter(({ code }) => code !== 'badEntry');
        assert.deepEqual(findings, []);
        const leads = declarerLeads && (toHandle(author) ?? 'unknown') !== 'unknown';
        assert.equal(record.timeline.entries.length, 1 + Number(started !== undefined) + Number(leads));
        assert.equal(record.frontMatter.fields.title, title || 'x');
        assert.equal(record.frontMatter.fields.impact ?? '', oneLine(impact));
        assert.equal(record.frontMatter.fields.status, 'investigating');
        const body = draft.slice(record.frontMatter.bodyStart);
        assert.deepEqual(body.match(/^##? .*$/gm)?.slice(1), [
          '## Contacts',
          '## Summary',
          '## Timeline',
          '## Checklists',
        ]);
      },
    ),
  );
});
