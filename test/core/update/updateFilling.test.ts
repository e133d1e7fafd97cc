import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import { openOffers, type Offer } from '../../../src/core/entries/roles';
import { isOutside } from '../../../src/core/update/updateChoice';
import { templateFacts, type FactsFrame, type TemplateFacts } from '../../../src/core/update/updateFacts';
import { fillTemplate, gapsIn, toSnippet } from '../../../src/core/update/updateFilling';
import { builtIn, NAMES } from '../builtIn';

const PROCESS = builtIn('default');
const NOW = Date.UTC(2026, 10, 20, 15, 40, 30);
const FRAME: FactsFrame = { id: 'the-id', now: NOW, zone: 'Europe/Berlin', audience: 'internal' };

const FRONT = `---
format: 1
id: 2026-11-20-logging-in
title: Logging in is broken for all users
severity: SEV-1
status: investigating
summary: { functionality: Logging in, state: broken, audience: all users }
impact: Customers cannot sign in.
milestones: { started: 2026-11-20T14:50:00Z, declared: 2026-11-20T15:02:00Z }
roles: { incident-commander: "@dana", scribe: ["@lee", "@jo"], pilot: ["@a", "@b", "@c"] }
services: [auth-api, web]
channels: { chat: "#inc", bridge: https://meet.example.org, ops: "#ops" }
links: [https://a.example.org, https://b.example.org]
tickets: [T-1]
---
`;

/** Times are minutes after 15:00 UTC; each line is `minute kind qualifier: text`. */
function recordOf(lines: readonly string[] = [], front = FRONT) {
  const entries = lines.map((line) => {
    const [, box = '', minute, rest] = /^(\[.\] )?(\d+) ([^]*)$/.exec(line)!;
    return `- ${box}2026-11-20T15:${minute}:10Z @lee ${rest}\n`;
  });
  return readRecord(`${front}\n## Timeline\n\n${entries.join('')}`);
}

function factsOf(lines: readonly string[] = [], front = FRONT, frame: Partial<FactsFrame> = {}): TemplateFacts {
  return templateFacts(recordOf(lines, front), PROCESS, { ...FRAME, ...frame });
}

function fill(text: string, facts: TemplateFacts, fields?: Record<string, string>) {
  return fillTemplate({ name: 'x', audience: 'internal', when: [], text }, facts, fields);
}

/** `text` filled from the record above with these lines. */
function fills(text: string, expected: string, ...lines: string[]) {
  it(`fills ${JSON.stringify(text)} with ${JSON.stringify(lines)}`, () => {
    assert.equal(fill(text, factsOf(lines)).text, expected);
  });
}

describe('an update', () => {
  describe('is filled from the front matter', () => {
    fills('{{id}}: {{title}}', '2026-11-20-logging-in: Logging in is broken for all users');
    fills('{{functionality}} is {{state}} for {{audience}}', 'Logging in is broken for all users');
    fills('{{severity}} {{status}} {{open}}', 'SEV-1 investigating open');
    fills('{{severityMeaning}}', "Customers can't use the product, data is being lost, or security is at risk.");
    fills('{{impact}} {{services}}', 'Customers cannot sign in. auth-api, web');
    fills('{{leadRole}}: {{lead}}', 'Incident commander: @dana');
    fills('{{role.scribe}}, {{role.pilot}}', '@lee and @jo, @a, @b and @c');
    fills('{{chat}} {{bridge}} {{channel.ops}}', '#inc https://meet.example.org #ops');
    fills('{{links}} {{tickets}}', 'https://a.example.org, https://b.example.org T-1');
    fills('{{since}} {{milestone.declared}}', '15:50 CET (14:50 UTC) 16:02 CET (15:02 UTC)');
    fills('{{now}} {{duration}}', '16:40 CET (15:40 UTC) 50 minutes');
    fills('{{nextUpdate}} in {{nextUpdateIn}}', '17:10 CET (16:10 UTC) in 30 minutes');
    fills(
      '{{#roles}}{{role}} {{holders}}; {{/roles}}',
      'Incident commander @dana; Scribe @lee and @jo; Pilot @a, @b and @c;',
    );
    fills(
      '{{#roles}}{{role}} {{holders}}; {{/roles}}',
      'Incident commander @dana; Scribe @lee and @jo, handing off to @kim; Pilot @a, @b and @c;',
      '20 ROLE scribe: @lee, @jo → @kim',
    );
    it('has the address of record and postmortem, as far as there is one', () => {
      const text = '{{record}} {{postmortem}}';
      const id = '2026-11-20-logging-in';
      assert.equal(fill(text, factsOf()).text, `${id}/incident.md ${id}/postmortem.md`);
      const pageOf = (file: string) => (file === 'incident.md' ? `https://git.example.org/${file}` : undefined);
      const filled = fill(text, factsOf([], FRONT, { pageOf })).text;
      assert.equal(filled, `https://git.example.org/incident.md ${id}/postmortem.md`);
    });
    it('has the headline as somebody left it', () => {
      const headline = (lines: string) => fill('{{headline}}', factsOf([], `${FRONT}${lines}`)).text;
      assert.equal(headline('# [inc-26-11-20-SEV-1] Nobody gets in \n'), '[inc-26-11-20-SEV-1] Nobody gets in');
      assert.equal(headline('#  \n'), '[headline]');
      assert.equal(headline(''), '[headline]');
    });
    fills(
      '{{#milestones}}{{name}} {{time}} {{text}}. {{/milestones}}',
      'started 15:50 CET (14:50 UTC) [text]. declared 16:02 CET (15:02 UTC) tickets.',
      '02 MILESTONE declared: tickets',
    );

    const spans: [string, string][] = [
      ['2026-11-20T15:40:00Z', '1 minute'],
      ['2026-11-20T14:40:00Z', '1 hour'],
      ['2026-11-20T13:35:00Z', '2 hours 5 minutes'],
      ['2026-11-19T14:40:00Z', '1 day 1 hour'],
      ['2026-11-17T15:40:00Z', '3 days'],
      ['2026-11-21T15:40:00Z', '1 minute'],
    ];
    for (const [started, expected] of spans) {
      it(`lasts ${expected} from ${started}`, () => {
        const facts = factsOf([], FRONT.replace('2026-11-20T14:50:00Z', started));
        assert.equal(facts.texts['duration'], expected);
      });
    }

    it('tells the date where it is another day', () => {
      const { texts } = factsOf([], FRONT.replace('2026-11-20T14:50', '2026-11-19T14:50'));
      assert.equal(texts['since'], '2026-11-19 15:50 CET (14:50 UTC)');
    });

    it('tells times in one zone alone where the message has its own', () => {
      const told = (onlyZone: string, now = NOW) =>
        fill('{{since}}, {{now}}, {{nextUpdate}}', factsOf([], FRONT, { onlyZone, now })).text;
      assert.equal(told('America/New_York'), '09:50 EST, 10:40 EST, 11:10 EST');
      assert.equal(told('UTC'), '14:50 UTC, 15:40 UTC, 16:10 UTC');
      assert.equal(told('Europe/Nowhere'), told('UTC'));
      assert.match(
        told('Asia/Tokyo', NOW - 3_600_000),
        /^23:50 UTC\+09:00, 23:40 UTC\+09:00, 2026-11-21 00:10 UTC\+09:00$/,
      );
    });

    it('has the summary for a title where the title is missing', () => {
      assert.equal(factsOf([], FRONT.replace(/title: .*\n/, '')).texts['title'], 'Logging in is broken for all users');
    });

    it('counts the next update from now, by severity and audience', () => {
      const next = (front: string, audience: string) => factsOf([], front, { audience }).texts['nextUpdateIn'];
      assert.equal(next(FRONT, 'customer'), '1 hour');
      assert.equal(next(FRONT.replace('SEV-1', 'sev3'), 'customer'), '4 hours');
      assert.equal(next(FRONT.replace('SEV-1', 'SEV-9'), 'customer'), undefined);
      assert.equal(next(FRONT.replace('severity: SEV-1\n', ''), 'executive'), '1 hour');
      assert.equal(next(FRONT, 'press'), undefined);
      assert.equal(next(FRONT.replace('investigating', 'resolved'), 'customer'), undefined);
    });

    it('ends when it was mitigated, unless it came back', () => {
      const ended = (milestones: string) => {
        const { texts } = factsOf(
          ['20 MILESTONE mitigated: rolled back'],
          FRONT.replace(/declared: [^ ]+ /, milestones),
        );
        return [texts['duration'], texts['over'], texts['outcome']];
      };
      assert.deepEqual(ended('mitigated: 2026-11-20T15:20:00Z '), [
        '30 minutes',
        '16:20 CET (15:20 UTC)',
        'rolled back',
      ]);
      assert.deepEqual(ended('mitigated: 2026-11-20T15:20:00Z, reopened: 2026-11-20T15:30:00Z '), [
        '50 minutes',
        undefined,
        undefined,
      ]);
      assert.deepEqual(ended('resolved: 2026-11-20T15:25:00Z '), [
        '35 minutes',
        '16:25 CET (15:25 UTC)',
        'rolled back',
      ]);
    });

    it('knows who writes', () => {
      assert.equal(factsOf([], FRONT, { author: 'jo' }).texts['sender'], '@jo');
    });
  });

  describe('is filled from the timeline', () => {
    fills('{{cause}}', 'the deploy', '10 MILESTONE identified: the deploy', '11 HYPOTHESIS confirmed: another');
    fills('{{cause}}', 'the network', '09 HYPOTHESIS confirmed: the deploy', '10 HYPOTHESIS confirmed: the network');
    fills('{{cause}}', '[cause]', '10 MILESTONE identified?: the deploy', '11 HYPOTHESIS open: the deploy');
    fills('{{said.declared}}', 'tickets', '02 MILESTONE declared: tickets');
    fills(
      '{{#hypotheses}}{{text}}; {{/hypotheses}}',
      'a; b …;',
      '02 HYPOTHESIS open: a',
      '03 HYPOTHESIS open: b\n  more',
      '04 HYPOTHESIS open: c',
      '05 HYPOTHESIS refuted: c',
    );
    fills(
      '{{#quests}}{{owner}}: {{text}}; {{/quests}}',
      '@jo: look, until 17:00 CET (16:00 UTC);',
      '[ ] 02 QUEST @jo: look (until 2026-11-20T16:00:00Z)',
      '[x] 03 QUEST @lee: done',
    );
    fills(
      '{{#entries}}{{time}} {{author}} {{text}}|{{/entries}}',
      [
        '16:05 CET (15:05 UTC) @lee hypothesis open: e',
        '16:06 CET (15:06 UTC) @lee declared',
        '16:07 CET (15:07 UTC) @lee possibly identified: g',
        '16:08 CET (15:08 UTC) @lee severity changed to SEV-1: was SEV-2',
        '16:09 CET (15:09 UTC) @lee 0 of 2 healthy …|',
      ].join('|'),
      '02 TL: too early',
      '05 HYPOTHESIS open: e',
      '06 MILESTONE declared:',
      '07 MILESTONE identified?: g',
      '08 SEVERITY SEV-1: was SEV-2',
      '08 TODO: not told',
      '09 TL:\n  ```\n  0 of 2 healthy\n  ```',
    );
    fills('{{#entries}}{{text}}{{/entries}}', '…', '02 TL:');
    fills('{{#entries}}{{text}}{{/entries}}', 'hypothesis', '02 HYPOTHESIS:');
    fills('{{#news}}{{text}}{{/news}}{{^news}}nothing{{/news}}', 'b', '02 TL: a', '03 UPDATE internal: x', '04 TL: b');
    fills('{{#news}}{{text}}{{/news}}{{^news}}nothing{{/news}}', 'nothing', '02 TL: a', '03 UPDATE internal: x');
    fills('{{#news}}{{text}}{{/news}}', 'a', '02 TL: a', '03 UPDATE customer: x');
    fills(
      '{{#entries}}{{text}}; {{/entries}}',
      'Added two hosts;',
      '02 TL: Set the channel chat to #inc',
      '03 TL: Removed the channel ops (was #ops)',
      '04 TL: Added the ticket T-2',
      '05 TL: Added the link https://a.example.org',
      '05 LINK: Added the link https://b.example.org',
      '06 TL: Added two hosts',
      '07 TL: Snoozed “Update for internal” until 2026-11-20T15:45:00Z, we wait',
    );

    it('takes the first entry for the beginning where no milestone says it', () => {
      const { texts } = factsOf(['30 TL: a'], '---\ntitle: t\n---\n');
      assert.equal(texts['since'], '16:30 CET (15:30 UTC)');
      assert.equal(texts['duration'], '10 minutes');
    });

    const offers: [string[], Offer | undefined][] = [
      [[], undefined],
      [['10 ROLE scribe: @lee'], undefined],
      [['10 ROLE scribe: @lee → @jo'], { role: 'scribe', from: '@lee', to: '@jo' }],
      [
        ['10 ROLE scribe: @lee -> @jo (sleep\n  now)'],
        { role: 'scribe', from: '@lee', to: '@jo', reason: 'sleep\nnow' },
      ],
      [['10 ROLE scribe: @a, @b → @jo ()'], { role: 'scribe', from: '@a, @b', to: '@jo' }],
      [['10 ROLE scribe: @lee → @jo', '12 ROLE scribe: @jo confirmed'], undefined],
      [['10 ROLE scribe: @lee → @jo', '12 ROLE deputy: @jo'], { role: 'scribe', from: '@lee', to: '@jo' }],
      [
        ['10 ROLE scribe: @lee → @jo', '11 ROLE deputy: @c → @d', '12 ROLE scribe: @lee → @e'],
        { role: 'scribe', from: '@lee', to: '@e' },
      ],
    ];
    for (const [lines, expected] of offers) {
      it(`${JSON.stringify(lines)} ${expected ? 'is an offer' : 'is none'}`, () => {
        assert.deepEqual(openOffers(recordOf(lines))[0], expected);
      });
    }

    const HAND_OFF = '{{handOff.role}}: {{handOff.from}} to {{handOff.to}} ({{handOff.reason}})';
    fills(HAND_OFF, "incident commander: @dana to [who's taking over] ([reason])");
    fills(HAND_OFF, 'scribe: @lee to @jo (sleep)', '10 ROLE scribe: @lee → @jo (sleep)');
    fills(HAND_OFF, 'pilot: @a to @b ([reason])', '10 ROLE pilot: @a → @b');
  });

  describe('shows what is missing', () => {
    const empty = factsOf([], '');

    it('as gaps at their places', () => {
      const { text, gaps } = fill('{{impact}}, {{ impact }} and {{role.scribe}}.\n{{whatever}}', empty);
      assert.equal(text, '[impact], [impact] and [scribe].\n[whatever]');
      assert.deepEqual(
        gaps.map(({ start, end, name }) => [text.slice(start, end), name]),
        [
          ['[impact]', 'impact'],
          ['[impact]', 'impact'],
          ['[scribe]', 'role.scribe'],
          ['[whatever]', 'whatever'],
        ],
      );
    });

    it('even when nothing of the record can be read', () => {
      assert.equal(
        fill('{{title}} {{id}} {{status}} {{lead}} {{since}} {{nextUpdate}}', empty).text.includes('the-id'),
        true,
      );
      assert.deepEqual(
        fill('{{title}} {{status}} {{lead}} {{since}} {{duration}}', empty).gaps.map(({ name }) => name),
        ['title', 'status', 'lead', 'since', 'duration'],
      );
    });

    it('as the template’s own gaps, but not links, boxes and notes', () => {
      const { gaps } = fill('[ticket number] [a](b) [a][b] [ ] [x] [^1] [c]: d []', empty);
      assert.deepEqual(
        gaps.map(({ name }) => name),
        ['ticket number'],
      );
    });

    it('in the subject, on one line', () => {
      const template = { name: 'x', audience: 'y', when: [], text: 'a', subject: 'On {{title}}\n{{impact}}' };
      const { subject, subjectGaps, gaps } = fillTemplate(template, empty, { title: 'a\nb' });
      assert.equal(subject, 'On a b [impact]');
      assert.deepEqual(subjectGaps, [{ name: 'impact', words: '[impact]' }]);
      assert.deepEqual(gaps, []);
      assert.equal('subject' in fill('a', empty), false);
    });

    it('and a list where a text is expected', () => {
      assert.equal(fill('{{entries}}', factsOf(['02 TL: a'])).text, '[entries]');
    });
  });

  describe('takes what is given for it', () => {
    const facts = factsOf();

    it('before what the record says', () => {
      const fields = { impact: ' None\r\n', doing: 'we wait', whatever: 'x', title: ' ' };
      const { text, gaps } = fill(
        '{{impact}} {{doing}} {{whatever}} {{title}} {{#doing}}{{.}}{{/doing}}',
        facts,
        fields,
      );
      assert.equal(text, 'None we wait x Logging in is broken for all users we wait');
      assert.deepEqual(gaps, []);
    });

    it('and reads none of them', () => {
      const hostile =
        '{{title}} {{{title}}} {{#impact}}x{{/impact}} {{=<% %>=}} ${1:x} $TM_FILENAME \\} [impact] <b>&"';
      const { text, gaps } = fill('{{impact}}', facts, { impact: hostile });
      assert.equal(text, hostile);
      assert.deepEqual(gaps, []);
      const front = FRONT.replace('Customers cannot sign in.', JSON.stringify(hostile));
      assert.equal(fill('{{impact}}', factsOf([], front)).text, hostile);
    });

    it('and nothing that a value inherits', () => {
      assert.equal(
        fill('{{constructor}}{{toString}}{{title.length}}{{#news}}{{constructor}}{{/news}}', factsOf(['02 TL: a'])).gaps
          .length,
        4,
      );
    });
  });

  it('shows a template that cannot be read as it is', () => {
    assert.deepEqual(fill('{{#title}} {{x', factsOf()), {
      text: '{{#title}} {{x',
      gaps: [],
      defaults: [],
      subjectGaps: [],
    });
    assert.deepEqual(fill('{{> other}}', factsOf()), {
      text: '{{> other}}',
      gaps: [],
      defaults: [],
      subjectGaps: [],
    });
  });
});

describe('an update as a snippet', () => {
  const cases: [string, Record<string, string>, string][] = [
    ['plain', {}, 'plain$0'],
    ['{{impact}} and {{state}}, {{impact}}', {}, "${1:[impact]} and ${2:[what's wrong]}, ${1:[impact]}$0"],
    ['{{impact}} costs {{doing}}', { doing: '$1 \\ ${x}' }, '${1:[impact]} costs \\$1 \\\\ \\${x\\}$0'],
    ['{{$a}b}}', {}, '${1:[\\$a\\}b]}$0'],
    ['{{^doing}}We wait.\n{{/doing}}Thanks, {{title}}', {}, '${1:We wait.}\nThanks, ${2:[title]}$0'],
    ['{{^doing}}We wait.{{/doing}}', { doing: 'x' }, '$0'],
    ['{{^doing}}We wait for {{title}}.{{/doing}}', {}, 'We wait for ${1:[title]}.$0'],
    ['{{^over}}We wait.{{/over}}', {}, 'We wait.$0'],
    ['{{^doing}}{{/doing}}{{^next}} {{/next}}a', {}, ' a$0'],
  ];
  for (const [text, fields, expected] of cases) {
    it(`of ${text} is ${expected}`, () => assert.equal(toSnippet(fill(text, factsOf([], ''), fields)), expected));
  }
});

describe('the gaps of an update that somebody went on writing', () => {
  const cases: [string, string[]][] = [
    ['We roll back. [impact]\n[chat] and [impact]', ['[impact]', '[chat]', '[impact]']],
    ['[SEV-1] [a note](https://example.org) [impact', []],
    ['', []],
  ];
  for (const [text, expected] of cases) {
    it(`in ${JSON.stringify(text)} are ${expected.join(' ')}`, () => {
      const gaps = gapsIn(text, ['[impact]', '[chat]', '[doing]']);
      assert.deepEqual(
        gaps.map(({ start, end }) => text.slice(start, end)),
        expected,
      );
    });
  }
});

describe('the default’s templates', () => {
  it('begin with the nine of the product', () => {
    assert.deepEqual(
      PROCESS.templates.slice(0, 9).map(({ name }) => name),
      [
        'announcement',
        'internal-update',
        'executive-update',
        'customer-investigating',
        'customer-update',
        'mitigated',
        'resolved',
        'customer-resolved',
        'hand-off',
      ],
    );
  });

  const bare = '---\ntitle: Search is slow\nseverity: SEV-1\nstatus: investigating\n---\n';
  for (const name of NAMES) {
    it(`of ${name} name what is affected in the first message to the outside, with no impact typed`, () => {
      const process = builtIn(name);
      const first = process.templates.filter(
        ({ audience, when }) => when.includes('first') && isOutside(process, audience),
      );
      assert.ok(first.length > 0);
      for (const template of first) {
        const frame = { ...FRAME, audience: template.audience };
        const facts = templateFacts(recordOf(['02 MILESTONE declared:'], bare), process, frame);
        const { text, gaps } = fillTemplate(template, facts);
        assert.match(text, /Search is slow/);
        // Only people know when it may be repaired.
        assert.deepEqual(
          gaps.map((gap) => gap.name).filter((gap) => gap !== 'eta' && gap !== 'nextUpdate'),
          [],
        );
      }
    });
  }

  it('tell customers no handle and nothing technical', () => {
    const lines = ['10 MILESTONE identified: Kubernetes', '20 TL: pods', '21 HYPOTHESIS open: pods'];
    for (const template of PROCESS.templates.filter(({ audience }) => audience === 'customer')) {
      const { text } = fillTemplate(template, factsOf(lines, FRONT, { audience: 'customer' }));
      assert.doesNotMatch(text, /@|Kubernetes|pods|SEV-|auth-api|#inc/);
    }
  });
});
