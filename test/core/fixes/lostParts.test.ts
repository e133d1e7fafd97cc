import assert from 'node:assert/strict';
import { lossReason, lostParts } from '../../../src/core/fixes/lostParts';
import { restoreEdits } from '../../../src/core/fixes/restoredParts';
import { applyEdits } from '../../../src/core/text/textEdit';
import { vocabulary } from '../entryOf';

const CARD = `format: 1
id: 2026-11-20-x
title: Log-in is broken
process: default
severity: SEV-1
status: investigating
milestones:
  declared: 2026-11-20T15:00:00Z
`;
const D = '- 2026-11-20T15:00:00Z @a MILESTONE declared: x\n';
const at = (minute: number, words: string): string => `- 2026-11-20T15:0${minute}:00Z @a ${words}\n`;

function record(card = CARD, entries = D + at(1, 'TL: a'), heading = '## Timeline'): string {
  return `---\n${card}---\n# [inc-26-11-20-SEV-1] Log-in is broken\n\n${heading}\n\n${entries}\n## Checklists\n\n- [ ] tell\n`;
}

/** What is lost of the good record, and what the text becomes when that is restored. */
function loses(name: string, text: string, parts: string, restored = record(), committed = record()) {
  it(`${name}: ${parts || 'nothing'}`, () => {
    for (const eol of ['\n', '\r\n']) {
      const form = (some: string): string => some.replaceAll('\n', eol);
      const lost = lostParts(form(committed), form(text), () => vocabulary);
      assert.equal(lost.join(), parts);
      const after = applyEdits(
        form(text),
        restoreEdits(form(committed), form(text), () => vocabulary),
      );
      assert.equal(after, form(lost.length === 0 ? text : restored));
    }
  });
}

const ALL = 'id,title,process,severity,status';

describe('what a record has lost since its last commit', () => {
  loses('a key with a slip', record(CARD.replace('status', 'sstatus')), 'status');
  loses('a value with a slip', record(CARD.replace('SEV-1', 'SEV-12')), 'severity');
  loses('a line taken away', record(CARD.replace('severity: SEV-1\n', '')), 'severity');
  loses('several lines taken away', record(CARD.replace(/process[^]*investigating\n/, '')), 'process,severity,status');
  loses('a process that nobody knows', record(CARD.replace('default', 'defaul')), 'process');
  loses('another id', record(CARD.replace('-x', '-xy')), 'id');
  loses('an empty title', record(CARD.replace(' Log-in is broken', '')), 'title');
  loses('a comment sign', record(CARD.replace('title', '#title')), 'title');
  loses('a broken line', record(CARD.replace('severity: ', 'severity:\n')), ALL, record(CARD));
  loses('no first fence', record().replace('---\n', ''), ALL);
  loses('a bad last fence', record().replace('---\n#', '--\n#'), ALL);
  loses('all of it', record().slice(record().indexOf('# [')), ALL);
  loses(
    'a YAML slip beside a new line',
    record(CARD.replace('SEV-1', '[SEV-1').replace('milestones', 'impact: all\nmilestones')),
    ALL,
    record(CARD.replace('milestones', 'impact: all\nmilestones')),
  );

  loses('blank lines above it', `\n\n${record()}`, '');
  loses('another title', record(CARD.replace('Log-in', 'Sign-in')), '');
  loses('a known severity', record(CARD.replace('SEV-1', 'SEV-2')), '');
  loses(
    'a severity that an entry names',
    record(CARD.replace('SEV-1', 'SEV-9'), D + at(1, 'SEVERITY SEV-9: worse')),
    '',
  );
  loses('another status', record(CARD.replace('investigating', 'resolved')), '');
  loses('nothing that it had', record(), '', record(), record(CARD.replace('status: investigating\n', '')));
  loses(
    'what could not be read before',
    record(CARD.replace('SEV-1', '[')),
    '',
    record(),
    record(CARD.replace('SEV-1', '{')),
  );

  describe('of its entries', () => {
    loses('a slip in the heading', record(CARD, undefined, '## Timelinex'), 'entries');
    loses('no heading', record().replace('## Timeline\n\n', ''), 'entries');
    loses('a heading too many', record(CARD, `${D}#\n${at(1, 'TL: a')}`), 'entries');
    loses(
      'a fence that nobody closed',
      record(CARD, `${D}\`\`\`\n${at(1, 'TL: a')}`),
      'entries,steps',
      record(CARD, `${D}\`\`\`\n\`\`\`\n${at(1, 'TL: a')}`),
    );
    loses('an entry taken away', record(CARD, D), '');
    loses('an entry corrected', record(CARD, D + at(1, 'TL: b')), '');
  });

  describe('of its steps', () => {
    for (const slip of ['x## Checklists', '\t## Checklists', '##Checklists', '## Checklist', '#\n# Checklists']) {
      loses(JSON.stringify(slip), record().replace('## Checklists', slip), 'steps');
    }
    loses('a step ticked', record().replace('[ ]', '[x]'), '');
    loses('a step taken away', record().replace('- [ ] tell\n', ''), '');
    loses('a step worded in another way', record().replace('tell', 'tell support'), '');
  });

  describe('of security', () => {
    const secure = CARD.replace('milestones', 'security: true\nmilestones');
    loses(
      'a key with a slip',
      record(secure.replace('security', 'securit')),
      'security',
      record(secure),
      record(secure),
    );
    loses(
      'a value that is neither',
      record(CARD.replace('milestones', 'security: x\nmilestones')),
      'security',
      record(CARD.replace('milestones', 'security: false\nmilestones')),
      record(CARD.replace('milestones', 'security: false\nmilestones')),
    );
    loses('taken back', record(secure.replace('true', 'false')), '', record(), record(secure));
    loses('taken on', record(secure), '');
  });

  it('is restored with what the timeline says since then', () => {
    const text = record(
      CARD.replace('severity: SEV-1\n', '').replace('status', 'xstatus'),
      D + at(1, 'TL: a') + at(2, 'SEVERITY SEV-2: was SEV-1'),
    );
    const after = applyEdits(
      text,
      restoreEdits(record(), text, () => vocabulary),
    );
    assert.match(after, /^severity: SEV-2$/m);
    const unread = record(
      CARD.replace('title', '[title').replace('severity', '[severity'),
      D + at(1, 'TL: a') + at(2, 'MILESTONE resolved: y'),
    );
    const whole = applyEdits(
      unread,
      restoreEdits(record(), unread, () => vocabulary),
    );
    assert.match(whole, /^status: resolved$/m);
    assert.match(whole, /^ {2}resolved: 2026-11-20T15:02:00Z$/m);
    assert.match(whole, /^title: Log-in is broken\nprocess: default\nseverity: SEV-1$/m);
  });

  it('is said in a few words', () => {
    assert.equal(lossReason(['status']).short, 'its status is missing or unknown');
    assert.equal(lossReason(['title', 'status']).short, 'its title and status are missing or unknown');
    assert.equal(lossReason(['id', 'title', 'status']).short, 'its id, title, and status are missing or unknown');
    assert.equal(lossReason(['entries', 'steps']).short, "some of its entries and steps can't be read anymore");
    assert.equal(lossReason(['entries']).short, "some of its entries can't be read anymore");
    assert.equal(
      lossReason(['id', 'entries']).short,
      "its id is missing or unknown, and some of its entries can't be read anymore",
    );
  });
});
