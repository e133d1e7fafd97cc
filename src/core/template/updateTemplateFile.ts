/** Reads a team's own template, `.incident-notes/templates/weekly-note.md`, and puts it among those of the process. */

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
 * text. `fileName` is the file's name without `.md`, which serves where there is no `name`. The template is absent where
 * it could not be filled: no audience, no text, or mustache that cannot be read.
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
  const { document } = front;
  const { value } = readYaml(text.slice(front.start, front.end), front.start);
  const findings: Finding[] = [];
  const map = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const given = new Map<string, unknown>(map);
  const place = (key: string): [number, number] => {
    const [from, to] = rangeOfField(document, [key]);
    return [front.start + from, front.start + to];
  };
  const find = (what: Found, key: string): undefined => {
    const [start, end] = place(key);
    findings.push({ ...what, start, end });
  };
  const line = (key: string): string | undefined => {
    const field = given.get(key);
    if (field === undefined || field === null || field === '') {
      return undefined;
    }
    const written = typeof field === 'object' ? '' : (field as string | number | boolean).toString().trim();
    return written === '' || written.includes('\n') ? find(found('oneLine', { name: key }), key) : written;
  };

  for (const key of given.keys()) {
    if (!TEMPLATE_KEYS.includes(key)) {
      find(found('key', { name: key, known: TEMPLATE_KEYS }), key);
    }
  }
  const name = line('name') ?? fileName;
  const audience = line('audience');
  if (audience === undefined) {
    find(found('noAudience'), 'audience');
  } else if (!known.audiences.includes(audience)) {
    find(found('audience', { name: audience, known: known.audiences }), 'audience');
  }
  const words = [given.get('when') ?? []].flat(1).map(String);
  for (const word of words) {
    if (!WHEN.includes(word)) {
      find(found('moment', { name: word, known: WHEN }), 'when');
    }
  }
  const label = line('label');
  const subject = line('subject');
  if (subject !== undefined) {
    const [start, end] = place('subject');
    findings.push(...parseTemplate(subject, known).findings.map((finding) => ({ ...finding, start, end })));
  }
  const body = text.slice(front.bodyStart);
  const moved = parseTemplate(body, known).findings.map((finding) => ({
    ...finding,
    start: finding.start + front.bodyStart,
    end: finding.end + front.bodyStart,
  }));
  findings.push(...moved);
  const kept = tidied(body);
  if (kept === '') {
    findings.push({
      ...found('noText'),
      start: front.bodyStart,
      end: text.length,
    });
  }
  findings.sort((a, b) => a.start - b.start);
  if (audience === undefined || !canFill(findings)) {
    return { findings };
  }
  const when = words.filter((word) => WHEN.includes(word));
  return {
    template: {
      name,
      ...(label !== undefined && { label }),
      audience,
      ...(subject !== undefined && { subject }),
      when,
      text: kept,
    },
    findings,
  };
}

/** The process's templates with a team's own: those of the same name in their place, the others after them. */
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
