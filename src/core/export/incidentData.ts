/** An incident as data, by `schemas/incident.json`: what programs read that know nothing of markdown records. */

import { measureDurations } from '../postmortem/keyTimes';
import type { PostmortemFacts } from '../postmortem/postmortemFacts';
import { readTask } from '../postmortem/refresh/postmortemTask';
import { readFrontMatter } from '../frontMatter/frontMatter';
import { formatInstant } from '../time/instant';
import { readFollowUp } from '../timeline/followUp';
import { readEntry } from '../timeline/timeline';

/** Rises when a field changes its meaning or goes; a new field leaves it as it is. */
const VERSION = 1;

/** JSON with a line ending at its end; `postmortem` is the text of the postmortem where it's to be part. */
export function incidentData(facts: PostmortemFacts, postmortem: string | undefined): string {
  const { fields, record, process, moments, severities, entries, ofKind } = facts;
  const data = {
    format: 'incident-notes-export',
    version: VERSION,
    id: fields.id ?? null,
    title: fields.title ?? null,
    process: process.name,
    severity: fields.severity ?? null,
    status: fields.status ?? null,
    security: fields.security,
    summary: fields.summary ?? null,
    impact: fields.impact ?? null,
    services: fields.services,
    roles: fields.roles,
    channels: fields.channels,
    links: fields.links,
    tickets: fields.tickets,
    milestones: moments.map(({ name, instant }) => ({ name, at: formatInstant(instant) })),
    severities: severities.map(({ severity, from, to }) => ({
      severity,
      from: formatInstant(from),
      to: to === undefined ? null : formatInstant(to),
    })),
    durations: measureDurations(process.durations, moments).map(({ duration, spans, missing }) => ({
      label: duration.label,
      formula: `${duration.to} − ${duration.from}`,
      seconds: missing.length > 0 ? null : spans.reduce((sum, { length }) => sum + length, 0) / 1000,
    })),
    timeline: entries.map((placed) => {
      const { instant, author, kind, qualifier, text, ticked, important } = readEntry(record.text, placed);
      return {
        at: formatInstant(instant),
        author,
        kind,
        qualifier,
        text,
        ...(ticked !== undefined && { done: ticked }),
        ...(important && { important }),
      };
    }),
    followUps: ofKind('TODO').map((placed) => {
      const entry = readEntry(record.text, placed);
      const { text, owner = null, due = null } = readFollowUp(entry.text);
      return { text, owner, due, done: entry.ticked === true };
    }),
    ...(postmortem !== undefined && { postmortem: postmortemData(postmortem) }),
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

function postmortemData(text: string): object {
  const { owner = null, state, since = null, reason = null } = readTask(text);
  return { owner, state, since, reason, markdown: text.slice(readFrontMatter(text).bodyStart).trim() };
}

/** Returns the timeline as rows of cells, the names of the columns first. */
export function csvRows({ record, entries }: PostmortemFacts): string[][] {
  const rows = entries.map((placed) => {
    const { instant, author, kind, qualifier, text, ticked } = readEntry(record.text, placed);
    return [formatInstant(instant), author, kind, qualifier, text, ticked === undefined ? '' : ticked ? 'yes' : 'no'];
  });
  return [['time', 'author', 'kind', 'qualifier', 'text', 'done'], ...rows];
}
