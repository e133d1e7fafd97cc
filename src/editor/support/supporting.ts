/** The commands by which everything that waits or failed can be seen, explained and tried again. */
import { env, extensions, version, workspace } from 'vscode';
import type { Change } from '../../core/record/change';
import { formatEntry } from '../../core/timeline/entry';
import { formatInstant } from '../../core/time/instant';
import { readGitVersion } from '../../git/repository/repository';
import { redactCredentials } from '../../git/process/credentials';
import type { Journal } from '../../store/journal/journal';
import type { WaitingItem } from '../../store/journal/journalLine';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { Committer } from '../records/committer';
import type { Incidents } from '../status/incident';
import type { Log } from '../shell/log';
import type { Repositories } from '../records/repositories';
import { askChoice, type Choice } from '../shell/prompts';
import { idOf, recordFolders } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import type { ShownTexts } from '../records/shownTexts';
import { needTarget } from '../records/target';
import { gitExecutable } from '../shell/settings';

export class Supporting {
  readonly #records: RecordList;
  readonly #writer: RecordWriter;
  readonly #committer: Committer;
  readonly #incidents: Incidents;
  readonly #repositories: Repositories;
  readonly #journal: Journal;
  readonly #texts: ShownTexts;
  readonly #log: Log;

  constructor(
    records: RecordList,
    writer: RecordWriter,
    committer: Committer,
    incidents: Incidents,
    repositories: Repositories,
    journal: Journal,
    texts: ShownTexts,
    log: Log,
  ) {
    this.#records = records;
    this.#writer = writer;
    this.#committer = committer;
    this.#incidents = incidents;
    this.#repositories = repositories;
    this.#journal = journal;
    this.#texts = texts;
    this.#log = log;
  }

  showLog(): void {
    this.#log.show();
  }

  /** Writes and commits what waits, now. */
  async retry(invocation: Invocation): Promise<{ readonly waiting: number; readonly why: string | null } | undefined> {
    const { incident } = readArgument(FORMS.entry, invocation);
    const target = await needTarget(this.#records, incident, 'Retry what waits');
    if (!target) {
      return undefined;
    }
    await this.#writer.restore(target.path);
    await this.#committer.flush(target.path);
    const { waiting, unshared } = await this.#incidents.describe(target.path, invocation.instant);
    return { waiting: waiting.entries, why: waiting.why ?? unshared ?? null };
  }

  /** Shows the notes that are not yet committed; each can be put back, copied or given up. */
  async recover(invocation: Invocation): Promise<{ readonly notes: readonly string[] } | undefined> {
    const adopted = await this.#journal.adoptOrphans().catch((error: unknown) => {
      this.#log.error('Looking for what earlier windows left', error);
      return [];
    });
    for (const path of new Set([...adopted, ...this.#journal.waiting()].map((item) => item.record))) {
      await this.#writer.restore(path);
    }
    const items = this.#journal.waiting();
    if (invocation.argument !== undefined) {
      return { notes: items.map(describeItem) };
    }
    const item = await askChoice<WaitingItem>({
      title: 'Recover notes',
      placeholder:
        items.length === 0 ? 'Nothing waits: every note is committed.' : 'These notes are not yet committed.',
      choices: items.map((waiting): Choice<WaitingItem> => {
        const why = this.#writer.holdOf(waiting.record) ?? this.#committer.heldBecause(waiting.record);
        return { label: describeItem(waiting), description: idOf(waiting.record), detail: why ?? '', answer: waiting };
      }),
    });
    if (item) {
      await this.#recoverOne(item);
    }
    return undefined;
  }

  /** Says what somebody who helps would ask: versions, places, repository, queue, journal. No text of a record. */
  async diagnose(invocation: Invocation): Promise<{ readonly text: string }> {
    const own = extensions.getExtension('incident-notes.incident-notes');
    const manifest = own?.packageJSON as { version?: string } | undefined;
    const lines = [
      '# Incident Notes: diagnosis',
      '',
      `- ${formatInstant(invocation.instant)}`,
      `- Incident Notes ${manifest?.version ?? 'of an unknown version'}, ${env.appName} ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
      ...(workspace.isTrusted ? [`- git ${await readGitVersion(gitExecutable())}`] : []),
      `- folder is ${workspace.isTrusted ? 'trusted' : 'not trusted: no git process runs'}`,
      `- looks for records in ${recordFolders().join(', ')}`,
      ...(await this.#describeRecords(invocation.instant)),
      ...this.#journal
        .waiting()
        .map((item) => `- waits since ${formatInstant(item.at)}: ${kindOf(item)} for ${item.record}`),
    ];
    const text = redactCredentials(`${lines.join('\n')}\n`);
    if (invocation.argument === undefined) {
      await this.#texts.show('Incident Notes diagnosis', text);
    }
    return { text };
  }

  async #describeRecords(now: number): Promise<string[]> {
    const records = await this.#records.all();
    const active = this.#records.active;
    const shown = records.filter((record) => record.open || record.path === active).slice(0, 20);
    const lines = await Promise.all(
      shown.map(async ({ id, path }) => {
        const { waiting } = await this.#incidents.describe(path, now);
        const facts = await this.#repositories.factsOf(path);
        const remotes = facts?.remotes.map(({ name, url }) => `${name} ${url}`).join(', ');
        return [
          `- ${id}${path === active ? ' (active)' : ''}: ${waiting.place?.words}; ${waiting.entries} waiting${waiting.why ? `: ${waiting.why}` : ''}`,
          ...(remotes ? [`  - remotes: ${remotes}`] : []),
        ];
      }),
    );
    return [`- ${records.length} records`, ...lines.flat()];
  }

  async #recoverOne(item: WaitingItem): Promise<void> {
    const action = await askChoice<'retry' | 'copy' | 'discard'>({
      title: describeItem(item),
      placeholder: 'What is to be done with this note?',
      choices: [
        { label: 'Put it back and commit it', answer: 'retry' },
        { label: 'Copy it', answer: 'copy' },
        { label: 'Give it up', description: 'it stays in the record where it is there', answer: 'discard' },
      ],
    });
    if (action === 'copy') {
      await env.clipboard.writeText(textOf(item));
    } else if (action === 'discard') {
      await this.#journal.settle([item.id], 'discarded');
    } else if (action === 'retry') {
      await this.#writer.restore(item.record);
      await this.#committer.flush(item.record);
    }
  }
}

function textOf(item: WaitingItem): string {
  return 'draft' in item ? item.draft : textOfChange(item.change);
}

function textOfChange({ added, removed }: Change): string {
  const entry = added ?? removed;
  return entry ? formatEntry(entry, '\n') : '';
}

function kindOf(item: WaitingItem): string {
  if ('draft' in item) {
    return 'declaration';
  }
  const { added, removed } = item.change;
  return added && removed ? 'correction' : added ? added.kind : 'removal';
}

function describeItem(item: WaitingItem): string {
  return 'draft' in item ? `Declaration of ${idOf(item.record)}` : textOf(item).split('\n', 1)[0]!.replace(/^- /, '');
}
