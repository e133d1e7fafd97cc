/**
 * What can be done, as rows of one list: the first three are taught, what was used in this workspace stands below them, and
 * all the rest is one key further.
 */
import type { Memento } from 'vscode';
import type { CommandName } from './contributions';

export type Action = readonly [name: CommandName, label: string];

/** The first thing to do while nobody leads. */
const LEAD: Action = ['takeLead', '$(account) Take the lead'];

const ACTIONS: readonly Action[] = [
  ['log', '$(edit) Log an entry'],
  ['milestone', '$(milestone) Log a milestone'],
  ['update', '$(megaphone) Write an update'],
  ['todo', '$(checklist) Add a follow-up'],
  ['complete', '$(check) Complete a follow-up'],
  ['copyOverdue', '$(copy) Copy overdue follow-ups'],
  ['correct', '$(pencil) Correct an entry'],
  ['undoLast', '$(discard) Undo my last entry'],
  ['redoLast', '$(redo) Redo my last undo'],
  ['markImportant', '$(star) Mark an entry as important'],
  ['moveEntry', '$(arrow-swap) Move an entry to another incident'],
  ['severity', '$(warning) Change the severity'],
  ['assignRole', '$(person-add) Assign a role'],
  ['handOff', '$(arrow-right) Hand off a role'],
  ['confirmHandOff', '$(verified) Confirm a hand-off'],
  ['hypothesis', '$(lightbulb) Log a hypothesis'],
  ['quest', '$(watch) Assign a quest'],
  ['snooze', '$(bell-slash) Snooze a reminder'],
  ['check', '$(tasklist) Check off a step'],
  ['editSummary', '$(note) Edit title, impact, and services'],
  ['setLink', '$(link) Set a channel, link, or ticket'],
  ['markSecurity', '$(shield) Mark as a security incident'],
  ['cancel', '$(circle-slash) Cancel as a false alarm'],
  ['duplicate', '$(files) Close as a duplicate'],
  ['brief', '$(book) Show the brief'],
  ['postmortem', '$(mortar-board) Draft or refresh the postmortem'],
  ['postmortemState', "$(pass) Set the postmortem's state"],
  ['logClipboard', '$(clippy) Log the lines on the clipboard'],
  ['import', '$(cloud-download) Import a chat or pager log'],
  ['sync', '$(cloud-upload) Sync and share'],
  ['join', '$(person) Join an incident'],
  ['prepareReview', '$(git-pull-request) Prepare a review'],
  ['moveRecord', '$(git-branch) Move the record to another branch'],
  ['mergeLocations', '$(git-merge) Merge record locations'],
  ['leaveOut', '$(exclude) Leave a file out of commits'],
  ['decideSecret', '$(key) Review a possible secret'],
  ['decideHeld', '$(discard) Review a held record'],
  ['open', '$(go-to-file) Open the record'],
  ['search', '$(search) Search incidents'],
  ['filterHistory', '$(filter) Filter the history'],
  ['showView', '$(list-tree) Show the Incidents view'],
  ['showEntries', '$(filter) Show all or only important entries'],
  ['declare', '$(flame) Declare an incident'],
  ['switch', '$(arrow-swap) Switch to another incident'],
  ['resolveMergeConflict', '$(git-merge) Resolve a merge conflict'],
  ['setUpRepository', '$(gear) Set up the repository'],
  ['retry', '$(sync) Retry pending entries'],
  ['recover', '$(history) Recover entries'],
  ['diagnose', '$(pulse) Show diagnostics'],
  ['showLog', '$(output) Show log'],
];

/** So many of the actions are in the first list from the beginning. */
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
  const first = ACTIONS.filter(isFirst);
  const declare = first.filter(([name]) => name === 'declare');
  return {
    first: underway
      ? [...(unled ? [LEAD] : []), ...first]
      : [...declare, ...first.filter((action) => !declare.includes(action))],
    rest: ACTIONS.filter((action) => !first.includes(action)),
  };
}
