/** Combines everything that's known about one incident right now: record, journal, commits, location. */
import { readProse, sectionText } from '../../core/record/prose';
import type { IncidentRecord } from '../../core/record/record';
import { incidentStatus, type IncidentStatus } from '../../core/status/status';
import type { Waiting } from '../../core/status/statusWords';
import type { LeftOut } from '../../git/repository/leftOut';
import type { Journal } from '../../store/journal/journal';
import type { Committer } from '../records/committer';
import { openDocument } from '../records/openRecord';
import type { Places } from '../records/recordLocations';
import type { Processes } from '../records/processes';
import type { RecordParts } from '../records/register';
import type { DescribedSharing, Sharing } from '../sync/syncScheduler';
import { sharingWords } from '../../core/status/sharingWords';
import { idOf } from '../records/recordFolders';
import type { RecordWriter } from '../records/recordWriter';
import { localZone } from '../shell/settings';
import { reasonOf } from '../../core/text/reason';
import { EDITOR_SENTENCES } from '../shell/sentences';

export interface Incident {
  readonly path: string;
  readonly status: IncidentStatus;
  readonly waiting: Waiting;
  /** The record's Contacts, markdown; empty if there are none. */
  readonly contacts: string;
  /** Why it can't be shared although it's committed, no period; absent if nothing holds it. */
  readonly unshared?: string;
  /** Files of its folder that are in no commit. */
  readonly leftOut: readonly LeftOut[];
}

export class Incidents {
  readonly #processes: Processes;
  readonly #journal: Journal;
  readonly #writer: RecordWriter;
  readonly #committer: Committer;
  readonly #places: Places;
  readonly #sharing: Sharing;
  readonly #contacts = new Map<string, { around: string; contacts: string }>();

  constructor({ processes, journal, writer, committer, places }: RecordParts, sharing: Sharing) {
    this.#processes = processes;
    this.#journal = journal;
    this.#writer = writer;
    this.#committer = committer;
    this.#places = places;
    this.#sharing = sharing;
  }

  /** The incident of the record at `path`, `now` being milliseconds since the epoch. */
  async describe(path: string, now: number): Promise<Incident> {
    const record = await this.#writer.readWhole(path);
    const process = this.#processes.of(record, path);
    const place = await this.#places.describe(path, now);
    const sharing = await this.#sharing.describe(path, record, now);
    const entries = this.#journal.countOf(path);
    const uncommitted = entries > 0 ? place.why : undefined;
    const unsaved = entries > 0 && openDocument(path)?.isDirty ? reasonOf(EDITOR_SENTENCES, 'unsaved') : undefined;
    const why = this.#writer.holdOf(path) ?? unsaved ?? this.#committer.heldBecause(path) ?? uncommitted;
    return {
      path,
      status: incidentStatus(record, process, { id: idOf(path), now, zone: localZone() }),
      waiting: {
        entries,
        place,
        ...(why === undefined ? {} : { why: why.short }),
        ...sharingOf(sharing, entries, why !== undefined),
      },
      contacts: this.#contactsOf(path, record),
      leftOut: this.#committer.leftOutOf(path),
      ...(sharing.shared.state === 'held' && { unshared: sharing.shared.why }),
    };
  }

  /** Markdown is parsed again only when something outside the timeline has changed. */
  #contactsOf(path: string, record: IncidentRecord): string {
    const { text, timeline } = record;
    const around = text.slice(0, timeline.start) + text.slice(timeline.end);
    const known = this.#contacts.get(path);
    if (known?.around === around) {
      return known.contacts;
    }
    const contacts = sectionText(record, readProse(record), 'Contacts');
    this.#contacts.set(path, { around, contacts });
    return contacts;
  }
}

/** How sharing is said next to `entries` that aren't yet committed. */
function sharingOf({ state, shared, news }: DescribedSharing, entries: number, isHeld: boolean) {
  const words = sharingWords(shared);
  const isWorthALook = shared.state === 'offline' || state === 'held';
  const line = news ?? (isWorthALook ? words : undefined);
  const isShared = shared.state === 'shared' && entries > 0;
  return {
    // What isn't committed can't be shared: why that is says it.
    ...(!(isShared && isHeld) && { shared: isShared ? sharingWords({ state: 'sharing' }) : words }),
    ...(line !== undefined && { sharing: line }),
  };
}
