/** The command that writes a record or a postmortem as a file for people and programs without git. */
import { basename, dirname, extname, isAbsolute, join } from 'node:path';
import { Uri, window } from 'vscode';
import { exportFile, pictureAddresses } from '../../core/export/exportFile';
import { EXTENSIONS, type Exported, type ExportFormat } from '../../core/export/exportForms';
import { readRedactions, redact, survivors } from '../../core/export/redaction';
import { refusal } from '../../core/text/refusal';
import { say } from '../../core/words/say';
import { readPictures, writeExport } from '../../store/exportedFile';
import { TeamFiles } from '../../store/teamFile';
import { POSTMORTEM, idOf, teamRoots } from '../records/recordFolders';
import type { RecordParts } from '../records/register';
import { activeTarget, findAnyTarget, promptTitle } from '../records/target';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { askChoice, takeFocus, type Choice } from '../shell/prompts';
import { EDITOR_SENTENCES } from '../shell/sentences';

type Needs = Pick<RecordParts, 'records' | 'writer' | 'processes'>;

interface ExportChoice {
  readonly what: Exported;
  readonly format: ExportFormat;
}

interface ExportResult extends ExportChoice {
  readonly uri: Uri;
  readonly redacted: boolean;
}

/** A team's words that no public version has. */
const LIST = 'redact.txt';

export function exportHandlers(needs: Needs): HandlersOf<'export'> {
  return { export: (invocation) => exportIncident(needs, invocation) };
}

async function exportIncident(needs: Needs, invocation: Invocation): Promise<ExportResult | undefined> {
  const { records, writer, processes } = needs;
  const given = readArgument(FORMS.export, invocation);
  const target = activeTarget(records, given.incident) ?? (await findAnyTarget(records, given.incident, say`Export`));
  if (!target) {
    return undefined;
  }
  const { path } = target;
  if ((await writer.read(path)) === undefined) {
    throw refusal(EDITOR_SENTENCES, 'recordNotThere', { path });
  }
  const title = await promptTitle(records, path, say`export`);
  const postmortem = await writer.read(join(dirname(path), POSTMORTEM));
  const wanted =
    given.format === undefined
      ? await askWanted(title, given.what, postmortem !== undefined)
      : { what: given.what ?? 'record', format: given.format };
  if (!wanted) {
    return undefined;
  }
  if (wanted.what === 'postmortem' && postmortem === undefined) {
    throw refusal(EDITOR_SENTENCES, 'noPostmortem');
  }
  const record = await writer.readWhole(path);
  const listed = teamWords(path);
  const isAsked = invocation.argument === undefined;
  const redactions = given.redact ?? (isAsked && listed.length > 0 ? await askRedactions(title) : 'none');
  if (redactions === undefined) {
    return undefined;
  }
  const words = redactions === 'none' ? [] : [...redactions, ...listed];
  if (redactions !== 'none' && words.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'nothingToRedact');
  }
  if (record.frontMatter.fields.security && given.sensitive !== true && !(isAsked && (await askSensitive(title)))) {
    if (isAsked) {
      return undefined;
    }
    throw refusal(EDITOR_SENTENCES, 'sensitiveExport');
  }
  const text = wanted.what === 'postmortem' ? postmortem : undefined;
  const { text: file, left } = await exportFile({
    record: record.text,
    postmortem: text,
    process: processes.of(record, path),
    format: wanted.format,
    pictures: await readPictures(dirname(path), pictureAddresses(text ?? record.text)),
    redactions: words,
  });
  if (left.length > 0) {
    throw refusal(EDITOR_SENTENCES, 'wordsLeft', { names: left });
  }
  const place = given.target === undefined ? await askPlace(path, wanted, words) : placeOf(given.target);
  if (place === undefined) {
    return undefined;
  }
  checkPlace(place, words);
  await writeExport(place, file);
  return { uri: Uri.file(place), ...wanted, redacted: words.length > 0 };
}

/** Returns the words of the nearest list around the record. */
function teamWords(path: string): string[] {
  const files = new TeamFiles();
  const file = teamRoots(path)
    .map((root) => files.find(root, LIST))
    .find((found) => found !== undefined);
  return readRedactions(file?.text ?? '');
}

async function askWanted(
  title: string,
  what: Exported | undefined,
  hasPostmortem: boolean,
): Promise<ExportChoice | undefined> {
  const row = (label: string, detail: string, answer: ExportChoice): Choice<ExportChoice> => ({
    label,
    detail,
    answer,
  });
  const rows = [
    row(say`Postmortem: web page`, say`One HTML file to read, print, or attach`, {
      what: 'postmortem',
      format: 'html',
    }),
    row(say`Record: web page`, say`One HTML file with every entry`, { what: 'record', format: 'html' }),
    row(say`Postmortem: markdown`, say`For a wiki such as Confluence`, { what: 'postmortem', format: 'markdown' }),
    row(say`Record: markdown`, say`For a wiki such as Confluence`, { what: 'record', format: 'markdown' }),
    row(say`Timeline: CSV`, say`For a spreadsheet`, { what: 'record', format: 'csv' }),
    row(say`Record: JSON`, say`For other programs`, { what: 'record', format: 'json' }),
    row(say`Postmortem: JSON`, say`For other programs`, { what: 'postmortem', format: 'json' }),
  ];
  return askChoice({
    title,
    placeholder: say`What do you want to export?`,
    choices: rows.filter(
      ({ answer }) => answer.what === (what ?? answer.what) && (hasPostmortem || answer.what === 'record'),
    ),
    ordered: true,
  });
}

async function askRedactions(title: string): Promise<readonly string[] | 'none' | undefined> {
  return askChoice<readonly string[] | 'none'>({
    title,
    placeholder: say`Who is it for?`,
    choices: [
      { label: say`People inside`, detail: say`As it is`, answer: 'none' },
      { label: say`The public`, detail: say`Without the words in ${`.incident-notes/${LIST}`}`, answer: [] },
    ],
  });
}

async function askSensitive(title: string): Promise<boolean> {
  const isAgreed = await askChoice<boolean>({
    title,
    placeholder: say`This is a security incident. Export it anyway?`,
    choices: [
      { label: say`Keep It Here`, answer: false },
      { label: say`Export Security Incident`, detail: say`Give it only to people who need to know`, answer: true },
    ],
  });
  return isAgreed === true;
}

async function askPlace(
  path: string,
  { what, format }: ExportChoice,
  words: readonly string[],
): Promise<string | undefined> {
  const ending = [what === 'postmortem' ? '-postmortem' : '', words.length === 0 ? '' : '-public'].join('');
  const name = `${redact(idOf(path), words)}${ending}${EXTENSIONS[format]}`;
  const folder = teamRoots(path)[0] ?? dirname(dirname(path));
  const uri = await takeFocus(() =>
    window.showSaveDialog({
      defaultUri: Uri.file(join(folder, name)),
      filters: { [format]: [EXTENSIONS[format].slice(1)] },
      saveLabel: say`Export`,
    }),
  );
  return uri?.fsPath;
}

/** @throws Refusal where it's no URI and no absolute path. */
export function placeOf(target: string | Uri): string {
  const path = typeof target !== 'string' ? target.fsPath : /^file:/.test(target) ? Uri.parse(target).fsPath : target;
  if (!isAbsolute(path)) {
    throw refusal(EDITOR_SENTENCES, 'badArgument', { key: 'target', form: say`the URI or absolute path of a file` });
  }
  return path;
}

/** @throws Refusal if the file is a record's own, or its name has a word that should be nowhere. */
function checkPlace(path: string, words: readonly string[]): void {
  const name = basename(path);
  if (name === 'incident.md' || name === POSTMORTEM) {
    throw refusal(EDITOR_SENTENCES, 'exportOverRecord', { path });
  }
  const left = survivors([basename(name, extname(name))], words);
  if (left.length > 0) {
    throw refusal(EDITOR_SENTENCES, 'wordsLeft', { names: left });
  }
}
