/** Checks the names in a process: each is used once, and each refers to something that exists. */

import { formatFindings } from '../frontMatter/formats';
import type { ProcessDocument } from './processForm';
import type { Mistake } from './processMistakes';
import { reasonFor } from '../text/finding';
import { reasonOf } from '../text/reason';
import { PROCESS_SENTENCES } from './sentences';
import type { TemplateVocabulary } from '../template/updatePlaceholders';
import { parseTemplate } from '../template/updateTemplate';
import { currentWording } from './wording';

/** Returns the severity's name as people type it: `SEV-1` and `sev1` are one. */
export function foldedName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** Returns what a template may name of the process. */
export function templateVocabulary(process: ProcessDocument): TemplateVocabulary {
  return {
    audiences: process.audiences.map(({ name }) => name),
    roles: process.roles.map(({ id }) => id),
    milestones: process.milestones.map(({ name }) => name),
    deadlines: process.deadlines.map(({ name }) => name),
  };
}

/** Names that appear twice, or that stand for nothing in this process. */
export function mistakenNames(process: ProcessDocument): Mistake[] {
  const names = namesIn(process);
  const leading = process.roles.filter(({ leads }) => leads).length;
  return [
    ...twice('roles', 'id', names.roles),
    ...twice('severities', 'name', names.severities.map(foldedName)),
    ...twice('milestones', 'name', names.milestones),
    ...twice('audiences', 'name', names.audiences),
    ...twice('deadlines', 'name', names.deadlines),
    ...twice('templates', 'name', names.templates),
    ...(leading === 1 ? [] : [{ path: ['roles'], reason: reasonOf(PROCESS_SENTENCES, 'leads', { count: leading }) }]),
    ...unknownInTheIncident(process, names),
    ...unknownInTheWork(process, names),
    ...mistakenTexts(process),
  ];
}

interface ProcessNames extends TemplateVocabulary {
  readonly deadlines: readonly string[];
  readonly severities: readonly string[];
  readonly templates: readonly string[];
}

function namesIn(process: ProcessDocument): ProcessNames {
  return {
    ...templateVocabulary(process),
    deadlines: process.deadlines.map(({ name }) => name),
    severities: process.severities.map(({ name }) => name),
    templates: process.templates.map(({ name }) => name),
  };
}

/** Names in roles, severities, durations, deadlines, and outcomes that stand for nothing. */
function unknownInTheIncident(process: ProcessDocument, names: ProcessNames): Mistake[] {
  const { audiences, roles, milestones, severities, deadlines, templates } = names;
  const steps = process.checklists.flatMap(({ items }) => items.map((item) => currentWording(process, item)));
  return [
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
      ...unknown('step', done && currentWording(process, done), steps, ['deadlines', index, 'done']),
    ]),
    ...process.outcomes.flatMap(({ template }, index) =>
      unknown('template', template, templates, ['outcomes', index, 'template']),
    ),
  ];
}

/** Names in checklists and gates that stand for nothing. */
function unknownInTheWork(process: ProcessDocument, { roles, milestones }: ProcessNames): Mistake[] {
  const today = (words: string): string => currentWording(process, words);
  const phases = process.checklists.map(({ phase }) => today(phase));
  return [
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
