/**
 * Every need of the five organisations that data and the core meet, each test named by its identifier: their own process
 * makes the record, and the record or the text that goes out shows it.
 */
import assert from 'node:assert/strict';
import { draftBrief } from '../../src/core/status/brief';
import { applyChange } from '../../src/core/record/change';
import { checkedStep, handOffChecks } from '../../src/core/entries/checkStep';
import { boxesOf, isStepDone, sourceOf, startConditions } from '../../src/core/entries/checklists';
import { dueItemsOf, type DueItem } from '../../src/core/status/dueItems';
import { dueDeadlines } from '../../src/core/status/deadlines';
import { readSentence } from '../../src/core/entries/declaration';
import { type Declaration, draftRecord } from '../../src/core/entries/draft';
import type { Entry } from '../../src/core/timeline/entry';
import { dueEscalations } from '../../src/core/process/escalation';
import { formatFollowUp } from '../../src/core/timeline/followUp';
import { awaits, milestoneEntry, missingFor, missingWords } from '../../src/core/entries/gate';
import { formatInstant } from '../../src/core/time/instant';
import { lookAlikes } from '../../src/core/entries/lookAlikes';
import {
  hypothesesIn,
  hypothesisEntry,
  questEntry,
  severityEntry,
  type NewEntry,
} from '../../src/core/entries/newEntry';
import { ownersOf, readOwnership } from '../../src/core/process/ownership';
import { leadRole, severityOf, vocabularyOf, type Process } from '../../src/core/process/process';
import { openQuests } from '../../src/core/entries/quests';
import { readRecord, type IncidentRecord } from '../../src/core/record/record';
import { assignmentEntry, confirmationEntry, offerEntry, openOffers } from '../../src/core/entries/roles';
import { recordSteps, withSteps } from '../../src/core/entries/recordSteps';
import { securityEntries } from '../../src/core/entries/security';
import { spanOfControl } from '../../src/core/process/spanOfControl';
import { incidentStatus, type IncidentStatus } from '../../src/core/status/status';
import { statusLine } from '../../src/core/status/statusWords';
import { applyEdits } from '../../src/core/text/textEdit';
import { momentsOf, tipsFor } from '../../src/core/status/tips';
import { audienceProblem } from '../../src/core/update/updateChoice';
import { templateFacts } from '../../src/core/update/updateFacts';
import { fillTemplate } from '../../src/core/update/updateFilling';
import { builtIn } from '../core/builtIn';
import { importOf } from '../core/import/importing';
import { say } from '../../src/core/words/say';

/** A Friday, 15:00 in UTC. */
const DECLARED = Date.UTC(2026, 10, 20, 15);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ID = '2026-11-20-logging-in-is-broken-for-all-users';

/** Records of which nothing is special are made once. */
const begun = new Map<string, IncidentRecord>();

function draftOf(process: Process, changes: Partial<Declaration> = {}): string {
  return draftRecord({
    id: ID,
    ...readSentence('Logging in is broken for all users'),
    impact: 'Customers cannot sign in.',
    process,
    severity: process.defaultSeverity,
    security: false,
    instant: DECLARED,
    author: 'dana',
    services: [],
    started: DECLARED - 10 * MINUTE,
    ...changes,
  });
}

/** One incident kept by the process of that name; each step is one minute after the last. */
class Incident {
  readonly process;
  record: IncidentRecord;
  now = DECLARED;

  constructor(name: string, changes?: Partial<Declaration>) {
    this.process = builtIn(name);
    const known = changes === undefined ? begun.get(name) : undefined;
    this.record = known ?? readRecord(draftOf(this.process, changes));
    if (known) {
      this.now += MINUTE;
    } else if (!changes?.security) {
      this.say(assignmentEntry(leadRole(this.process).id, 'dana'));
    }
    if (changes === undefined) {
      begun.set(name, this.record);
    }
  }

  say(entry: NewEntry, author = 'dana'): this {
    const [made] = withSteps(this.record, this.process, [entry]);
    const { kind, qualifier = '', text, ticked, ...rest } = made!;
    this.now += MINUTE;
    const added: Entry = { instant: this.now, author, kind, qualifier, text, ...(ticked !== undefined && { ticked }) };
    const edits = applyChange(this.record, { added, ...rest }, vocabularyOf(this.process));
    this.record = readRecord(applyEdits(this.record.text, edits));
    return this;
  }

  /** The first clock of that word. */
  clock(wanted: string): Pick<DueItem, 'label' | 'at' | 'holders'> | undefined {
    const clock = dueItemsOf(this.record, this.process, 'UTC').find(({ word }) => word === wanted);
    return clock && { label: clock.label, at: clock.at, holders: clock.holders };
  }

  status(now: number): IncidentStatus {
    return incidentStatus(this.record, this.process, { id: ID, now, zone: 'UTC' });
  }

  reach(milestone: string, text = ''): this {
    return this.say({ kind: 'MILESTONE', qualifier: milestone, text });
  }

  check(step: string, author = 'dana'): this {
    const entry = checkedStep(this.record, this.process, step);
    assert.ok('kind' in entry, `${step} is done already`);
    return this.say(entry, author);
  }

  /** By hand, in the record. */
  tickAll(phase: string): this {
    const ticked = this.steps(phase).reduce(
      (text, step) => text.replace(`- [ ] ${step}`, `- [x] ${step}`),
      this.record.text,
    );
    this.record = readRecord(ticked);
    return this;
  }

  /** The steps below a heading that begins with these words, as a person sees them: in the record, in the view before that. */
  steps(phase: string): readonly string[] {
    const [, below] = this.record.text.split(`\n### ${phase}`);
    if (below === undefined) {
      const list = recordSteps(this.record, this.process).find(({ heading }) => heading.startsWith(phase));
      assert.ok(list, `neither the record nor the view has ${phase}`);
      return list.steps;
    }
    return [...below.split('\n### ')[0]!.matchAll(/^- \[.\] (.*)$/gm)].map(([, step]) => step!);
  }

  /** An update that goes out: its text with the subject above it. Whoever sends it says what is being done. */
  update(name: string, fields: Record<string, string> = {}): string {
    const template = this.process.templates.find((known) => known.name === name);
    assert.ok(template, `there is no ${name}`);
    const frame = { id: ID, now: this.now, zone: 'UTC', audience: template.audience, author: 'dana' };
    const said = { doing: 'we put the old one back', next: 'we watch it', ...fields };
    const { subject = '', text } = fillTemplate(template, templateFacts(this.record, this.process, frame), said);
    return `${subject}\n${text}`;
  }

  get contacts(): string {
    return /\n## Contacts\n\n([^]*?)\n\n## /.exec(this.record.text)![1]!;
  }

  get headline(): string {
    return /\n# (.*)/.exec(this.record.text)![1]!;
  }
}

function has(text: string, ...parts: (string | RegExp)[]): void {
  for (const part of parts) {
    assert.ok(typeof part === 'string' ? text.includes(part) : part.test(text), `${String(part)} is not in: ${text}`);
  }
}

const tips = (name: string, moment: Parameters<typeof tipsFor>[1][number]) =>
  tipsFor(builtIn(name), [moment]).join(' ');

/** What holds for a security incident of every organisation. */
function takesAnotherWay(name: string): void {
  const usual = new Incident(name);
  const closed = new Incident(name, { security: true });
  assert.notEqual(closed.contacts, usual.contacts);
  has(closed.contacts, /security/i);
  assert.match(closed.record.text, /## Checklists\n\n### Security incident\n/);
  assert.doesNotMatch(usual.record.text, /### Security incident/);
  assert.doesNotMatch(closed.record.text, /\nchannels:/);
  for (const { phase } of closed.process.checklists.filter((list) => list.open)) {
    assert.ok(!closed.record.text.includes(`### ${phase}`), phase);
  }
  has(closed.steps('Security incident').join('\n'), 'Log who has been told');
  const open = closed.process.audiences.filter(({ name }) => audienceProblem(closed.record, closed.process, name));
  assert.deepEqual(
    open.map(({ name }) => name),
    closed.process.audiences.filter((audience) => audience.open).map(({ name }) => name),
  );
  for (const name of ['internal', 'customer', 'status-page', 'social', 'ticket']) {
    assert.ok(audienceProblem(closed.record, closed.process, name) !== undefined, name);
  }
  has(closed.update('security-notice'), 'Confidential', 'Customers cannot sign in.');

  const marks = securityEntries(usual.record, usual.process, { reason: '', knows: ['kim'], holders: [] });
  marks.forEach((entry) => usual.say(entry));
  has(usual.contacts, ...closed.contacts.split('\n'), ...new Incident(name).contacts.split('\n'));
  assert.deepEqual(usual.steps('Security incident'), closed.steps('Security incident'));
  has(usual.record.text, 'INFORMED: @dana, @kim\n');
  for (const { audience } of usual.process.templates) {
    const own = usual.process.audiences.find((known) => known.name === audience)!;
    assert.equal(audienceProblem(usual.record, usual.process, audience) === undefined, !own.open, audience);
  }
}

describe('what the organisations need', () => {
  describe('MNX.io', () => {
    it('M1: contacts at the head of the record, and in the brief', () => {
      const { contacts, record, process, now } = new Incident('mnx');
      has(contacts, '#general', 'https://mnx.slack.com', '+1 555 010 0000', '000-000-000', '000-000-001');
      assert.ok(record.text.indexOf('## Contacts') < record.text.indexOf('## Summary'));
      const brief = draftBrief(record, process, { id: ID, now, zone: 'UTC' });
      has(brief.split('## State')[0]!, '+1 555 010 0000', '#general');
    });

    it('M2: a security incident takes another way from the declaration on', () => {
      takesAnotherWay('mnx');
    });

    it('M3: steps for somebody who only joins', () => {
      has(
        new Incident('mnx').steps('Join').join('\n'),
        /Observers are welcome/,
        /clear every change with the on-call person first/,
      );
    });

    it('M4: one on-call person approves changes; tasks go to people by name', () => {
      const incident = new Incident('mnx');
      assert.equal(leadRole(incident.process).id, 'on-call-person');
      has(leadRole(incident.process).meaning, /Every change goes through them/);
      incident.say(questEntry('look at the disks', 'lee', DECLARED + HOUR, DECLARED));
      const [quest] = openQuests(incident.record);
      assert.deepEqual([quest!.owner, quest!.text, quest!.until], ['@lee', 'look at the disks', DECLARED + HOUR]);
    });

    it('M5: triage tells an outage from a fluke and a bad check, which end as a ticket for the next business day', () => {
      const incident = new Incident('mnx', { source: 'a page at 03:07' });
      has(incident.steps('Is it an incident?').join('\n'), /not a monitoring fluke or a bad check/);
      has(incident.steps('Triage').join('\n'), /a real outage, a monitoring fluke, or a bad check/, /how severe/);
      const { outcomes } = incident.process;
      assert.deepEqual(
        outcomes.map(({ name, template }) => [name, template]),
        [
          ['real', undefined],
          ['fluke', 'next-day-ticket'],
          ['bad check', 'next-day-ticket'],
        ],
      );
      incident.reach('canceled', 'a fluke: the probe lost its link');
      assert.equal(incident.record.frontMatter.fields.status, 'canceled');
      const ticket = incident.update('next-day-ticket');
      has(ticket, 'For the next business day', 'a fluke: the probe lost its link', 'we watch it');
      assert.doesNotMatch(ticket, /\[/);
    });

    it('M6: the customer’s ticket, with details and a rough time of the repair', () => {
      const text = new Incident('mnx').update('customer-investigating', { eta: 'about 40 minutes' });
      has(text, 'Customers cannot sign in.', 'Estimated time to fix: about 40 minutes', 'update by 16:01 UTC');
      has(
        new Incident('mnx').update('customer-investigating'),
        "Estimated time to fix: We don't have an estimate yet.",
      );
    });

    it('M7: a text for the status page when the own platform is affected', () => {
      const incident = new Incident('mnx');
      has(incident.steps('Notify people').join('\n'), /hypervisor, operations portal, or Chicago network.*status page/);
      const text = incident.update('status-page-investigating');
      has(text, 'Logging in is broken for all users', 'Customers cannot sign in.', 'by 16:01 UTC');
      assert.doesNotMatch(text, /\[/);
    });

    it('M8: over an hour or an important decision means to call the customer; other addresses when mail may be down', () => {
      const incident = new Incident('mnx');
      const actions = () => dueEscalations(incident.record, incident.process).map(({ action }) => action);
      assert.deepEqual(actions(), []);
      assert.deepEqual((incident.say({ kind: 'TL', text: 'ETA: 60 min' }), actions()), []);
      assert.deepEqual((incident.say({ kind: 'TL', text: 'new disk, ETA 90 min' }), actions()), [
        'Call the customer now',
      ]);
      const signs = incident.process.escalations.map(({ sign, action }) => `${sign}: ${action}`).join('\n');
      has(
        signs,
        /important decision.*: Call the customer now/,
        /email may be down too: Use their alternate email addresses/,
      );
    });

    it('M9: chat hears what the page was for, and how severe it is', () => {
      const text = new Incident('mnx').update('announcement');
      has(text, 'I was paged: Logging in is broken for all users', 'Severity: SEV-2', '#general', '@dana');
      assert.doesNotMatch(text, /\[(?!SEV)/);
    });

    it('M10: at night it says to look first, then to wake others', () => {
      const night = new Incident('mnx', { instant: Date.UTC(2026, 10, 20, 2) });
      const frame = { now: Date.UTC(2026, 10, 20, 2, 30), zone: 'America/Chicago' };
      assert.ok(momentsOf(night.record, night.process, frame).includes('off-hours'));
      const day = { now: Date.UTC(2026, 10, 20, 17), zone: 'America/Chicago' };
      assert.ok(!momentsOf(night.record, night.process, day).includes('off-hours'));
      has(tips('mnx', 'page'), /Investigate a little first, then don't hesitate to wake them/);
      // In the first minutes, when somebody is paged, it comes before every other tip.
      has(
        night.status(Date.UTC(2026, 10, 20, 2, 5)).tips[0]!,
        /Investigate a little first, then don't hesitate to wake them/,
      );
      has(tips('mnx', 'off-hours'), /Investigate a little first, then don't hesitate to wake them/);
    });

    it('M11: the conference bridge, when chat is not enough', () => {
      const incident = new Incident('mnx');
      assert.equal(incident.record.frontMatter.fields.channels['bridge'], '+1 555 010 0000');
      has(incident.steps('Respond').join('\n'), /If chat isn't enough, open the conference bridge/);
    });

    it('M12: what usually helps, by kind of cause; what was done is checked off', () => {
      const incident = new Incident('mnx');
      const causes = incident.steps('Common fixes').map((step) => step.split(':')[0]);
      assert.deepEqual(causes, [
        'Bad deployment',
        'Web application stuck or crashed',
        'Database or service issue',
        'Data center outage',
        'Degraded without load',
        'Network outage',
      ]);
      const restart = incident.steps('Common fixes')[1]!;
      incident.check(restart);
      assert.ok(isStepDone(incident.record, incident.process, restart));
      has(incident.record.text, `@dana CHECK: ${restart}`);
    });

    it('M13: counts who reports to one, and says when to split off sub-teams', () => {
      const incident = new Incident('mnx');
      const people = ['lee', 'jo', 'kim', 'ada', 'bo', 'cy', 'di'];
      [...people, 'lee'].forEach((name) => incident.say(questEntry('x', name, DECLARED + HOUR, DECLARED)));
      assert.deepEqual(spanOfControl(incident.record, incident.process), { people: 7 });
      incident.say(assignmentEntry('customer-contact', 'eve'));
      const { people: count, hint } = spanOfControl(incident.record, incident.process);
      assert.equal(count, 8);
      has(hint!, 'Split off a sub-team');
    });

    it('M14: recovered, announced, followed up, cleaned up, debriefed, all clear, and the steps after it', () => {
      const incident = new Incident('mnx').reach('mitigated', 'new disk');
      has(incident.update('recovered'), 'The incident is over', 'new disk');
      has(incident.update('customer-follow-up'), 'check that everything works on your end');
      has(incident.steps('Recovery').join('\n'), /List the cleanup work/, /Debrief on the root cause/);
      assert.equal(missingFor(incident.record, incident.process, 'resolved').length, 2);
      incident.tickAll('All clear').reach('resolved');
      assert.deepEqual(missingFor(incident.record, incident.process, 'resolved'), []);
      has(incident.update('status-page-resolved'), 'Resolved: Logging in');
      has(incident.steps('After the incident').join('\n'), /after-incident steps/);
    });
  });

  describe('PagerDuty', () => {
    it('P1: chat, call, how to page the commander, and the executives’ channel', () => {
      const { contacts, record } = new Incident('pagerduty');
      has(contacts, '#incident-chat', 'https://a-voip-provider.com/incident-call', '+1 555 BIG FIRE', '123456');
      has(contacts, '!ic page', '#executive-summary-updates');
      assert.equal(record.frontMatter.fields.channels['executive'], '#executive-summary-updates');
    });

    it('P2: a security incident takes the security team’s way', () => {
      takesAnotherWay('pagerduty');
    });

    it('P3: who joins is on call and chat or has a proxy, and speaks through the expert', () => {
      const steps = new Incident('pagerduty').steps('Join').join('\n');
      has(steps, /call and the chat.*name a proxy/, /go through your service's primary SME/);
    });

    it('P4: commander, deputy and scribe in one message', () => {
      const incident = new Incident('pagerduty');
      incident.say(assignmentEntry('deputy', 'lee')).say(assignmentEntry('scribe', 'jo'));
      has(incident.update('roles'), 'Incident commander: @dana, deputy: @lee, scribe: @jo');
      has(incident.steps('Take command').join('\n'), 'in one message');
    });

    it('P5: causes go to experts by name, and what they find comes back as entries', () => {
      const incident = new Incident('pagerduty');
      has(incident.steps('Take command').join('\n'), /each possible cause to an SME by name/);
      incident.say(hypothesisEntry('the deploy', 'open'));
      incident.say(questEntry('is it the deploy?', 'lee', DECLARED + HOUR, DECLARED));
      has(incident.update('internal-update'), 'Checking: the deploy');
      incident.say(hypothesisEntry('the deploy', 'confirmed'), 'lee');
      assert.deepEqual(hypothesesIn(incident.record, 'confirmed'), ['the deploy']);
      has(incident.record.text, '@lee HYPOTHESIS confirmed: the deploy');
    });

    it('P6: what usually helps, by kind of cause', () => {
      const steps = new Incident('pagerduty').steps('Common fixes').join('\n');
      has(steps, /deployment: Roll back/, /crashed: Do a rolling restart/, /Event flood: .*throttling/);
      has(steps, /Data center outage: .*force it/, /Degraded without load: .*heap dumps/);
    });

    it('P7: the severity goes up and down with when and why, and somebody decides about the public', () => {
      const incident = new Incident('pagerduty', { severity: 'SEV-3' });
      incident.say(severityEntry(incident.record, incident.process, 'sev1', 'data is in danger'));
      incident.say(severityEntry(incident.record, incident.process, 'SEV-2', 'no data was lost'));
      has(incident.record.text, '15:02:00Z @dana SEVERITY SEV-1: was SEV-3, data is in danger');
      has(incident.record.text, '15:03:00Z @dana SEVERITY SEV-2: was SEV-1, no data was lost');
      assert.equal(incident.process.severities.length, 5);
      has(incident.steps('Announce publicly').join('\n'), /Decide whether to announce publicly; if in doubt, announce/);
    });

    it('P8: it is over: talk moves, the liaison closes in public, clean-up is listed', () => {
      const incident = new Incident('pagerduty').reach('resolved', 'rolled back');
      has(
        incident.update('call-over'),
        'the call is ending',
        'moves to #incident-chat',
        'customer liaison will close it out publicly',
      );
      has(
        incident.steps('End the call').join('\n'),
        /Move non-urgent discussion to chat/,
        /List the remaining cleanup work/,
      );
      has(
        incident.steps('Close publicly (customer liaison)').join('\n'),
        /Announce on the status page and social accounts/,
      );
    });

    it('P9: the postmortem has an owner, and an internal mail has its link', () => {
      const incident = new Incident('pagerduty').reach('resolved', 'rolled back');
      has(incident.steps('After the call').join('\n'), /from the template/, /an owner/);
      has(incident.steps('Notify the company').join('\n'), /Email the company/);
      const mail = incident.update('postmortem-mail');
      has(mail, 'Postmortem [SEV-2]', `${ID}/postmortem.md`, "doesn't have an owner yet", /due by .*27.* UTC/);
      assert.equal(missingFor(incident.record, incident.process, 'closed').length, 3);
    });

    it('P10: the deputy has age, severity, roles and the last update in sight, and tells the executives every 30 minutes', () => {
      const incident = new Incident('pagerduty');
      const status = incident.status(DECLARED + 12 * MINUTE);
      assert.deepEqual(
        { age: status.age, severity: status.severity, roles: status.roles, next: status.nextUpdate },
        {
          age: 720,
          severity: 'SEV-2',
          roles: { 'incident-commander': '@dana' },
          next: { audience: 'executive', at: DECLARED + 30 * MINUTE },
        },
      );
      has(statusLine(status, { entries: 0 }, DECLARED + 12 * MINUTE), 'SEV-2', '12 min', 'update in 18 min');
      const text = incident.update('executive-update');
      has(text, '@here', 'Customers cannot sign in.', 'Next summary by 15:31 UTC');
      assert.equal(text.split('\n').length, 4, 'the subject and three lines');
      assert.ok(text.split(/\s+/).length < 60);
      incident.say(assignmentEntry('deputy', 'lee'));
      assert.deepEqual(incident.clock('update')?.holders, ['@lee'], 'the deputy is reminded of it');
    });

    it('P11: the scribe names who is who, notes what matters, and marks what is left', () => {
      const incident = new Incident('pagerduty');
      const steps = incident.steps('Take notes (scribe)').join('\n');
      has(steps, /who's incident commander, deputy, and scribe/, /significant actions and findings/, /TODO/);
      incident.say({ kind: 'TODO', text: formatFollowUp({ text: 'add an alert', owner: 'jo' }), ticked: false }, 'jo');
      has(incident.record.text, '@jo TODO: add an alert (owner @jo)');
    });

    it('P12: experts find and suggest, and add to the postmortem afterwards', () => {
      const incident = new Incident('pagerduty');
      has(incident.steps('Investigate').join('\n'), /report all findings/, /don't act until you're told to/);
      has(
        incident.steps('After the incident (subject matter expert)').join('\n'),
        /Add what you know to the postmortem/,
      );
    });

    it('P13: the liaison has texts for the status page and for short messages', () => {
      const incident = new Incident('pagerduty');
      has(incident.steps('Post publicly').join('\n'), /status page/, /social/);
      has(incident.update('status-page-investigating'), 'Customers cannot sign in.');
      const short = incident.update('social-investigating');
      has(short, 'Logging in is broken for all users');
      assert.ok(short.length < 280);
    });
  });

  describe('Mozilla MEAO', () => {
    const withPlaces = () => {
      const incident = new Incident('mozmeao');
      const places = 'channels:\n  chat: "#mdndev"\n  bridge: vidyo/dana\n';
      incident.record = readRecord(incident.record.text.replace('---\n#', `${places}---\n#`));
      return incident;
    };

    it('Z1: what is broken, who leads, the channel, the video room, and pings with a reason', () => {
      const incident = withPlaces();
      const text = incident.update('announcement');
      has(text, 'Logging in is broken for all users', 'Incident leader: @dana', '#mdndev', 'vidyo/dana');
      const ping = incident.update('ping');
      has(ping, "ping [who you're asking]: Logging in is broken for all users", 'Customers cannot sign in.', '#mdndev');
      has(incident.steps('Declare on IRC').join('\n'), /I am the incident leader/, /what's wrong in every ping/);
    });

    it('Z2: nothing about a security incident is prepared for the open channel', () => {
      takesAnotherWay('mozmeao');
      const { process, record } = new Incident('mozmeao', { security: true });
      assert.equal(process.security!.asksFirst, true);
      has(audienceProblem(record, process, 'internal')!.whole, 'must not be discussed on IRC');
      assert.equal(audienceProblem(record, process, 'security'), undefined);
      assert.ok(audienceProblem(record, process, 'nobody knows'));
    });

    it('Z3: the baton passes when the new leader confirms; all of it is on the record', () => {
      const incident = new Incident('mozmeao');
      const offer = offerEntry(incident.record, 'incident-leader', 'jgmize', 'I need a few minutes of downtime');
      incident.say(offer);
      assert.deepEqual(incident.record.frontMatter.fields.roles['incident-leader'], ['@dana']);
      has(
        incident.update('hand-off'),
        'jgmize has agreed to take over from @dana as incident leader',
        'please confirm here',
      );
      assert.deepEqual(momentsOf(incident.record, incident.process, { now: incident.now, zone: 'UTC' })[0], 'hand-off');
      incident.say(confirmationEntry(incident.record, 'incident-leader'), 'jgmize');
      assert.deepEqual(incident.record.frontMatter.fields.roles['incident-leader'], ['@jgmize']);
      assert.deepEqual(openOffers(incident.record), []);
      has(incident.record.text, '@dana ROLE incident-leader: @dana → @jgmize (I need a few minutes of downtime)');
      has(incident.record.text, '@jgmize ROLE incident-leader: @jgmize confirmed');
      assert.equal(incident.process.words.handOff, 'Passing the baton');
      assert.equal(incident.steps('Passing the baton').length, 2);
    });

    it('Z4: the channels to notify, and the product lead', () => {
      const owners = readOwnership('mdn: { team: MDN, contacts: "#mdndev", productLead: "@kim" }\n').owners;
      const incident = new Incident('mozmeao', { owners: ownersOf(owners, { services: ['MDN'], functionality: '' }) });
      const told = incident.steps('Notify').join('\n');
      has(told, '#mozmeao', '#meao-infra', '#moc', /team lead for the affected product/);
      has(incident.steps('Owners').join('\n'), 'Page MDN (mdn): #mdndev', 'Tell the product lead: @kim');
      has(incident.contacts, '- mdn: MDN, #mdndev, product lead: @kim');
      has(incident.update('notice'), "we're working on it", 'an update here by 15:31 UTC');
    });

    it('Z5: a status at least every 30 minutes, counted down and seen when it is overdue', () => {
      const incident = new Incident('mozmeao');
      const now = DECLARED + 10 * MINUTE;
      assert.deepEqual(incident.status(now).nextUpdate, { audience: 'internal', at: DECLARED + 30 * MINUTE });
      const at = (minutes: number) =>
        statusLine(incident.status(DECLARED + minutes * MINUTE), { entries: 0 }, DECLARED + minutes * MINUTE);
      has(at(10), 'update in 20 min');
      has(at(35), 'update 5 min overdue');
      for (const { cadence } of incident.process.severities.slice(0, 3)) {
        assert.ok(cadence['internal']! <= 30);
      }
    });

    it('Z6: TL lines are the timeline', () => {
      const incident = new Incident('mozmeao');
      incident.say({ kind: 'TL', text: 'listeners are missing from the load balancer' }, 'lee');
      has(incident.record.text, '@lee TL: listeners are missing from the load balancer');
      has(incident.steps('Respond').join('\n'), /Prefix important events and decisions with TL/);
      const log = [
        'metadave> TL: listeners appear to missing from the MDN ELB          3:11 PM',
        'jgmize> who touched it?          3:12 PM',
        'metadave> TL: the MDN outage has been resolved                      5:00 PM',
      ].join('\n');
      assert.deepEqual(importOf(log, { zone: 'America/Los_Angeles', date: '2026-11-20' }).entries, [
        '2026-11-20T23:11Z @metadave TL: listeners appear to missing from the MDN ELB',
        '2026-11-21T01:00Z @metadave TL: the MDN outage has been resolved',
      ]);
    });

    it('Z7: it is resolved, and a report is promised', () => {
      const text = new Incident('mozmeao')
        .reach('mitigated')
        .reach('resolved', 'listeners are back')
        .update('resolved');
      has(
        text,
        'Resolved: Logging in is broken for all users',
        'listeners are back',
        'follow up with an incident report by',
      );
    });

    it('Z8: the report is due within 48 hours, and late after them', () => {
      const incident = new Incident('mozmeao').reach('resolved');
      const [report, ...others] = dueDeadlines(incident.record, incident.process, 'America/Los_Angeles');
      assert.deepEqual(others, []);
      assert.deepEqual(report, {
        name: 'report',
        label: 'Incident report',
        role: 'incident-leader',
        since: incident.now,
        at: incident.now + 48 * HOUR,
        met: false,
      });
      assert.deepEqual(incident.clock('report')?.holders, ['@dana']);
      const said = (hours: number) => {
        const now = incident.now + hours * HOUR;
        return statusLine(incident.status(now), { entries: 0 }, now);
      };
      has(said(17), 'report due in 1 d 7 h');
      has(said(49), 'report 1 h overdue');
      incident.check('Add the incident report to Mana');
      assert.equal(dueDeadlines(incident.record, incident.process, 'UTC')[0]!.met, true);
      assert.equal(incident.clock('report'), undefined);
    });

    it('Z9: tips at their moment', () => {
      has(tips('mozmeao', 'declare'), /deep breath/);
      has(tips('mozmeao', 'update'), /Give props/);
      has(tips('mozmeao', 'postmortem'), /Criticism .* helps the report/, /No one breaks things on purpose/);
      has(tips('mozmeao', 'long'), /humor/);
    });
  });

  describe('2i2c', () => {
    it('C1: the source of the report says whether it is an outage for certain, or how that is found out', () => {
      const { process } = new Incident('2i2c');
      assert.equal(sourceOf(process, 'PagerDuty alert, tag Take Immediate Action')!.certain, true);
      const steps = (source: string) =>
        new Incident('2i2c', { source }).record.text.split('### Is it an incident?')[1] ?? '';
      assert.equal(steps('alert with the tag take immediate action'), '');
      has(steps('an alert of the hub').split('###')[0]!, /test manually whether it's an outage/);
      has(
        steps('Freshdesk ticket 4711').split('###')[0]!,
        /reproduce what the ticket describes; if you can't, ask the community representative/,
      );
      has(
        new Incident('2i2c', { source: 'Freshdesk ticket 4711' }).record.text,
        'MILESTONE declared: Freshdesk ticket 4711',
      );
    });

    it('C2: it officially starts when four conditions hold, each with its time', () => {
      const incident = new Incident('2i2c');
      const begins = () => startConditions(incident.record, incident.process);
      assert.deepEqual(
        begins().map(({ at }) => at),
        [undefined, undefined, undefined, undefined],
      );
      has(
        begins()
          .map(({ step }) => step)
          .join('\n'),
        /PagerDuty P1 incident exists/,
        /acknowledged/,
        /Slack channel/,
        /Freshdesk/,
      );
      incident.check(begins()[0]!.step).check(begins()[1]!.step);
      assert.deepEqual(
        begins().map(({ at }) => at),
        [DECLARED + 2 * MINUTE, DECLARED + 3 * MINUTE, undefined, undefined],
      );
      assert.equal(incident.steps('Start conditions').length, 4);
    });

    it('C3: priority P1, and a default service if none is named', () => {
      const { fields } = new Incident('2i2c').record.frontMatter;
      assert.equal(fields.severity, 'P1');
      assert.deepEqual(fields.services, ['Misc alerts from Prometheus Alert Manager']);
      assert.deepEqual(new Incident('2i2c', { services: ['hub'] }).record.frontMatter.fields.services, ['hub']);
      assert.deepEqual(
        builtIn('2i2c').severities.map(({ name }) => name),
        ['P1', 'P2', 'P3'],
      );
    });

    it('C4: answers for confirmed, in progress and resolved', () => {
      const incident = new Incident('2i2c');
      has(incident.update('community-confirmed'), "We've confirmed an incident", 'by 18:01 UTC');
      has(incident.update('community-update'), 'Update: Logging in');
      has(incident.reach('resolved').update('community-resolved'), 'Everything should be back to normal');
    });

    it('C5: one flat stream of notes, nothing in threads', () => {
      has(new Incident('2i2c').contacts, "don't use threads");
      has(new Incident('2i2c').steps('Work the incident').join('\n'), /a note to yourself/, /Don't use threads/);
      const [ts, reply] = ['1795186260.000200', '1795186320.000100'];
      const messages = [
        { type: 'message', user_profile: { name: 'sarah' }, text: 'hub spawns fail', ts, thread_ts: ts },
        { type: 'message', user_profile: { name: 'georgiana' }, text: 'quota is used up', ts: reply, thread_ts: ts },
      ];
      const { entries } = importOf({ 'inc/2026-11-20.json': JSON.stringify(messages) }, { all: true });
      assert.deepEqual(entries, [
        '2026-11-20T14:51:00Z @sarah TL: hub spawns fail',
        '2026-11-20T14:52:00Z @georgiana TL: (thread) quota is used up',
      ]);
    });

    it('C6: responder, liaison, technology lead, experts', () => {
      const { roles } = builtIn('2i2c');
      assert.deepEqual(
        roles.slice(0, 4).map(({ id, leads }) => [id, leads]),
        [
          ['incident-responder', true],
          ['communication-liaison', undefined],
          ['technology-lead', undefined],
          ['subject-matter-expert', undefined],
        ],
      );
    });

    it('C7: every few hours: the state, what was tried, what comes next', () => {
      const incident = new Incident('2i2c').say({ kind: 'TL', text: 'restarted the proxy' });
      assert.equal(incident.clock('update')?.at, DECLARED + 180 * MINUTE);
      assert.deepEqual(incident.clock('update')?.holders, ['@dana'], 'whoever leads, while there is no liaison');
      incident.say(assignmentEntry('communication-liaison', 'jo'));
      assert.deepEqual(incident.clock('update')?.holders, ['@jo']);
      const update = incident.update('community-update', { tried: 'restarted the proxy' });
      has(update, 'Status: investigating', 'tried: restarted the proxy', 'Next steps: we watch it');
    });

    it('C8: it counts as resolved when the technology lead has validated it', () => {
      const incident = new Incident('2i2c').reach('mitigated');
      const missing = () => missingFor(incident.record, incident.process, 'resolved');
      const [step] = incident.steps('Before resolving');
      const by = (...holders: string[]) => [{ step, by: { label: 'technology lead', holders } }];
      assert.deepEqual(missing(), by());
      incident.say(assignmentEntry('technology-lead', 'kim')).check(step!, 'dana');
      assert.deepEqual(missing(), by('@kim'));
      const waits = () => ['kim', 'dana'].map((name) => awaits(incident.record, incident.process, step!, name));
      assert.deepEqual(waits(), [true, false]);
      incident.say(checkedStep(incident.record, incident.process, step!, () => true) as NewEntry, 'kim');
      assert.deepEqual(missing(), []);
      assert.deepEqual(waits(), [false, false]);
    });

    it('C9: PagerDuty and Freshdesk are marked resolved, each checked off', () => {
      const incident = new Incident('2i2c');
      assert.deepEqual(
        incident.steps('Mark resolved').map((step) => /PagerDuty|Freshdesk/.exec(step)![0]),
        ['PagerDuty', 'Freshdesk'],
      );
      assert.equal(missingFor(incident.record, incident.process, 'closed').length, 2);
      incident.reach('resolved').tickAll('Mark resolved');
      assert.deepEqual(missingFor(incident.record, incident.process, 'closed'), []);
    });

    it('C10: follow-up actions have an owner and a due date', () => {
      has(new Incident('2i2c').steps('After the incident').join('\n'), /follow-up action an owner and a due date/);
    });

    it('C11: the role is handed over with a reason, confirmed, and reassigned outside', () => {
      const incident = new Incident('2i2c');
      incident.say(offerEntry(incident.record, 'incident-responder', 'lee', 'it is late here'));
      incident.say(confirmationEntry(incident.record, 'incident-responder'), 'lee');
      has(incident.record.text, '@dana → @lee (it is late here)', '@lee confirmed');
      has(incident.steps('Hand-off').join('\n'), /able and willing/, /Reassign the incident to them in PagerDuty/);
      const checks = () => handOffChecks(incident.record, incident.process, 'incident-responder');
      assert.equal(checks().length, 2);
      checks().forEach((entry) => incident.say(entry, 'lee'));
      has(incident.record.text, '@lee CHECK: Reassign the incident to them in PagerDuty');
      has(incident.record.text, '- [x] Reassign the incident to them in PagerDuty');
      assert.deepEqual(checks(), []);
      incident.say(offerEntry(incident.record, 'incident-responder', 'kim', ''), 'lee');
      assert.deepEqual(
        checks().map(({ box }) => box),
        [undefined, undefined],
      );
      has(confirmationEntry(incident.record, 'incident-responder', true).text, '@kim confirmed by voice');
    });
  });

  describe('incident manager', () => {
    it('L1: in doubt it is declared, after a look whether it is already', () => {
      const incident = new Incident('incident-manager');
      has(incident.steps('Declare')[0]!, "Check whether it's already been declared; if so, join that channel");
      has(incident.process.words.sentence!, "even if you aren't sure");
      has(tips('incident-manager', 'declare'), 'If in doubt, declare');
      const open = [{ id: ID, title: 'Logging in is broken for all users', services: [] }];
      assert.equal(lookAlikes('Log in is broken', open)[0]?.id, ID);
    });

    it('L2: the record is the incident manager document', () => {
      const { process, record } = new Incident('incident-manager');
      assert.equal(process.words.record, 'Incident manager document');
      has(record.text, '## Contacts', '## Summary', '## Timeline', '## Checklists');
    });

    it('L3: the channel’s name has date, functionality, state and audience', () => {
      const { channels } = new Incident('incident-manager').record.frontMatter.fields;
      assert.equal(channels['chat'], '#inc-20-11-26-logging-in-is-broken-for-all-users');
    });

    it('L4: one line says what is broken and for whom, and the summary has the impact', () => {
      const incident = new Incident('incident-manager');
      assert.equal(incident.headline, '[inc-26-11-20-SEV-2] Logging in is broken for all users');
      incident.say(severityEntry(incident.record, incident.process, 'SEV-1', ''));
      assert.equal(incident.headline, '[inc-26-11-20-SEV-1] Logging in is broken for all users');
      has(
        incident.update('summary'),
        '[inc-26-11-20-SEV-1] Logging in is broken for all users',
        'Impact: Customers cannot sign in.',
      );
    });

    it('L5: the owner is looked up, and paged when the severity is high', () => {
      const { owners } = readOwnership(
        'auth-api:\n  team: Core services\n  contacts: ["#core"]\n  paging: core-services\n  also: [logging in]\n',
      );
      const found = ownersOf(owners, { services: [], functionality: 'Logging in' });
      const steps = (severity: string) => new Incident('incident-manager', { severity, owners: found }).steps('Owners');
      assert.deepEqual(steps('SEV-1'), ['Page Core services (auth-api): core-services']);
      assert.deepEqual(steps('SEV-3'), ['Tell Core services (auth-api): #core']);
      has(
        new Incident('incident-manager').steps('Declare').join('\n'),
        /link to the channel; page them if the severity is high/,
      );
    });

    it('L6: new-incidents is notified, with the channel and the team', () => {
      const incident = new Incident('incident-manager', { services: ['auth-api'] });
      const text = incident.update('announcement');
      has(
        text,
        '#inc-20-11-26-logging-in-is-broken-for-all-users',
        'the owners of auth-api',
        'Customers cannot sign in.',
      );
      assert.deepEqual(incident.process.audiences.find(({ name }) => name === 'internal')!.to[0], '#new-incidents');
      has(incident.steps('Announce').join('\n'), 'Post in #new-incidents');
    });

    it('L7: the link of the video bridge', () => {
      const incident = new Incident('incident-manager');
      incident.record = readRecord(
        incident.record.text.replace('  announcements:', '  bridge: meet/inc\n  announcements:'),
      );
      has(incident.update('bridge'), 'join here: meet/inc');
      has(incident.steps('Declare').join('\n'), /Open a video bridge, and post its link in the channel/);
    });

    it('L8: detailed notes: hypotheses in their states, links, reports', () => {
      const incident = new Incident('incident-manager').say(hypothesisEntry('one third party for all', 'open'));
      incident.say({ kind: 'TL', text: 'failing requests: https://graphs.example.com/1' }, 'emily');
      incident.say(hypothesisEntry('one third party for all', 'refuted'));
      assert.deepEqual(hypothesesIn(incident.record, 'refuted'), ['one third party for all']);
      has(incident.record.text, '@emily TL: failing requests: https://graphs.example.com/1');
      has(incident.steps('Respond').join('\n'), /Note everything, however small, with links/);
    });

    it('L9: a milestone may be only likely, and is confirmed later', () => {
      const incident = new Incident('incident-manager').reach('identified?', 'bad deploy');
      assert.equal(incident.record.frontMatter.fields.status, 'investigating');
      incident.reach('identified', 'bad deploy');
      assert.equal(incident.record.frontMatter.fields.status, 'identified');
      has(incident.record.text, 'MILESTONE identified?: bad deploy', 'MILESTONE identified: bad deploy');
      has(incident.steps('Respond').join('\n'), /potential milestone with a question mark/);
    });

    it('L10: a plain update every 30 minutes, to channel and mail group, kept in the timeline', () => {
      const incident = new Incident('incident-manager');
      const next = { label: 'Update for internal', at: DECLARED + 30 * MINUTE, holders: ['@dana'] };
      assert.deepEqual(incident.clock('update'), next);
      const { to } = incident.process.audiences.find(({ name }) => name === 'internal')!;
      assert.deepEqual(to, ['#new-incidents', 'new-incidents-grp@example.com']);
      const text = incident.update('internal-update');
      has(
        text,
        'UPDATE: Logging in is broken for all users',
        'In plain language',
        `${ID}/incident.md`,
        '15:31 UTC, or sooner',
      );
      incident.say({ kind: 'UPDATE', qualifier: 'internal', text });
      assert.equal(incident.clock('update')!.at, incident.now + 30 * MINUTE);
      has(incident.record.text, /@dana UPDATE internal: .*Logging in/);
    });

    it('L11: customers hear when we look into it, how it goes and when it is resolved, with the time of the next message', () => {
      const incident = new Incident('incident-manager');
      has(incident.update('customer-investigating'), "We're investigating", 'update by 16:01 UTC');
      has(incident.update('customer-update'), 'still investigating', 'update by 16:01 UTC');
      incident.reach('mitigated').reach('resolved');
      has(incident.update('customer-resolved'), 'is resolved', 'Started: 14:50 UTC\nEnded: 15:02 UTC');
    });

    it('L12: quests with an owner and an end, and help for anybody who is stuck', () => {
      const incident = new Incident('incident-manager');
      incident.say(questEntry('is it the cache?', 'lee', DECLARED + 20 * MINUTE, DECLARED));
      assert.deepEqual(incident.clock('quest'), {
        label: 'Quest for @lee: is it the cache?',
        at: DECLARED + 20 * MINUTE,
        holders: ['@lee'],
      });
      const after = DECLARED + 25 * MINUTE;
      has(statusLine(incident.status(after), { entries: 0 }, after), 'quest 5 min overdue');
      const frame = { id: ID, now: DECLARED + 25 * MINUTE, zone: 'UTC' };
      has(draftBrief(incident.record, incident.process, frame), 'quest for @lee: is it the cache?', '5 min overdue');
      const { escalations } = incident.process;
      const signs = escalations.map(({ sign, action }) => `${sign}: ${action}`).join('\n');
      has(
        signs,
        /access/,
        /know the service well enough/,
        /how the systems work together/,
        /quests with clear time limits/,
      );
    });

    it('L13: questions from outside are parked', () => {
      const incident = new Incident('incident-manager');
      has(incident.steps('Respond').join('\n'), /Deflect outside questions to the next update/);
      has(incident.update('parked-question'), "We've written it down", 'next update comes by 15:31 UTC');
    });

    it('L14: mitigated is not resolved; each has its message, mail and text for customers', () => {
      const incident = new Incident('incident-manager');
      has(missingWords(missingFor(incident.record, incident.process, 'resolved'), say), '"mitigated" not logged');
      incident.reach('mitigated', 'rolled back');
      assert.equal(incident.record.frontMatter.fields.status, 'mitigated');
      has(incident.update('mitigated'), 'Mitigated: SEV-2', 'Where things stand: rolled back', 'Thanks');
      has(incident.update('customer-mitigated'), 'this problem should no longer affect you');
      incident.reach('resolved', 'with a test');
      has(incident.update('resolved'), 'Resolved', 'with a test');
      has(incident.update('customer-resolved'), 'is resolved');
    });

    it('L15: the retrospective is due the next working day, or two for lower severities; over a week is late', () => {
      const due = (severity: string) => {
        const incident = new Incident('incident-manager', { severity }).reach('mitigated');
        return dueDeadlines(incident.record, incident.process, 'Europe/Berlin').map(({ name, at, latest }) =>
          [name, formatInstant(at), formatInstant(latest!)].join(' '),
        );
      };
      // The 20th is a Friday, and Berlin an hour ahead of UTC.
      assert.deepEqual(due('SEV-1'), ['retrospective 2026-11-23T22:59:59Z 2026-11-27T15:02:00Z']);
      assert.deepEqual(due('SEV-3'), ['retrospective 2026-11-24T22:59:59Z 2026-11-27T15:02:00Z']);
      has(new Incident('incident-manager').reach('mitigated').update('mitigated'), /retrospective by .*23/);
    });

    it('L16: messages for the channel have the record’s link', () => {
      const incident = new Incident('incident-manager');
      has(incident.update('announcement'), `${ID}/incident.md`);
      has(incident.update('summary'), `${ID}/incident.md`);
    });

    it('L17: resolved when the audit for durability and the tickets are done, or with a stated exception', () => {
      const incident = new Incident('incident-manager').reach('mitigated');
      const steps = incident.steps('Before resolving').join('\n');
      has(
        steps,
        /timer is restarting/,
        /switched off.*cache/,
        /infrastructure as code/,
        /tests/,
        /all of those tickets/,
      );
      const missing = missingFor(incident.record, incident.process, 'resolved');
      assert.equal(missing.length, boxesOf(incident.record).filter(({ text }) => steps.includes(text)).length);
      const excepted = new Incident('incident-manager');
      excepted.steps('Before resolving').forEach((step) => excepted.check(step));
      const why = { name: 'resolved', text: 'rolled back', reason: 'it healed by itself' };
      excepted.say(milestoneEntry(excepted.record, excepted.process, why));
      has(
        excepted.record.text,
        'MILESTONE resolved: rolled back\n  (exception: it healed by itself; "mitigated" not logged)\n',
      );
      assert.equal(excepted.record.frontMatter.fields.status, 'resolved');
      has(excepted.update('resolved'), /resolved: rolled back\n/);
      incident.tickAll('Before resolving');
      assert.deepEqual(missingFor(incident.record, incident.process, 'resolved'), []);
    });
  });

  it('severities page by the process', () => {
    assert.equal(severityOf(builtIn('incident-manager'), 'SEV-1')!.pages, true);
    assert.equal(severityOf(builtIn('incident-manager'), 'SEV-4')!.pages, false);
  });
});
