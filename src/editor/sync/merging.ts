/** The command that puts together what git left as two versions in a record or a postmortem: one edit, nothing staged. */
import { basename, dirname, join } from 'node:path';
import { Uri, window, workspace, type TextDocument } from 'vscode';
import { conflictMarkers, readConflict } from '../../core/text/conflictMarkers';
import { mergePostmortems } from '../../core/merge/postmortemVersions';
import { readRecord } from '../../core/record/record';
import { mergeRecords, type MergedText } from '../../core/merge/recordMerge';
import { differenceOf } from '../../core/text/textEdit';
import { readConflictBase } from '../../git/repository/conflictBase';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
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

const POSTMORTEM = 'postmortem.md';

interface Needs {
  readonly processes: Processes;
  readonly records: RecordList;
  readonly repositories: Repositories;
  readonly files: OpenFiles;
}

export function mergingHandlers(needs: Needs): HandlersOf<'resolveMergeConflict'> {
  return {
    resolveMergeConflict: (invocation) => resolveMergeConflict(needs, invocation),
  };
}

async function resolveMergeConflict(
  needs: Needs,
  invocation: Invocation,
): Promise<{ readonly uri: Uri; readonly findings: readonly string[] } | undefined> {
  const given = readArgument(FORMS.resolveMergeConflict, invocation);
  const uri = await findUri(needs, given.uri, given.incident);
  if (!uri) {
    return undefined;
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
      ['Both versions are put together. Stage the file when it is right.', ...findings].join(' '),
    );
  }
  return { uri, findings };
}

/** The file that is named, else the one in the active editor, else the incident's record. */
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
  const target = uri ? undefined : await needTarget(needs.records, incident, 'Resolve a merge conflict');
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

/** The version that both come from, where git still has it. */
async function readBase(needs: Needs, path: string): Promise<string | undefined> {
  const repository = await needs.repositories.of(join(dirname(path), 'incident.md'));
  return repository && readConflictBase(repository, path).catch(() => undefined);
}

/** Of a URI's text, or of a path. */
function uriOf(written: string): Uri {
  return /^\w\w+:/.test(written) ? Uri.parse(written) : Uri.file(written);
}

function isMergeable(uri: Uri): boolean {
  const record = basename(uri.fsPath) === POSTMORTEM ? join(dirname(uri.fsPath), 'incident.md') : uri.fsPath;
  return uri.scheme === 'file' && isRecordPath(record);
}
