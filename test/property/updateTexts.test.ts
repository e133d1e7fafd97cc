/** The texts of the default's templates, filled from an outage that really was. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Process } from '../../src/core/process/process';
import { readRecord, type IncidentRecord } from '../../src/core/record/record';
import { templateFacts, type TemplateFacts } from '../../src/core/update/updateFacts';
import { fillTemplate } from '../../src/core/update/updateFilling';
import { builtIn } from '../core/builtIn';

const PROCESS = builtIn('default');

describe('the default’s templates', () => {
  const record = readRecord(readFileSync('test/fixtures/mdn-outage/incident.md', 'utf8'));
  const wordsIn = (text: string) => text.split(/\s+/).length;

  // Reading the outage is what costs time.
  const known = new Map<string, TemplateFacts>();
  const factsAt = (minute: number, audience: string): TemplateFacts => {
    const key = `${minute} ${audience}`;
    const facts = known.get(key) ?? templateFacts(...outageAt(minute), { ...frameAt(minute), audience });
    known.set(key, facts);
    return facts;
  };
  const frameAt = (minute: number) => ({ id: 'x', now: Date.UTC(2018, 5, 13, 19, minute), zone: 'America/Chicago' });
  const outageAt = (minute: number): [IncidentRecord, Process] => [minute < 300 ? open : record, PROCESS];
  const open = readRecord(record.text.replace('status: resolved', 'status: investigating'));

  for (const template of PROCESS.templates) {
    it(`${template.name} has four fifths of its words from the template and the record of an outage`, () => {
      for (const minute of [5, 200, 240, 300]) {
        const filled = fillTemplate(template, factsAt(minute, template.audience));
        const gaps = filled.gaps.reduce((sum, { start, end }) => sum + wordsIn(filled.text.slice(start, end)), 0);
        assert.ok(gaps / wordsIn(filled.text) <= 0.2, `${gaps} of ${wordsIn(filled.text)}: ${filled.text}`);
        assert.ok(template.audience === 'social' ? !filled.subject : filled.subject);
        assert.doesNotMatch(filled.subject ?? '', /\{\{/);
        assert.doesNotMatch(filled.text, /\n{3}|[ \t]$|\{\{|\.\.\s/m);
        assert.equal(minute < 300 && filled.text.includes('[time of the next update]'), false);
      }
    });
  }
});
