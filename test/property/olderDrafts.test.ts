/**
 * Drafts of former versions, which were kept as those wrote them, in the hands of people: drafted again they have the
 * present shape, and every word is where it was. Each was made when seven tenths of its record were there.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { draftPostmortem } from '../../src/core/postmortem/postmortem';
import { refreshPostmortem } from '../../src/core/postmortem/refresh/postmortemRefresh';
import { readProcess } from '../../src/core/process/process';
import { readRecord } from '../../src/core/record/record';
import yaml from '../../src/processes/default.yaml';
import { edited, Hands } from './hands';
import { law, laws } from './law';

const process = readProcess(yaml).process!;
const COMMIT = 'd'.repeat(40);

const DRAFTS = new Map(
  ['0.1.0', '0.2.0'].flatMap((version) =>
    ['login-outage', 'mdn-outage', 'hub-outage'].map((name) => [
      `${version}/${name}`,
      {
        last: fs.readFileSync(`test/fixtures/drafts/${version}/${name}.md`, 'utf8'),
        fresh: draftPostmortem(readRecord(fs.readFileSync(`test/fixtures/${name}/incident.md`, 'utf8')), process),
      },
    ]),
  ),
);

/** Where the section of a former heading is now. */
const MOVED: Readonly<Record<string, string>> = {
  'Lead-up': 'Contributing factors and trigger',
  'Chart of milestones and severities': 'Incident timeline',
  Timeline: 'Incident timeline',
};

/** The last heading above some words, without what is in brackets; of the tool's headings those alone. */
function headingOf(word: string, text: string, headings: ReadonlySet<string>): string | undefined {
  return [...text.slice(0, text.indexOf(word)).matchAll(/^#{2,3} (.*)$/gm)]
    .map(([, heading]) => heading!.replace(/ \(.*/, ''))
    .findLast((heading) => headings.has(heading));
}

function headingsOf(text: string): Set<string> {
  return new Set([...text.matchAll(/^#{2,3} (.*)$/gm)].map(([, heading]) => heading!.replace(/ \(.*/, '')));
}

const drafts = fc.constantFrom(...DRAFTS.keys());
const withCommit = (text: string): string => text.replace('\n---\n#', `\nbase: ${COMMIT}\n---\n#`);

laws('a draft of a former version that is drafted again', () => {
  law(
    'is the fresh draft where nobody touched it',
    10,
    fc.property(drafts, (name) => {
      const { last, fresh } = DRAFTS.get(name)!;
      const { text, findings } = refreshPostmortem(withCommit(last), { fresh, last, commit: COMMIT });
      assert.equal(text, withCommit(fresh));
      assert.deepEqual(findings, []);
    }),
  );

  law(
    'keeps every word of a person in its section, and is settled then',
    60,
    fc.property(drafts, fc.array(edited, { maxLength: 8 }), (name, edits) => {
      const { last, fresh } = DRAFTS.get(name)!;
      const hands = new Hands(withCommit(last));
      edits.forEach((edit) => hands.edit(edit));
      const { text } = refreshPostmortem(hands.text, { fresh, last, commit: COMMIT });
      const [before, after] = [headingsOf(last), headingsOf(fresh)];
      const isWhole = [...before].every((heading) => new RegExp(`^## ${heading}(?: \\(.*)?$`, 'm').test(hands.text));
      for (const word of hands.words) {
        assert.ok(text.includes(word), `${word} is lost`);
        const was = headingOf(word, hands.text, before);
        if (isWhole) {
          assert.equal(headingOf(word, text, after), was && (MOVED[was] ?? was), `${word} is elsewhere in:\n${text}`);
        }
      }
      assert.equal(refreshPostmortem(text, { fresh, last: fresh, commit: COMMIT }).text, text);
    }),
  );
});
