import assert from 'node:assert/strict';
import { templateVocabulary } from '../../../src/core/process/process';
import { gapWords } from '../../../src/core/template/updatePlaceholders';
import { canFill, parseTemplate } from '../../../src/core/template/updateTemplate';
import { builtIn } from '../builtIn';

const KNOWN = templateVocabulary(builtIn('default'));

/** A template's own text and its findings. */
function finds(text: string, ...findings: string[]) {
  it(`finds in ${JSON.stringify(text).slice(0, 60)}`, () => {
    assert.deepEqual(
      parseTemplate(text, KNOWN).findings.map(({ start, end, message }) => `${text.slice(start, end)} ${message}`),
      findings,
    );
  });
}

describe('a template’s placeholders', () => {
  finds('{{title}} {{{impact}}} {{&lead}} {{! words }} {{ role.scribe }} {{milestone.identified}} {{said.mitigated}}');
  finds('{{channel.ops}} {{#impact}}{{.}}{{/impact}} {{^impact}}none{{/impact}}');
  finds('{{#entries}}{{time}} {{author}} {{text}} {{title}} {{#text}}{{text}}{{/text}}{{/entries}}');
  finds('no placeholder, only { braces } and $variables');
  finds('');
  finds('{{time}}', '{{time}} Unknown placeholder "time". Did you mean "title"?');
  finds('{{.}}', '{{.}} Unknown placeholder ".".');
  finds('{{constructor}}', '{{constructor}} Unknown placeholder "constructor".');
  finds('{{role.scrib}}', '{{role.scrib}} Unknown placeholder "role.scrib". Did you mean "role.scribe"?');
  finds(
    '{{entries}}',
    '{{entries}} "entries" is a list. Write {{#entries}} … {{/entries}} with time, author, text inside.',
  );
  finds('{{#entris}}{{/entris}}', '{{#entris}} Unknown placeholder "entris". Did you mean "entries"?');
  finds('{{#news}}{{#news}}{{/news}}{{/news}}', `{{#news}} "news" is a list, and lists can't be nested.`);
  finds(
    '{{#news}}{{^impact}}{{#roles}}{{/roles}}{{/impact}}{{/news}}',
    `{{#roles}} "roles" is a list, and lists can't be nested.`,
  );
  finds('{{> other}}', "{{> other}} A template can't include another one. Write its text here.");
  finds('a {{> other}}', "{{> other}} A template can't include another one. Write its text here.");
  finds('{{=<% %>=}}', '{{ Only "{{" and "}}" can be used as delimiters here.');
  finds('a {{/title}}', '{{/title}} The section "title" is closed here, but it was never opened.');
  finds('{{ #a}}{{#b}}{{title}}{{/a}}', '{{#b}}{{title}}{{/a}} The section "b" is never closed: {{/b}} is missing.');
  finds('{{#\n#a}}{{^ b }}', '{{^ b }} The section "b" is never closed: {{/b}} is missing.');
  finds('{{title', '{{title A placeholder is never closed: "}}" is missing.');
  finds(
    `a${' '.repeat(200)}`,
    `a${' '.repeat(200)} This template is too large to read: too many characters, or blanks in a row.`,
  );

  it('are found twenty times and no more', () => {
    assert.equal(parseTemplate('{{x}}'.repeat(3000), KNOWN).findings.length, 20);
  });

  it('are not named where no process is known', () => {
    assert.deepEqual(parseTemplate('{{whatever}} {{role.x}}').findings, []);
  });

  it('have words for their gaps', () => {
    assert.deepEqual(
      ['impact', 'role.scribe', 'milestone.identified', 'said.declared', 'channel.ops', 'x.y', 'toString', 'a\nb'].map(
        gapWords,
      ),
      ['impact', 'scribe', 'time of "identified"', 'note on "declared"', 'ops', 'x.y', 'toString', 'a b'],
    );
  });

  it('can be filled where only names are wrong', () => {
    assert.equal(canFill(parseTemplate('{{x}}', KNOWN).findings), true);
    assert.equal(canFill(parseTemplate('{{x', KNOWN).findings), false);
  });
});
