/** The order in which milestones are offered: the next ones first, then those that were skipped or reached. */

import { isOpen, type Fields } from '../frontMatter/fields';
import type { Process } from './process';

type ProcessMilestone = Process['milestones'][number];

/** Returns the process's milestones, those after the one that was reached last first; `reached` is as in the front matter. */
export function offeredMilestones({ milestones }: Process, reached: Fields['milestones']): readonly ProcessMilestone[] {
  const next = milestones.indexOf(lastReached(milestones, reached)!) + 1;
  return [...milestones.slice(next), ...milestones.slice(0, next)];
}

/** After a reopening the incident is where it was when it was declared. Undefined if nothing was reached. */
function lastReached(
  milestones: readonly ProcessMilestone[],
  reached: Fields['milestones'],
): ProcessMilestone | undefined {
  const instantOf = ({ name }: ProcessMilestone): number => (Object.hasOwn(reached, name) ? reached[name]! : -Infinity);
  const last = milestones.reduce<ProcessMilestone | undefined>(
    (latest, one) => (instantOf(one) > -Infinity && (!latest || instantOf(one) >= instantOf(latest)) ? one : latest),
    undefined,
  );
  const isBack =
    last?.status !== undefined &&
    isOpen(last.status) &&
    milestones.slice(0, milestones.indexOf(last)).some(({ status }) => status !== undefined && !isOpen(status));
  return isBack ? milestones.find(({ status }) => status === last.status) : last;
}
