import assert from 'node:assert/strict';
import { applyChange, holdsChange, inverse, type Change } from '../../../src/core/record/change';
import { channelOffers, linkEntry, type LinkEdit } from '../../../src/core/entries/linkEdit';
import { readRecord } from '../../../src/core/record/record';
import { applyEdits } from '../../../src/core/text/textEdit';
import { builtIn } from '../builtIn';
import { entryOf, vocabulary } from '../entryOf';

const ID = '2026-11-20-log-in-is-broken';
const RECORD = `---
format: 1
id: ${ID}
title: Log-in is broken for all users
severity: SEV-1
status: investigating
milestones:
  declared: 2026-11-20T15:00:00Z
channels:
  chat: "#old" # as they say
links: []
---
## Timeline

- 2026-11-20T15:01:00Z @dana TL: first
`;

/** The lines that come, and that go again when it is taken back byte for byte. */
function sets(edit: LinkEdit, text: string, lines: string[], start = RECORD) {
  it(`says “${text}”`, () => {
    const { text: said, kind, fields } = linkEntry(readRecord(start), edit);
    assert.deepEqual([kind, said], ['LINK', text]);
    const change: Change = { added: { ...entryOf('5 TL: x'), text: said }, ...(fields && { fields }) };
    const after = applyEdits(start, applyChange(readRecord(start), change, vocabulary));
    assert.ok(holdsChange(readRecord(after), change));
    const back = applyEdits(after, applyChange(readRecord(after), inverse(change), vocabulary));
    const own = after.split('\n').filter((line) => !start.split('\n').includes(line) && !line.startsWith('- 2026'));
    assert.deepEqual(own, lines);
    const { fields: read } = readRecord(start).frontMatter;
    assert.deepEqual(readRecord(back).frontMatter.fields, read);
  });
}

function refuses(edit: LinkEdit, sentence: RegExp, start = RECORD) {
  it(`refuses ${JSON.stringify(edit)}`, () => {
    assert.throws(
      () => linkEntry(readRecord(start), edit),
      (error: Error) => sentence.test(error.message),
    );
  });
}

describe('a channel, link or ticket', () => {
  sets({ kind: 'channel', value: '#new' }, 'Set the channel chat to #new (was #old)', ['  chat: "#new" # as they say']);
  sets(
    { kind: 'channel', name: 'Bridge', value: ' https://meet.example.com/a?b=c#d ' },
    'Set the channel bridge to https://meet.example.com/a?b=c#d',
    ['  bridge: https://meet.example.com/a?b=c#d'],
  );
  sets({ kind: 'channel', value: '' }, 'Removed the channel chat (was #old)', ['channels: {}']);
  sets(
    { kind: 'channel', name: 'ops.eu', value: 'a\nb' },
    'Set the channel ops.eu to a b',
    ['channels:', '  ops.eu: a b'],
    RECORD.replace(/channels:\n.*\n/, ''),
  );
  sets({ kind: 'link', value: 'https://graphs.example.com' }, 'Added the link https://graphs.example.com', [
    'links: [https://graphs.example.com]',
  ]);
  sets(
    { kind: 'ticket', value: 'AUTH-2' },
    'Added the ticket AUTH-2',
    ['tickets: [AUTH-1, AUTH-2]'],
    RECORD.replace('links: []\n', 'links: []\ntickets: AUTH-1\n'),
  );
  sets({ kind: 'ticket', value: '#7, urgent' }, 'Added the ticket #7, urgent', ['tickets: ["#7, urgent"]']);

  refuses({ kind: 'channel', value: '#old' }, /^No changes: the channel chat is already #old\.$/);
  refuses({ kind: 'channel', name: 'bridge', value: ' ' }, /^This record has no channel "bridge"\.$/);
  refuses({ kind: 'channel', name: 'a: b', value: 'x' }, /^Can't name a channel/);
  refuses({ kind: 'channel', name: '', value: 'x' }, /^Can't name a channel/);
  refuses({ kind: 'link', value: ' ' }, /the link is empty/);
  refuses({ kind: 'ticket', name: 'x', value: 'AUTH-1' }, /^A ticket doesn't take a name/);
  refuses(
    { kind: 'link', value: 'https://a.example' },
    /^No changes: the record already has the link/,
    RECORD.replace('[]', '[https://a.example]'),
  );
  refuses({ kind: 'link', value: 'not a url' }, /^"not a url" isn't a link\. Begin with a full address/);
  refuses({ kind: 'link', value: 'https:// x' }, /isn't a link/);
  refuses({ kind: 'link', value: 'command:quit' }, /isn't a link/);
  sets({ kind: 'link', value: 'https://a.example/b the graphs' }, 'Added the link https://a.example/b the graphs', [
    'links: [https://a.example/b the graphs]',
  ]);
  refuses({ kind: 'link', value: 'a' }, /^Can't read/, '# no front matter\n');

  it('is offered as the record has it, and as the process would call it', () => {
    const offers = (start: string, name = 'incident-manager') => channelOffers(readRecord(start), builtIn(name), ID);
    assert.deepEqual(offers(RECORD), [
      { name: 'chat', value: '#old', usual: '#inc-20-11-26-log-in-is-broken-for-all-users' },
      { name: 'announcements', usual: '#new-incidents' },
      { name: 'mail', usual: 'new-incidents-grp@example.com' },
      { name: 'bridge' },
    ]);
    const secret = RECORD.replace('links:', 'security: true\nlinks:');
    assert.deepEqual(offers(secret), [{ name: 'chat', value: '#old' }, { name: 'bridge' }]);
    assert.deepEqual(offers('# no front matter\n'), [{ name: 'chat' }, { name: 'bridge' }]);
    const bare = '---\nmilestones:\n  declared: 2026-11-20T15:00:00Z\nchannels:\n  chat: ""\n---\n';
    assert.deepEqual(offers(bare)[0], { name: 'chat', usual: '#inc-20-11-26-2026-11-20-log-in-is-broken' });
  });
});
