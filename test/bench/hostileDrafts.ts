/** What is done with a hostile text by whatever drafts: postmortems, their refreshing, and templates of updates. */
import { draftPostmortem } from '../../src/core/postmortem/postmortem';
import { canNameDraft, refreshPostmortem } from '../../src/core/postmortem/refresh/postmortemRefresh';
import { readProcess, templateVocabulary } from '../../src/core/process/process';
import { readRecord, type IncidentRecord } from '../../src/core/record/record';
import { templateFacts } from '../../src/core/update/updateFacts';
import { fillTemplate, toSnippet } from '../../src/core/update/updateFilling';
import { readTemplate } from '../../src/core/template/updateTemplateFile';
import defaultYaml from '../../src/processes/default.yaml';

const process = readProcess(defaultYaml).process!;
const known = templateVocabulary(process);
const HEAD = '---\naudience: internal\n---\n';
/** Characters of a template that are read. */
const MOST = 16_000;
const COMMIT = '0'.repeat(40);
const FRAME = { id: 'x', now: Date.UTC(2026, 10, 20, 16), zone: 'UTC', audience: 'internal' };

type Steps = Readonly<Record<string, () => unknown>>;

/** What is drafted from a record, a step each. */
export function draftsOf(record: IncidentRecord): Steps {
  return {
    postmortem: () => draftPostmortem(record, process),
    updates: () => {
      const facts = templateFacts(record, process, FRAME);
      return process.templates.map((template) => toSnippet(fillTemplate(template, facts)));
    },
  };
}

/** What is done with a text in the place of a postmortem, then of an update's template. */
export function refreshesOf(text: string): Steps {
  const [current, fresh] = [`mine\n${text}\nmine\n`, `${text}\n| 15:00:00 | @a | new |\n`];
  const named = `---\n${text}\n---\n`;
  return {
    merge: () => refreshPostmortem(current, { fresh, last: text, commit: COMMIT }),
    rewrite: () => refreshPostmortem(current, { fresh, last: 'draft\n', commit: COMMIT }),
    missing: () => refreshPostmortem(current, { fresh, last: text }),
    name: () => [canNameDraft(named), refreshPostmortem(named, { fresh, commit: COMMIT })],
    template: () => readTemplate(`${HEAD}${text}`, known, 'x'),
    fill: () => {
      const { template } = readTemplate(`${HEAD}${text.slice(0, MOST)}`, known, 'x');
      return template && toSnippet(fillTemplate(template, templateFacts(readRecord(''), process, FRAME)));
    },
  };
}
