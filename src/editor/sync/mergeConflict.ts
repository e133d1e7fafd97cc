/** The command that merges the two versions that git left in a record or a postmortem: one edit, and nothing is staged. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Uri, window, workspace, type TextDocument } from 'vscode';
import { conflictMarkers, readConflict } from '../../core/text/conflictMarkers';
import { mergeAside } from '../../core/fixes/asideMerge';
import { asideOf } from '../../core/merge/secondNames';
import { mergePostmortems } from '../../core/merge/postmortemVersions';
import { readRecord } from '../../core/record/record';
import { mergeRecords, type MergedText } from '../../core/merge/recordMerge';
import { differenceOf } from '../../core/text/textEdit';
import { readConflictBase } from '../../git/repository/conflictBase';
import { FORMS, readArgument, type Invocation, type KeptVersion } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { askChoice } from '../shell/prompts';
import type { Committer } from '../records/committer';
import type { Repositories } from '../records/repositories';
import type { OpenFiles } from '../records/openFiles';
import { showNow } from '../records/openRecord';
import type { Processes } from '../records/processes';
import { isRecordPath } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import { showDocument } from '../records/showDocument';
import { needTarget } from '../records/target';
import { Refusal, refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

const POSTMORTEM = 'postmortem.md';

interface Needs {
  readonly processes: Processes;
  readonly records: RecordList;
  readonly repositories: Repositories;
  readonly files: OpenFiles;
  readonly committer: Committer;
}

/** `removed` is the name of a version that was set aside, and is there no more. */
interface ResolvedConflict {
  readonly uri: Uri;
  readonly findings: readonly string[];
  readonly removed?: string;
}

export function mergingHandlers(needs: Needs): HandlersOf<'resolveMergeConflict'> {
  return {
    resolveMergeConflict: (invocation) => resolveMergeConflict(needs, invocation),
  };
}

async function resolveMergeConflict(needs: Needs, invocation: Invocation): Promise<ResolvedConflict | undefined> {
  const given = readArgument(FORMS.resolveMergeConflict, invocation);
  const uri = await findUri(needs, given.uri, given.incident);
  if (!uri) {
    return undefined;
  }
  const aside = asideOf(basename(uri.fsPath)) === undefined ? await findAside(uri.fsPath) : uri.fsPath;
  if (aside !== undefined) {
    const keep = given.keep ?? (invocation.argument ? 'both' : await askKept(basename(aside)));
    return keep && resolveAside(needs, aside, keep);
  }
  const document = await workspace.openTextDocument(uri);
  await showNow(uri.fsPath);
  const merged = await merge(needs, document);
  if ('problem' in merged) {
    throw new Refusal(merged.problem);
  }
  await needs.files.write(uri.fsPath, (text) => [differenceOf(text, merged.text)]);
  const findings = merged.findings.map(({ message }) => message);
  if (invocation.argument === undefined) {
    await showDocument(document);
    void window.showInformationMessage(
      [say`Merged both versions. Check the file, then stage it.`, ...findings].join(' '),
    );
  }
  return { uri, findings };
}

/** Returns a version that was set aside from the file, which has no conflict markers itself. */
async function findAside(path: string): Promise<string | undefined> {
  const text = (await workspace.openTextDocument(path)).getText();
  const names = conflictMarkers(text).length > 0 ? [] : await readdir(dirname(path)).catch(() => []);
  const found = names.toSorted().find((name) => asideOf(name) === basename(path));
  return found === undefined ? undefined : join(dirname(path), found);
}

/** Both versions are in the record, or the one that is wanted, before the other file goes, also from the branch. */
async function resolveAside(needs: Needs, aside: string, keep: KeptVersion): Promise<ResolvedConflict> {
  const path = join(dirname(aside), asideOf(basename(aside))!);
  const findings = keep === 'record' ? [] : await bringAside(needs, path, aside, keep);
  await rm(aside);
  await needs.committer.flush(join(dirname(aside), 'incident.md'));
  return { uri: Uri.file(path), findings, removed: basename(aside) };
}

/** Writes what becomes of the file at `path`, and returns what a person should look at. */
async function bringAside(
  { processes, files }: Needs,
  path: string,
  aside: string,
  keep: 'both' | 'other',
): Promise<readonly string[]> {
  const other = await readFile(aside, 'utf8');
  let findings: readonly string[] = [];
  await showNow(path);
  const written = await files.write(path, (text) => {
    const merged: MergedText =
      keep === 'both' ? mergeAside(path, text, other, processes.statusesOf(path, text)) : { text: other, findings: [] };
    if ('problem' in merged) {
      throw refusal(EDITOR_SENTENCES, 'asideNotMerged', { why: merged.problem, file: basename(aside) });
    }
    findings = merged.findings.map(({ message }) => message);
    return merged.text === text ? [] : [differenceOf(text, merged.text)];
  });
  if (written === 'unsaved') {
    throw refusal(EDITOR_SENTENCES, 'saveFirst', { file: basename(path) });
  }
  return findings;
}

/** Returns the file that is named, else the one in the active editor, else the incident's record. */
async function findUri(
  needs: Needs,
  given: string | Uri | undefined,
  incident: string | undefined,
): Promise<Uri | undefined> {
  const named = typeof given === 'string' ? uriOf(given) : given;
  const active = incident === undefined ? window.activeTextEditor?.document.uri : undefined;
  const uri = named ?? (active && isMergeable(active) ? active : undefined);
  if (uri && !isMergeable(uri)) {
    throw refusal(EDITOR_SENTENCES, 'notOurs', { path: uri.fsPath });
  }
  const target = uri ? undefined : await needTarget(needs.records, incident, say`Resolve a merge conflict`);
  return uri ?? (target && Uri.file(target.path));
}

async function merge(needs: Needs, document: TextDocument): Promise<MergedText> {
  const text = document.getText();
  const path = document.uri.fsPath;
  if (conflictMarkers(text).length === 0) {
    throw refusal(EDITOR_SENTENCES, 'noMarkers', { path: `${basename(dirname(path))}/${basename(path)}` });
  }
  const versions = readConflict(text);
  if (!versions) {
    throw refusal(EDITOR_SENTENCES, 'brokenMarkers');
  }
  const { ours, theirs } = versions;
  const base = versions.baseIsWhole ? versions.base : ((await readBase(needs, path)) ?? versions.base);
  if (basename(path) === POSTMORTEM) {
    return mergePostmortems(base, ours, theirs);
  }
  const vocabulary = needs.processes.vocabularyOf(readRecord(ours), path);
  return mergeRecords(base, ours, theirs, (milestone) => vocabulary.statusAfter(milestone));
}

/** Returns the version that both come from, where git still has it. */
async function readBase(needs: Needs, path: string): Promise<string | undefined> {
  const repository = await needs.repositories.of(join(dirname(path), 'incident.md'));
  return repository && readConflictBase(repository, path).catch(() => undefined);
}

async function askKept(name: string): Promise<KeptVersion | undefined> {
  return askChoice<KeptVersion>({
    title: say`Resolve a merge conflict`,
    placeholder: say`${name} is another version that couldn't be merged. What do you want to keep?`,
    choices: [
      { label: say`$(git-merge) Merge Both`, description: say`nothing is lost`, answer: 'both' },
      { label: say`$(check) Keep the Record`, description: say`delete ${name}`, answer: 'record' },
      { label: say`$(arrow-swap) Use the Other Version`, description: say`it becomes the record`, answer: 'other' },
    ],
  });
}

/** Of a URI's text, or of a path. */
function uriOf(written: string): Uri {
  return /^\w\w+:/.test(written) ? Uri.parse(written) : Uri.file(written);
}

function isMergeable(uri: Uri): boolean {
  const name = asideOf(basename(uri.fsPath)) ?? basename(uri.fsPath);
  const record = join(dirname(uri.fsPath), name === POSTMORTEM ? 'incident.md' : name);
  return uri.scheme === 'file' && isRecordPath(record);
}
