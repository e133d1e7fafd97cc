import assert from 'node:assert/strict';
import { readProcess, templateVocabulary } from '../../src/core/process';
import {
  canFill,
  gapWords,
  parseTemplate,
  readTemplate,
  withOwnTemplates,
  type UpdateTemplate,
} from '../../src/core/updateTemplate';
import defaultYaml from '../../src/processes/default.yaml';

const KNOWN = templateVocabulary(readProcess(defaultYaml).process!);

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

/** A template's own text and its findings. */
function finds(text: string, ...findings: string[]) {
  it(`finds in ${JSON.stringify(text).slice(0, 60)}`, () => {
    assert.deepEqual(
      parseTemplate(text, KNOWN).findings.map(({ start, end, message }) => `${text.slice(start, end)} ${message}`),
      findings,
    );
  });
}

const HEAD = '---\naudience: customer\n---\n';

describe('a team’s template', () => {
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
  reads('Hello', undefined, 'noFrontMatter: There is no front matter: a record begins with a line “---”.');
  reads('---\naudience: [customer\n---\nHello', undefined, ...badYaml());
  reads('---\nname: x\n---\nHello', undefined, MISSING());
  reads('---\n- 1\n---\nHello', undefined, MISSING());
  reads('---\n---\nHello', undefined, MISSING());
  reads(
    '---\naudience: »custmer«\n---\nHello',
    { audience: 'custmer' },
    'badField: There is no audience “custmer” here; “customer” was probably meant.',
  );
  reads(
    '---\naudience: customer\nsubjekt: »x«\n---\nHello',
    { audience: 'customer' },
    'badField: There is no key “subjekt” here; “subject” was probably meant.',
  );
  reads(
    '---\naudience: customer\nsubject: »[a, b]«\n---\nHello',
    { text: 'Hello' },
    'badField: “subject” is one line of text.',
  );
  reads(
    '---\naudience: customer\nsubject: "a\\nb"\n---\nHello',
    { text: 'Hello' },
    'badField: “subject” is one line of text.',
  );
  reads(
    '---\naudience: customer\nwhen: »[resolvd, again]«\n---\nHello',
    { when: ['again'] },
    'badField: “resolvd” is no status and no moment: investigating, identified, mitigated, resolved, closed, canceled, duplicate, first, again, new, hand-off are; “resolved” was probably meant.',
  );
  reads(
    `${HEAD}Hello »{{impct}}«, {{impact}}`,
    { text: 'Hello {{impct}}, {{impact}}' },
    'unknownPlaceholder: There is no placeholder “impct”; “impact” was probably meant.',
  );
  reads(
    '---\naudience: customer\nsubject: »About {{titel}}«\n---\nHello',
    { subject: 'About {{titel}}' },
    'unknownPlaceholder: There is no placeholder “titel”; “title” was probably meant.',
  );
  reads(
    '---\naudience: customer\nsubject: »About {{title«\n---\nHello',
    undefined,
    'badTemplate: A placeholder is never closed: “}}” is missing.',
  );
  reads(`${HEAD} \n\n`, undefined, 'badTemplate: This template has no text.');
  reads(
    `${HEAD}Hello »{{#impact}}x«`,
    undefined,
    'badTemplate: The section “impact” is never closed: {{/impact}} is missing.',
  );

  it('keeps its name and place among those of the process', () => {
    const template = (name: string, text: string): UpdateTemplate => ({ name, audience: 'internal', when: [], text });
    const [a, b, own, other] = [template('a', '1'), template('b', '2'), template('b', '3'), template('c', '4')];
    assert.deepEqual(withOwnTemplates([a, b], [other, own]), [a, own, other]);
  });
});

describe('a template’s placeholders', () => {
  finds('{{title}} {{{impact}}} {{&lead}} {{! words }} {{ role.scribe }} {{milestone.identified}} {{said.mitigated}}');
  finds('{{channel.ops}} {{#impact}}{{.}}{{/impact}} {{^impact}}none{{/impact}}');
  finds('{{#entries}}{{time}} {{author}} {{text}} {{title}} {{#text}}{{text}}{{/text}}{{/entries}}');
  finds('no placeholder, only { braces } and $variables');
  finds('');
  finds('{{time}}', '{{time}} There is no placeholder “time”; “title” was probably meant.');
  finds('{{.}}', '{{.}} There is no placeholder “.”.');
  finds('{{constructor}}', '{{constructor}} There is no placeholder “constructor”.');
  finds('{{role.scrib}}', '{{role.scrib}} There is no placeholder “role.scrib”; “role.scribe” was probably meant.');
  finds(
    '{{entries}}',
    '{{entries}} “entries” is a list: write {{#entries}} … {{/entries}} with time, author, text inside.',
  );
  finds('{{#entris}}{{/entris}}', '{{#entris}} There is no placeholder “entris”; “entries” was probably meant.');
  finds('{{#news}}{{#news}}{{/news}}{{/news}}', '{{#news}} “news” is a list, and no list stands inside another.');
  finds(
    '{{#news}}{{^impact}}{{#roles}}{{/roles}}{{/impact}}{{/news}}',
    '{{#roles}} “roles” is a list, and no list stands inside another.',
  );
  finds('{{> other}}', '{{> other}} A template takes no other one in: write its text here.');
  finds('{{=<% %>=}}', '{{ Other delimiters than “{{” and “}}” are not read here.');
  finds('a {{/title}}', '{{/title}} The section “title” is closed here and was never opened.');
  finds('{{ #a}}{{#b}}{{title}}{{/a}}', '{{#b}}{{title}}{{/a}} The section “b” is never closed: {{/b}} is missing.');
  finds('{{#\n#a}}{{^ b }}', '{{^ b }} The section “b” is never closed: {{/b}} is missing.');
  finds('{{title', '{{title A placeholder is never closed: “}}” is missing.');
  finds(
    `a${' '.repeat(200)}`,
    `a${' '.repeat(200)} This template has too many characters, or blanks in a row, to be read.`,
  );

  it('are found twenty times and no more', () => {
    assert.equal(parseTemplate('{{x}}'.repeat(3000), KNOWN).findings.length, 20);
  });

  it('are not named where no process is known', () => {
    assert.deepEqual(parseTemplate('{{whatever}} {{role.x}}').findings, []);
  });

  it('cost little, however they are written', () => {
    const hostile = [
      '{{',
      '{{#a}}',
      '{{#news}}',
      '{{^a}}{{x}}',
      '{{{',
      '{{!',
      ' \n{{ ',
      '{{#a}}{{/a}}',
      '[',
      '{{a b}}',
    ];
    for (const piece of hostile) {
      const text = piece.repeat(Math.floor(16_000 / piece.length));
      const before = performance.now();
      parseTemplate(text, KNOWN);
      assert.ok(performance.now() - before < 500, piece);
    }
  });

  it('have words for their gaps', () => {
    assert.deepEqual(
      ['impact', 'role.scribe', 'milestone.identified', 'said.declared', 'channel.ops', 'x.y', 'toString', 'a\nb'].map(
        gapWords,
      ),
      ['impact', 'scribe', 'time of “identified”', 'what was said when declared', 'ops', 'x.y', 'toString', 'a b'],
    );
  });

  it('can be filled where only names are wrong', () => {
    assert.equal(canFill(parseTemplate('{{x}}', KNOWN).findings), true);
    assert.equal(canFill(parseTemplate('{{x', KNOWN).findings), false);
  });
});

function MISSING() {
  return 'missingField: “audience” is missing: whom the update is written for.';
}

function badYaml() {
  return [
    'badYaml: This is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].',
  ];
}
