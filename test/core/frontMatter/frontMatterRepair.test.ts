/** Front matter that one character broke: what it still says, and the fix that makes it whole. */
import assert from 'node:assert/strict';
import { quickFixes } from '../../../src/core/fixes/quickFixes';
import { isOpenRecord, readCard, readRecord, recordFindings } from '../../../src/core/record/record';
import { applyEdits } from '../../../src/core/text/textEdit';
import { vocabulary } from '../entryOf';

const FRAME = { now: Date.UTC(2026, 10, 20, 16), zone: 'Europe/Berlin', id: 'x' };
const REST = 'severity: SEV-2\nstatus: investigating\nmilestones: { declared: 2026-11-20T15:01:00Z }\n';
const TIMELINE = `# Log-in fails

## Timeline

- 2026-11-20T15:01:00Z @dana MILESTONE declared:
`;

function recordWith(lines: string, more = ''): string {
  const title = /^ *title/m.test(lines) ? '' : 'title: Log-in fails\n';
  return `---\nformat: 1\nid: x\n${title}${lines}\n${REST}---\n${TIMELINE}${more}`;
}

/** What becomes of these lines by the one fix that is offered, in a file with either line end. */
function heals(title: string, lines: string, becomes: string, fix = 'Put the value in quotes') {
  it(title, () => {
    for (const eol of ['\n', '\r\n']) {
      const text = recordWith(lines).replaceAll('\n', eol);
      const record = readRecord(text);
      const finding = recordFindings(record, vocabulary).find(
        ({ code }) => code === 'badYaml' || code === 'hiddenValue',
      );
      assert.ok(finding, 'it is found');
      const fixes = quickFixes(record, finding, vocabulary, FRAME);
      assert.deepEqual(
        fixes.map((one) => [one.title, one.preferred, applyEdits(text, one.edits)]),
        [[fix, true, recordWith(becomes).replaceAll('\n', eol)]],
      );
    }
  });
}

describe('front matter by hand', () => {
  heals('input 22, a handle', 'roles:\n  lead: @dana', 'roles:\n  lead: "@dana"');
  heals('input 22, a colon', 'title: Checkout: 502s for EU', 'title: "Checkout: 502s for EU"');
  heals('input 22, an apostrophe', "title: 'Don't page'", 'title: "Don\'t page"');
  heals('input 23, a channel', 'channels:\n  chat: #inc', 'channels:\n  chat: "#inc"', 'Change to "#inc"');
  heals('a handle in a list', 'services: [a, @b]', 'services: [a, "@b"]');
  heals('a handle below a key', 'links:\n  - @x', 'links:\n  - "@x"');
  heals('a quote that is never closed', 'title: "Checkout', 'title: "Checkout"');
  heals('quotes around one word', 'title: "Pay" is down', 'title: \'"Pay" is down\'');
  heals('a percent sign', 'impact: %x', 'impact: "%x"');
  heals('code', 'impact: `x` fails', 'impact: "`x` fails"');
  heals('a colon before a comment', 'impact: EU: all # so far', 'impact: "EU: all" # so far');
  heals('a number of a ticket', 'title: As #42', 'title: "As #42"', 'Change to "As #42"');
  heals('a tab', 'roles:\n\tlead: "@a"', 'roles:\n  lead: "@a"', 'Fix the front matter');
  heals('a blank too few', 'title:Checkout', 'title: Checkout', 'Fix the front matter');
  heals('a blank too many', ' title: Checkout', 'title: Checkout', 'Fix the front matter');
  heals('a colon too few', 'title Checkout', 'title: Checkout', 'Fix the front matter');
  heals('another sign for the colon', 'title= Checkout', 'title: Checkout', 'Fix the front matter');
  heals('the wide colon of an input method', 'title\uff1aCheckout', 'title: Checkout', 'Fix the front matter');
  heals('two at once', 'title: A: b\nimpact: @x', 'title: "A: b"\nimpact: "@x"');

  it('takes a comment that a person means for no value', () => {
    for (const lines of [
      'title: Log-in # since noon',
      'impact: # not known yet',
      'services: [a] # more?',
      '#impact: x',
    ]) {
      assert.deepEqual(recordFindings(readRecord(recordWith(lines)), vocabulary), readOnly(lines), lines);
    }
  });

  it('offers nothing where only a person can know', () => {
    for (const lines of ['title: a\ntitle: b', 'roles: &a [x]\nlinks: *a']) {
      const record = readRecord(recordWith(lines));
      const found = recordFindings(record, vocabulary).filter(({ code }) => code === 'badYaml');
      assert.ok(found.length > 0);
      assert.deepEqual(
        found.flatMap((finding) => quickFixes(record, finding, vocabulary, FRAME)),
        [],
      );
    }
  });

  it('still says what it says, whatever is wrong with one line', () => {
    for (const broken of [
      'impact: a: b',
      'roles:\n  lead: @dana',
      'impact: "x',
      'links: [',
      'impact: &x y',
      'services: ]',
      '%x',
    ]) {
      const record = readRecord(recordWith(`process: pagerduty\n${broken}\nsecurity: true`));
      assert.equal(record.frontMatter.document, undefined, broken);
      const { id, title, process, severity, status, security } = record.frontMatter.fields;
      assert.deepEqual(
        [id, title, process, severity, status, security],
        ['x', 'Log-in fails', 'pagerduty', 'SEV-2', 'investigating', true],
        broken,
      );
    }
  });

  it('is overruled by the timeline for status, severity, milestones, and roles (input 22)', () => {
    const more = [
      '- 2026-11-20T15:02:00Z @dana SEVERITY SEV-1: was SEV-2',
      '- 2026-11-20T15:03:00Z @dana ROLE lead: @lee',
      '- 2026-11-20T15:04:00Z @dana MILESTONE resolved: rolled back',
      '',
    ].join('\n');
    for (const broken of ['title: Checkout: 502s', 'roles:\n  lead: @dana', "impact: 'Don't'"]) {
      const text = recordWith(broken, more);
      const { severity, status, roles, milestones } = readCard(text);
      assert.deepEqual([severity, status, roles['lead']], ['SEV-1', 'resolved', ['@lee']], broken);
      assert.equal(milestones['resolved'], Date.UTC(2026, 10, 20, 15, 4));
      assert.equal(isOpenRecord(readRecord(text)), false);
      const reopened = readRecord(`${text}- 2026-11-20T15:05:00Z @dana MILESTONE reopened: it came back\n`);
      assert.equal(isOpenRecord(reopened), true);
    }
  });

  it('says what the timeline says once it is mended, so that a resolved incident stays so', () => {
    const more = '- 2026-11-20T15:04:00Z @dana MILESTONE resolved: rolled back\n';
    const record = readRecord(recordWith('title: A: b', more));
    const finding = recordFindings(record, vocabulary).find(({ code }) => code === 'badYaml')!;
    const [fix] = quickFixes(record, finding, vocabulary, FRAME);
    assert.equal(fix!.title, "Put the value in quotes and use the timeline's values");
    const { document, fields } = readRecord(applyEdits(record.text, fix!.edits)).frontMatter;
    assert.ok(document);
    assert.deepEqual([fields.title, fields.status], ['A: b', 'resolved']);
  });

  it('says what it says too when its fences are broken', () => {
    const text = recordWith('services: [a]');
    assert.equal(readCard(text.replace('---\n', '--\n')).title, 'Log-in fails');
    assert.equal(readCard(text.replace(/---\n#/, '--\n#')).severity, 'SEV-2');
  });
});

/** The findings of the same lines without their comments: those of the timeline alone. */
function readOnly(lines: string) {
  const bare = lines.replace(/ ?#.*$/, (comment) => ' '.repeat(comment.length));
  return recordFindings(readRecord(recordWith(bare)), vocabulary);
}
