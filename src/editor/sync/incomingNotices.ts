/**
 * Notifies a person, once each and with one action, of incoming entries that need them: a role that's handed to them, or an
 * incident that looks like the one they just declared.
 */
import { commands, Uri, window } from 'vscode';
import { staysInRecord } from '../../core/entries/entryMove';
import { atFreeInstants } from '../../core/entries/newEntries';
import { lookAlikes } from '../../core/entries/lookAlikes';
import { isOpenRecord, type IncidentRecord } from '../../core/record/record';
import { openOffers } from '../../core/entries/roles';
import { countingEntries } from '../../core/timeline/retraction';
import { readEntry } from '../../core/timeline/timeline';
import type { Author } from '../records/author';
import { idOf } from '../records/recordFolders';
import type { ListedRecord, RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import { showRecord } from '../records/showDocument';
import type { ShowBrief } from '../records/shownTexts';
import type { HeardChange } from './rounds';
import { say } from '../../core/words/say';

/** How long a declaration is recent, in ms. After that, people know that two incidents are two. */
const RECENT = 60 * 60_000;

export class Announcing {
  readonly #records: RecordList;
  readonly #writer: RecordWriter;
  readonly #author: Author;
  readonly #showBrief: ShowBrief;
  readonly #told = new Set<string>();

  constructor(records: RecordList, writer: RecordWriter, author: Author, showBrief: ShowBrief) {
    this.#records = records;
    this.#writer = writer;
    this.#author = author;
    this.#showBrief = showBrief;
  }

  async heard({ path, before, after }: HeardChange): Promise<void> {
    const me = `@${await this.#author.of(path)}`;
    const known = new Set((before ? openOffers(before) : []).map(({ role, from, to }) => `${role} ${from} ${to}`));
    for (const { role, from, to } of openOffers(after)) {
      if (to === me && !known.has(`${role} ${from} ${to}`) && this.#isNew(`offer ${path} ${role} ${from}`)) {
        void this.#offer(path, after, role, from);
      }
    }
    if (!before && isOpenRecord(after)) {
      await this.#compare(path, after, me);
    }
  }

  async #offer(path: string, { frontMatter }: IncidentRecord, role: string, from: string): Promise<void> {
    const title = frontMatter.fields.title ?? idOf(path);
    if (await window.showInformationMessage(say`${from} wants to hand off ${role} to you: ${title}`, say`Confirm`)) {
      await commands.executeCommand('incidentNotes.confirmHandOff', { role, incident: idOf(path) });
      await this.#showBrief(path, Date.now());
    }
  }

  /** Offers to join what came, where this person has declared the like a moment ago. */
  async #compare(path: string, after: IncidentRecord, me: string): Promise<void> {
    const { title } = after.frontMatter.fields;
    const all = await this.#records.all();
    const mine = all.filter(
      (record) =>
        record.open && record.path !== path && (record.fields.milestones['declared'] ?? 0) > Date.now() - RECENT,
    );
    const alike =
      title === undefined
        ? []
        : lookAlikes(
            title,
            mine.map(({ id, title: other, fields }) => ({ id, title: other, services: fields.services })),
            all.filter((record) => !mine.includes(record) && record.path !== path).map((record) => record.title),
          );
    for (const own of mine.filter(({ id }) => alike.some((found) => found.id === id))) {
      const [declared] = readFirst(await this.#writer.readWhole(own.path));
      if (`@${declared?.author}` === me && this.#isNew(`alike ${own.path} ${path}`)) {
        void this.#join(own, path, title!);
      }
    }
  }

  /** Moves what was written to the person's own record, and marks that one as a duplicate. */
  async #join(own: ListedRecord, theirs: string, title: string): Promise<void> {
    const question = say`"${title}" is also open and looks like your "${own.title}".`;
    if (!(await window.showInformationMessage(question, say`Join`))) {
      return;
    }
    const record = await this.#writer.readWhole(own.path);
    // Whoever declared the other one was asked as well, and may have been quicker.
    if (!isOpenRecord(record) || !isOpenRecord(await this.#writer.readWhole(theirs))) {
      void window.showInformationMessage(say`Nothing was moved: one of the two incidents is closed.`);
      return;
    }
    // What was retracted stays behind, and so does what says so.
    const entries = countingEntries(record)
      .map((placed) => readEntry(record.text, placed))
      .filter((entry) => entry.kind === 'CHECK' || !staysInRecord(entry));
    await this.#writer.write(theirs, (joined) => atFreeInstants(joined, entries).map((added) => ({ added })));
    await commands.executeCommand('incidentNotes.duplicate', { of: idOf(theirs), incident: own.id });
    await this.#records.activate(theirs);
    await showRecord(Uri.file(theirs));
  }

  #isNew(what: string): boolean {
    const fresh = !this.#told.has(what);
    this.#told.add(what);
    return fresh;
  }
}

function readFirst({ text, timeline }: IncidentRecord) {
  return timeline.entries.slice(0, 1).map((placed) => readEntry(text, placed));
}
