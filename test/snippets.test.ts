/** Holds that what the snippets expand to is what the record's reader accepts. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { readFollowUp, isCalendarDate } from '../src/core/timeline/followUp';
import { readProcess } from '../src/core/process/process';
import { readEntry, readTimeline } from '../src/core/timeline/timeline';
import { timelineState } from '../src/core/timeline/timelineState';
import defaultYaml from '../src/processes/default.yaml';

interface Snippet {
  readonly prefix: string;
  readonly body: string | readonly string[];
  readonly description: string;
}

const SNIPPETS = Object.values(
  JSON.parse(fs.readFileSync('snippets/incident.json', 'utf8')) as Record<string, Snippet>,
);
const PROCESS = readProcess(defaultYaml).process!;
const SECTIONS = 'pm-';

/** A moment in a zone, by the editor's variables. */
const VARIABLES: Readonly<Record<string, string>> = {
  CURRENT_YEAR: '2026',
  CURRENT_MONTH: '11',
  CURRENT_DATE: '20',
  CURRENT_HOUR: '20',
  CURRENT_MINUTE: '32',
  CURRENT_SECOND: '05',
  CURRENT_TIMEZONE_OFFSET: '+05:30',
};
const INSTANT = Date.UTC(2026, 10, 20, 15, 2, 5);

/** The snippet as the editor inserts it when nobody types: variables, placeholders, the nth choice. */
function expand(body: Snippet['body'], nth = 0): string {
  let text = [body].flat().join('\n');
  const unknown: string[] = [];
  for (let before = ''; before !== text;) {
    before = text;
    text = text
      .replace(/\$\{\d+\|([^|}]+)\|\}/g, (_, choices: string) => {
        const list = choices.split(',');
        return list[nth % list.length]!;
      })
      .replace(/\$\{([A-Z_]+)\}/g, (_, name: string) => {
        if (VARIABLES[name] === undefined) unknown.push(name);
        return VARIABLES[name] ?? '';
      })
      .replace(/\$\{\d+:([^{}$]*)\}/g, '$1')
      .replace(/\$\d+/g, '');
  }
  assert.deepEqual(unknown, []);
  assert.doesNotMatch(text, /\$/, text);
  return text;
}

function bodyOf(prefix: string): Snippet['body'] {
  return SNIPPETS.find((snippet) => snippet.prefix === prefix)!.body;
}

/** What the record's reader makes of a snippet below a record's other entries. */
function read(prefix: string, nth = 0) {
  const text = `## Timeline\n\n- 2026-11-20T15:00:00Z @dana TL: before\n${expand(bodyOf(prefix), nth)}\n\n## Checklists\n`;
  const { entries, findings } = readTimeline(text);
  assert.deepEqual(findings, []);
  assert.equal(entries.length, 2);
  return readEntry(text, entries[1]!);
}

function choicesOf(prefix: string, stop: number): string[] {
  const body = [bodyOf(prefix)].flat().join('\n');
  return new RegExp(`\\$\\{${stop}\\|([^|]+)\\|\\}`).exec(body)![1]!.split(',');
}

describe('snippets', () => {
  const lines: [string, string, string, string][] = [
    ['tl', 'TL', '', 'what you saw, decided, or did'],
    ['milestone', 'MILESTONE', 'declared', 'why, or how you know'],
    ['todo', 'TODO', '', 'what to do (owner @owner, due 2026-11-20)'],
    ['update', 'UPDATE', 'internal', 'the message'],
    ['hypothesis', 'HYPOTHESIS', 'open', 'what might be the cause'],
    ['quest', 'QUEST', '@owner', 'what to find out or do (until 2026-11-20T20:32:05+05:30)'],
    ['role', 'ROLE', 'incident-commander', '@holder'],
    ['handoff', 'ROLE', 'incident-commander', '@holder → @successor (why)'],
    ['severity', 'SEVERITY', 'SEV-1', 'was SEV-2, why'],
    ['check', 'CHECK', '', 'the step'],
  ];
  for (const [prefix, kind, qualifier, text] of lines) {
    it(`${prefix} is an entry of the local moment and zone`, () => {
      const ticked = prefix === 'todo' || prefix === 'quest' ? { ticked: false } : {};
      assert.deepEqual(read(prefix), { instant: INSTANT, author: 'author', kind, qualifier, text, ...ticked });
    });
  }

  it('are these and sections of the postmortem, each prefix once', () => {
    const prefixes = SNIPPETS.map(({ prefix }) => prefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
    assert.deepEqual(
      prefixes.filter((prefix) => !prefix.startsWith(SECTIONS)),
      lines.map(([prefix]) => prefix),
    );
  });

  it('offer the words of the default process', () => {
    const milestones = choicesOf('milestone', 2).map((name) => name.replace(/\?$/, ''));
    assert.deepEqual([...new Set(milestones)].sort(), PROCESS.milestones.map(({ name }) => name).sort());
    assert.deepEqual(
      choicesOf('update', 2),
      PROCESS.audiences.map(({ name }) => name),
    );
    assert.deepEqual(
      choicesOf('severity', 2),
      PROCESS.severities.map(({ name }) => name),
    );
    assert.deepEqual(
      choicesOf('severity', 3).sort(),
      PROCESS.severities.map(({ name }) => name),
    );
    for (const prefix of ['role', 'handoff']) {
      assert.deepEqual(
        choicesOf(prefix, 2),
        PROCESS.roles.map(({ id }) => id),
      );
    }
  });

  it('are entries whatever is chosen', () => {
    for (const prefix of ['milestone', 'update', 'hypothesis', 'role', 'severity']) {
      choicesOf(prefix, 2).forEach((choice, nth) => assert.equal(read(prefix, nth).qualifier, choice));
    }
  });

  it('mean what the commands’ entries mean', () => {
    const { owner, due } = readFollowUp(read('todo').text);
    assert.deepEqual([owner, isCalendarDate(due!)], ['owner', true]);
    assert.deepEqual(timelineState([read('role')], () => undefined).roles.get('incident-commander'), ['@holder']);
    assert.equal(timelineState([read('handoff')], () => undefined).roles.size, 0);
  });

  it('head the postmortem’s sections as the generator does', () => {
    const generator = fs
      .readdirSync('src/core/postmortem')
      .filter((name) => name.endsWith('.ts'))
      .map((name) => fs.readFileSync(`src/core/postmortem/${name}`, 'utf8'))
      .join('\n');
    const sections = SNIPPETS.filter(({ body }) => Array.isArray(body));
    assert.ok(sections.length > 5);
    for (const { prefix, body } of sections) {
      const [heading, blank, ...words] = expand(body).split('\n');
      assert.ok(prefix.startsWith(SECTIONS) && blank === '' && words.length > 0, prefix);
      assert.ok(generator.includes(`heading: '${heading!.replace(/^## /, '')}'`), heading);
    }
  });

  it('write an action item as a row of the generator’s table', () => {
    assert.equal(expand(bodyOf('pm-action')), '| what to do | @owner | 2026-11-20 | prevent |');
    assert.match(
      fs.readFileSync('src/core/postmortem/timelineTable.ts', 'utf8'),
      /\| Action \| Owner \| Due \| Kind \|/,
    );
  });

  it('are offered in markdown by the manifest', () => {
    const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
      contributes: { snippets?: readonly { language: string; path: string }[] };
    };
    assert.deepEqual(manifest.contributes.snippets, [{ language: 'markdown', path: './snippets/incident.json' }]);
  });
});
