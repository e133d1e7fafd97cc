/**
 * The form of a process document, strictly: a key that is misspelt is found. Knows which keys there are, what they hold
 * and what they mean, which the schema for editors says too; whether the names in it fit together is `processNames.ts`.
 */

import { IANAZone } from 'luxon';
import * as z from 'zod/mini';
import { STATUSES } from '../frontMatter/fields';
import { ONE_LINE } from '../text/flatText';
import { HEADLINE } from '../frontMatter/formats';
import { DAYS, SPAN } from '../time/span';
import { WHEN } from '../template/updateTemplate';

const word = z
  .string()
  .check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lowercase with hyphens, such as status-page'));
const NO_ZONE = "isn't a time zone such as Europe/Berlin";
// Which zones there are, no pattern can say; what could never be one, it can.
const zone = z.string().check(
  z.regex(/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/, { error: NO_ZONE, abort: true }),
  z.refine((name) => IANAZone.isValidZone(name), NO_ZONE),
);
const qualifier = z.string().check(z.regex(/^[^\s:]+$/, "can't be empty or contain spaces or a colon"));
const line = z.string().check(z.regex(ONE_LINE, 'must be one line of text'));
// It is put into a record, whose headings and fences mean something.
const section = z
  .string()
  .check(
    z.regex(
      /^(?!(?:[\s\S]*[\n\r\u2028\u2029])? {0,3}(?:#{1,2}(?:\s|$)|```|~~~|-+\s*(?:[\n\r\u2028\u2029]|$)|=+\s*(?:[\n\r\u2028\u2029]|$)))/,
      "can't contain a level 1 or 2 heading, a horizontal rule, or a code fence",
    ),
  );
const minutes = z.int().check(z.positive());
const span = z.string().check(z.regex(SPAN, 'must be a length of time, such as 48 hours, 7 days, or 1 working day'));
const timeOfDay = z
  .string()
  .check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day in quotes, such as "08:00"'));
const name = z.string();
const yes = z.exactOptional(z.literal(true));

/** `page`: somebody is about to be woken. `off-hours`: it is night or a free day for whoever looks. `long`: for hours. */
const TIP_MOMENTS = [
  'declare',
  'join',
  'page',
  'off-hours',
  'update',
  'stuck',
  'long',
  'hand-off',
  'mitigated',
  'resolved',
  'postmortem',
] as const;
export type TipMoment = (typeof TIP_MOMENTS)[number];

/** Its descriptions are what an editor shows beside a key. */
export const FORM = z.strictObject({
  name: said(word, 'In lower case with hyphens, as the front matter of a record names it.'),
  label: said(line, 'Its name for people.'),
  words: said(
    withDefault(
      z.strictObject({
        sentence: z.exactOptional(said(line, 'What is asked first when an incident is declared.')),
        severity: z.exactOptional(said(line, 'What is asked second.')),
        handOff: z.exactOptional(said(line, 'What handing a role over is called here.')),
        record: z.exactOptional(said(line, 'What the record is called here.')),
      }),
      {},
    ),
    'How this organisation says it.',
  ),
  roles: said(
    some(
      z.strictObject({
        id: said(word, 'In lower case with hyphens, as records name the role.'),
        label: said(line, 'Its name for people.'),
        leads: said(yes, 'True for the one role that leads the response.'),
        meaning: said(line, 'What its holder does, and does not do.'),
        writes: said(
          list(name),
          'The audiences whose updates its holder writes, and is reminded of; where nobody holds such a role, whoever leads does.',
        ),
      }),
    ),
    'In the order in which they are offered; exactly one leads.',
  ),
  severities: said(
    some(
      z.strictObject({
        name: said(qualifier, 'One word, such as SEV-1.'),
        meaning: said(line, 'By what it is told from the next one.'),
        pages: said(z.boolean(), 'Whether the owners are paged rather than notified.'),
        cadence: said(
          z.record(z.string(), minutes),
          'Minutes between two updates, by audience; one that is absent expects none.',
        ),
        deadlines: said(
          withDefault(z.record(z.string(), span), {}),
          'By name: 48 hours, 2 days or 1 working day after the milestone.',
        ),
      }),
    ),
    'The gravest first.',
  ),
  defaultSeverity: said(name, 'The name of the severity that is selected when an incident is declared.'),
  milestones: said(
    some(
      z.strictObject({
        name: said(word, 'As records name it.'),
        meaning: said(line, 'What has happened then.'),
        status: said(z.exactOptional(z.enum(STATUSES)), 'What the status is from then on; absent where it stays.'),
        askedFor: said(z.boolean(), 'Whether somebody is asked for it when it is missing.'),
      }),
    ),
    'In the order in which an incident goes through them.',
  ),
  durations: said(
    list(
      z.strictObject({
        label: said(line, 'Such as Time to detect.'),
        from: said(name, 'A milestone.'),
        to: said(name, 'A milestone.'),
      }),
    ),
    'What the postmortem measures: the time from one milestone to another.',
  ),
  deadlines: said(
    list(
      z.strictObject({
        name: said(word, 'As severities name it, and templates: {{due.report}}.'),
        label: said(line, 'Its name for people.'),
        from: said(name, 'The milestone from which it counts.'),
        role: said(z.exactOptional(name), 'Who owes it; the leading role where it is absent.'),
        done: said(z.exactOptional(line), 'The step of the checklists that says that it is met.'),
        atMost: said(z.exactOptional(span), 'What no date that somebody chooses may be later than.'),
      }),
    ),
    'What is owed after the incident; how much time there is for it stands with the severities.',
  ),
  workingHours: said(
    withDefault(
      z.strictObject({
        from: said(timeOfDay, 'Such as "08:00".'),
        to: said(timeOfDay, 'Such as "18:00".'),
        days: said(withDefault(some(z.enum(DAYS)), DAYS.slice(0, 5)), 'The days that are no weekend here.'),
      }),
      { from: '08:00', to: '18:00', days: DAYS.slice(0, 5) },
    ),
    'By the clock of whoever looks: outside of them, people are woken with more care, and they do not count as working days.',
  ),
  audiences: said(
    some(
      z.strictObject({
        name: said(word, 'As records name it: UPDATE internal.'),
        meaning: said(line, 'Who they are, and what they need.'),
        to: said(list(line), 'Where an update for them goes: channels and addresses.'),
        open: said(yes, 'True where people read it who must not know of a security incident.'),
        zone: said(z.exactOptional(zone), 'The time zone of its messages, such as Europe/Berlin.'),
      }),
    ),
    'Whom updates are written for, in the order in which they are offered.',
  ),
  contacts: said(section, 'Markdown, put under Contacts at the head of a record.'),
  channels: said(
    withDefault(z.record(word, line), {}),
    'For the front matter of a record, by name (chat, bridge, …); {{dd}}, {{title}} and the like are filled in.',
  ),
  headline: said(withDefault(line, HEADLINE), 'The first line of a record, without its #.'),
  defaultService: said(z.exactOptional(line), 'The service that is meant where none was named.'),
  sources: said(
    list(
      z.strictObject({
        name: said(line, 'How an incident is noticed here.'),
        certain: said(yes, 'True where this source alone is proof of an incident.'),
        check: said(z.exactOptional(line), 'The step by which it is found out whether it is one.'),
      }),
    ),
    'Where reports come from, and what they are worth.',
  ),
  outcomes: said(
    list(
      z.strictObject({
        name: said(line, 'What the first look can find: real, fluke, bad check.'),
        meaning: said(line, 'How it is recognised.'),
        template: said(z.exactOptional(name), 'The text for what is left to do where it is no incident.'),
      }),
    ),
    'What a first look can find.',
  ),
  checklists: said(
    z.array(
      z.strictObject({
        phase: said(line, 'When it applies, in a word or two.'),
        role: said(z.exactOptional(name), 'Whose it is; everybody’s where it is absent.'),
        begins: said(yes, 'True where the incident officially begins when all of it is done.'),
        handOff: said(yes, 'True where its steps belong to handing a role over: its confirmation can check them off.'),
        open: said(yes, 'True where it speaks to everybody: left out of a security incident.'),
        security: said(yes, 'True where it is for security incidents alone.'),
        items: said(some(line), 'One line each.'),
      }),
    ),
    'In the order in which they stand in a record.',
  ),
  gates: said(
    list(
      z.strictObject({
        milestone: said(name, 'What is not reached before the rest holds.'),
        after: said(list(name), 'Milestones that come before.'),
        checklists: said(list(name), 'Phases whose steps are all done.'),
        validatedBy: said(z.exactOptional(name), 'The role whose own steps its holder checks off in person.'),
      }),
    ),
    'What must hold before a milestone; an exception needs a reason.',
  ),
  repairs: said(
    list(z.strictObject({ cause: said(line, 'A kind of cause.'), actions: said(some(line), 'One line each.') })),
    'What usually helps, by kind of cause.',
  ),
  escalations: said(
    list(
      z.strictObject({
        sign: said(line, 'By what it is recognised.'),
        repairOver: said(z.exactOptional(span), 'Also when the repair is expected to take longer than this.'),
        action: said(line, 'What is done then.'),
      }),
    ),
    'When more people, access or decisions are called for.',
  ),
  spanOfControl: said(
    z.exactOptional(
      z.strictObject({
        people: said(z.int().check(z.positive()), 'How many report to one person at most.'),
        hint: said(line, 'What to do when it is more.'),
      }),
    ),
    'How many people one person can lead.',
  ),
  tips: said(
    list(
      z.strictObject({ when: said(some(z.enum(TIP_MOMENTS)), 'At these moments.'), text: said(line, 'One sentence.') }),
    ),
    'What helps to hear at a moment.',
  ),
  security: said(
    z.exactOptional(
      z.strictObject({
        asksFirst: said(yes, 'True where “security?” is asked before anything else.'),
        reason: said(line, 'Why nothing is said in the open; shown where a text is refused.'),
        contacts: said(section, 'Markdown, put under Contacts instead of what stands there otherwise.'),
      }),
    ),
    'What is different in a security incident.',
  ),
  formerly: said(
    withDefault(z.record(z.string(), some(line)), {}),
    'By step, phase, cause, sign, action, or tip: what it was called before. Records and processes that use those words still work.',
  ),
  templates: said(
    list(
      z.strictObject({
        name: said(word, 'As commands name it.'),
        label: said(z.exactOptional(line), 'Its name for people; the words of its name where it is absent.'),
        audience: said(name, 'Whom it is written for.'),
        subject: said(z.exactOptional(line), 'Of a mail; absent where the audience gets none.'),
        when: said(list(z.enum(WHEN)), 'Statuses and moments for which it is offered first.'),
        text: said(
          z.string().check(z.minLength(1, 'is empty')),
          'With {{placeholders}}; what is not known shows as a gap.',
        ),
      }),
    ),
    'Texts that go out. {{name}} is filled in from the record.',
  ),
});

/** A process as it is written, with what it leaves out filled in. */
export type ProcessDocument = Frozen<z.output<typeof FORM>>;

type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

function said<Part extends z.ZodMiniType>(part: Part, description: string): Part {
  return part.check(z.describe(description));
}

function some<Item extends z.ZodMiniType>(item: Item) {
  return z.array(item).check(z.minLength(1, 'must have at least one item'));
}

function list<Item extends z.ZodMiniType>(item: Item) {
  return withDefault(z.array(item), []);
}

/** The value is what reading the default gives, so that a default is whole itself. */
function withDefault<Part extends z.ZodMiniType>(part: Part, value: z.output<Part>) {
  return z._default(part, value as never);
}
