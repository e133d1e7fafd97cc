/** What's owed after an incident and by when, from the process's deadlines, the record's milestones, and working days. */

import { isStepDone } from '../entries/checklists';
import { fieldOf } from '../frontMatter/fields';
import { leadRole, severityOf, type Process } from '../process/process';
import type { IncidentRecord } from '../record/record';
import { endOfSpan, readSpan } from '../time/span';

export interface DueDeadline {
  /** `report` */
  readonly name: string;
  /** `Incident report` */
  readonly label: string;
  /** The id of the role that owes it. */
  readonly role: string;
  /** When its milestone was reached; milliseconds since the epoch, as all instants here. */
  readonly since: number;
  /** Whole days end with them, in the zone that was given. */
  readonly at: number;
  /** After this instant it is late whatever date was agreed on; absent if the process sets no bound. */
  readonly latest?: number;
  readonly met: boolean;
}

/**
 * Returns the deadlines that run since their milestone was reached, the earliest first; none if the incident came to nothing.
 * `zone` is an IANA name: whose days are meant.
 */
export function dueDeadlines(record: IncidentRecord, process: Process, zone: string): DueDeadline[] {
  const { fields } = record.frontMatter;
  const severity = severityOf(process, fields.severity ?? process.defaultSeverity);
  if (fields.status === 'canceled' || fields.status === 'duplicate' || !severity) {
    return [];
  }
  const end = (start: number, span: string) => endOfSpan(start, readSpan(span), zone, process.workingHours.days);
  return process.deadlines
    .flatMap(({ name, label, from, role, done, atMost }): DueDeadline[] => {
      const start = fieldOf(fields.milestones, from);
      const within = fieldOf(severity.deadlines, name);
      if (start === undefined || within === undefined) {
        return [];
      }
      return [
        {
          name,
          label,
          role: role ?? leadRole(process).id,
          since: start,
          at: end(start, within),
          ...(atMost !== undefined && { latest: end(start, atMost) }),
          met: done !== undefined && isStepDone(record, process, done),
        },
      ];
    })
    .sort((a, b) => a.at - b.at);
}
