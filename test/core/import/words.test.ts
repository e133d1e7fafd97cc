/** Whose words they are, which of them are taken, and what markdown would have made of them. */
import assert from 'node:assert/strict';
import { safeText } from '../../../src/core/import/safeText';
import { slackMarkdown } from '../../../src/core/import/slackText';
import { readPeople, voiceOf } from '../../../src/core/import/voice';
import { readRecord } from '../../../src/core/record/record';
import { importOf } from './importing';

describe('the voice of a log', () => {
  const record = readRecord(
    '---\nformat: 1\nroles:\n  commander: "@dana"\n  scribe: "@jlee"\n---\n\n## Timeline\n\n- 2026-11-20T15:00:00Z @kim.poe TL: x\n',
  );
  const people = readPeople('Ana Roy: "@ana-r"\n"lee|away": lee\nx: [1]\n');
  const voice = voiceOf(record, people);
  const speaks = (name: string, handle: string) =>
    it(`of ${name} is @${handle}`, () => assert.equal(voice(name), handle));

  speaks('dana', 'dana');
  speaks('Dana', 'dana');
  speaks('Dana Reed', 'dana');
  speaks('dana_', 'dana');
  speaks('dana|afk', 'dana');
  speaks('dana[m]', 'dana');
  speaks('Jo Lee', 'jlee');
  speaks('Kim Poe', 'kim.poe');
  speaks('Ana Roy', 'ana-r');
  speaks('ana  roy', 'ana-r');
  speaks('lee|away', 'lee');
  speaks('Somebody Else', 'Somebody-Else');
  speaks('🔥', 'unknown');

  it('has no owner if the file of people can’t be read', () => {
    assert.deepEqual([...readPeople('- a\n'), ...readPeople('a: [')], []);
  });
});

describe('the words of a log', () => {
  const shows = (typed: string, text: string) =>
    it(`${JSON.stringify(typed).slice(0, 60)} is shown`, () => assert.equal(safeText(typed), text));
  shows('a <b>c</b> <!-- d -->', 'a \\<b>c\\</b> \\<!-- d -->');
  shows('see <https://example.com/a> and 1 < 2', 'see <https://example.com/a> and 1 < 2');
  shows('![x](https://example.com/x.png)', '\\![x](https://example.com/x.png)');
  shows('`<b>` stays', '`<b>` stays');
  shows('`a`'.repeat(50_000), '`a`'.repeat(50_000));
  shows('a ' + '`'.repeat(100_000), 'a ' + '`'.repeat(100_000));
  shows('# not a heading', '\\# not a heading');
  shows('#ops is a channel', '#ops is a channel');
  shows('a\n---\nb', 'a\n\\---\nb');
  shows('[x]: https://example.com', '\\[x]: https://example.com');
  shows('```\n<b>', '```\n<b>\n```');
  shows('a \u202egnp', 'a \\u202egnp');

  describe('of Slack', () => {
    const names = {
      user: (id: string) => (id === 'U1' ? 'dana' : id),
      channel: (id: string) => (id === 'C1' ? 'ops' : id),
    };
    const means = (text: string, markdown: string) =>
      it(`${text} is ${markdown}`, () => assert.equal(slackMarkdown(text, names), markdown));
    means('<@U1> and <@U2|lee> in <#C1> and <#C2|inc>', '@dana and @U2 in #ops and #inc');
    means('<!here> <!subteam^S1|@oncall> <!date^1795186260^{time}|14:51>', '@here @oncall 14:51');
    means(
      '<https://example.com/a|the [graph]> <https://example.com>',
      '[the \\[graph\\]](https://example.com/a) https://example.com',
    );
    means('*bold* ~gone~ _so_ a*b*c 2 * 3 * 4', '**bold** ~~gone~~ _so_ a*b*c 2 * 3 * 4');
    means('`*x* &lt;y&gt;` and ```<https://a.example>```', '`*x* <y>` and ```https://a.example```');
    means('a &amp;lt; b', 'a &lt; b');
  });
});

describe('what is taken of a log', () => {
  const irc = { kind: 'irssi', zone: 'UTC', date: '2026-11-20' } as const;
  it('is what begins with the tag, however it is written', () => {
    const { entries } = importOf(
      '14:01 <a> TL: x\n14:02 <a> tl:y\n14:03 <a> not TL: z\n14:04 <a> TL:\n14:05 <a> TLS: no',
      irc,
    );
    assert.deepEqual(entries, ['2026-11-20T14:01Z @a TL: x', '2026-11-20T14:02Z @a TL: y']);
  });

  it('is each tagged line of a message', () => {
    const message = { type: 'message', user: 'U1', text: 'fyi\nTL: one\nTL: two', ts: '1795186260.000200' };
    const { entries, keys } = importOf({ '2026-11-20.json': JSON.stringify([message]) });
    assert.deepEqual(entries, ['2026-11-20T14:51:00Z @U1 TL: one', '2026-11-20T14:51:01Z @U1 TL: two']);
    assert.equal(new Set(keys).size, 2);
  });

  it('is known again after it was edited, where it has an id', () => {
    const message = (text: string) => JSON.stringify([{ type: 'message', user: 'U1', text, ts: '1795186260.000200' }]);
    const { keys } = importOf({ '2026-11-20.json': message('TL: one') });
    const again = importOf({ '2026-11-20.json': message('TL: one, edited') }, { imported: new Set(keys) });
    assert.deepEqual([again.entries, again.skipped], [[], 1]);
  });

  it('leaves out what the record already has, and what is in the log twice', () => {
    const record = '## Timeline\n\n- 2026-11-20T14:01Z @a TL: x\n';
    const { entries, skipped } = importOf('14:01 <a> TL: x\n14:02 <a> TL: y\n14:02 <a> TL: y', { ...irc, record });
    assert.deepEqual([entries, skipped], [['2026-11-20T14:02Z @a TL: y'], 2]);
  });
});
