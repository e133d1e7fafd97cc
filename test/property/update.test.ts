/** Whatever a record says, a template is filled with it whole, and none of it is read as anything but text. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { normaliseText } from '../../src/core/text/plainText';
import { templateVocabulary } from '../../src/core/process/process';
import { readRecord } from '../../src/core/record/record';
import { chooseTemplate, updateMoment } from '../../src/core/update/updateChoice';
import { templateFacts } from '../../src/core/update/updateFacts';
import { fillTemplate, toSnippet, type FilledTemplate } from '../../src/core/update/updateFilling';
import { mailtoUri } from '../../src/core/update/updateMail';
import { parseTemplate, type UpdateTemplate } from '../../src/core/template/updateTemplate';
import { readTemplate } from '../../src/core/template/updateTemplateFile';
import { builtIn } from '../core/builtIn';
import { anyText, goodRecord, someRecord } from './arbitraries';
import { law, laws } from './law';

const PROCESS = builtIn('default');
const KNOWN = templateVocabulary(PROCESS);

/** Pieces that mean something to mustache, a snippet or a gap. */
const PIECES = [
  ...['{{title}}', '{{{title}}}', '{{', '}}', '{{#impact}}', '{{/impact}}', '{{^news}}', '{{/news}}', '{{#news}}'],
  ...['{{> x}}', '{{=<% %>=}}', '<% title %>', '{{! x }}', '{{&impact}}', '{{constructor}}', '{{__proto__}}', '{{.}}'],
  ...['$1', '${1:x}', '${1|a,b|}', '$TM_FILENAME', '${CLIPBOARD}', '$0', '\\', '}', '$', '$&', '$$'],
  ...['[impact]', '[', ']', '[title](command:x)', '<b>&amp;"\'', '\n', '\r\n', ' ', 'a', '🔥', '\u0000', '\ud800'],
];
const hostile = fc.oneof(
  anyText,
  fc.array(fc.constantFrom(...PIECES), { maxLength: 10 }).map((pieces) => pieces.join('')),
);
const template = fc.constantFrom(...PROCESS.templates);

/** A record whose front matter and timeline hold these texts. */
const record = fc
  .record({ title: hostile, impact: hostile, holder: hostile, chat: hostile, said: hostile, reason: hostile })
  .map(({ said, reason, ...front }) => {
    const { title, impact, holder, chat } = front;
    const indented = (text: string) => normaliseText(text).replace(/\n/g, '\n  ');
    const text = [
      '---',
      'format: 1',
      'id: x',
      `title: ${JSON.stringify(title)}`,
      'severity: SEV-1',
      'status: investigating',
      `impact: ${JSON.stringify(impact)}`,
      `roles: { incident-commander: ${JSON.stringify(holder)} }`,
      `channels: { chat: ${JSON.stringify(chat)} }`,
      '---',
      '## Timeline',
      '',
      `- 2026-11-20T15:00:00Z @dana TL: ${indented(said)}`,
      `- 2026-11-20T15:01:00Z @dana MILESTONE identified: ${indented(said)}`,
      `- 2026-11-20T15:02:00Z @dana HYPOTHESIS open: ${indented(said)}`,
      `- 2026-11-20T15:03:00Z @dana ROLE scribe: @a → @b (${indented(reason)})`,
    ].join('\n');
    return readRecord(text);
  });

/** Half a character becomes U+FFFD, as encoders have it. */
function wellFormed(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}

function factsOf(read: ReturnType<typeof readRecord>, audience = 'internal') {
  return templateFacts(read, PROCESS, { id: 'x', now: Date.UTC(2026, 10, 20, 16), zone: 'UTC', audience });
}

/** The text that the editor shows for a snippet before anybody types, and its tab stops in order. */
function expand(snippet: string): { text: string; stops: number[] } {
  let text = '';
  const stops: number[] = [];
  let inside = false;
  for (let at = 0; at < snippet.length; at++) {
    const stop = /^\$\{(\d+):|^\$(0)/.exec(snippet.slice(at, at + 12));
    if (snippet[at] === '\\') {
      assert.match(snippet[at + 1] ?? '', /[\\$}]/);
      text += snippet[++at]!;
    } else if (snippet[at] === '$') {
      assert.ok(stop && !inside, `a variable in ${snippet}`);
      stops.push(Number(stop[1] ?? stop[2]));
      inside = stop[1] !== undefined;
      at += stop[0].length - 1;
    } else if (snippet[at] === '}' && inside) {
      inside = false;
    } else {
      text += snippet[at]!;
    }
  }
  assert.equal(inside, false);
  return { text, stops };
}

function holdsTogether(filled: FilledTemplate): void {
  let at = 0;
  for (const { start, end } of filled.gaps) {
    assert.ok(at <= start && start < end && end <= filled.text.length);
    assert.match(filled.text.slice(start, end), /^\[[^]+\]$/);
    at = end;
  }
  const { text, stops } = expand(toSnippet(filled));
  assert.equal(text, filled.text);
  assert.equal(stops.pop(), 0);
  // A gap that comes again is typed once, a default on its own.
  const keys = [
    ...filled.gaps.map((gap) => ({ ...gap, key: gap.name as unknown })),
    ...filled.defaults.map((stop) => ({ ...stop, key: stop })),
  ]
    .sort((a, b) => a.start - b.start)
    .map(({ key }) => key);
  const distinct = [...new Set(keys)];
  assert.deepEqual(
    stops,
    keys.map((key) => distinct.indexOf(key) + 1),
  );
}

laws('an update of any record', () => {
  law(
    'has the record’s texts whole, and only the gaps of what is missing',
    60,
    fc.property(record, template, (read, one) => {
      const facts = factsOf(read, one.audience);
      const filled = fillTemplate(one, facts);
      holdsTogether(filled);
      for (const name of ['title', 'impact', 'lead', 'chat']) {
        const text = facts.texts[name];
        if (one.text.includes(`{{${name}}}`) && text !== undefined) {
          assert.ok(filled.text.includes(text), name);
        }
        assert.equal(filled.gaps.some((gap) => gap.name === name) && text !== undefined, false, name);
      }
      assert.ok(!/[\r\n]/.test(filled.subject ?? ''));
    }),
  );

  law(
    'keeps every text as the record normalises it',
    100,
    fc.property(record, fc.constantFrom('title', 'impact', 'chat'), hostile, (read, name, field) => {
      const one: UpdateTemplate = { name: 'x', audience: 'internal', when: [], text: `<{{${name}}}|{{state}}>` };
      const facts = factsOf(read);
      const said = facts.texts[name];
      const doing = normaliseText(field);
      const filled = fillTemplate(one, facts, { state: field });
      assert.equal(filled.text, `<${said ?? `[${name}]`}|${doing || "[what's wrong]"}>`);
      assert.deepEqual(
        filled.gaps.map((gap) => gap.name),
        [...(said === undefined ? [name] : []), ...(doing === '' ? ['state'] : [])],
      );
    }),
  );

  law(
    'is the same whatever tags its texts hold',
    200,
    fc.property(template, hostile, (one, text) => {
      const mark = 'MARK';
      const fields = (value: string) => ({ title: value, impact: value, doing: value, lead: value });
      const facts = factsOf(readRecord(''), one.audience);
      const plain = fillTemplate(one, facts, fields(mark));
      const kept = normaliseText(text);
      if (kept !== '') {
        assert.equal(fillTemplate(one, facts, fields(text)).text, plain.text.replaceAll(mark, () => kept).trimEnd());
      }
    }),
  );

  law(
    'is made of any text for a record',
    60,
    fc.property(fc.oneof(someRecord, goodRecord, anyText), template, (text, one) => {
      const read = readRecord(text);
      holdsTogether(fillTemplate(one, factsOf(read, one.audience)));
      const offered = chooseTemplate(PROCESS.templates, updateMoment(read, PROCESS));
      assert.deepEqual(new Set(offered), new Set(PROCESS.templates));
    }),
  );
});

laws('a template by anybody', () => {
  law(
    'is read, and filled, whatever stands in it',
    80,
    fc.property(hostile, hostile, record, (text, subject, read) => {
      const file = `---\naudience: internal\nsubject: ${JSON.stringify(subject)}\n---\n${text}`;
      const { template: own, findings } = readTemplate(file, KNOWN, 'own');
      for (const { start, end } of findings) {
        assert.ok(0 <= start && start <= end && end <= file.length);
      }
      const one = own ?? { name: 'x', audience: 'internal', when: [], text, subject };
      holdsTogether(fillTemplate(one, factsOf(read)));
      parseTemplate(text, KNOWN);
    }),
  );
});

laws('a mail draft', () => {
  law(
    'gives subject and body back, or nothing',
    600,
    fc.property(hostile, hostile, hostile, (subject, body, to) => {
      const uri = mailtoUri({ subject, body, to });
      if (uri === undefined) {
        return;
      }
      assert.ok(uri.length <= 2000);
      assert.match(uri, /^mailto:[\x21-\x7e]*\?subject=[\x21-\x7e]*&body=[\x21-\x7e]*$/);
      const [, query] = uri.split('?');
      const parts = query!.split('&').map((part) => part.split('='));
      assert.deepEqual(
        parts.map(([name]) => name),
        ['subject', 'body'],
      );
      assert.equal(decodeURIComponent(parts[1]![1]!), wellFormed(body).replace(/\r\n?|\n/g, '\r\n'));
    }),
  );
});
