/** A team's own templates: where they lie for a record, and what of them can be used. */
import { basename, dirname, extname, relative, isAbsolute, sep } from 'node:path';
import { workspace, type TextDocument } from 'vscode';
import { templateVocabulary, type Process } from '../core/process';
import type { UpdateTemplate } from '../core/updateTemplate';
import { readTemplate } from '../core/updateTemplateFile';
import { findTemplateFiles } from '../store/templateFiles';
import type { Log } from './log';
import { repositoryRoot } from './recordFolders';

/**
 * The templates beside the record at `path`: its repository's, else those of the open folder that it is in. Read anew each
 * time, since people edit them. What cannot be used is said in the log, and underlined where the file is open.
 */
export async function readOwnTemplates(path: string, process: Process, log: Log): Promise<UpdateTemplate[]> {
  const skipped = (file: string): void => log.warn(`${file} is not read: it is a link, too large, or cannot be read.`);
  for (const root of rootsOf(path)) {
    const files = await findTemplateFiles(root, skipped);
    if (files.length > 0) {
      return files.flatMap((file): UpdateTemplate[] => {
        const { template, findings } = readTemplate(file.text, templateVocabulary(process), file.name);
        if (!template) {
          log.warn(`${file.path} cannot be used: ${findings.map(({ message }) => message).join(' ')}`);
        }
        return template ? [template] : [];
      });
    }
  }
  return [];
}

/** Whether the document is a team's template: `.incident-notes/templates/weekly-note.md`. */
export function isTemplateDocument({ uri, languageId }: TextDocument): boolean {
  const folder = dirname(uri.fsPath);
  return (
    uri.scheme === 'file' &&
    languageId === 'markdown' &&
    extname(uri.fsPath) === '.md' &&
    basename(folder) === 'templates' &&
    basename(dirname(folder)) === '.incident-notes'
  );
}

/** Folders that may have a team's templates for the record at `path`, the nearest first. */
function rootsOf(path: string): string[] {
  const records = dirname(dirname(path));
  const folders = (workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file' && isInside(uri.fsPath, path))
    .map(({ uri }) => uri.fsPath);
  // A worktree of records inside a repository has the repository's folder open around it.
  return [...new Set([repositoryRoot(records), ...folders.flatMap((folder) => [folder, repositoryRoot(folder)]), records])]
    .filter((root) => root !== undefined)
    .sort((a, b) => b.length - a.length);
}

function isInside(folder: string, path: string): boolean {
  const below = relative(folder, path);
  return !isAbsolute(below) && below.split(sep)[0] !== '..';
}
