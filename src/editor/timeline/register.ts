/** Registers the commands that write to the timeline, and change what stands in it. */
import type { DeclareAs } from '../declare/declare';
import { EntryChoice } from '../entries/entryChoice';
import type { EntryTools } from '../entries/register';
import type { RecordParts } from '../records/register';
import type { HandlersOf } from '../shell/commands';
import type { Shell } from '../shell/shell';
import type { UpdateDrafts } from '../update/updateDrafts';
import { Linking } from './linking';
import { Logging } from './logging';
import { MovingEntry } from './movingEntry';
import { Responding } from './responding';
import { Revising } from './revising';
import { Sources } from './sources';
import { Undoing } from './undoing';

export function registerTimeline(
  { records, writer, writing, own, seen }: EntryTools,
  { repositories, approvals }: RecordParts,
  { pace }: Shell,
  drafts: UpdateDrafts,
  declareAs: DeclareAs,
): HandlersOf<
  | ('log' | 'logClipboard' | 'milestone' | 'todo' | 'severity' | 'hypothesis' | 'quest' | 'check' | 'editSummary')
  | ('setLink' | 'complete' | 'correct' | 'moveEntry' | 'undoLast' | 'redoLast')
> {
  const sources = new Sources(repositories, approvals, pace);
  const logging = new Logging(records, writer, writing, drafts, sources, declareAs);
  const responding = new Responding(records, writer, writing);
  const linking = new Linking(records, writer, writing);
  const entries = new EntryChoice(records, writer);
  const revising = new Revising(records, writing, entries);
  const movingEntry = new MovingEntry(records, writer, writing, entries, own, seen);
  const undoing = new Undoing(records, writer, writing, own, seen);
  return {
    log: (invocation) => logging.log(invocation),
    logClipboard: (invocation) => logging.logClipboard(invocation),
    milestone: (invocation) => logging.milestone(invocation),
    todo: (invocation) => logging.todo(invocation),
    severity: (invocation) => responding.severity(invocation),
    hypothesis: (invocation) => responding.hypothesis(invocation),
    quest: (invocation) => responding.quest(invocation),
    check: (invocation) => responding.check(invocation),
    editSummary: (invocation) => responding.editSummary(invocation),
    setLink: (invocation) => linking.setLink(invocation),
    complete: (invocation) => revising.complete(invocation),
    correct: (invocation) => revising.correct(invocation),
    moveEntry: (invocation) => movingEntry.moveEntry(invocation),
    undoLast: (invocation) => undoing.undoLast(invocation),
    redoLast: (invocation) => undoing.redoLast(invocation),
  };
}
