/** All findings of a record, and which of them a person sees now. */

import { conflictMarkers } from '../text/conflictMarkers';
import { isAcute } from '../frontMatter/fields';
import type { Finding } from '../text/finding';
import { readProse } from './prose';
import { entriesWithState, losesMeaning, recordFindings, type IncidentRecord, type Vocabulary } from './record';
import { timelineState } from '../timeline/timelineState';

/** Returns the findings of git's markers, front matter, timeline and prose. */
export function allFindings(record: IncidentRecord, vocabulary: Vocabulary): Finding[] {
  const markers = conflictMarkers(record.text);
  return [...markers, ...recordFindings(record, vocabulary), ...readProse(record).findings];
}

/**
 * Until the incident is mitigated only what loses meaning, or isn't in the timeline, is shown: the rest would be noise under a
 * tired person's notes.
 */
export function shownFindings(record: IncidentRecord, vocabulary: Vocabulary): Finding[] {
  const said = timelineState(entriesWithState(record), (name) => vocabulary.statusAfter(name)).status;
  const acute = isAcute(record.frontMatter.fields.status) && isAcute(said);
  return allFindings(record, vocabulary).filter(
    (finding) => !acute || losesMeaning(finding) || finding.code === 'bareTime',
  );
}
