/** The command by which a person decides about what looks like a secret: redact it, keep the record here, or go on. */
import { dirname, join } from 'node:path';
import type { Change } from '../../core/record/change';
import type { IncidentRecord } from '../../core/record/record';
import { Refusal } from '../../core/text/refusal';
import { applyEdits, type TextEdit } from '../../core/text/textEdit';
import { readEntry } from '../../core/timeline/timeline';
import { findSecrets } from '../../git/commit/secrets';
import { readRecordFile } from '../../store/recordFile';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { Committer } from '../records/committer';
import type { OpenFiles } from '../records/openFiles';
import { openDocument } from '../records/openRecord';
import { askChoice, type Choice } from '../shell/prompts';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import type { Decision } from '../shell/arguments';
import type { FoundSecret, SecretGuard } from './secretGuard';
import { needTarget, promptTitle } from '../records/target';

const REDACTED = '[redacted]';

export class Guarding {
  readonly #records: RecordList;
  readonly #writer: RecordWriter;
  readonly #committer: Committer;
  readonly #guard: SecretGuard;
  readonly #files: OpenFiles;

  /** `storage` is the extension's own folder. */
  constructor(records: RecordList, writer: RecordWriter, committer: Committer, guard: SecretGuard, files: OpenFiles) {
    this.#files = files;
    this.#records = records;
    this.#writer = writer;
    this.#committer = committer;
    this.#guard = guard;
  }

  /** Gives back how many still hold the record's commits. */
  async decideSecret(invocation: Invocation): Promise<{ readonly held: number } | undefined> {
    const given = readArgument(FORMS.decideSecret, invocation);
    const target = await needTarget(this.#records, given.incident, 'Decide about a possible secret');
    if (!target) {
      return undefined;
    }
    const { path } = target;
    await this.#committer.flush(path);
    const found = this.#guard.found(path);
    if (found.length === 0 && given.decision !== 'goOn') {
      throw new Refusal('Nothing in this record looks like a secret that you have not decided about.');
    }
    const decision = given.decision ?? (await this.#ask(path, found));
    if (decision === undefined) {
      return undefined;
    }
    if (decision === 'goOn') {
      await this.#guard.goOn(path);
    } else if (decision === 'keepLocal') {
      await this.#guard.keepLocal(path);
    } else {
      await this.#redact(path, found);
    }
    await this.#committer.flush(path);
    return { held: this.#guard.found(path).length };
  }

  async #ask(path: string, found: readonly FoundSecret[]): Promise<Decision | undefined> {
    const things = [...new Set(found.map(({ what, file }) => `${what} in ${file}`))].join(', ');
    const choices: Choice<Decision>[] = [
      { label: '$(eye-closed) Redact it', description: `“${REDACTED}” takes its place, also here`, answer: 'redact' },
      { label: '$(lock) Keep the record on this machine', description: 'it is not committed', answer: 'keepLocal' },
      { label: '$(check) It is no secret: go on', description: 'it is committed as it is', answer: 'goOn' },
    ];
    return askChoice({
      title: await promptTitle(this.#records, path, 'possible secret'),
      placeholder: `Held: ${things}`,
      choices,
    });
  }

  /** In entries first, so that no journal brings it back; then in everything else of the record's folder. */
  async #redact(path: string, found: readonly FoundSecret[]): Promise<void> {
    const texts = await this.#redactedEntries(path);
    if (texts.size > 0) {
      await this.#writer.write(path, (record) => changesIn(record, texts));
    }
    for (const file of new Set(found.map((secret) => secret.file))) {
      await redactFile(this.#files, join(dirname(path), file));
    }
  }

  /** The entries' texts that hold a secret, and what becomes of each. */
  async #redactedEntries(path: string): Promise<ReadonlyMap<string, string>> {
    const { text, timeline } = await this.#writer.readWhole(path);
    const redacted = new Map<string, string>();
    for (const placed of timeline.entries) {
      const entry = readEntry(text, placed);
      const after = await redact(entry.text);
      if (after !== entry.text) {
        redacted.set(entry.text, after);
      }
    }
    return redacted;
  }
}

function changesIn({ text, timeline }: IncidentRecord, texts: ReadonlyMap<string, string>): Change[] {
  return timeline.entries.flatMap((placed) => {
    const entry = readEntry(text, placed);
    const after = texts.get(entry.text);
    return after === undefined ? [] : [{ removed: entry, added: { ...entry, text: after } }];
  });
}

async function redact(text: string): Promise<string> {
  return applyEdits(text, await redactions(text));
}

async function redactions(text: string): Promise<TextEdit[]> {
  return (await findSecrets(text)).map(({ start, end }) => ({ start, end, text: REDACTED }));
}

/** What is not in an entry. */
async function redactFile(files: OpenFiles, path: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = openDocument(path)?.getText() ?? (await readRecordFile(path))?.text ?? '';
    const edits = await redactions(before);
    let asFound = false;
    // Somebody may write it while it is looked through.
    await files.write(path, (text) => {
      asFound = text === before;
      return asFound ? edits : [];
    });
    if (asFound) {
      return;
    }
  }
}
