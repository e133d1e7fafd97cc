/** The front matter's fields that repeat the timeline, as the timeline has them. */

import type { FieldChange } from '../frontMatter/fieldEdit';
import { formatInstant } from '../time/instant';
import type { TimelineState } from '../timeline/timelineState';

/** Returns the fields as the front matter has them where it agrees with the timeline. */
export function repeatedFields({ status, severity, milestones, roles }: TimelineState): FieldChange[] {
  return [
    ...(severity === undefined ? [] : [{ path: ['severity'] as const, value: severity }]),
    ...(status === undefined ? [] : [{ path: ['status'] as const, value: status }]),
    ...[...milestones].map(([name, instant]) => ({
      path: ['milestones', name] as const,
      value: formatInstant(instant),
    })),
    ...[...roles].map(([role, holders]) => ({ path: ['roles', role] as const, value: holders })),
  ];
}
