/** The filter of the History view, until the window closes or somebody shows all incidents again. */
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { askText } from '../shell/prompts';
import { say } from '../../core/words/say';

export class HistoryFilter {
  /** Empty if all incidents are shown. */
  query = '';
}

export function filteringHandlers(filter: HistoryFilter): HandlersOf<'filterHistory'> {
  return { filterHistory: (invocation) => filterHistory(filter, invocation) };
}

async function filterHistory(
  filter: HistoryFilter,
  invocation: Invocation,
): Promise<{ readonly query: string } | undefined> {
  const given = readArgument(FORMS.search, invocation);
  const query = given.query ?? (await askQuery(filter.query));
  if (query === undefined) {
    return undefined;
  }
  filter.query = query.trim();
  return { query: filter.query };
}

async function askQuery(value: string): Promise<string | undefined> {
  return askText({
    title: say`Filter history`,
    prompt: say`Filter by words, a service, @person, severity, or date. Leave it empty to show all.`,
    placeholder: 'SEV-1 auth-api 2026-11',
    value,
  });
}
