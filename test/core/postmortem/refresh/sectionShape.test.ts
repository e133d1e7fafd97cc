import { strict as assert } from 'node:assert';
import { mergePostmortem } from '../../../../src/core/postmortem/refresh/postmortemMerge';
import { inShapeOf } from '../../../../src/core/postmortem/refresh/sectionShape';

const FORMER = new Map([
  ['Lead-up', 'Trigger'],
  ['Chart', 'Timeline'],
]);
const OLD = [
  ['## Impact', '- Impact: x'],
  ['## Chart (UTC)', '```mermaid', 'gantt', '```'],
  ['## Lead-up', '_Why?_'],
  ['## Timeline', '| Time |', '| --- |', '| 10:00:00 |'],
  ['## Updates', '- Updates: none'],
  ['## Actions', '| Action |'],
];
const NEW = [
  ['## Impact', '- Impact: x'],
  ['## Trigger', '_Why?_'],
  ['## Actions', '| Action |'],
  ['## Timeline', '```mermaid', 'gantt', '```', '', '| Time |', '| --- |', '| 10:00:00 |'],
  ['## Appendix'],
  ['### Updates', '- Updates: none'],
];

function textOf(sections: readonly (readonly string[])[]): string {
  return `# P\n\n${sections.map(([heading, ...below]) => [heading, ...below.flatMap((line, index) => (index === 0 ? ['', line] : [line]))].join('\n')).join('\n\n')}\n`;
}

/** The old draft with a person's words put below a line of it. */
function edited(below: string, words: string): string {
  const text = textOf(OLD);
  assert.ok(text.includes(`${below}\n`));
  return text.replace(`${below}\n`, () => `${below}\n\n${words}\n`);
}

const merged = (current: string): string => mergePostmortem(textOf(OLD), current, textOf(NEW), FORMER).text;

/** The heading that words are under. */
function headingOf(words: string, text: string): string | undefined {
  return text
    .slice(0, text.indexOf(words))
    .match(/^#{2,3} .*$/gm)
    ?.at(-1);
}

describe('a postmortem in an older shape', () => {
  it('becomes the fresh draft if nobody touched it', () => {
    assert.equal(merged(textOf(OLD)), textOf(NEW));
    assert.equal(merged(textOf(OLD).replaceAll('\n', '\r\n')), textOf(NEW).replaceAll('\n', '\r\n'));
  });

  it('takes the words of each section with it', () => {
    for (const [below, heading] of [
      ['- Impact: x', '## Impact'],
      ['_Why?_', '## Trigger'],
      ['| 10:00:00 |', '## Timeline'],
      ['- Updates: none', '### Updates'],
      ['| Action |', '## Actions'],
    ] as const) {
      const now = merged(edited(below, 'My words.'));
      assert.equal(headingOf('My words.', now), heading, now);
      assert.equal(now.replace('My words.\n\n', '').replace('\n\nMy words.', ''), textOf(NEW));
    }
  });

  it('keeps a section of a person below the one it followed, and a heading that they changed', () => {
    const now = merged(edited('_Why?_', '## Mine\n\nMy words.'));
    assert.match(now, /## Trigger\n\n_Why\?_\n\n## Mine\n\nMy words\.\n\n## Actions/);
    const renamed = merged(textOf(OLD).replace('## Lead-up', '## What led to it').replace('_Why?_', 'My words.'));
    assert.match(renamed, /## What led to it\n\nMy words\.\n/);
    assert.doesNotMatch(renamed, /_Why\?_/);
  });

  it('leaves out what a person deleted', () => {
    const now = merged(textOf(OLD).replace('## Lead-up\n\n_Why?_\n\n', ''));
    assert.equal(now, textOf(NEW).replace('## Trigger\n\n_Why?_\n\n', ''));
  });

  it('takes a heading of a person that sounds like one of the draft as theirs', () => {
    const now = merged(edited('_Why?_', '### Updates\n\nMine.\n\n## Impact\n\nMine, too.'));
    assert.match(now, /## Trigger\n\n_Why\?_\n\n### Updates\n\nMine\.\n\n## Impact\n\nMine, too\.\n\n## Actions/);
  });

  it('keeps the order that it had where a fence is left open', () => {
    const current = `${textOf(OLD)}\n\`\`\`\nMine.\n`;
    assert.deepEqual(inShapeOf(textOf(OLD), current, textOf(NEW), FORMER), { base: textOf(OLD), current });
    assert.match(merged(current), /```\nMine\.\n$/);
  });

  it('asks nothing again in other words that was answered', () => {
    const fresh = textOf(OLD).replace('_Why?_', '_What led to it?_');
    const answer = (current: string): string => mergePostmortem(textOf(OLD), current, fresh).text;
    assert.equal(answer(textOf(OLD)), fresh);
    const answered = textOf(OLD).replace('_Why?_', 'Because.');
    assert.equal(answer(answered), answered);
  });

  it('keeps the heading of a section that is gone, for the words below it', () => {
    const fresh = textOf(OLD.filter(([heading]) => heading !== '## Lead-up'));
    const answer = (current: string): string => mergePostmortem(textOf(OLD), current, fresh).text;
    assert.equal(answer(textOf(OLD)), fresh);
    assert.match(answer(edited('_Why?_', 'My words.')), /\n## Lead-up\n\nMy words\.\n/);
  });
});
