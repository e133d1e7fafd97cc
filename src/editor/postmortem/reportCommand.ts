/** The command that reports on the incidents of some days. Reads the records that were declared in them, and no others. */
import { Uri } from 'vscode';
import { csvFile } from '../../core/export/exportFile';
import {
  incidentFigures,
  reportDay,
  reportPage,
  reportRows,
  type IncidentFigures,
  type ReportSpan,
} from '../../core/export/report';
import { formatInstant } from '../../core/time/instant';
import { refusal } from '../../core/text/refusal';
import { say } from '../../core/words/say';
import { writeExport } from '../../store/exportedFile';
import type { RecordParts } from '../records/register';
import type { ShownTexts } from '../records/shownTexts';
import { dateOf, FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { askText } from '../shell/prompts';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { placeOf } from './exportCommand';

type Needs = Pick<RecordParts, 'records' | 'writer' | 'processes'> & { readonly texts: ShownTexts };

interface ReportResult {
  readonly text: string;
  readonly incidents: number;
  readonly uri?: Uri;
}

export function reportHandlers(needs: Needs): HandlersOf<'report'> {
  return { report: (invocation) => report(needs, invocation) };
}

async function report(needs: Needs, invocation: Invocation): Promise<ReportResult | undefined> {
  const given = readArgument(FORMS.report, invocation);
  const from = given.from ?? (await askDay(say`From which day? For example 2026-11-01.`));
  const until = from === undefined ? undefined : (given.until ?? (await askDay(say`Until which day? It's included.`)));
  if (from === undefined || until === undefined) {
    return undefined;
  }
  const span = { from: dateOf(from.trim()), until: dateOf(until.trim()) };
  if (span.until < span.from) {
    throw refusal(EDITOR_SENTENCES, 'wrongSpan');
  }
  const place = given.target === undefined ? undefined : placeOf(given.target);
  const { figures, hidden } = await gather(needs, span, formatInstant(invocation.instant).slice(0, 10));
  const text = given.format === 'csv' ? await csvFile(reportRows(figures)) : reportPage(span, figures, hidden);
  if (place !== undefined) {
    await writeExport(place, text);
  } else if (invocation.argument === undefined) {
    await needs.texts.show(`Incidents ${span.from} to ${span.until}`, text);
  }
  return { text, incidents: figures.length, ...(place !== undefined && { uri: Uri.file(place) }) };
}

async function askDay(prompt: string): Promise<string | undefined> {
  return askText({ title: say`Report on incidents`, prompt, memory: prompt, needed: prompt });
}

/** The figures of the incidents of these days, the oldest first, and how many security incidents there are besides. */
async function gather(
  { records, writer, processes }: Needs,
  { from, until }: ReportSpan,
  today: string,
): Promise<{ readonly figures: readonly IncidentFigures[]; readonly hidden: number }> {
  const all = (await records.all()).filter(({ id, fields }) => {
    const day = reportDay(id, fields);
    return day >= from && day <= until;
  });
  const shown = all.filter(({ fields }) => !fields.security).toReversed();
  const figures: IncidentFigures[] = [];
  for (const { id, path } of shown) {
    const record = await writer.readWhole(path);
    figures.push(incidentFigures(id, record, processes.of(record, path), today));
  }
  return { figures, hidden: all.length - shown.length };
}
