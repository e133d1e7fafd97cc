/**
 * Ratio 4: what a key press in an open record of 10,000 entries costs the extension, beside one plain scan of it: reading it
 * once, findings, status, the incident view, the local times on the screen, and the outline, each as the shell asks for it.
 */
import { vocabularyOf } from '../../src/core/process/process';
import { readRecord, type IncidentRecord } from '../../src/core/record/record';
import { shownFindings } from '../../src/core/record/shownFindings';
import { incidentStatus } from '../../src/core/status/status';
import { withArrivals, type Arrivals } from '../../src/core/view/incomingEntries';
import { landmarks } from '../../src/core/view/landmarks';
import { localTimes } from '../../src/core/view/localTimes';
import { nowRows } from '../../src/core/view/nowView';
import { builtIn } from '../core/builtIn';
import { goal, median, note } from './goal';
import { plainScan, recordOf } from './incidents';

const process = builtIn('default');
const vocabulary = vocabularyOf(process);
const frame = { id: '2026-11-20-x', now: Date.UTC(2026, 10, 22), zone: 'America/New_York', me: 'dana' };
const status = (record: IncidentRecord) => incidentStatus(record, process, frame);
let arrivals: Arrivals | undefined;

/** By name, what each part of the shell asks for after a key press. */
const PARTS: readonly (readonly [string, (record: IncidentRecord) => unknown])[] = [
  ['findings', (record) => shownFindings(record, vocabulary)],
  ['status', status],
  ['entries that came in', (record) => (arrivals = withArrivals(arrivals, record, frame.now))],
  ['incident view, without status', (record) => nowRows(record, process, STATUS, { entries: 0 }, frame)],
  ['local times on the screen', (record) => localTimes(record, record.text.length - 10_000, record.text.length, frame)],
  ['outline', (record) => landmarks(record, frame)],
];

const text = recordOf(10_000);
const STATUS = status(readRecord(text));
const times = { scan: [] as number[], read: [] as number[], parts: PARTS.map((): number[] => []) };
const keep = (list: number[], work: () => void): void => {
  const start = performance.now();
  work();
  list.push(performance.now() - start);
};
for (let turn = 0; turn < 40; turn += 1) {
  // Another text at each turn, as after a key press.
  const typed = text.replace('Nobody can', `Nobody ${turn} can`);
  const fresh = turn < 8 ? { scan: [], read: [], parts: PARTS.map((): number[] => []) } : times;
  keep(fresh.scan, () => plainScan(typed));
  let record: IncidentRecord | undefined;
  keep(fresh.read, () => (record = readRecord(typed)));
  PARTS.forEach(([, work], index) => keep(fresh.parts[index]!, () => work(record!)));
}

const scan = median(times.scan);
note('plain scan of 10,000 entries', scan, 'ms');
note('read', median(times.read), 'ms');
PARTS.forEach(([name], index) => note(name, median(times.parts[index]!), 'ms'));
const whole = times.read.map((read, turn) => times.parts.reduce((sum, part) => sum + part[turn]!, read));
goal('4  a key press, beside the plain scan', median(whole) / scan, 5, '×');
