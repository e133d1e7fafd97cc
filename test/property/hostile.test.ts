import assert from 'node:assert/strict';
import { editFields } from '../../src/core/fieldEdit';
import { readFrontMatter } from '../../src/core/frontMatter';
import { insertEntry } from '../../src/core/placement';
import { readProse } from '../../src/core/prose';
import { readRecord, recordFindings } from '../../src/core/record';
import { applyEdits } from '../../src/core/textEdit';
import { readEntry } from '../../src/core/timeline';
import { normaliseText } from '../../src/core/entry';
import { hostiles } from '../bench/hostile';
import { draftsOf, refreshesOf } from '../bench/hostileDrafts';
import { entryOf, vocabulary } from '../core/entries';

const MEGABYTE = 1_000_000;

/** Where the hostile text stands. */
const PLACES: Readonly<Record<string, (text: (length: number) => string) => string>> = {
  'the front matter': (text) => `---\ntitle: t\n${text(MEGABYTE)}\n---\n## Timeline\n`,
  'front matter just short of the limit': (text) => `---\ntitle: t\n${text(64_000)}\n---\n## Timeline\n`,
  'the prose': (text) => `# t\n\n## Contacts\n\n${text(MEGABYTE)}\n\n## Timeline\n`,
  'the timeline': (text) => `## Timeline\n\n- 2026-11-20T15:00:00Z @a TL: x\n${text(MEGABYTE)}`,
  'an entry': (text) => `## Timeline\n\n- 2026-11-20T15:00:00Z @a TL: x\n  ${text(200_000).replaceAll('\n', '\n  ')}`,
};

/** `npm run bench` holds 200 ms; counting coverage makes every call dearer. */
const LIMIT = process.env['NODE_V8_COVERAGE'] ? 500 : 200;

/** Milliseconds of this process, so that others on the same machine do not count; the best of some runs where it is long. */
function milliseconds(work: () => unknown, more = 4): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  const took = (user + system) / 1000;
  return took > LIMIT / 2 && more > 0 ? Math.min(took, milliseconds(work, more - 1)) : took;
}

function assertQuick(steps: Readonly<Record<string, () => unknown>>): void {
  for (const [step, work] of Object.entries(steps)) {
    const took = milliseconds(work);
    assert.ok(took < LIMIT, `${step} took ${took} ms`);
  }
}

describe('1 MB', () => {
  for (const { name, text } of hostiles) {
    for (const [place, around] of Object.entries(PLACES)) {
      it(`of ${name} in ${place} takes no long step`, () => {
        const whole = around(text);
        const record = readRecord(whole);
        const added = entryOf('2 TL: x');
        const last = record.timeline.entries.at(-1);
        const steps: Readonly<Record<string, () => unknown>> = {
          read: () => readRecord(whole),
          prose: () => readProse(record),
          findings: () => recordFindings(record, vocabulary),
          insert: () => applyEdits(whole, [insertEntry(whole, record.timeline, added)]),
          entry: () => last && readEntry(whole, last),
          ...draftsOf(record),
          field: () => editFields(whole, readFrontMatter(whole), [{ path: ['status'], value: 'closed' }]),
        };
        assertQuick(steps);
      });
    }
    it(`of ${name} in a postmortem or a template takes no long step`, () => assertQuick(refreshesOf(text(MEGABYTE))));
    it(`of ${name} is normalised quickly`, () => {
      const typed = text(MEGABYTE);
      const took = milliseconds(() => normaliseText(typed));
      assert.ok(took < LIMIT, `took ${took} ms`);
    });
  }
});
