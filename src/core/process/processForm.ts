/**
 * The strict form of a process document: a misspelled key is found. Defines the keys, their values, and their meaning, which
 * the schema for editors uses, too. `processNames.ts` checks whether the names fit together.
 */

import { IANAZone } from 'luxon';
import * as z from 'zod/mini';
import { STATUSES } from '../frontMatter/fields';
import { ONE_LINE } from '../text/flatText';
import { HEADLINE } from '../frontMatter/formats';
import { DAYS, SPAN } from '../time/span';
import { WHEN } from '../template/updateTemplate';
import type { FORM_SENTENCES } from './sentences';

const word = z.string().check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, code('notWord')));
const NO_ZONE = code('notZone');
// Which zones there are, no pattern can say; what could never be one, it can.
const zone = z.string().check(
  z.regex(/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/, { error: NO_ZONE, abort: true }),
  z.refine((name) => IANAZone.isValidZone(name), NO_ZONE),
);
const qualifier = z.string().check(z.regex(/^[^\s:]+$/, code('notQualifier')));
const line = z.string().check(z.regex(ONE_LINE, code('notLine')));
// It is put into a record, whose headings and fences mean something.
const section = z
  .string()
  .check(
    z.regex(
      /^(?!(?:[\s\S]*[\n\r\u2028\u2029])? {0,3}(?:#{1,2}(?:\s|$)|```|~~~|-+\s*(?:[\n\r\u2028\u2029]|$)|=+\s*(?:[\n\r\u2028\u2029]|$)))/,
      code('notSection'),
    ),
  );
const minutes = z.int().check(z.positive());
const span = z.string().check(z.regex(SPAN, code('notSpan')));
const timeOfDay = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, code('notTimeOfDay')));
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

/** Its descriptions are what an editor shows next to a key. */
export const FORM = z.strictObject({
  name: said(word, 'Lowercase with hyphens. Records use it in their front matter.'),
  label: said(line, 'The name that people see.'),
  words: said(
    withDefault(
      z.strictObject({
        sentence: z.exactOptional(said(line, 'The first question when an incident is declared.')),
        severity: z.exactOptional(said(line, 'The second question.')),
        handOff: z.exactOptional(said(line, 'What you call handing off a role.')),
        record: z.exactOptional(said(line, 'What you call the record.')),
      }),
      {},
    ),
    'Your own words for a few things.',
  ),
  roles: said(
    some(
      z.strictObject({
        id: said(word, 'Lowercase with hyphens. Records use it.'),
        label: said(line, 'The name that people see.'),
        leads: said(yes, 'True for the one role that leads the response.'),
        meaning: said(line, "What this person does, and doesn't do."),
        writes: said(
          list(name),
          'The audiences this role writes updates for and is reminded about. If nobody has the role, the lead is reminded.',
        ),
      }),
    ),
    'In the order they are offered. Exactly one role leads.',
  ),
  declarerLeads: said(
    z.exactOptional(z.boolean()),
    'True if whoever declares an incident leads it until they hand it off. Otherwise nobody leads until somebody takes the lead.',
  ),
  severities: said(
    some(
      z.strictObject({
        name: said(qualifier, 'One word, such as SEV-1.'),
        meaning: said(line, 'How to tell it from the other severities.'),
        pages: said(z.boolean(), 'Whether the owners are paged, not just notified.'),
        cadence: said(
          z.record(z.string(), minutes),
          "Minutes between updates, by audience. An audience that isn't listed expects none.",
        ),
        deadlines: said(
          withDefault(z.record(z.string(), span), {}),
          'By name: 48 hours, 2 days, or 1 working day after the milestone.',
        ),
      }),
    ),
    'Most severe first.',
  ),
  defaultSeverity: said(name, 'The severity that is preselected when an incident is declared.'),
  milestones: said(
    some(
      z.strictObject({
        name: said(word, 'Lowercase with hyphens. Records use it.'),
        meaning: said(line, 'What has happened at this point.'),
        status: said(
          z.exactOptional(z.enum(STATUSES)),
          'The status from then on. Without it, the status stays the same.',
        ),
        askedFor: said(z.boolean(), "Whether people are asked to log it if it's missing."),
      }),
    ),
    'In the order an incident reaches them.',
  ),
  durations: said(
    list(
      z.strictObject({
        label: said(line, 'For example, Time to detect.'),
        from: said(name, 'The milestone it starts at.'),
        to: said(name, 'The milestone it ends at.'),
      }),
    ),
    'What the postmortem measures: the time from one milestone to another.',
  ),
  deadlines: said(
    list(
      z.strictObject({
        name: said(word, 'Severities and templates use it: {{due.report}}.'),
        label: said(line, 'The name that people see.'),
        from: said(name, 'The milestone it counts from.'),
        role: said(z.exactOptional(name), "The role that's responsible for it. Without one, it's the lead."),
        done: said(z.exactOptional(line), 'The checklist step that marks it as met.'),
        atMost: said(z.exactOptional(span), 'The hard deadline, whatever date somebody chooses.'),
      }),
    ),
    'What is due after the incident. Each severity says how soon.',
  ),
  workingHours: said(
    withDefault(
      z.strictObject({
        from: said(timeOfDay, 'For example, "08:00".'),
        to: said(timeOfDay, 'For example, "18:00".'),
        days: said(withDefault(some(z.enum(DAYS)), DAYS.slice(0, 5)), 'Your working days.'),
      }),
      { from: '08:00', to: '18:00', days: DAYS.slice(0, 5) },
    ),
    "Working hours and days, in each person's own time zone. Outside of them, tips say to think twice before waking people.",
  ),
  audiences: said(
    some(
      z.strictObject({
        name: said(word, 'Records use it: UPDATE internal.'),
        meaning: said(line, 'Who they are, and what they need.'),
        to: said(list(line), 'Where updates for them go: channels and addresses.'),
        open: said(yes, "True if people who shouldn't know about a security incident can read it."),
        zone: said(z.exactOptional(zone), 'The time zone for its messages, such as Europe/Berlin.'),
      }),
    ),
    'Who updates are written for, in the order they are offered.',
  ),
  contacts: said(section, 'Markdown for the Contacts section at the top of each record.'),
  channels: said(
    withDefault(z.record(word, line), {}),
    'By name (chat, bridge, …), for the front matter of each record. {{dd}}, {{title}}, and so on are filled in.',
  ),
  headline: said(withDefault(line, HEADLINE), 'The first line of a record, without its #.'),
  defaultService: said(z.exactOptional(line), 'The service to use if none is named.'),
  sources: said(
    list(
      z.strictObject({
        name: said(line, 'A source, such as a page, a customer, or a dashboard.'),
        certain: said(yes, 'True if this source alone proves an incident.'),
        check: said(z.exactOptional(line), "The step that finds out whether it's really an incident."),
      }),
    ),
    'Where reports come from, and how reliable they are.',
  ),
  outcomes: said(
    list(
      z.strictObject({
        name: said(line, 'A short name, such as real, fluke, or bad check.'),
        meaning: said(line, 'How to recognize it.'),
        template: said(z.exactOptional(name), "The template for what's left to do if it isn't an incident."),
      }),
    ),
    'What triage can find.',
  ),
  checklists: said(
    z.array(
      z.strictObject({
        phase: said(line, 'When it applies, in a word or two.'),
        role: said(z.exactOptional(name), "The role it's for. Without one, it's for everybody."),
        from: said(
          z.exactOptional(name),
          "The milestone that adds its steps to the record. Without one, they're there from the start.",
        ),
        begins: said(yes, 'True if the incident officially begins once every step is done.'),
        handOff: said(
          yes,
          'True if its steps are part of handing off a role. Confirming the hand-off can check them off.',
        ),
        open: said(yes, "True if it's for everybody. It's left out of security incidents."),
        security: said(yes, "True if it's only for security incidents."),
        items: said(some(line), 'One line each.'),
      }),
    ),
    'In the order they appear in a record.',
  ),
  gates: said(
    list(
      z.strictObject({
        milestone: said(name, 'The milestone that needs all of this first.'),
        after: said(list(name), 'Milestones that come first.'),
        checklists: said(list(name), 'Phases whose steps must all be done.'),
        validatedBy: said(z.exactOptional(name), 'The role whose steps must be checked off by the person who has it.'),
      }),
    ),
    'What has to be done before a milestone. Skipping it needs a reason.',
  ),
  repairs: said(
    list(
      z.strictObject({
        cause: said(line, 'A kind of cause, such as a bad deployment.'),
        actions: said(some(line), 'One line each.'),
      }),
    ),
    'Common fixes, by kind of cause.',
  ),
  escalations: said(
    list(
      z.strictObject({
        sign: said(line, 'How to recognize it.'),
        repairOver: said(z.exactOptional(span), 'It also applies if the fix is expected to take longer than this.'),
        action: said(line, 'What to do.'),
      }),
    ),
    'When to bring in more people, access, or decisions.',
  ),
  spanOfControl: said(
    z.exactOptional(
      z.strictObject({
        people: said(z.int().check(z.positive()), 'The most people who should report to one person.'),
        hint: said(line, 'What to do if there are more.'),
      }),
    ),
    'How many people one person can lead.',
  ),
  tips: said(
    list(
      z.strictObject({ when: said(some(z.enum(TIP_MOMENTS)), 'When it is shown.'), text: said(line, 'One sentence.') }),
    ),
    'Short advice, shown when it helps.',
  ),
  security: said(
    z.exactOptional(
      z.strictObject({
        asksFirst: said(yes, 'True if "Is it a security incident?" is the very first question.'),
        reason: said(line, 'Why open channels are off limits. Shown when a message is refused.'),
        contacts: said(
          section,
          'Markdown for the Contacts section of a security incident, instead of the usual contacts.',
        ),
      }),
    ),
    "What's different in a security incident.",
  ),
  formerly: said(
    withDefault(z.record(z.string(), some(line)), {}),
    'Former wordings, by step, phase, cause, sign, action, or tip. Records and processes that use them still work.',
  ),
  templates: said(
    list(
      z.strictObject({
        name: said(word, 'Lowercase with hyphens. Commands use it.'),
        label: said(z.exactOptional(line), 'The name that people see. Without one, it comes from the name.'),
        audience: said(name, "Who it's for."),
        subject: said(z.exactOptional(line), 'The subject of an email. Leave it out if this audience gets no email.'),
        when: said(list(z.enum(WHEN)), 'The statuses and events it is offered first for.'),
        text: said(
          z.string().check(z.minLength(1, code('emptyText'))),
          'The text, with {{placeholders}}. Anything unknown is left as a gap.',
        ),
      }),
    ),
    'Messages that go out. {{name}} is filled in from the record.',
  ),
});

/** A process as it is written, with what it leaves out filled in. */
export type ProcessDocument = Frozen<z.output<typeof FORM>>;

type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

/** Returns a code as the message of an issue, for `processMistakes.ts` to say. */
function code(of: keyof typeof FORM_SENTENCES): string {
  return of;
}

function said<Part extends z.ZodMiniType>(part: Part, description: string): Part {
  return part.check(z.describe(description));
}

function some<Item extends z.ZodMiniType>(item: Item) {
  return z.array(item).check(z.minLength(1, code('emptyList')));
}

function list<Item extends z.ZodMiniType>(item: Item) {
  return withDefault(z.array(item), []);
}

/** The value is what reading the default gives, so that a default is whole itself. */
function withDefault<Part extends z.ZodMiniType>(part: Part, value: z.output<Part>) {
  return z._default(part, value as never);
}
