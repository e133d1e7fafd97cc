/** Reads a team's own template, such as `.incident-notes/templates/weekly-note.md`, and adds it to the process's templates. */

import { rangeOfField } from '../frontMatter/fields';
import { found, type Finding, type Found } from '../text/finding';
import { readFrontMatter } from '../frontMatter/frontMatter';
import { readYaml } from '../frontMatter/hardenedYaml';
import type { TemplateVocabulary } from './updatePlaceholders';
import { canFill, parseTemplate, WHEN, type UpdateTemplate } from './updateTemplate';

/** The keys of a template's front matter. */
export const TEMPLATE_KEYS = ['name', 'label', 'audience', 'subject', 'when'];

/**
 * Reads a team's own template: front matter with `audience`, and `name`, `label`, `subject` and `when` where it likes, then the
 * text. `fileName` is the file's name without `.md`, which serves if there is no `name`. The template is absent if
 * it couldn't be filled: no audience, no text, or mustache that can't be read.
 */
export function readTemplate(
  text: string,
  known: TemplateVocabulary,
  fileName: string,
): { readonly template?: UpdateTemplate; readonly findings: Finding[] } {
  const front = readFrontMatter(text);
  if (!front.document) {
    // Its reader speaks of a record.
    const findings = front.findings.map((finding) =>
      finding.code === 'noFrontMatter' ? { ...finding, ...found('noCardOfTemplate') } : finding,
    );
    return { findings };
  }
  const { value } = readYaml(text.slice(front.start, front.end), front.start);
  const map = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const findings: Finding[] = [];
  const keys: HeadKeys = {
    given: new Map<string, unknown>(map),
    find: (key, ...whats) => {
      const [start, end] = rangeOfField(front.document!, [key]);
      findings.push(...whats.map((what) => ({ ...what, start: front.start + start, end: front.start + end })));
      return undefined;
    },
  };
  const head = readHead(keys, known, fileName);
  const body = text.slice(front.bodyStart);
  const inBody = parseTemplate(body, known).findings.map((finding) => ({
    ...finding,
    start: finding.start + front.bodyStart,
    end: finding.end + front.bodyStart,
  }));
  findings.push(...inBody);
  const kept = tidied(body);
  if (kept === '') {
    findings.push({ ...found('noText'), start: front.bodyStart, end: text.length });
  }
  findings.sort((a, b) => a.start - b.start);
  return head && canFill(findings) ? { template: { ...head, text: kept }, findings } : { findings };
}

/** The keys of a template's front matter. */
interface HeadKeys {
  readonly given: ReadonlyMap<string, unknown>;
  /** Notes findings about a key. */
  readonly find: (key: string, ...whats: readonly Found[]) => undefined;
}

/** Reads what the front matter says; undefined if it names no audience. */
function readHead(
  keys: HeadKeys,
  known: TemplateVocabulary,
  fileName: string,
): Omit<UpdateTemplate, 'text'> | undefined {
  const { given, find } = keys;
  for (const key of given.keys()) {
    if (!TEMPLATE_KEYS.includes(key)) {
      find(key, found('key', { name: key, known: TEMPLATE_KEYS }));
    }
  }
  const name = readLine(keys, 'name') ?? fileName;
  const audience = readLine(keys, 'audience');
  if (audience === undefined) {
    find('audience', found('noAudience'));
  } else if (!known.audiences.includes(audience)) {
    find('audience', found('audience', { name: audience, known: known.audiences }));
  }
  const words = [given.get('when') ?? []].flat(1).map(String);
  const unknown = words.filter((word) => !WHEN.includes(word));
  find('when', ...unknown.map((word) => found('moment', { name: word, known: WHEN })));
  const label = readLine(keys, 'label');
  const subject = readLine(keys, 'subject');
  if (subject !== undefined) {
    find('subject', ...parseTemplate(subject, known).findings);
  }
  return audience === undefined
    ? undefined
    : {
        name,
        ...(label !== undefined && { label }),
        audience,
        ...(subject !== undefined && { subject }),
        when: words.filter((word) => WHEN.includes(word)),
      };
}

function readLine({ given, find }: HeadKeys, key: string): string | undefined {
  const field = given.get(key);
  if (field === undefined || field === null || field === '') {
    return undefined;
  }
  const written = typeof field === 'object' ? '' : (field as string | number | boolean).toString().trim();
  return written === '' || written.includes('\n') ? find(key, found('oneLine', { name: key })) : written;
}

/** Returns the process's templates with a team's own: those of the same name in their place, the others after them. */
export function withOwnTemplates(
  templates: readonly UpdateTemplate[],
  ownTemplates: readonly UpdateTemplate[],
): UpdateTemplate[] {
  const byName = new Map(ownTemplates.map((template) => [template.name, template]));
  const names = new Set(templates.map(({ name }) => name));
  return [
    ...templates.map((template) => byName.get(template.name) ?? template),
    ...[...byName.values()].filter(({ name }) => !names.has(name)),
  ];
}

/** Line ends `\n`, and no blank lines at both ends. */
function tidied(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}
