/** Whether the names in a process mean something: that none stands twice, and that each stands for a thing it has. */

import { formatFindings } from '../frontMatter/formats';
import type { ProcessDocument } from './processForm';
import type { Mistake } from './processMistakes';
import { reasonFor } from '../text/finding';
import { reasonOf } from '../text/reason';
import { PROCESS_SENTENCES } from './sentences';
import type { TemplateVocabulary } from '../template/updatePlaceholders';
import { parseTemplate } from '../template/updateTemplate';
import { currentWording } from './wording';

/** The severity's name as people type it: `SEV-1` and `sev1` are one. */
export function foldedName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** What a template may name of the process. */
export function templateVocabulary(process: ProcessDocument): TemplateVocabulary {
  return {
    audiences: process.audiences.map(({ name }) => name),
    roles: process.roles.map(({ id }) => id),
    milestones: process.milestones.map(({ name }) => name),
    deadlines: process.deadlines.map(({ name }) => name),
  };
}

/** Names that stand twice, or that stand for nothing in this process. */
export function mistakenNames(process: ProcessDocument): Mistake[] {
  const leading = process.roles.filter(({ leads }) => leads).length;
  const audiences = process.audiences.map(({ name }) => name);
  const roles = process.roles.map(({ id }) => id);
  const milestones = process.milestones.map(({ name }) => name);
  const severities = process.severities.map(({ name }) => name);
  const deadlines = process.deadlines.map(({ name }) => name);
  const today = (words: string): string => currentWording(process, words);
  const phases = process.checklists.map(({ phase }) => today(phase));
  const templates = process.templates.map(({ name }) => name);
  return [
    ...twice('roles', 'id', roles),
    ...twice('severities', 'name', severities.map(foldedName)),
    ...twice('milestones', 'name', milestones),
    ...twice('audiences', 'name', audiences),
    ...twice('deadlines', 'name', deadlines),
    ...twice('templates', 'name', templates),
    ...(leading === 1
      ? []
      : [
          {
            path: ['roles'],
            reason: reasonOf(PROCESS_SENTENCES, 'leads', { count: leading }),
          },
        ]),
    ...process.roles.flatMap(({ writes }, index) =>
      writes.flatMap((name, at) => unknown('audience', name, audiences, ['roles', index, 'writes', at])),
    ),
    ...unknown('severity', process.defaultSeverity, severities, ['defaultSeverity']),
    ...process.severities.flatMap((severity, index) => [
      ...unknownKeys('audience', severity.cadence, audiences, ['severities', index, 'cadence']),
      ...unknownKeys('deadline', severity.deadlines, deadlines, ['severities', index, 'deadlines']),
    ]),
    ...process.durations.flatMap(({ from, to }, index) => [
      ...unknown('milestone', from, milestones, ['durations', index, 'from']),
      ...unknown('milestone', to, milestones, ['durations', index, 'to']),
    ]),
    ...process.deadlines.flatMap(({ from, role, done }, index) => [
      ...unknown('milestone', from, milestones, ['deadlines', index, 'from']),
      ...unknown('role', role, roles, ['deadlines', index, 'role']),
      ...unknown(
        'step',
        done && today(done),
        process.checklists.flatMap(({ items }) => items.map(today)),
        ['deadlines', index, 'done'],
      ),
    ]),
    ...process.outcomes.flatMap(({ template }, index) =>
      unknown('template', template, templates, ['outcomes', index, 'template']),
    ),
    ...process.checklists.flatMap(({ role, from }, index) => [
      ...unknown('role', role, roles, ['checklists', index, 'role']),
      ...unknown('milestone', from, milestones, ['checklists', index, 'from']),
    ]),
    ...process.gates.flatMap((gate, index) => [
      ...unknown('milestone', gate.milestone, milestones, ['gates', index, 'milestone']),
      ...gate.after.flatMap((name, at) => unknown('milestone', name, milestones, ['gates', index, 'after', at])),
      ...gate.checklists.flatMap((name, at) =>
        unknown('phase', today(name), phases, ['gates', index, 'checklists', at]),
      ),
      ...unknown('role', gate.validatedBy, roles, ['gates', index, 'validatedBy']),
    ]),
    ...mistakenTexts(process),
  ];
}

function mistakenTexts(process: ProcessDocument): Mistake[] {
  const known = templateVocabulary(process);
  const formats = [
    ...Object.entries(process.channels).map(([name, format]) => ({ path: ['channels', name], format })),
    { path: ['headline'], format: process.headline },
  ];
  return [
    ...formats.flatMap(({ path, format }) =>
      formatFindings(format).map((finding) => ({ path, reason: reasonFor(finding) })),
    ),
    ...process.templates.flatMap(({ audience, subject = '', text }, index) => [
      ...unknown('audience', audience, known.audiences, ['templates', index, 'audience']),
      ...Object.entries({ subject, text }).flatMap(([key, template]) =>
        parseTemplate(template, known).findings.map((finding) => ({
          path: ['templates', index, key],
          reason: reasonFor(finding),
        })),
      ),
    ]),
  ];
}

function twice(list: string, key: string, names: readonly string[]): Mistake[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ path: [list, index, key], reason: reasonOf(PROCESS_SENTENCES, 'doubledName', { name, list }) }]
      : [],
  );
}

function unknown(what: string, name: string | undefined, known: readonly string[], path: Mistake['path']): Mistake[] {
  return name === undefined || known.includes(name)
    ? []
    : [{ path, reason: reasonOf(PROCESS_SENTENCES, 'unknownName', { what, name, known }) }];
}

function unknownKeys(what: string, map: object, known: readonly string[], path: Mistake['path']): Mistake[] {
  return Object.keys(map).flatMap((name) => unknown(what, name, known, [...path, name]));
}
