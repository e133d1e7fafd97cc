/** Reads every example of docs/record.md, and holds that the page names all findings and kinds of the code. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { editFields } from '../src/core/frontMatter/fieldEdit';
import { STATUSES, FIELD_ORDER } from '../src/core/frontMatter/fields';
import { readBase } from '../src/core/postmortem/refresh/postmortemBase';
import { quickFixes } from '../src/core/fixes/quickFixes';
import { statusAfter, vocabularyOf } from '../src/core/process/process';
import { entriesWithState, losesMeaning, readRecord } from '../src/core/record/record';
import { repeatedFields } from '../src/core/record/repeatedFields';
import { allFindings } from '../src/core/record/shownFindings';
import type { Finding } from '../src/core/text/finding';
import type { FindingCode } from '../src/core/text/sentences';
import { applyEdits } from '../src/core/text/textEdit';
import { KINDS_WITH_STATE, timelineState } from '../src/core/timeline/timelineState';
import { builtIn, NAMES } from './core/builtIn';

const PAGE = fs.readFileSync('docs/record.md', 'utf8');
const FINDINGS = fs.readFileSync('src/core/text/sentences.ts', 'utf8');
/** All codes but those of a template. */
const CODES = [...FINDINGS.split('// template')[0]!.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, code]) => code!);
const vocabulary = vocabularyOf(builtIn('default'));
const HEAD = ['format: 1', 'id: 2026-11-20-x', 'title: x', 'severity: SEV-1', 'status: investigating'];

interface Example {
  readonly text: string;
  readonly line: number;
  /** Codes that the paragraph right above it names. */
  readonly codes: readonly string[];
}

const EXAMPLES = [...PAGE.matchAll(/^([^\n]+(?:\n[^\n]+)*)\n\n```markdown\n([^]*?\n)```$/gm)].map(
  ({ index, 1: above = '', 2: text = '' }): Example => ({
    text,
    line: PAGE.slice(0, index + above.length).split('\n').length + 3,
    codes: CODES.filter((code) => above.includes(`\`${code}\``)),
  }),
);

/** Entries alone, in a record whose front matter agrees with them. */
function recordOf(lines: string): string {
  const bare = `---\n${HEAD.join('\n')}\n---\n## Timeline\n\n${lines}`;
  const record = readRecord(bare);
  const fields = repeatedFields(timelineState(entriesWithState(record), (name) => vocabulary.statusAfter(name)));
  return applyEdits(bare, editFields(bare, record.frontMatter, fields));
}

function findingsOf(text: string): Finding[] {
  const record = readRecord(text);
  return allFindings(record, vocabularyOf(builtIn(record.frontMatter.fields.process ?? 'default')));
}

const codesOf = (text: string): string[] => findingsOf(text).map(({ code }) => code);

describe('the page about the record', () => {
  it('has an example for each fence, below a paragraph', () => {
    assert.ok(EXAMPLES.length > 5);
    assert.equal(EXAMPLES.length, PAGE.split('```markdown\n').length - 1);
  });

  for (const { text, line, codes } of EXAMPLES) {
    if (text.includes('generated-from: ')) {
      it(`line ${line} names the commit of the draft`, () => assert.ok(readBase(text)));
      continue;
    }
    it(`line ${line} is read with ${codes.join(' and ') || 'nothing to say'}`, () => {
      const whole = text.includes('## Timeline') ? text : recordOf(text);
      assert.deepEqual(codesOf(whole), codes);
      const typed = text.split('\n').filter((typedLine) => /^- (?:\[.\] )?\d{4}-/.test(typedLine));
      assert.equal(readRecord(whole).timeline.entries.length, typed.length);
    });
  }

  for (const [, typed, right] of PAGE.matchAll(/^\| `([-*].*)` \| `(.*)` \|$/gm)) {
    it(`reads ${typed}`, () => {
      const text = recordOf(`${typed}\n`);
      const findings = findingsOf(text);
      const code = CODES.find((known) => known === right) ?? 'style';
      assert.deepEqual(
        findings.map((finding) => finding.code),
        [code],
      );
      if (code === right) return;
      const [fix] = quickFixes(readRecord(text), findings[0]!, vocabulary, { zone: 'UTC', now: 0, id: 'x' });
      assert.ok(applyEdits(text, fix!.edits).endsWith(`\n${right}\n`));
    });
  }

  it('reads what it says is not a finding', () => {
    const [, typed] = /^These aren't findings at all: `(.*)`/m.exec(PAGE)!;
    assert.deepEqual(codesOf(recordOf(`${typed}\n${typed!.replace(' TL:', ' WEATHER:')}\n`)), []);
  });

  it('lists every finding, and which of them lose meaning', () => {
    const rows = [...PAGE.matchAll(/^\| (`[a-z]\w+`(?:, `\w+`)*) \| (yes)? ?\| /gm)].flatMap(([, names, loses]) =>
      names!.split(', ').map((name) => [name.slice(1, -1), loses !== undefined] as const),
    );
    const code = (name: string): Finding => {
      return { code: name as FindingCode, what: 'noCard', data: undefined, message: '', start: 0, end: 0 };
    };
    assert.deepEqual(rows.toSorted(), CODES.map((name) => [name, losesMeaning(code(name))] as const).toSorted());
  });

  it('lists every field, status, and kind that the code knows', () => {
    const cells = [...PAGE.matchAll(/^\| (`.*?) \|/gm)].map(([, cell]) => cell!).join(' ');
    const known = [...FIELD_ORDER, 'zone', ...KINDS_WITH_STATE];
    assert.deepEqual(
      known.filter((name) => !cells.includes(`\`${name}\``)),
      [],
    );
    assert.deepEqual(
      STATUSES.filter((status) => !PAGE.includes(`\`${status}\``)),
      [],
    );
  });

  it('is right about the milestones of the built-in processes', () => {
    for (const process of NAMES.map(builtIn)) {
      assert.equal(statusAfter(process, 'declared'), 'investigating', process.name);
      assert.equal(statusAfter(process, 'reopened'), 'investigating', process.name);
      assert.deepEqual(
        STATUSES.slice(1).filter((status) => statusAfter(process, status) !== status),
        [],
        process.name,
      );
    }
  });
});
