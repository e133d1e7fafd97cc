import { strict as assert } from 'node:assert';
import { draftPostmortem } from '../../../src/core/postmortem/postmortem';
import { readRecord } from '../../../src/core/record/record';
import { builtIn } from '../builtIn';

const process = builtIn('default');

function draft(timeline: string, fields = 'id: x\ntitle: t\nseverity: SEV-1\nstatus: resolved\n'): string {
  return draftPostmortem(readRecord(`---\nformat: 1\n${fields}---\n## Timeline\n\n${timeline}`), process);
}

/** What stands below a heading of the draft, without blank lines and prompts. */
function below(heading: string, text: string): string[] {
  const [, after] = text.split(new RegExp(`^##+ ${heading.replace(/[()]/g, '\\$&')}$`, 'm'));
  assert.ok(after !== undefined, `no section ${heading} in ${text}`);
  return after
    .split(/^#/m)[0]!
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('_'));
}

function says(heading: string, timeline: string, expected: string[], fields?: string): void {
  assert.deepEqual(below(heading, draft(timeline, fields)), expected);
}

const at = (time: string, rest: string, date = '2026-11-20') => `- ${date}T${time}:00Z @dana ${rest}\n`;
const COURSE = [
  at('14:50', 'MILESTONE started:'),
  at('14:58', 'MILESTONE detected: an alert'),
  at('15:02', 'MILESTONE declared: customers report it'),
  at('15:20', 'MILESTONE identified: the deploy'),
  at('15:40', 'MILESTONE mitigated: rolled back'),
  at('16:30', 'MILESTONE resolved: the deploy is repaired'),
].join('');

describe('a postmortem', () => {
  it('begins with a title block of what people look for first', () => {
    const fields = [
      'id: 2026-11-20-x',
      'title: Logging in is broken',
      'severity: SEV-1',
      'status: resolved',
      'security: true',
      'services: [auth-api, web]',
      'roles: { incident-commander: ["@dana", "@lee"] }',
      '',
    ].join('\n');
    assert.equal(
      draft(COURSE, fields).split('\n## ')[0],
      [
        '---',
        'incident: 2026-11-20-x',
        'owner: "@dana"',
        'state: draft',
        'generated-from: incident.md',
        '---',
        '# Postmortem: Logging in is broken',
        '',
        '- Status: resolved · SEV-1 · auth-api, web',
        '- Incident commander: @dana, @lee',
        '- Time: 2026-11-20, 14:50 to 16:30 UTC · [every entry](incident.md)',
        '- Security: yes. Share this only with people who need to know',
        '',
      ].join('\n'),
    );
  });

  it('names the worst severity and everybody who led', () => {
    const timeline = [
      at('15:02', 'MILESTONE declared:'),
      at('15:04', 'ROLE incident-commander: @dana'),
      at('15:10', 'SEVERITY sev1: was SEV-2, worse'),
      at('15:30', 'ROLE incident-commander: @dana → @lee (rest)'),
      at('15:31', 'ROLE incident-commander: @lee confirmed'),
      at('15:40', 'SEVERITY SEV-3: was SEV-1, better'),
    ].join('');
    const text = draft(timeline, 'severity: SEV-3\nstatus: mitigated\nroles: { incident-commander: "@lee" }\n');
    assert.match(text, /\n- Status: mitigated · SEV-3, peaked at SEV-1\n/);
    assert.match(text, /\n- Incident commander: @dana until 15:31, @lee\n/);
    assert.match(text, /\n- Time: 2026-11-20, since 15:02 UTC · /);
    assert.deepEqual(below('Participants', text), [
      '- @dana (Incident commander until 15:31)',
      '- @lee (Incident commander)',
    ]);
  });

  it('has every section in its order, and ends with a line end', () => {
    const text = draft(COURSE);
    assert.deepEqual(
      [...text.matchAll(/^##(#?) (.*)/gm)].map(([, inside, heading]) => `${inside}${heading}`),
      [
        'Summary',
        'Impact',
        'Contributing factors and trigger',
        'Detection',
        'Response',
        'Recovery',
        'What went well',
        'What did not go well',
        'Where we got lucky',
        'Action items',
        'Incident timeline',
        'Appendix',
        '#Key times and durations',
        '#Hypotheses',
        '#Updates',
        '#Participants',
        '#Links',
        '#Open questions',
      ],
    );
    assert.ok(text.endsWith('_\n'));
    assert.doesNotMatch(text, /\n\n\n/);
  });

  it('prompts in every section that people write', () => {
    const text = draft(COURSE);
    const factual = /^(?:Key times|Incident timeline|Appendix)/;
    for (const section of text.split(/\n##+ /).slice(1)) {
      assert.equal(/^_.*_$/m.test(section), !factual.test(section), section);
    }
  });

  it('can have a timeline with only milestones and updates if no other entry is marked', () => {
    const lines = [
      'SEVERITY SEV-2: was SEV-1',
      'TL: looking',
      'UPDATE internal: we look',
      'MILESTONE mitigated: rolled back',
    ];
    const timeline = lines.map((line, minute) => `- 2026-11-20T15:0${minute}:00Z @lee ${line}\n`).join('');
    const table = (shown: 'all' | 'important') =>
      /## Incident timeline\n\n.*\n.*\n((?:\|.*\n)*)/
        .exec(draftPostmortem(readRecord(`## Timeline\n\n${timeline}`), process, shown))![1]!
        .split('\n')
        .slice(0, -1);
    const all = table('all');
    assert.equal(all.length, 4);
    assert.deepEqual(table('important'), all.slice(2));
  });

  it('makes do with a record that cannot be read', () => {
    const text = draftPostmortem(readRecord('nothing'), process);
    assert.match(text, /^---\nstate: draft\ngenerated-from: incident.md\n---\n# Postmortem: incident\n/);
    assert.match(text, /\n- Time: UTC · \[every entry\]\(incident\.md\)\n/);
    assert.deepEqual(below('Incident timeline', text), ['| UTC | Who | What |', '| --- | --- | --- |']);
    assert.doesNotMatch(text, /mermaid/);
  });

  it('is named by the id if there is no title', () => {
    assert.match(draft('', 'id: the-id\n'), /\n# Postmortem: the-id\n/);
  });

  it('says the impact and the time in each severity', () => {
    const fields =
      'severity: SEV-2\nimpact: Nobody can sign in\nsummary: { functionality: A, state: b, audience: c }\n';
    const timeline = [
      at('15:02', 'MILESTONE declared:'),
      at('15:40', 'SEVERITY SEV-2: was SEV-1, only some'),
      at('15:50', 'SEVERITY SEV-1:'),
      at('16:00', 'MILESTONE resolved:'),
    ].join('');
    says(
      'Impact',
      timeline,
      [
        '- Length of impact: unknown until started is logged in the record',
        '- Impact: Nobody can sign in',
        '- Time in SEV-1: 48 min total',
        '  - 15:02 to 15:40',
        '  - 15:50 to 16:00',
        '- Time in SEV-2: 10 min (15:40 to 15:50)',
      ],
      fields,
    );
    says('Summary', timeline, ['- In one sentence: A is b for c'], fields);
  });

  it('says how long the impact was first', () => {
    const first = (text: string, fields?: string) => below('Impact', draft(text, fields))[0];
    assert.equal(first(COURSE), '- Length of impact: 50 min (started 14:50 to mitigated 15:40)');
    const open = 'severity: SEV-1\nstatus: investigating\n';
    assert.equal(first(at('14:50', 'MILESTONE started:'), open), '- Length of impact: since 14:50, not over yet');
    const ended = `${at('14:50', 'MILESTONE started:')}${at('16:30', 'MILESTONE resolved:')}`;
    assert.equal(first(ended), '- Length of impact: 1 h 40 min (started 14:50 to resolved 16:30)');
    assert.equal(first(at('15:02', 'MILESTONE declared:'), 'status: canceled\n'), undefined);
    const again = `${COURSE}${at('18:00', 'MILESTONE reopened:')}${at('18:30', 'MILESTONE mitigated:')}`;
    assert.deepEqual(below('Impact', draft(again)).slice(0, 3), [
      '- Length of impact: 1 h 20 min total',
      '  - 50 min: started 14:50 to mitigated 15:40',
      '  - 30 min: reopened 18:00 to mitigated 18:30',
    ]);
  });

  it('gives no end for what is still going on', () => {
    const open = 'severity: SEV-1\nstatus: investigating\n';
    const times = (text: string) => below('Impact', draft(text, open)).slice(1);
    assert.deepEqual(times(at('15:02', 'MILESTONE declared:')), ['- Time in SEV-1: since 15:02, still open']);
    assert.deepEqual(
      times(
        at('15:02', 'MILESTONE declared:') + at('15:04', 'MILESTONE resolved:') + at('15:09', 'MILESTONE reopened:'),
      ),
      ['- Time in SEV-1: 2 min total, and still open', '  - 15:02 to 15:04', '  - since 15:09, still open'],
    );
  });

  it('measures by the formulas of the process', () => {
    says('Key times and durations', COURSE, [
      '- Started: 14:50:00',
      '- Detected: 14:58:00',
      '- Declared: 15:02:00',
      '- Identified: 15:20:00',
      '- Mitigated: 15:40:00',
      '- Resolved: 16:30:00',
      '- Time to detect (detected − started): 8 min',
      '- Time to declare (declared − detected): 4 min',
      '- Time to identify (identified − declared): 18 min',
      '- Time to mitigate (mitigated − started): 50 min',
      '- Time to resolve (resolved − started): 1 h 40 min',
    ]);
  });

  it('says once what is missing, and guesses nothing', () => {
    const text = draft(at('15:02', 'MILESTONE declared:'));
    assert.equal(
      below('Impact', text)[0],
      '- Length of impact: unknown until started and mitigated are logged in the record',
    );
    assert.deepEqual(below('Key times and durations', text), [
      '- Not in the record: detected, identified, resolved',
      '- Declared: 15:02:00',
    ]);
  });

  it('counts a milestone that was logged twice once', () => {
    const twice = COURSE.replace(at('14:58', 'MILESTONE detected: an alert'), (line) => {
      return `${line}${at('14:59', 'MILESTONE detected: a customer, too')}`;
    });
    const text = draft(twice);
    assert.equal(text.match(/detected :milestone/g)?.length, 1);
    assert.deepEqual(below('Detection', text)[0], '- Detected 14:58 by @dana: an alert');
    assert.equal(text.match(/Milestone detected/g)?.length, 2);
  });

  it('shows each span of an incident that was opened again, and their sum', () => {
    const again = `${COURSE}${at('18:00', 'MILESTONE reopened: it is back')}${at('18:30', 'MILESTONE resolved:')}`;
    const lines = below('Key times and durations', draft(again));
    assert.deepEqual(lines.slice(-3), [
      '- Time to resolve (resolved − started): 2 h 10 min total',
      '  - 1 h 40 min: started 14:50 to resolved 16:30',
      '  - 30 min: reopened 18:00 to resolved 18:30',
    ]);
    says('Recovery', again, [
      '- Mitigated 15:40 by @dana: rolled back',
      '- Resolved 16:30 by @dana: the deploy is repaired',
      '- Reopened 18:00 by @dana: it is back',
      '- Resolved 18:30 by @dana',
    ]);
  });

  it('says where milestones are in the wrong order', () => {
    const wrong = at('14:40', 'MILESTONE detected:') + at('14:50', 'MILESTONE started:');
    const words = 'detected (14:40) is before started (14:50): correct one of them';
    const detect = (text: string) =>
      below('Key times and durations', text).filter((line) => /detect \(|^ {2}/.test(line));
    assert.deepEqual(detect(draft(wrong)), [`- Time to detect (detected − started): ${words}`]);
    const again = `${wrong}${at('15:00', 'MILESTONE reopened:')}${at('15:10', 'MILESTONE detected:')}`;
    assert.deepEqual(detect(draft(again)), [
      '- Time to detect (detected − started): total unknown',
      `  - ${words}`,
      '  - 10 min: reopened 15:00 to detected 15:10',
    ]);
  });

  it('takes a milestone from the front matter that the timeline does not have', () => {
    const text = draft(
      at('15:02', 'MILESTONE declared:') + at('15:20', 'MILESTONE mitigated:'),
      'milestones: { started: 2026-11-19T23:00:00Z, declared: 2026-11-20T15:00:00Z, mitigated: 2026-11-20T15:20:00Z, resolved: 2026-11-20T16:00:00Z }\n',
    );
    const lines = below('Key times and durations', text);
    assert.ok(lines.includes('- Started: 2026-11-19 23:00:00'));
    assert.ok(lines.includes('- Declared: 2026-11-20 15:02:00'));
    assert.deepEqual(below('Recovery', text), ['- Mitigated 2026-11-20 15:20 by @dana', '- Resolved 2026-11-20 16:00']);
  });

  it('tells what is known of causes, and what was found by looking', () => {
    says('Contributing factors and trigger', `${COURSE}${at('15:25', 'HYPOTHESIS confirmed: a full disk')}`, [
      '- Started 14:50 by @dana',
      '- Identified 15:20 by @dana: the deploy',
      '- Confirmed 15:25 by @dana: a full disk',
    ]);
  });

  it('tells the detection', () => {
    says('Detection', COURSE, [
      '- Detected 14:58 by @dana: an alert',
      '- Declared 15:02 by @dana: customers report it',
    ]);
  });

  it('tells an exception at a gate once', () => {
    const text = draft(
      at('16:30', 'MILESTONE resolved: repaired\n  (exception: tomorrow; "Nothing was switched off" not checked off)'),
    );
    assert.deepEqual(below('Recovery', text), ['- Resolved 16:30 by @dana: repaired']);
    assert.equal(text.match(/exception/g)?.length, 1);
  });

  it('tells roles, hand-offs and quests in their order', () => {
    says(
      'Response',
      [
        at('15:04', 'ROLE incident-commander: @dana'),
        '- [x] 2026-11-20T15:05:00Z @dana QUEST @emily: read the logs (until 2026-11-20T15:20:00Z)\n',
        at('15:30', 'ROLE incident-commander: @dana → @lee (rest)'),
        at('15:31', 'ROLE incident-commander: @lee confirmed'),
        '- [ ] 2026-11-20T15:35:00Z @dana QUEST @jo: ask the vendor (until 2026-11-21T09:00:00Z)\n',
        at('15:36', 'ROLE note taker: @jo'),
      ].join(''),
      [
        '- 15:04 Incident commander: @dana',
        '- 15:05 Quest for @emily, done: read the logs (until 15:20)',
        '- 15:30 Incident commander: @dana → @lee (rest)',
        '- 15:31 Incident commander: @lee confirmed',
        '- 15:35 Quest for @jo: ask the vendor (until 2026-11-21T09:00:00Z)',
        '- 15:36 Note taker: @jo',
      ],
    );
    says('Response', COURSE, ['- Roles: none in the record']);
  });

  it('says that a hand-off was not confirmed', () => {
    const offered = [
      at('15:04', 'ROLE incident-commander: @dana'),
      at('15:30', 'ROLE incident-commander: @dana → @lee (rest)'),
    ].join('');
    says('Response', offered, [
      '- 15:04 Incident commander: @dana',
      '- 15:30 Incident commander, not confirmed: @dana → @lee (rest)',
    ]);
    says('Participants', offered, ['- @dana', '- @lee (Incident commander, not confirmed)']);
  });

  const THOUGHTS = [
    at('15:05', 'HYPOTHESIS open: the deploy'),
    at('15:06', 'HYPOTHESIS open: the network'),
    at('15:07', 'HYPOTHESIS open: the moon'),
    at('15:08', 'HYPOTHESIS refuted: the network'),
    at('15:09', 'HYPOTHESIS confirmed: the deploy'),
    at('15:10', 'HYPOTHESIS parked: the tide'),
    at('15:11', 'HYPOTHESIS: the wind'),
    at('15:12', 'HYPOTHESIS parked: the rain'),
  ].join('');

  it('orders hypotheses by their outcome', () => {
    says('Hypotheses', THOUGHTS, [
      '- Confirmed 15:09 by @dana: the deploy',
      '- Refuted 15:08 by @dana: the network',
      '- Open 15:07 by @dana: the moon',
      '- Parked 15:10 by @dana: the tide',
      '- No outcome 15:11 by @dana: the wind',
      '- Parked 15:12 by @dana: the rain',
    ]);
  });

  it('keeps what is not answered for the end', () => {
    says(
      'Open questions',
      `${THOUGHTS}- [ ] 2026-11-20T15:35:00Z @dana QUEST @jo: ask the vendor\n- [x] 2026-11-20T15:36:00Z @dana QUEST @jo: done\n${at('15:40', 'MILESTONE identified?: a cable')}${at('15:41', 'MILESTONE mitigated?: no')}${at('15:42', 'MILESTONE mitigated: yes')}`,
      [
        '- Undecided since 15:07: the moon',
        '- Unanswered, @jo since 15:35: ask the vendor',
        '- Possibly identified 15:40: a cable',
      ],
    );
  });

  it('tells updates and gaps against the cadence', () => {
    says(
      'Updates',
      [
        at('15:02', 'MILESTONE declared:'),
        at('15:24', 'UPDATE internal: We look into it.'),
        at('15:25', 'UPDATE executive:'),
        at('16:20', 'UPDATE internal: Still.'),
        at('16:24', 'MILESTONE resolved:'),
      ].join(''),
      [
        '- 15:24 internal by @dana: We look into it.',
        '- 15:25 executive by @dana',
        '- 16:20 internal by @dana: Still.',
        '- Gap for internal, 15:24 to 16:20: 56 min, expected every 30 min at SEV-1',
        '- Gap for executive, 15:25 to 16:24: 59 min, expected every 30 min at SEV-1',
        '- Gap for customer, 15:02 to 16:24: 1 h 22 min, expected every 60 min at SEV-1',
      ],
    );
    says('Updates', '', ['- Updates: none in the record'], 'severity: SEV-4\n');
  });

  it('holds an update against the severity of the time', () => {
    const course = (severity: string, ...lines: [string, string][]) =>
      [
        at('15:00', 'MILESTONE declared:'),
        ...lines.map(([time, rest]) => at(time, rest)),
        at('20:00', `SEVERITY ${severity}: for the end`),
        at('20:00', 'MILESTONE resolved:'),
      ].join('');
    const gaps = (text: string) => below('Updates', draft(text)).filter((line) => line.startsWith('- Gap'));
    const kept = (audience: string) => (line: string) => line.startsWith(`- Gap for ${audience}`);
    // The severity fell before an update was due, and then nobody expected one.
    const fell = course('SEV-4', ['15:20', 'SEVERITY SEV-4: was SEV-1, hardly seen']);
    assert.deepEqual(gaps(fell), []);
    // It rose: from then on there are thirty minutes for it.
    const rose = (time: string) =>
      gaps(
        course(
          'SEV-1',
          ['15:50', 'SEVERITY SEV-1: was SEV-3, worse'],
          [time, 'UPDATE internal: x'],
          ['16:30', 'SEVERITY SEV-4: was SEV-1, hardly seen'],
        ),
      ).filter(kept('internal'));
    assert.deepEqual(rose('16:20'), []);
    assert.deepEqual(rose('16:21'), ['- Gap for internal, 15:00 to 16:21: 1 h 21 min, expected every 30 min at SEV-1']);
  });

  it('has a row for each follow-up with its ticket, its kind and priority for a person to fill in', () => {
    says(
      'Action items',
      '- [ ] 2026-11-20T15:25:00Z @lee TODO: alert on it, OPS-7 (owner @jo, due 2026-11-27)\n- [x] 2026-11-20T15:26:00Z @lee TODO: a|b\n',
      [
        '| Action | Owner | Due | Kind | Priority | Link |',
        '| --- | --- | --- | --- | --- | --- |',
        '| alert on it, OPS-7 | @jo | 2026-11-27 | | | OPS-7 |',
        '| a\\|b | | | | | |',
        '- Done: a|b',
      ],
      'severity: SEV-1\ntickets: [OPS-7, OPS-8]\n',
    );
  });

  it('names everybody who took part', () => {
    says(
      'Participants',
      `${at('15:02', 'TL: x')}- [ ] 2026-11-20T15:05:00Z @lee QUEST @emily: y\n- [ ] 2026-11-20T15:06:00Z @lee QUEST somebody: y\n- [ ] 2026-11-20T15:07:00Z @lee QUEST @emily: z\n${at('15:08', 'TL: x')}`,
      ['- @dana (Incident commander, Deputy)', '- @lee', '- @emily', '- @jo (Note taker)'],
      'roles: { incident-commander: "@dana", deputy: dana, note taker: jo }\n',
    );
  });

  it('collects links, tickets and channels', () => {
    says(
      'Links',
      '',
      ['- Link: https://example.com/a', '- Ticket: OPS-7', '- Chat: #inc'],
      'links: [https://example.com/a, ""]\ntickets: [OPS-7]\nchannels: { chat: "#inc" }\n',
    );
  });

  it('writes the date where an incident has several days, and puts a late line at its place', () => {
    says(
      'Incident timeline',
      `${at('23:59', 'TL: before')}${at('00:01', 'TL: after', '2026-11-21')}${at('12:00', 'TL: typed below', '2026-11-20')}`,
      [
        '| UTC | Who | What |',
        '| --- | --- | --- |',
        '| 2026-11-20 12:00:00 | @dana | typed below |',
        '| 2026-11-20 23:59:00 | @dana | before |',
        '| 2026-11-21 00:01:00 | @dana | after |',
      ],
    );
  });

  it('leaves out of the table what other sections tell, and says how much that is', () => {
    const lines = [
      at('15:00', 'TL: looking'),
      at('15:01', 'CHECK: Tell support'),
      at('15:02', 'ROLE scribe: @lee'),
      '- [ ] 2026-11-20T15:03:00Z @dana TODO: later\n',
      at('15:04', 'DECISION: roll back'),
      at('15:05', 'SEVERITY SEV-2: was SEV-1'),
    ];
    const table = (more = '') =>
      below('Incident timeline', draft(lines.join('') + more)).filter((line) => !/^[` ]|gantt/.test(line));
    assert.deepEqual(table().slice(2), [
      '| 15:00:00 | @dana | looking |',
      '| 15:04:00 | @dana | Decision: roll back |',
      '| 15:05:00 | @dana | Severity SEV-2: was SEV-1 |',
      '- More in the [record](incident.md): 3 entries',
    ]);
    // Somebody chose what matters: the other lines are one link away.
    assert.deepEqual(table(at('15:06', 'TL: ! it was the deploy')).slice(2), [
      '| 15:04:00 | @dana | Decision: roll back |',
      '| 15:05:00 | @dana | Severity SEV-2: was SEV-1 |',
      '| 15:06:00 | @dana | it was the deploy |',
      '- More in the [record](incident.md): 4 entries',
    ]);
  });

  it('links evidence to its line of the record, and cuts no word', () => {
    const long = 'word '.repeat(80);
    const lines = below(
      'Incident timeline',
      draft(`${at('15:00', 'TL: 98 of 100 connections:')}  \`\`\`\n  pid 7\n  \`\`\`\n${at('15:01', `TL: ${long}`)}`),
    );
    assert.equal(lines[2], '| 15:00:00 | @dana | 98 of 100 connections: … [more](incident.md#L10) |');
    assert.match(lines[3]!, /^\| 15:01:00 \| @dana \| (?:word ){50,}… \[more\]\(incident\.md#L14\) \|$/);
  });

  it('tells the time in the record’s own zone, too', () => {
    const text = draft(COURSE, 'zone: America/New_York\nstatus: resolved\n');
    assert.match(text, /\n- Time: 2026-11-20, 14:50 to 16:30 UTC \(09:50 to 11:30 EST\) · /);
    assert.match(text, /\n\| UTC \(EST\) \| Who \| What \|\n/);
    assert.match(text, /\n\| 14:50:00 \(09:50\) \| @dana \| Milestone started \|\n/);
    assert.match(text, /\n- Started: 14:50:00 \(09:50\)\n/);
    assert.doesNotMatch(draft(COURSE, 'zone: Nowhere/Else\nstatus: resolved\n'), /\(09:50/);
  });

  it('says which hand-off nobody confirmed', () => {
    const offer = at('15:30', 'ROLE scribe: @dana → @lee (rest)');
    says('Response', offer, ['- 15:30 Scribe, not confirmed: @dana → @lee (rest)']);
  });

  it('says every kind of entry in words', () => {
    const lines = below(
      'Incident timeline',
      draft(
        [
          at('15:00', 'UPDATE status-page: We look\n\n  into it.'),
          at('15:01', 'CHECK: Tell support'),
          at('15:02', 'SEVERITY SEV-2: was SEV-1'),
          at('15:03', 'WEATHER stormy:'),
          at('15:03', 'MILESTONE identified?: a cable'),
          at('15:04', 'TL:'),
          '- 2026-11-20T15:05:00Z @a|b TL: x\n',
        ].join(''),
      ),
    );
    assert.deepEqual(lines.slice(2), [
      '| 15:00:00 | @dana | Update status-page: We look … [more](incident.md#L10) |',
      '| 15:02:00 | @dana | Severity SEV-2: was SEV-1 |',
      '| 15:03:00 | @dana | Weather stormy |',
      '| 15:03:00 | @dana | Milestone possibly identified: a cable |',
      '| 15:04:00 | @dana |  |',
      '| 15:05:00 | @a\\|b | x |',
      '- More in the [record](incident.md): 1 entry',
    ]);
  });
});
