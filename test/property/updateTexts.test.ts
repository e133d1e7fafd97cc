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

describe('what outsiders read', () => {
  const ID = '2026-11-20-logging-in-is-broken';
  const NAMES = ['default', 'pagerduty', 'mnx', 'mozmeao', '2i2c', 'incident-manager'] as const;
  const OUTSIDE = ['customer', 'status-page', 'social', 'community', 'executive'];
  const END = 'mitigated: 2026-11-20T16:00:00Z';
  const STAGES = {
    investigating: '',
    identified: '',
    mitigated: END,
    resolved: `${END}\n  resolved: 2026-11-20T17:00:00Z`,
  } as const;
  /** A record of which nobody said more than what a declaration asks for; the title alone says what is affected. */
  const bare = (status: keyof typeof STAGES): IncidentRecord =>
    readRecord(
      `---\nformat: 1\nid: ${ID}\ntitle: Logging in is broken\nseverity: SEV-1\nstatus: ${status}\nmilestones:\n  declared: 2026-11-20T15:00:00Z\n  ${STAGES[status]}\n---\n## Timeline\n\n- 2026-11-20T15:00:00Z @dana MILESTONE declared:\n`,
    );
  const textOf = (name: string, template: Process['templates'][number], status: keyof typeof STAGES) => {
    const frame = { id: ID, now: Date.UTC(2026, 10, 20, 17, 5), zone: 'UTC', audience: template.audience };
    return fillTemplate(template, templateFacts(bare(status), builtIn(name), { ...frame, onlyZone: 'UTC' }));
  };

  for (const name of NAMES) {
    for (const template of builtIn(name).templates.filter(({ audience }) => OUTSIDE.includes(audience))) {
      it(`${template.name} of ${name} names what is affected and has no gap, at any status it is for`, () => {
        const statuses = Object.keys(STAGES).filter((status) => template.when.includes(status as never));
        for (const status of statuses.length === 0 ? (['investigating'] as const) : statuses) {
          const { text, subject = '', gaps } = textOf(name, template, status as keyof typeof STAGES);
          assert.deepEqual(gaps, [], text);
          assert.match(text, /Logging in is broken/);
          assert.doesNotMatch(text, /[[\]“”’]|[ \t]$|\n{3}|: *\n|@dana/m);
          const word = /^(?:Investigating|Identified|Monitoring|Resolved): /;
          assert.ok(template.audience !== 'status-page' || (word.test(text) && word.test(subject)), text);
          assert.ok(template.audience !== 'executive' || text.split('\n').length === 3, text);
          assert.ok((text.match(/sorry/g) ?? []).length === (template.name.endsWith('-resolved') ? 1 : 0), text);
        }
      });
    }
  }

  it('the page’s first word is the status', () => {
    const page = builtIn('default').templates.find((template) => template.name === 'status-page-update')!;
    const word = (status: keyof typeof STAGES) => textOf('default', page, status).text.split(':')[0];
    assert.deepEqual(
      ['investigating', 'identified', 'mitigated'].map((status) => word(status as never)),
      ['Investigating', 'Identified', 'Monitoring'],
    );
  });
});
