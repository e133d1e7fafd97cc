/** Search Incidents: one box that searches the records in all record locations as somebody types. */
import { Range, Uri } from 'vscode';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { askSearch, type Choice } from '../shell/prompts';
import { showDocument } from '../records/showDocument';
import { nameOf } from '../records/target';
import { say } from '../../core/words/say';
import type { FoundIncident, RecordSearch } from './recordSearch';

/** Maximum number of incidents that are shown, and returned. */
const SHOWN = 50;

interface ReturnedIncident {
  readonly id: string;
  readonly title: string;
  readonly severity: string | undefined;
  readonly status: string | undefined;
  readonly uri: Uri;
  /** From 0. */
  readonly line: number;
  readonly text: string;
}

export function searchingHandlers(search: RecordSearch): HandlersOf<'search'> {
  return { search: (invocation) => searchIncidents(search, invocation) };
}

async function searchIncidents(
  search: RecordSearch,
  invocation: Invocation,
): Promise<{ readonly incidents: readonly ReturnedIncident[] } | undefined> {
  const { query } = readArgument(FORMS.search, invocation);
  if (query !== undefined) {
    const found = await search.find(query, { limit: SHOWN, fresh: true });
    return { incidents: found.map(incidentOf) };
  }
  const chosen = await askIncident(search);
  if (!chosen) {
    return undefined;
  }
  const { record, line } = chosen;
  await showDocument(Uri.file(record.path), new Range(line, 0, line, 0));
  return { incidents: [incidentOf(chosen)] };
}

async function askIncident(search: RecordSearch): Promise<FoundIncident | undefined> {
  let fresh = true;
  return askSearch<FoundIncident>({
    title: say`Search incidents`,
    placeholder: say`Words, a service, @person, severity, or date, such as SEV-1 auth-api 2026-11`,
    memory: 'search',
    find: async (typed, tell, signal) => {
      const progress = (done: number, total: number): void => tell(say`Reading incidents: ${done} of ${total}`);
      const found = await search.find(typed, { limit: SHOWN, fresh, progress, signal });
      fresh = false;
      return found.map(choiceOf);
    },
  });
}

function choiceOf(found: FoundIncident): Choice<FoundIncident> {
  const { id, fields, open } = found.record;
  return {
    label: `${open ? '$(flame)' : '$(circle-outline)'} ${nameOf(found.record)}`,
    description: [fields.status, id.slice(0, 10)].filter((part) => part !== undefined).join(' · '),
    ...(found.text !== '' && { detail: found.text }),
    answer: found,
  };
}

function incidentOf({ record, line, text }: FoundIncident): ReturnedIncident {
  const { severity, status } = record.fields;
  return { id: record.id, title: record.title, severity, status, uri: Uri.file(record.path), line, text };
}
