/**
 * The command for deciding about a possible secret: redact it, leave the file out, keep the record local, or commit it anyway.
 */
import { dirname, join } from 'node:path';
import type { Change } from '../../core/record/change';
import type { IncidentRecord } from '../../core/record/record';
import { applyEdits, type TextEdit } from '../../core/text/textEdit';
import { readEntry } from '../../core/timeline/timeline';
import { findSecrets } from '../../git/commit/secrets';
import { readRecordFile } from '../../store/recordFile';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { OpenFiles } from '../records/openFiles';
import { openDocument } from '../records/openRecord';
import { askChoice, type Choice } from '../shell/prompts';
import type { RecordWriter } from '../records/recordWriter';
import type { Decision } from '../shell/arguments';
import { isRecordItself, leaveOutOf, type LeavingOutNeeds } from './leaveOut';
import type { FoundSecret, SecretGuard } from './secretGuard';
import { needTarget, promptTitle } from '../records/target';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

const REDACTED = '[redacted]';

interface Needs extends LeavingOutNeeds {
  readonly writer: RecordWriter;
  readonly guard: SecretGuard;
  readonly files: OpenFiles;
}

export function guardingHandlers(needs: Needs): HandlersOf<'decideSecret'> {
  return {
    decideSecret: (invocation) => decideSecret(needs, invocation),
  };
}

/** Returns how many still hold up the record's commits. */
async function decideSecret(needs: Needs, invocation: Invocation): Promise<{ readonly held: number } | undefined> {
  const given = readArgument(FORMS.decideSecret, invocation);
  const target = await needTarget(needs.records, given.incident, say`Review a possible secret`);
  if (!target) {
    return undefined;
  }
  const { path } = target;
  await needs.committer.flush(path);
  const found = needs.guard.found(path);
  if (found.length === 0 && given.decision !== 'goOn') {
    throw refusal(EDITOR_SENTENCES, 'noSecret');
  }
  const decision = given.decision ?? (await ask(needs, path, found));
  if (decision === undefined) {
    return undefined;
  }
  if (decision === 'goOn') {
    await needs.guard.goOn(path);
  } else if (decision === 'leaveOut') {
    await leaveOutAll(needs, path, found);
  } else if (decision === 'keepLocal') {
    await needs.guard.keepLocal(path);
  } else {
    await redactAll(needs, path, found);
  }
  await needs.committer.flush(path);
  return { held: needs.guard.found(path).length };
}

async function ask(needs: Needs, path: string, found: readonly FoundSecret[]): Promise<Decision | undefined> {
  const things = [...new Set(found.map(({ what, file }) => say`${what} in ${file}`))].join(', ');
  const others = otherFiles(found).join(', ');
  const choices: Choice<Decision>[] = [
    {
      label: say`$(eye-closed) Redact`,
      description: say`replace it with "${REDACTED}", in your file too`,
      answer: 'redact',
    },
    ...(others === ''
      ? []
      : [
          {
            label: say`$(exclude) Leave Out ${others}`,
            description: say`keep it on this machine`,
            answer: 'leaveOut' as const,
          },
        ]),
    {
      label: say`$(lock) Keep Local`,
      description: say`keep the whole record on this machine, uncommitted`,
      answer: 'keepLocal',
    },
    { label: say`$(check) Not a Secret`, description: say`commit the record as it is`, answer: 'goOn' },
  ];
  return askChoice({
    title: await promptTitle(needs.records, path, say`possible secret`),
    placeholder: say`Held: ${things}`,
    choices,
  });
}

async function leaveOutAll(needs: Needs, path: string, found: readonly FoundSecret[]): Promise<void> {
  const others = otherFiles(found);
  if (others.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'secretInRecord');
  }
  for (const file of others) {
    await leaveOutOf(needs, path, file);
  }
}

/** In entries first, so that no journal brings it back; then in everything else of the record's folder. */
async function redactAll(needs: Needs, path: string, found: readonly FoundSecret[]): Promise<void> {
  const texts = await redactedEntries(needs, path);
  if (texts.size > 0) {
    await needs.writer.write(path, (record) => changesIn(record, texts));
  }
  for (const file of new Set(found.map((secret) => secret.file))) {
    await redactFile(needs.files, join(dirname(path), file));
  }
}

/** Returns the entries' texts that hold a secret, and what becomes of each. */
async function redactedEntries(needs: Needs, path: string): Promise<ReadonlyMap<string, string>> {
  const { text, timeline } = await needs.writer.readWhole(path);
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

/** Those that are no record and no postmortem. */
const otherFiles = (found: readonly FoundSecret[]): string[] => [
  ...new Set(found.map(({ file }) => file).filter((file) => !isRecordItself(file))),
];

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

/** What isn't in an entry. */
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
