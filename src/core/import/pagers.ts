/**
 * Reads what pagers and status pages export as JSON. Which event is which milestone is data. Imported milestones are
 * potential, so that an import never closes an incident.
 */

import { asObject, asObjects, firstText, instantIn, type Json } from './json';
import { endsStep, type Steps } from '../paste/steps';
import { untimedWarnings } from './sentences';
import { inOrder, type LogLine, type ReadLog } from './logLine';

/** How the events of one program are read. */
interface PagerForm {
  /** The list of events in what was exported; undefined if it has another form. */
  readonly events: (exported: unknown) => Json[] | undefined;
  readonly time: (event: Json) => unknown;
  readonly speaker: (event: Json) => string | undefined;
  readonly text: (event: Json) => string | undefined;
  /** Its kind, in lower case. */
  readonly type: (event: Json) => string;
  /** Kinds of events that tell nothing of the incident, such as that somebody was notified. */
  readonly skipped: RegExp;
  /** Kinds of events that are milestones. */
  readonly milestones: readonly Milestone[];
}

interface Milestone {
  readonly name: string;
  readonly type: RegExp;
  /** Which of several events of that kind it is; the others are plain lines. */
  readonly which: 'first' | 'last';
}

const listIn = (exported: unknown, ...keys: string[]): Json[] | undefined => {
  const found = Array.isArray(exported) ? exported : keys.map((key) => asObject(exported)[key]).find(Array.isArray);
  return found && asObjects(found);
};

export const PAGER_FORMS: Readonly<Record<'pagerduty' | 'opsgenie', PagerForm>> = {
  pagerduty: {
    events: (exported) =>
      ofForm(listIn(exported, 'log_entries'), (one) => /_log_entry(?:_reference)?$/.test(text(one['type']))),
    time: (event) => event['created_at'],
    speaker: (event) => firstText(asObject(event['agent'])['summary'], asObject(event['user'])['summary']),
    text: (event) => {
      const channel = asObject(event['channel']);
      const details = asObject(event['event_details']);
      const note = firstText(event['note'], event['message'], channel['content']);
      const isNote = /^(?:annotate|status_update)/.test(text(event['type']));
      return isNote
        ? firstText(note, channel['summary'], event['summary'])
        : firstText(
            ...(/^trigger/.test(text(event['type']))
              ? [details['description'], channel['summary'], channel['subject']]
              : []),
            event['summary'],
            note,
          );
    },
    type: (event) => text(event['type']).replace(/_log_entry(?:_reference)?$/, ''),
    skipped: /^(?:notify|reach_.*)$/,
    milestones: [
      { name: 'detected', type: /^trigger$/, which: 'first' },
      { name: 'acknowledged', type: /^acknowledge$/, which: 'first' },
      { name: 'resolved', type: /^resolve$/, which: 'last' },
    ],
  },
  opsgenie: {
    events: (exported) => opsgenieEvents(exported, 4),
    time: (event) => event['eventTime'] ?? event['createdAt'],
    speaker: (event) => firstText(asObject(event['actor'])['name'], event['owner']),
    text: (event) =>
      firstText(
        ...[event['title'], event['description']].flatMap((part) => [
          asObject(part)['content'],
          asObject(part)['name'],
          part,
        ]),
        event['log'],
      ),
    type: (event) => text(event['type']).replace(/[^a-z]/g, ''),
    skipped: /notif|hidden|viewed|stakeholderadded/,
    milestones: [
      { name: 'detected', type: /^(?:incident|alert)(?:created|opened)$|^create$/, which: 'first' },
      { name: 'acknowledged', type: /acknowledged$|^acknowledge$/, which: 'first' },
      { name: 'resolved', type: /resolved$|^(?:incident|alert)?close[d]?$/, which: 'last' },
    ],
  },
};

/** Returns whether a program of that form exported it. */
export function isOfPager(exported: unknown, form: PagerForm): boolean {
  return form.events(exported) !== undefined;
}

/** Undefined if it has another form. */
export function* pagerSteps(exported: unknown, form: PagerForm): Steps<ReadLog | undefined> {
  const events = form.events(exported);
  const typeOf = new Map<LogLine, string>();
  let untimed = 0;
  for (const [index, event] of (events ?? []).entries()) {
    if (endsStep(index)) {
      yield;
    }
    const type = form.type(event);
    if (event['hidden'] === true || form.skipped.test(type)) {
      continue;
    }
    const [instant, words, id] = [instantIn(form.time(event)), form.text(event), firstText(event['id'])];
    untimed += instant === undefined ? 1 : 0;
    if (instant !== undefined && words !== undefined) {
      const line = { time: { instant }, speaker: form.speaker(event), text: words };
      typeOf.set(id === undefined ? line : { id, ...line }, type);
    }
  }
  const lines = inOrder([...typeOf.keys()]);
  const milestones = new Map<LogLine, string>();
  for (const { name, type, which } of form.milestones) {
    const all = lines.filter((line) => type.test(typeOf.get(line)!));
    const one = which === 'first' ? all[0] : all.at(-1);
    if (one) {
      milestones.set(one, name);
    }
  }
  return (
    events && {
      lines: lines.map((line) => {
        const name = milestones.get(line);
        return name === undefined ? line : { ...line, kind: 'MILESTONE', qualifier: `${name}?` };
      }),
      chat: false,
      warnings: untimedWarnings(untimed),
    }
  );
}

/** Returns the incidents of a status page, each with its updates. */
function incidentsIn(exported: unknown): Json[] {
  const root = asObject(exported);
  return [
    ...(Array.isArray(exported) ? asObjects(exported) : []),
    ...asObjects(root['incidents']),
    ...[root['incident'], exported].map(asObject),
  ].filter((one) => Array.isArray(one['incident_updates']));
}

/** Returns whether a status page exported it. */
export function isOfStatuspage(exported: unknown): boolean {
  return incidentsIn(exported).length > 0;
}

/** The updates of a status page's incidents, as messages that were sent; undefined if there are none. */
export function* statuspageSteps(exported: unknown): Steps<ReadLog | undefined> {
  const incidents = incidentsIn(exported);
  const lines: LogLine[] = [];
  let untimed = 0;
  const updates = incidents.flatMap((incident) => asObjects(incident['incident_updates']));
  for (const [index, update] of updates.entries()) {
    if (endsStep(index)) {
      yield;
    }
    const instant = instantIn(firstText(update['display_at'], update['created_at']));
    const [body, id] = [firstText(update['body']), firstText(update['id'])];
    const state = firstText(update['status'])?.replaceAll('_', ' ');
    untimed += instant === undefined ? 1 : 0;
    if (instant !== undefined && body !== undefined) {
      const text = state === undefined ? body : `${state[0]!.toUpperCase()}${state.slice(1)}: ${body}`;
      const line = { time: { instant }, speaker: 'statuspage', text, kind: 'UPDATE', qualifier: 'status-page' };
      lines.push(id === undefined ? line : { id, ...line });
    }
  }
  return incidents.length === 0
    ? undefined
    : { lines: inOrder(lines), chat: false, warnings: untimedWarnings(untimed) };
}

/** Returns a list of events somewhere in a timeline's or a postmortem's export. */
function opsgenieEvents(exported: unknown, depth: number): Json[] | undefined {
  const own = ofForm(listIn(exported), (one) => 'eventTime' in one || ('createdAt' in one && 'log' in one));
  if (own || depth === 0) {
    return own;
  }
  for (const part of Object.values(asObject(exported))) {
    const found = opsgenieEvents(part, depth - 1);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function ofForm(list: Json[] | undefined, isOne: (event: Json) => boolean): Json[] | undefined {
  return list?.some(isOne) ? list : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}
