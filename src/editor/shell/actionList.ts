/**
 * All actions as rows of one list: three at the top to learn, then the ones used in this workspace, and the rest one key
 * further.
 */
import type { Memento } from 'vscode';
import { say } from '../../core/words/say';
import type { CommandName } from './contributions';

export type Action = readonly [name: CommandName, label: string];

/** The first thing to do while nobody leads. */
const lead = (): Action => ['takeLead', `$(account) ${say`Take the lead`}`];

const actions = (): readonly Action[] => [
  ['log', `$(edit) ${say`Log an entry`}`],
  ['milestone', `$(milestone) ${say`Log a milestone`}`],
  ['update', `$(megaphone) ${say`Write an update`}`],
  ['todo', `$(checklist) ${say`Add a follow-up`}`],
  ['complete', `$(check) ${say`Complete a follow-up`}`],
  ['fileIssue', `$(issues) ${say`File an issue for a follow-up`}`],
  ['copyOverdue', `$(copy) ${say`Copy overdue follow-ups`}`],
  ['copyJoinLink', `$(link) ${say`Copy join link`}`],
  ['correct', `$(pencil) ${say`Correct an entry`}`],
  ['undoLast', `$(discard) ${say`Undo my last entry`}`],
  ['redoLast', `$(redo) ${say`Redo my last undo`}`],
  ['markImportant', `$(star) ${say`Mark an entry as important`}`],
  ['moveEntry', `$(arrow-swap) ${say`Move an entry to another incident`}`],
  ['severity', `$(warning) ${say`Change the severity`}`],
  ['assignRole', `$(person-add) ${say`Assign a role`}`],
  ['handOff', `$(arrow-right) ${say`Hand off a role`}`],
  ['confirmHandOff', `$(verified) ${say`Confirm a hand-off`}`],
  ['hypothesis', `$(lightbulb) ${say`Log a hypothesis`}`],
  ['quest', `$(watch) ${say`Assign a quest`}`],
  ['snooze', `$(bell-slash) ${say`Snooze a reminder`}`],
  ['check', `$(tasklist) ${say`Check off a step`}`],
  ['editSummary', `$(note) ${say`Edit title, impact, and services`}`],
  ['setLink', `$(link) ${say`Set a channel, link, or ticket`}`],
  ['markSecurity', `$(shield) ${say`Mark as a security incident`}`],
  ['cancel', `$(circle-slash) ${say`Cancel as a false alarm`}`],
  ['duplicate', `$(files) ${say`Close as a duplicate`}`],
  ['brief', `$(book) ${say`Show the brief`}`],
  ['postmortem', `$(mortar-board) ${say`Draft or refresh the postmortem`}`],
  ['postmortemState', `$(pass) ${say`Set the postmortem's state`}`],
  ['report', `$(graph) ${say`Report on several incidents`}`],
  ['export', `$(export) ${say`Export as a web page, markdown, JSON, or CSV`}`],
  ['logReference', `$(file-code) ${say`Log a file or commit`}`],
  ['logClipboard', `$(clippy) ${say`Log the lines on the clipboard`}`],
  ['import', `$(cloud-download) ${say`Import a chat or pager log`}`],
  ['sync', `$(cloud-upload) ${say`Sync and share`}`],
  ['join', `$(person) ${say`Join an incident`}`],
  ['prepareReview', `$(git-pull-request) ${say`Prepare a review`}`],
  ['moveRecord', `$(git-branch) ${say`Move the record to another branch`}`],
  ['mergeLocations', `$(git-merge) ${say`Merge record locations`}`],
  ['leaveOut', `$(exclude) ${say`Leave a file out of commits`}`],
  ['decideSecret', `$(key) ${say`Review a possible secret`}`],
  ['decideHeld', `$(discard) ${say`Review a held record`}`],
  ['open', `$(go-to-file) ${say`Open the record`}`],
  ['search', `$(search) ${say`Search incidents`}`],
  ['filterHistory', `$(filter) ${say`Filter the history`}`],
  ['showView', `$(list-tree) ${say`Show the Incidents view`}`],
  ['showEntries', `$(filter) ${say`Show all or only important entries`}`],
  ['declare', `$(flame) ${say`Declare an incident`}`],
  ['switch', `$(arrow-swap) ${say`Switch to another incident`}`],
  ['resolveMergeConflict', `$(git-merge) ${say`Resolve a merge conflict`}`],
  ['practice', `$(debug-step-over) ${say`Practice with a past outage`}`],
  ['endPractice', `$(close) ${say`End the drill`}`],
  ['setUpRepository', `$(gear) ${say`Set up the repository`}`],
  ['retry', `$(sync) ${say`Retry pending entries`}`],
  ['recover', `$(history) ${say`Recover entries`}`],
  ['diagnose', `$(pulse) ${say`Show diagnostics`}`],
  ['showLog', `$(output) ${say`Show log`}`],
];

/** Number of actions that are in the first list from the start. */
const TAUGHT = 3;

/** The commands that this workspace's person has used without an argument, and to some effect. */
export class UsedActions {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  get names(): readonly string[] {
    return this.#memory.get<string[]>('used', []);
  }

  async add(name: CommandName): Promise<void> {
    if (!this.names.includes(name)) {
      await this.#memory.update('used', [...this.names, name]);
    }
  }
}

/**
 * The first list and the rest. `underway`: there is an incident to write to; `unled`: nobody leads it; `several`: there is
 * another one to switch to.
 */
export function arrangedActions(
  used: readonly string[],
  { underway, unled, several }: { readonly underway: boolean; readonly unled: boolean; readonly several: boolean },
): { readonly first: readonly Action[]; readonly rest: readonly Action[] } {
  const isFirst = ([name]: Action, index: number): boolean =>
    name === 'declare' ||
    (name === 'open' && (underway || several)) ||
    (name === 'switch' && several) ||
    (underway && (index < TAUGHT || used.includes(name)));
  const all = actions();
  const first = all.filter(isFirst);
  const declare = first.filter(([name]) => name === 'declare');
  return {
    first: underway
      ? [...(unled ? [lead()] : []), ...first]
      : [...declare, ...first.filter((action) => !declare.includes(action))],
    rest: all.filter((action) => !first.includes(action)),
  };
}
