/** Asks for a person: those who are known are in a list, and everybody else can be typed. */
import { toHandle } from '../../core/frontMatter/handle';
import { peopleOf } from '../../core/status/people';
import { describeInstant, isByMinute, readLeadingTime } from '../../core/time/typedTime';
import { say } from '../../core/words/say';
import { listAuthors } from '../../git/commands/gitHistory';
import type { Processes } from '../records/processes';
import type { RecordWriter } from '../records/recordWriter';
import type { Repositories } from '../records/repositories';
import type { Log } from '../shell/log';
import { askChoice, type Choice } from '../shell/prompts';
import { localZone } from '../shell/settings';
import type { EntryWriting } from './entryWriting';
import type { Said } from './timedText';

/** Number of commits whose authors are offered, and how many authors at most. */
const COMMITS = 1000;
const AUTHORS = 50;

interface PersonQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Of the record. */
  readonly path: string;
  /** Under which name what was typed is kept for this incident. */
  readonly memory: string;
  /** When the command was invoked, in milliseconds since the epoch. */
  readonly invoked: number;
}

export class People {
  readonly #processes: Processes;
  readonly #writer: RecordWriter;
  readonly #writing: EntryWriting;
  readonly #repositories: Repositories;
  readonly #log: Log;
  /** The addresses of a repository's authors, the most frequent first, by the folder of its git; undefined while they're read. */
  readonly #authors = new Map<string, readonly string[] | undefined>();

  constructor(processes: Processes, writer: RecordWriter, writing: EntryWriting, repositories: Repositories, log: Log) {
    this.#processes = processes;
    this.#writer = writer;
    this.#writing = writing;
    this.#repositories = repositories;
    this.#log = log;
    writer.onDidChange((path) => void this.#authorsFor(path).catch(log.bug));
  }

  /** Returns the handle that was chosen or typed, perhaps with a time before it; undefined if the question was dismissed. */
  async ask({ title, placeholder, path, memory, invoked }: PersonQuestion): Promise<Said | undefined> {
    const record = await this.#writer.readWhole(path);
    const me = await this.#writing.authorOf({}, path);
    const owners = this.#processes.owners(path);
    const authors = await this.#authorsFor(path).catch(this.#log.bug);
    const people = peopleOf(record, this.#processes.of(record, path), { me, authors: authors ?? [], owners });
    const frame = { now: invoked, zone: localZone() };
    const kept = `${memory} ${path}`;
    const answerOf = (handle: string): Said => ({ text: handle, again: { memory: kept, typed: `@${handle}` } });
    return askChoice<Said>({
      title,
      placeholder,
      memory: kept,
      choices: people.map(({ handle, known }) => ({
        label: `@${handle}`,
        description: known,
        answer: answerOf(handle),
      })),
      ordered: true,
      typed: (typed): Choice<Said> | undefined => {
        const { text, instant, problem } = readLeadingTime(typed, frame);
        const handle = problem ? undefined : toHandle(text);
        const minute = instant !== undefined && isByMinute(typed);
        const isListed = instant === undefined && people.some((person) => person.handle === handle);
        return handle === undefined || isListed
          ? undefined
          : {
              label: `@${handle}`,
              description: instant === undefined ? say`as typed` : describeInstant(instant, frame),
              answer: { ...answerOf(handle), instant, ...(minute && { minute: true as const }) },
            };
      },
    });
  }

  /** What is known already: git is read behind the question. */
  async #authorsFor(path: string): Promise<readonly string[]> {
    const repository = await this.#repositories.of(path);
    if (!repository) {
      return [];
    }
    const { commonFolder } = repository;
    if (!this.#authors.has(commonFolder)) {
      this.#authors.set(commonFolder, undefined);
      void listAuthors(repository, COMMITS).then(
        (addresses) => this.#authors.set(commonFolder, byCount(addresses)),
        // It has no commit yet, or git doesn't answer: another time.
        () => this.#authors.delete(commonFolder),
      );
    }
    return this.#authors.get(commonFolder) ?? [];
  }
}

function byCount(addresses: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const address of addresses) {
    counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  const sorted = [...counts].toSorted(([, one], [, other]) => other - one);
  return sorted.slice(0, AUTHORS).map(([address]) => address);
}
