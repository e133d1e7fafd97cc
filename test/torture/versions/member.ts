/** One of the two who respond: a clone, a window with one version of the extension, and what they do in it. */
import fs from 'node:fs';
import path from 'node:path';
import { formatEntry } from '../../../src/core/timeline/entry';
import { readRecord } from '../../../src/core/record/record';
import { counts, retractionOf } from '../../../src/core/timeline/retraction';
import { readEntry } from '../../../src/core/timeline/timeline';
import { until } from '../../patience';
import type { Ledger } from './ledger';
import type { Window } from './window';
import { KINDS, WRITES } from './writes';

/** Returns a whole number from 0 to below `limit`. */
export type Random = (limit: number) => number;

interface Written {
  readonly entry: string;
  readonly retraction?: string;
}

/** What `status` says of an incident. */
export interface Status {
  readonly id: string;
  readonly severity: string;
  readonly status: string;
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly title: string;
  readonly clocks: readonly { readonly key: string; readonly label: string; readonly at: string }[];
}

/** An incident of the round. */
export interface Incident {
  readonly id: string;
  readonly ledger: Ledger;
  /** Words that were typed into the postmortem. */
  readonly review: string[];
}

/** How long ago an entry may be, in minutes; the incidents are older. */
const BACK = 150;

let count = 0;

export class Member {
  private random: Random = () => 0;

  constructor(
    readonly name: 'old' | 'now',
    readonly window: Window,
    readonly clone: string,
  ) {}

  /** Begins a round: for one seed the same things are done, as far as the other one doesn't come between. */
  begin(seed: number): void {
    this.random = seeded(seed);
  }

  get records(): string {
    return path.join(this.clone, 'incidents');
  }

  file(id: string, name = 'incident.md'): string {
    return path.join(this.records, id, name);
  }

  text(id: string, name = 'incident.md'): string {
    return fs.readFileSync(this.file(id, name), 'utf8');
  }

  /** Syncs until all of it is shared. */
  async sync({ id }: Incident): Promise<void> {
    let last: unknown;
    await until(
      async () => {
        const { state, waiting } = await this.window.run<{ state: string; waiting: number }>('sync', { incident: id });
        last = { state, waiting };
        return state === 'shared' && waiting === 0;
      },
      () => `${this.name} has shared ${id}: ${JSON.stringify(last)}`,
    );
  }

  async declare(title: string): Promise<string> {
    const { id } = await this.window.run<{ id: string }>('declare', { title, at: '-3h', severity: 'SEV-2' });
    return id;
  }

  /** Writes something. Returns the entry. */
  async write(incident: Incident, kind = this.pick(KINDS)): Promise<string> {
    const form = WRITES[kind];
    if (form) {
      const argument = { ...form(this.#words(), this.random(1000)), ...this.#at() };
      try {
        return await this.#run(kind, incident, argument);
      } catch (error) {
        // Only this may be true before the command knows it.
        if (!/The severity is SEV-\d already|the severity is already SEV-\d/.test(String(error))) throw error;
        return this.write(incident, 'log');
      }
    }
    if (kind === 'check') return this.#run(kind, incident, { name: this.pick(this.#steps(incident)) });
    // Whom a role goes to, and how, are three commands, one after the other.
    const role = `liaison-${this.name}`;
    await this.#clockPasses(incident);
    await this.#run('assignRole', incident, { role, to: this.#words() });
    const offered = await this.#run('handOff', incident, { role, to: this.#words(), reason: 'needs sleep' });
    return kind === 'handOff' ? offered : this.confirm(incident, this);
  }

  /** Confirms the hand-off that somebody offered. */
  async confirm(incident: Incident, from: Member): Promise<string> {
    return this.#run('confirmHandOff', incident, { role: `liaison-${from.name}`, checked: true });
  }

  /** Snoozes what is due first, while nobody else writes. */
  async snooze(incident: Incident): Promise<void> {
    const { clocks } = await this.status(incident);
    const [first] = clocks;
    if (!first) return;
    const until = new Date(Math.max(Date.now(), Date.parse(first.at)) + 3_600_000).toISOString();
    await this.#run('snooze', incident, { clock: first.key, until });
  }

  /** Corrects an entry that nobody else corrects, or ticks one; does nothing where there is none. */
  async revise({ id, ledger }: Incident): Promise<void> {
    const record = readRecord(this.text(id));
    const found = record.timeline.entries
      .map((placed) => readEntry(record.text, placed))
      .filter((entry) => entry.author === this.name && counts(record, entry));
    const box = found.find(({ ticked }) => ticked === false);
    if (box && this.random(2) === 0) {
      await this.window.run('complete', { incident: id, entry: formatEntry(box, '\n') });
      return;
    }
    const lines = found.filter(({ kind }) => ['TL', 'TODO', 'HYPOTHESIS'].includes(kind));
    if (lines.length === 0) return;
    const entry = formatEntry(this.pick(lines), '\n');
    const correction = this.random(2) === 0 ? { text: this.#words() } : { at: `-${this.random(BACK)}m` };
    const { entry: corrected } = await this.window.run<Written>('correct', { incident: id, entry, ...correction });
    ledger.remove(entry);
    ledger.add(corrected);
  }

  /** Ticks a step of the checklists by hand. */
  async tick(incident: Incident): Promise<void> {
    const step = this.pick(this.#steps(incident));
    await this.#byHand(incident, (text) => text.replace(`- [ ] ${step}\n`, `- [x] ${step}\n`));
  }

  /** Types into the summary or below an entry; with the new version perhaps in the open record, while others write it. */
  async typeProse(incident: Incident): Promise<void> {
    const words = `typed ${this.#words()}.`;
    if (this.name === 'now' && this.random(2) === 0) {
      await this.window.type(this.file(incident.id), '\n## Summary\n', `\n${words}\n`);
      incident.ledger.typed(words);
      return;
    }
    const place = this.random(2) === 0 ? '\n## Timeline\n' : '\n## Checklists\n';
    await this.#byHand(incident, (text) => text.replace(place, `\n${words}\n${place}`));
    incident.ledger.typed(words);
  }

  /** Types a retraction of what the other one has written. */
  async retractTheirs(incident: Incident): Promise<void> {
    await this.sync(incident);
    const record = readRecord(this.text(incident.id));
    const theirs = record.timeline.entries
      .map((placed) => readEntry(record.text, placed))
      .filter((entry) => entry.author !== this.name && entry.qualifier !== 'declared' && counts(record, entry));
    if (theirs.length === 0) return;
    const entry = this.pick(theirs);
    const how = { author: this.name, instant: Date.now(), reason: 'typed' };
    const retraction = { ...retractionOf(record, entry, how), instant: record.timeline.entries.at(-1)!.instant + 1000 };
    const line = formatEntry(retraction, '\n');
    await this.#byHand(incident, (text) => text.replace(/\n*\n## Checklists\n/, (found) => `\n${line}${found}`));
    incident.ledger.add(line);
  }

  /** Changes a file on the disk, as another editor does; the next command commits it. */
  async #byHand(incident: Incident, change: (text: string) => string): Promise<void> {
    await this.sync(incident);
    const before = this.text(incident.id);
    const after = change(before);
    if (after !== before) fs.writeFileSync(this.file(incident.id), after);
    await this.write(incident, 'log');
  }

  /** Drafts or refreshes it, perhaps after somebody has typed into it. */
  async postmortem({ id, review }: Incident): Promise<void> {
    const file = this.file(id, 'postmortem.md');
    if (fs.existsSync(file) && this.random(2) === 0) {
      const words = `reviewed ${this.#words()}.`;
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('\n## Impact\n', `\n${words}\n\n## Impact\n`));
      review.push(words);
    }
    await this.window.run('postmortem', { incident: id });
  }

  /** Only the new version: writes something, perhaps shares it, retracts it, perhaps redoes that. */
  async retract(incident: Incident, kind: string): Promise<void> {
    const { id, ledger } = incident;
    const entry = await this.write(incident, kind);
    // The other one may have checked off the step before.
    if (!entry.includes(` @${this.name} `)) return;
    if (this.random(2) === 0) await this.sync(incident);
    const retract = this.random(4) === 0 ? {} : { retract: true };
    const undone = await this.window.run<Written>('undoLast', { incident: id, reason: 'wrong', ...retract });
    if (undone.retraction === undefined) ledger.remove(undone.entry);
    else ledger.add(undone.retraction);
    if (this.random(3) > 0) return;
    if (this.random(2) === 0) await this.sync(incident);
    const redone = await this.window.run<Written>('redoLast', { incident: id });
    ledger.add(redone.entry);
    if (redone.retraction !== undefined) ledger.add(redone.retraction);
    else if (undone.retraction !== undefined) ledger.remove(undone.retraction);
  }

  /** Only the new version: moves an entry to another incident, perhaps after others have seen it. */
  async move(from: Incident, to: Incident): Promise<void> {
    const entry = await this.write(from, this.pick(['log', 'todo', 'milestone', 'hypothesis']));
    if (this.random(2) === 0) await this.sync(from);
    const moved = await this.window.run<Written>('moveEntry', { incident: from.id, entry, to: to.id });
    to.ledger.add(moved.entry);
    if (!this.text(from.id).includes(entry)) from.ledger.remove(entry);
  }

  /** What the version makes of the record now. */
  async status({ id }: Incident): Promise<Status> {
    return this.window.run('status', { incident: id });
  }

  async #run(command: string, { id, ledger }: Incident, argument: object): Promise<string> {
    const { entry } = await this.window.run<Written>(command, { incident: id, ...argument });
    ledger.add(entry);
    return entry;
  }

  /**
   * Waits until all of the record is in the past. Each entry of one second gets a second of its own, so hands that are
   * this quick are ahead of the clock, and a role is held by whom the timeline names last.
   */
  async #clockPasses({ id }: Incident): Promise<void> {
    await until(
      () => readRecord(this.text(id)).timeline.entries.every(({ instant }) => instant < Date.now()),
      () => `the clock has passed the last entry of ${id}`,
    );
  }

  #at(): object {
    return this.random(2) === 0 ? { at: `-${this.random(BACK)}m` } : {};
  }

  /** The steps that are still open. */
  #steps({ id }: Incident): string[] {
    return [...this.text(id).matchAll(/^- \[ \] (?!\d{4}-)(.*)$/gm)].map(([, step]) => step!);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.random(list.length)]!;
  }

  #words(): string {
    return `${this.name}${++count}`;
  }
}

/** Numbers that look random and are the same for the same seed. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
