/** Ratio 11: hostile text of 1 MB in each place of a record: the longest step, and the memory that reading takes. */
import { readProse } from '../../src/core/prose';
import { readRecord, recordFindings } from '../../src/core/record';
import { goal, note, timed } from './goal';
import { hostiles } from './hostile';
import { draftsOf, refreshesOf } from './hostileDrafts';

const LENGTH = 1_000_000;
const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined);
const vocabulary = { statusAfter: () => undefined, severities: [] };

const places: Readonly<Record<string, (text: string) => string>> = {
  'front matter': (text) => `---\n${text}\n---\n## Timeline\n`,
  prose: (text) => `# t\n\n## Contacts\n\n${text}\n\n## Timeline\n`,
  timeline: (text) => `## Timeline\n\n- 2026-11-20T15:00:00Z @a TL: x\n${text}`,
};
const steps: Readonly<Record<string, (text: string) => unknown>> = {
  read: readRecord,
  prose: (text) => readProse(readRecord(text)),
  findings: (text) => recordFindings(readRecord(text), vocabulary),
  'read and draft a postmortem': (text) => draftsOf(readRecord(text))['postmortem']!(),
  'read and draft updates': (text) => draftsOf(readRecord(text))['updates']!(),
};

/** Bytes that are held while the result of `work` is. */
function held(work: () => unknown): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  const result = work();
  collect();
  const after = process.memoryUsage().heapUsed;
  return result === undefined ? 0 : after - before;
}

for (const [place, around] of Object.entries(places)) {
  let slowest = { name: '', took: 0 };
  let largest = { name: '', times: 0 };
  for (const { name, text } of hostiles) {
    const whole = around(text(LENGTH));
    for (const [step, work] of Object.entries(steps)) {
      const took = Math.min(...timed(() => work(whole), { runs: 2, warm: 1 }));
      if (took > slowest.took) slowest = { name: `${name}, ${step}`, took };
    }
    const times = held(() => [readRecord(whole), readProse(readRecord(whole))]) / LENGTH;
    if (times > largest.times) largest = { name, times };
  }
  note(`${place}: slowest is ${slowest.name}`, slowest.took, 'ms');
  note(`${place}: largest is ${largest.name}`, largest.times, '×');
  goal(`11 the longest step, 1 MB in the ${place}`, slowest.took, 200, 'ms');
  goal(`11 memory beside the input, 1 MB in the ${place}`, largest.times, 10, '×');
}
let slowest = { name: '', took: 0 };
let largest = { name: '', times: 0 };
for (const { name, text } of hostiles) {
  for (const [step, work] of Object.entries(refreshesOf(text(LENGTH)))) {
    const took = Math.min(...timed(work, { runs: 2, warm: 1 }));
    if (took > slowest.took) slowest = { name: `${name}, ${step}`, took };
    const times = held(work) / LENGTH;
    if (times > largest.times) largest = { name: `${name}, ${step}`, times };
  }
}
note(`postmortem and template: slowest is ${slowest.name}`, slowest.took, 'ms');
note(`postmortem and template: largest is ${largest.name}`, largest.times, '×');
goal('11 the longest step, 1 MB in a postmortem or template', slowest.took, 200, 'ms');
goal('11 memory beside the input, 1 MB in a postmortem or template', largest.times, 10, '×');
note('kinds of hostile text', hostiles.length, '');
