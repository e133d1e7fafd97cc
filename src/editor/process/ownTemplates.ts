/** A team's own templates: where they are for a record, and which of them can be used. */
import { basename, dirname, extname } from 'node:path';
import type { TextDocument } from 'vscode';
import { templateVocabulary, type Process } from '../../core/process/process';
import type { UpdateTemplate } from '../../core/template/updateTemplate';
import { readTemplate } from '../../core/template/updateTemplateFile';
import { findTemplateFiles } from '../../store/templateFiles';
import type { Log } from '../shell/log';
import { teamRoots } from '../records/recordFolders';

/**
 * Returns the templates of the nearest folder around the record at `path` that has any. Read again each time, since people edit
 * them. What can't be used is said in the log, and underlined where the file is open.
 */
export async function readOwnTemplates(path: string, process: Process, log: Log): Promise<UpdateTemplate[]> {
  const skipped = (file: string): void => log.warn(`Skipped ${file}: it's a symbolic link, too large, or unreadable.`);
  for (const root of teamRoots(path)) {
    const files = await findTemplateFiles(root, skipped);
    if (files.length > 0) {
      return files.flatMap((file): UpdateTemplate[] => {
        const { template, findings } = readTemplate(file.text, templateVocabulary(process), file.name);
        if (!template) {
          log.warn(`Can't use ${file.path}: ${findings.map(({ message }) => message).join(' ')}`);
        }
        return template ? [template] : [];
      });
    }
  }
  return [];
}

/** Returns whether the document is a team's template: `.incident-notes/templates/weekly-note.md`. */
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
