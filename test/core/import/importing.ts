/** What the tests of imports share: a log's text in, its entries as they are written out. */
import { atFreeInstants } from '../../../src/core/entries/newEntries';
import { isTagged, lineKeys, planSteps, takenOf } from '../../../src/core/import/importedEntries';
import { readSteps, type LogOptions } from '../../../src/core/import/logKinds';
import type { LogFile, LogLine } from '../../../src/core/import/logLine';
import { settleSteps, type RepeatedHour } from '../../../src/core/import/settledTimes';
import { readPeople, voiceOf } from '../../../src/core/import/voice';
import type { Change } from '../../../src/core/record/change';
import { readRecord } from '../../../src/core/record/record';
import { readZone } from '../../../src/core/time/timeZone';
import { formatEntry } from '../../../src/core/timeline/entry';
import { finished } from '../../../src/core/paste/steps';

/** 2026-11-29 in the afternoon. */
const NOW = Date.UTC(2026, 10, 29, 14, 5);

export interface Said extends Omit<LogOptions, 'now' | 'zone' | 'date'> {
  readonly all?: boolean;
  readonly zone?: string;
  readonly date?: string;
  readonly repeatedHour?: RepeatedHour;
  readonly people?: string;
  readonly record?: string;
  readonly imported?: ReadonlySet<string>;
}

export interface Read {
  readonly kind: string;
  readonly entries: string[];
  readonly changes: readonly Change[];
  readonly keys: readonly string[];
  readonly entryKeys: readonly string[];
  readonly skipped: number;
  readonly warnings: readonly string[];
  readonly missing?: string;
}

/** The import of a file's text, or of several files by name; in Dana's hands. */
export function importOf(log: string | Readonly<Record<string, string>>, said: Said = {}): Read {
  const files: LogFile[] =
    typeof log === 'string'
      ? [{ name: 'log.txt', text: log }]
      : Object.entries(log).map(([name, text]) => ({ name, text }));
  const { zone, date, all = false, record = '', people = '', imported = new Set(), ...options } = said;
  const read = zone === undefined ? undefined : readZone(zone);
  const [year, month, day] = (date ?? '').split('-').map(Number) as [number, number, number];
  const answers = {
    ...options,
    now: NOW,
    zone: read && 'zone' in read ? read.zone : undefined,
    date: date === undefined ? undefined : { year, month, day },
  };
  const nothing = { kind: '', entries: [], changes: [], keys: [], entryKeys: [], skipped: 0, warnings: [] };
  const known = finished(readSteps(files, files[0]?.name ?? '', answers));
  if ('missing' in known) {
    return { ...nothing, missing: known.missing.code };
  }
  const wanted = (line: LogLine): boolean => !known.chat || all || isTagged(line);
  const settled = finished(settleSteps(known, answers, wanted));
  if ('missing' in settled) {
    return { ...nothing, kind: known.kind, missing: settled.missing.code };
  }
  const lines = settled.lines.flatMap((line) => takenOf(line, !known.chat || all));
  const current = readRecord(record);
  const plan = finished(
    planSteps(lines, {
      record: current,
      imported,
      voice: voiceOf(current, readPeople(people)),
      author: 'dana',
    }),
  );
  const changes = atFreeInstants(current, plan.entries).map((added) => ({ added }));
  const entryKeys = finished(lineKeys(plan.lines, plan.entries));
  return {
    kind: known.kind,
    changes,
    entries: changes.map(({ added }) => formatEntry(added, '\n').slice(2)),
    keys: [...entryKeys, ...finished(lineKeys(plan.standing))],
    entryKeys,
    skipped: plan.skipped,
    warnings: [...known.warnings, ...settled.warnings],
  };
}
