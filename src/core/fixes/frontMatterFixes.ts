/**
 * Quick fixes for the front matter. Fields that repeat the timeline are set to what it says; all others stay as they are. A
 * severity or status that appears nowhere is never made up: a person chooses.
 */

import { instantReadings } from '../time/almostInstant';
import { editFields, type FieldChange } from '../frontMatter/fieldEdit';
import { fieldOf, STATUSES } from '../frontMatter/fields';
import type { Finding } from '../text/finding';
import { readFrontMatter } from '../frontMatter/frontMatter';
import { headlineEdits } from '../record/headline';
import { formatInstant } from '../time/instant';
import { readProse } from '../record/prose';
import type { FixFrame, QuickFix } from '../text/quickFix';
import { entriesWithState, recordFindings, type IncidentRecord, type Vocabulary } from '../record/record';
import { nearestOf } from '../text/suggestion';
import { applyEdits, lineEndOf, type TextEdit } from '../text/textEdit';
import { timelineState, type TimelineState } from '../timeline/timelineState';
import { say } from '../words/say';

/** Returns the repairs of a finding about a field; some may turn out to be impossible and have no edits. */
export function cardFixes(
  record: IncidentRecord,
  finding: Finding,
  vocabulary: Vocabulary,
  frame: FixFrame,
): QuickFix[] {
  const path = finding.field as FieldChange['path'];
  const set = (value: Exclude<FieldChange['value'], null>, why = '', preferred = false): QuickFix => ({
    title:
      value === undefined ? say`Remove "${path.at(-1)}"${why}` : say`Set "${path.at(-1)}" to ${shown(value)}${why}`,
    edits: changeFields(record, [{ path, value }]),
    ...(preferred && { preferred }),
  });
  const said = saidValue(stateOf(record, vocabulary), path);
  const asSaid = said === undefined ? [] : [set(said, say`, as in the timeline`, true)];
  switch (finding.code) {
    case 'differsFromTimeline':
      return [
        ...(said === undefined ? [set(undefined, say`, which isn't in the timeline`)] : asSaid),
        ...allAsSaid(record, vocabulary),
      ];
    case 'missingField': {
      if (asSaid.length > 0) {
        return asSaid;
      }
      const value = defaultOf(record, path[0], frame);
      return value === undefined ? choicesOf(path[0], vocabulary).map((choice) => set(choice)) : [set(value, '', true)];
    }
    case 'unknownStatus':
      return [...asSaid, ...near(valueAt(record, path), STATUSES, said).map((status) => set(status))];
    case 'unknownSeverity':
      return near(valueAt(record, path), vocabulary.severities, said).map((severity) => set(severity));
    case 'badInstant':
    case 'noOffset':
      return [
        ...asSaid,
        ...instantReadings(String(valueAt(record, path)), frame).map(({ written, meaning }) =>
          meaning === undefined ? set(written, '', asSaid.length === 0) : set(written, ` (${meaning})`),
        ),
      ];
    case 'badField':
      return repairedField(path[0], valueAt(record, path)).map((value) => set(value));
    default:
      return [];
  }
}

/** Returns the edit that puts front matter before a record that has none, of what the record and its place say. */
export function newFrontMatter(record: IncidentRecord, vocabulary: Vocabulary, frame: FixFrame): TextEdit[] {
  const { text } = record;
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const eol = lineEndOf(text);
  const rest = text.slice(mark);
  const stub = `---${eol}---${eol}${rest === '' || /^\r?\n/.test(rest) ? '' : eol}${rest}`;
  const state = stateOf(record, vocabulary);
  const instants = [...state.milestones].map(([name, instant]) => [name, formatInstant(instant)] as const);
  const changes: FieldChange[] = [
    ...(['format', 'id', 'title', 'severity', 'status'] as const).flatMap((key) => {
      const value = saidValue(state, [key]) ?? defaultOf(record, key, frame);
      return value === undefined ? [] : [{ path: [key] as const, value }];
    }),
    ...instants.map(([name, value]) => ({ path: ['milestones', name] as const, value })),
    ...[...state.roles].map(([role, value]) => ({ path: ['roles', role] as const, value })),
  ];
  const made = applyEdits(stub, editFields(stub, readFrontMatter(stub), changes));
  return [{ start: mark, end: mark, text: made.slice(0, made.length - rest.length) }];
}

function changeFields(record: IncidentRecord, changes: readonly FieldChange[]): TextEdit[] {
  const edits = editFields(record.text, record.frontMatter, changes);
  return edits.length === 0 ? [] : [...edits, ...headlineEdits(record, changes)];
}

/** Everything that the timeline differs, where it is more than one thing. */
function allAsSaid(record: IncidentRecord, vocabulary: Vocabulary): QuickFix[] {
  const changes = saidChanges(record, vocabulary);
  const title = say`Use the timeline's values for everything that differs`;
  return changes.length > 1 ? [{ title, edits: changeFields(record, changes) }] : [];
}

/** Returns the edits that set fields to what the timeline says; fields it doesn't mention stay. */
export function saidEdits(record: IncidentRecord, vocabulary: Vocabulary): TextEdit[] {
  const changes = saidChanges(record, vocabulary).filter(({ value }) => value !== undefined);
  return changeFields(record, changes);
}

function saidChanges(record: IncidentRecord, vocabulary: Vocabulary): FieldChange[] {
  const state = stateOf(record, vocabulary);
  return recordFindings(record, vocabulary)
    .filter(({ code, field }) => code === 'differsFromTimeline' && field)
    .map(({ field }): FieldChange => {
      const path = field as FieldChange['path'];
      return { path, value: saidValue(state, path) };
    });
}

function stateOf(record: IncidentRecord, vocabulary: Vocabulary): TimelineState {
  return timelineState(entriesWithState(record), (name) => vocabulary.statusAfter(name));
}

/** Returns what the timeline says of a field; undefined if it says nothing. */
function saidValue(state: TimelineState, [key, name]: FieldChange['path']): string | readonly string[] | undefined {
  if (name === undefined) {
    return key === 'status' ? state.status : key === 'severity' ? state.severity : undefined;
  }
  const instant = key === 'milestones' ? state.milestones.get(name) : undefined;
  return instant === undefined ? (key === 'roles' ? state.roles.get(name) : undefined) : formatInstant(instant);
}

/** Returns what a missing field can be, where only a person knows. */
function choicesOf(key: string, { severities }: Vocabulary): readonly string[] {
  return key === 'severity' ? severities : key === 'status' ? STATUSES : [];
}

/** Returns what a missing field is where nobody differs. */
function defaultOf(record: IncidentRecord, key: string, { id }: FixFrame): string | number | undefined {
  switch (key) {
    case 'format':
      return 1;
    case 'id':
      return id;
    case 'title':
      return readProse(record).headline?.text.replace(/^\[[^\]]*\]\s*/, '') || id;
    default:
      return undefined;
  }
}

/** `sev1` is SEV-1, `Resolved` is resolved; nothing if it is what the timeline says, too. */
function near(word: unknown, known: readonly string[], said: unknown): string[] {
  const typed = String(word);
  const folded = (some: string): string => some.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  const found = known.find((one) => folded(one) === folded(typed)) ?? nearestOf(typed, known);
  return found === undefined || found === said ? [] : [found];
}

/** Returns a form that can mean one thing only. */
function repairedField(key: string, value: unknown): (number | boolean)[] {
  const word = String(value).trim().toLowerCase();
  if (key === 'format') {
    return word === '1' || value === null ? [1] : [];
  }
  if (key === 'security') {
    // In doubt, and first, the careful answer.
    return /^(?:no|n|off|false|0)$/.test(word) ? [true, false] : [true];
  }
  return [];
}

function valueAt({ frontMatter }: IncidentRecord, path: FieldChange['path']): unknown {
  const data: unknown = frontMatter.document?.toJS();
  return (path as readonly string[]).reduce<unknown>(
    (map, key) => (typeof map === 'object' && map !== null ? fieldOf(map as Record<string, unknown>, key) : undefined),
    data,
  );
}

function shown(value: NonNullable<FieldChange['value']>): string {
  return typeof value === 'object' ? value.join(', ') : String(value);
}
