import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import {
  audienceProblem,
  chooseTemplate,
  fitsMoment,
  gapsProblem,
  isFollowUpTo,
  messageZone,
  templateNamed,
  ticketTemplate,
  updateMoment,
  type UpdateMoment,
} from '../../../src/core/update/updateChoice';
import { builtIn } from '../builtIn';

const WHOLE = builtIn('default');
/** With the first templates of the product alone. */
const PROCESS = { ...WHOLE, templates: WHOLE.templates.slice(0, 9) };
const ALL = ['internal', 'executive', 'customer', 'status-page'];

function offers(moment: UpdateMoment, ...expected: string[]) {
  it(`offers ${expected.join(', ')} for ${JSON.stringify(moment)}`, () => {
    const names = chooseTemplate(PROCESS.templates, moment).map(({ name }) => name);
    assert.deepEqual(names.slice(0, expected.length), expected);
    assert.deepEqual(names.toSorted(), PROCESS.templates.map(({ name }) => name).toSorted());
  });
}

/** Lines as in a timeline, each at one minute after the other. */
function moment(status: string, ...lines: string[]): UpdateMoment {
  const entries = lines.map((line, minute) => `- 2026-11-20T15:0${minute}:00Z @dana ${line}\n`).join('');
  const front = `---\nformat: 1\nid: x\ntitle: t\nseverity: SEV-1\nstatus: ${status}\n---\n`;
  return updateMoment(readRecord(`${front}## Timeline\n\n${entries}`), PROCESS);
}

describe('the choice of an update', () => {
  it('tells those that fit the moment from the others', () => {
    const fitting = (now: UpdateMoment) =>
      WHOLE.templates.filter((one) => fitsMoment(one, now)).map(({ name }) => name);
    assert.deepEqual(fitting({ status: 'investigating', due: ALL, sent: ['internal'] }), [
      'internal-update',
      'executive-update',
      'customer-investigating',
      'status-page-investigating',
    ]);
    assert.deepEqual(fitting({ status: 'canceled', due: [], handOff: true }), ['hand-off']);
    assert.deepEqual(fitting({ due: ALL }), []);
  });

  offers({ status: 'investigating', due: ALL }, 'announcement', 'executive-update', 'customer-investigating');
  offers(
    { status: 'investigating', due: ['executive', 'internal', 'customer'], sent: ['internal'] },
    'executive-update',
    'internal-update',
    'customer-investigating',
    'announcement',
    'customer-update',
  );
  offers(
    { status: 'identified', due: ['customer', 'internal'], sent: ['internal', 'customer'], told: ['internal'] },
    'customer-update',
    'internal-update',
    'executive-update',
  );
  offers({ status: 'identified', due: ['customer', 'internal'], sent: ['internal'] }, 'customer-investigating');
  offers({ status: 'identified', due: ['status-page', 'customer'], sent: ['customer'] }, 'customer-update');
  offers({ status: 'mitigated', due: ALL, sent: ['internal', 'customer'] }, 'mitigated', 'internal-update');
  offers(
    { status: 'mitigated', due: ALL, sent: ['internal', 'customer'], told: ['internal'] },
    'internal-update',
    'executive-update',
    'customer-update',
    'mitigated',
  );
  offers({ status: 'resolved', due: [] }, 'resolved', 'customer-resolved');
  offers({ status: 'resolved', due: [], told: ['internal'] }, 'customer-resolved', 'executive-update', 'resolved');
  offers({ status: 'closed', due: [], told: ['internal', 'customer'] }, 'resolved', 'customer-resolved');
  offers({ status: 'canceled', due: [], sent: ['internal'] }, 'internal-update');
  offers({ due: [] }, 'announcement');
  offers({ status: 'investigating', due: ALL, handOff: true }, 'hand-off', 'announcement');

  it('keeps follow-ups from an audience that never got a first message', () => {
    const kept = (...sent: string[]) =>
      WHOLE.templates
        .filter((one) => isFollowUpTo(one, { status: 'identified', due: ALL, sent }))
        .map(({ name }) => name);
    assert.deepEqual(kept(), ['internal-update', 'customer-update', 'status-page-update']);
    assert.deepEqual(kept('customer', 'internal'), ['status-page-update']);
    assert.deepEqual(kept('internal', 'customer', 'status-page'), []);
  });

  it('says which gaps keep a message from an open audience', () => {
    assert.equal(
      gapsProblem('customer-update', 'customer', ['impact', 'workaround', 'impact']).whole,
      `Can't send "customer-update" to the open audience "customer": it still has 2 gaps (impact, workaround). Fill them in with "fields", or set "gaps" to "send" to send it as is.`,
    );
    assert.match(gapsProblem('x', 'customer', ['impact']).whole, /: it still has a gap \(impact\)\./);
  });

  const zones: [string, string, string | undefined][] = [
    ['customer', '', 'UTC'],
    ['customer', 'zone: America/Chicago\n', 'America/Chicago'],
    ['press', 'zone: America/Chicago\n', 'America/Chicago'],
    ['status-page', 'zone: America/Chicago\n', 'Asia/Tokyo'],
    ['internal', 'zone: America/Chicago\n', undefined],
    ['executive', '', 'Europe/Paris'],
  ];
  for (const [audience, front, expected] of zones) {
    it(`tells ${audience} times in ${expected} with ${JSON.stringify(front)}`, () => {
      const own: Readonly<Record<string, string>> = { 'status-page': 'Asia/Tokyo', executive: 'Europe/Paris' };
      const audiences = WHOLE.audiences.map((one) => ({ ...one, ...(own[one.name] && { zone: own[one.name]! }) }));
      assert.equal(messageZone(readRecord(`---\n${front}---\n`), { ...WHOLE, audiences }, audience), expected);
    });
  }

  it('offers the public its own texts in their turn', () => {
    const first = (moment: UpdateMoment) => chooseTemplate(WHOLE.templates, moment)[0]!.name;
    assert.equal(first({ status: 'investigating', due: ['status-page'] }), 'status-page-investigating');
    assert.equal(first({ status: 'mitigated', due: ['status-page'], sent: ['status-page'] }), 'status-page-update');
    assert.equal(first({ status: 'resolved', due: [], told: ['internal', 'customer'] }), 'status-page-resolved');
    const told = ['internal', 'customer', 'status-page'];
    assert.equal(first({ status: 'closed', due: [], sent: told, told }), 'postmortem-mail');
  });

  it('offers a template without a `when` last', () => {
    const own = { name: 'own', audience: 'internal', when: [], text: 'x' };
    const [first] = PROCESS.templates;
    assert.deepEqual(chooseTemplate([own, first!], { status: 'investigating', due: ALL }), [first, own]);
    assert.deepEqual(chooseTemplate([], { due: [] }), []);
  });

  const moments: [UpdateMoment, UpdateMoment][] = [
    [moment('investigating'), { status: 'investigating', due: [], sent: [], told: [], handOff: false }],
    [
      moment('investigating', 'MILESTONE declared: x', 'UPDATE internal: y'),
      {
        status: 'investigating',
        due: ['executive', 'internal', 'customer'],
        sent: ['internal'],
        told: ['internal'],
        handOff: false,
      },
    ],
    [
      moment(
        'mitigated',
        'MILESTONE declared: x',
        'UPDATE internal: y',
        'MILESTONE mitigated: z',
        'MILESTONE acknowledged: z',
        'UPDATE customer: y',
        'ROLE scribe: @a → @b',
      ),
      {
        status: 'mitigated',
        due: ['executive', 'internal', 'customer'],
        sent: ['internal', 'customer'],
        told: ['customer'],
        handOff: true,
      },
    ],
    [
      moment('resolved', 'MILESTONE declared: x', 'MILESTONE resolved: z'),
      { status: 'resolved', due: [], sent: [], told: [], handOff: false },
    ],
  ];
  for (const [read, expected] of moments) {
    it(`reads the moment ${JSON.stringify(expected)}`, () => assert.deepEqual(read, expected));
  }

  it('reads the moment of a text that is not a record', () => {
    assert.deepEqual(updateMoment(readRecord('x'), PROCESS), {
      status: undefined,
      due: [],
      sent: [],
      told: [],
      handOff: false,
    });
  });

  it('is by name, and says which there are', () => {
    assert.equal(templateNamed(PROCESS.templates, 'mitigated').name, 'mitigated');
    assert.throws(
      () => templateNamed(PROCESS.templates.slice(0, 2), 'anouncement'),
      /^Refusal: Unknown template "anouncement"\. Did you mean "announcement"\?$/,
    );
  });

  it('takes the ticket of the outcome that the reason names, else the first', () => {
    const outcome = (name: string, template?: string) => ({ name, meaning: '.', ...(template && { template }) });
    const process = { ...WHOLE, outcomes: [outcome('real'), outcome('fluke', 'a'), outcome('bad check', 'b')] };
    assert.deepEqual(
      ['', 'Bad check: x', 'real', 'a fluke'].map((reason) => ticketTemplate(process, reason)),
      ['a', 'b', 'a', 'a'],
    );
    assert.equal(ticketTemplate({ ...WHOLE, outcomes: [outcome('fluke')] }, 'fluke'), undefined);
    assert.equal(ticketTemplate(WHOLE, 'x'), 'next-day-ticket');
  });

  it('refuses what is open, and what it does not know, in a security incident alone', () => {
    const record = (security: boolean) => readRecord(`---\ntitle: t\nsecurity: ${security}\n---\n`);
    const refused = (security: boolean) =>
      [...ALL, 'press'].filter((audience) => audienceProblem(record(security), PROCESS, audience) !== undefined);
    assert.deepEqual(refused(true), ['customer', 'status-page', 'press']);
    assert.deepEqual(refused(false), []);
    assert.match(
      audienceProblem(record(true), PROCESS, 'customer')!.whole,
      /^Can't write for "customer" in a security incident/,
    );
  });
});
