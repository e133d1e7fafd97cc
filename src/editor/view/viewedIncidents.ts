/** Reads what the views show: the current incident, all follow-ups, and past incidents. */
import { dirname, join } from 'node:path';
import { commands, Uri, workspace } from 'vscode';
import { titleWithSeverity } from '../../core/status/statusWords';
import { flatText } from '../../core/text/flatText';
import { withArrivals, type Arrivals } from '../../core/view/incomingEntries';
import { declarationRow, nowRows } from '../../core/view/nowView';
import { followUpRows } from '../../core/view/followUpView';
import { alikeRows, historyRows, type PastIncident } from '../../core/view/pastView';
import type { Row } from '../../core/view/row';
import { situationOf } from '../../core/view/situation';
import { hasGit } from '../../git/repository/repository';
import type { Author } from '../records/author';
import type { Processes } from '../records/processes';
import type { ListedRecord, RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import { POSTMORTEM, repositoryRoot } from '../records/recordFolders';
import type { RecordParts } from '../records/register';
import { chooseFolder } from '../records/repositories';
import { entryTarget } from '../records/target';
import { todayHere, type FollowUps } from '../entries/followUps';
import type { EntryTools } from '../entries/register';
import type { SearchParts } from '../search/register';
import type { Log } from '../shell/log';
import { gitExecutable, localZone, readSettings, shownEntries } from '../shell/settings';
import type { Incidents } from '../status/incident';
import type { Declarations } from '../sync/declarations';
import type { SyncParts } from '../sync/register';
import { PostmortemTasks } from './postmortemTasks';
import type { ViewName } from './views';
import { say } from '../../core/words/say';

const SITUATION = 'incidentNotes.situation';

/** Maximum number of incidents that a filter shows. */
const MOST_MATCHES = 500;

export class ViewedIncidents {
  readonly #processes: Processes;
  readonly #records: RecordList;
  readonly #writer: RecordWriter;
  readonly #incidents: Incidents;
  readonly #author: Author;
  readonly #search: SearchParts;
  readonly #followUps: FollowUps;
  readonly #declarations: Declarations;
  readonly #log: Log;
  /** Git that was there once is there. */
  #hasGit = false;
  readonly #tasks = new PostmortemTasks();
  readonly #arrivals = new Map<string, Arrivals>();

  constructor(
    {
      processes,
      records,
      writer,
      author,
      followUps,
      declarations,
    }: RecordParts & Pick<EntryTools, 'followUps'> & Pick<SyncParts, 'declarations'>,
    incidents: Incidents,
    search: SearchParts,
    log: Log,
  ) {
    this.#processes = processes;
    this.#records = records;
    this.#writer = writer;
    this.#incidents = incidents;
    this.#author = author;
    this.#search = search;
    this.#followUps = followUps;
    this.#declarations = declarations;
    this.#log = log;
  }

  /** What a view shows now; nothing if it can't be read. */
  async rows(view: ViewName): Promise<readonly Row[]> {
    try {
      return await (view === 'now' ? this.#now() : view === 'followUps' ? this.#leftToDo() : this.#history());
    } catch (error) {
      this.#log.bug(error);
      return [];
    }
  }

  async #now(): Promise<Row[]> {
    const target = await entryTarget(this.#records);
    const open = await this.#records.openOnes();
    const now = Date.now();
    const declared = (await this.#declarations.unseen(now)).map((one) => declarationRow(one, now));
    if (typeof target !== 'string') {
      if (target === undefined) {
        await this.#tellSituation();
      }
      return [...declared, ...open.map(switchRow)];
    }
    const record = await this.#writer.readWhole(target);
    const { status, waiting } = await this.#incidents.describe(target, now);
    const { id } = (await this.#records.read(target)) ?? { id: status.id };
    const arrivals = withArrivals(this.#arrivals.get(target), record, now);
    this.#arrivals.set(target, arrivals);
    const frame = {
      id,
      now,
      zone: localZone(),
      me: await this.#author.of(target),
      arrivals,
      shown: shownEntries(Uri.file(target)),
    };
    const others = open.filter(({ path }) => path !== target).map(switchRow);
    const alikes = this.#search.pastAlikes.known(target, status.title);
    const rows = [
      ...declared,
      ...nowRows(record, this.#processes.of(record, target), status, waiting, frame),
      ...alikeRows(
        alikes.map(({ record: { id: past, title, fields }, lesson }) => ({ id: past, title, fields, lesson })),
      ),
    ];
    const label = others.length === 1 ? say`1 other open incident` : say`${others.length} other open incidents`;
    return others.length === 0 ? rows : [...rows, { key: 'others', label, spoken: label, icon: 'files', rows: others }];
  }

  /** The view is empty: what it says instead is the manifest's, by this context. */
  async #tellSituation(): Promise<void> {
    const folder = chooseFolder(undefined)?.uri;
    const { home } = readSettings(folder);
    this.#hasGit ||= !workspace.isTrusted || (await hasGit(gitExecutable()));
    const situation = situationOf({
      isGitMissing: workspace.isTrusted && !this.#hasGit,
      isOutsideGit: home === undefined && folder !== undefined && repositoryRoot(folder.fsPath) === undefined,
      hasRecords: (await this.#records.all()).length > 0,
    });
    await commands.executeCommand('setContext', SITUATION, situation);
  }

  async #leftToDo(): Promise<Row[]> {
    const records = await this.#followUps.records();
    const [newest] = records;
    return newest === undefined ? [] : followUpRows(records, todayHere(), await this.#author.of(newest.path));
  }

  async #history(): Promise<Row[]> {
    const { query } = this.#search.filter;
    const all = query === '' ? await this.#records.all() : await this.#matching(query);
    return historyRows(
      all.map((record) => ({ ...record, postmortem: this.#tasks.of(join(dirname(record.path), POSTMORTEM)) })),
      query,
    );
  }

  async #matching(query: string): Promise<readonly (ListedRecord & Pick<PastIncident, 'match'>)[]> {
    const found = await this.#search.search.find(query, { limit: MOST_MATCHES, fresh: true });
    return found.map(({ record, ...match }) => ({ ...record, match }));
  }
}

function switchRow({ id, title, fields }: ListedRecord): Row {
  const label = titleWithSeverity(flatText(title), fields.severity);
  return {
    key: `other ${id}`,
    label,
    description: fields.status ?? '',
    spoken: say`${label}. Press Enter to switch to it.`,
    icon: 'flame',
    action: { command: 'switch', argument: { incident: id } },
  };
}
