import assert from 'node:assert/strict';
import { templateVocabulary } from '../../../src/core/process/process';
import { templateLabel, type UpdateTemplate } from '../../../src/core/template/updateTemplate';
import { readTemplate, withOwnTemplates } from '../../../src/core/template/updateTemplateFile';
import { builtIn } from '../builtIn';

const KNOWN = templateVocabulary(builtIn('default'));
const MISSING = 'missingField: "audience" is missing. Say who the update is for.';

/** A team's file; `» «` stand around each place that a finding names, which are given as `code: message`. */
function reads(marked: string, expected: Partial<UpdateTemplate> | undefined, ...findings: string[]) {
  it(`reads ${JSON.stringify(marked).slice(0, 90)}`, () => {
    const text = marked.replace(/[»«]/g, '');
    const read = readTemplate(text, KNOWN, 'weekly');
    assert.deepEqual(
      read.findings.map(({ code, message }) => `${code}: ${message}`),
      findings,
    );
    let shown = text;
    for (const { start, end } of read.findings.toReversed()) {
      shown = `${shown.slice(0, start)}»${shown.slice(start, end)}«${shown.slice(end)}`;
    }
    if (marked.includes('»')) {
      assert.equal(shown, marked);
    }
    if (expected) {
      assert.deepEqual({ ...read.template, ...expected }, read.template);
    } else {
      assert.equal(read.template, undefined);
    }
  });
}

const HEAD = '---\naudience: customer\n---\n';

describe('a team’s template', () => {
  reads('---\nlabel: For support\naudience: customer\n---\nHello', { name: 'weekly', label: 'For support' });
  it('goes by its label, else by the words of its name', () => {
    const { template } = readTemplate(`${HEAD}Hello`, KNOWN, 'weekly-note');
    assert.equal(templateLabel(template!), 'Weekly note');
    assert.equal(templateLabel({ ...template!, label: 'For us' }), 'For us');
  });
  reads(
    '---\nname: note\naudience: customer\nsubject: "About {{title}}"\nwhen: [identified, again]\n---\n\nHello\r\n{{impact}}  \n\n',
    {
      name: 'note',
      audience: 'customer',
      subject: 'About {{title}}',
      when: ['identified', 'again'],
      text: 'Hello\n{{impact}}',
    },
  );
  reads(`${HEAD}Hello`, { name: 'weekly', when: [], text: 'Hello' });
  reads('\ufeff---\r\naudience: customer\r\nwhen: resolved\r\n---\r\nHello', { when: ['resolved'], text: 'Hello' });
  reads('---\nname: 5\naudience: customer\nsubject:\n---\nHello', { name: '5' });
  reads(
    'Hello',
    undefined,
    'noFrontMatter: There is no front matter. A template starts with "---", a line "audience: …", and "---".',
  );
  reads(
    '---\naudience: [customer\n---\nHello',
    undefined,
    "badYaml: This isn't valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].",
  );
  reads('---\nname: x\n---\nHello', undefined, MISSING);
  reads('---\n- 1\n---\nHello', undefined, MISSING);
  reads('---\n---\nHello', undefined, MISSING);
  reads(
    '---\naudience: »custmer«\n---\nHello',
    { audience: 'custmer' },
    'badField: Unknown audience "custmer". Did you mean "customer"?',
  );
  reads(
    '---\naudience: customer\nsubjekt: »x«\n---\nHello',
    { audience: 'customer' },
    'badField: Unknown key "subjekt". Did you mean "subject"?',
  );
  reads(
    '---\naudience: customer\nsubject: »[a, b]«\n---\nHello',
    { text: 'Hello' },
    'badField: "subject" must be one line of text.',
  );
  reads(
    '---\naudience: customer\nsubject: "a\\nb"\n---\nHello',
    { text: 'Hello' },
    'badField: "subject" must be one line of text.',
  );
  reads(
    '---\naudience: customer\nwhen: »[resolvd, again]«\n---\nHello',
    { when: ['again'] },
    `badField: "resolvd" isn't a status or an event. Did you mean "resolved"?`,
  );
  reads(
    `${HEAD}Hello »{{impct}}«, {{impact}}`,
    { text: 'Hello {{impct}}, {{impact}}' },
    'unknownPlaceholder: Unknown placeholder "impct". Did you mean "impact"?',
  );
  reads(
    '---\naudience: customer\nsubject: »About {{titel}}«\n---\nHello',
    { subject: 'About {{titel}}' },
    'unknownPlaceholder: Unknown placeholder "titel". Did you mean "title"?',
  );
  reads(
    '---\naudience: customer\nsubject: »About {{title«\n---\nHello',
    undefined,
    'badTemplate: A placeholder is never closed: "}}" is missing.',
  );
  reads(`${HEAD} \n\n`, undefined, 'badTemplate: This template has no text.');
  reads(
    `${HEAD}Hello »{{#impact}}x«`,
    undefined,
    'badTemplate: The section "impact" is never closed: {{/impact}} is missing.',
  );

  it('keeps its name and place among those of the process', () => {
    const template = (name: string, text: string): UpdateTemplate => ({ name, audience: 'internal', when: [], text });
    const [a, b, own, other] = [template('a', '1'), template('b', '2'), template('b', '3'), template('c', '4')];
    assert.deepEqual(withOwnTemplates([a, b], [other, own]), [a, own, other]);
  });
});
