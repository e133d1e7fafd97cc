/**
 * Sets up a repository so that git merges its records and postmortems by meaning: two lines of its own configuration and three
 * of `.git/info/attributes`, neither of which is shared. A separate program does the merging.
 */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { IMPORTED } from '../../core/merge/importedSet';
import { readConfiguration, setConfiguration } from '../commands/git';
import type { Repository } from './repository';

/** What git runs: `program` by `runtime`, which is node or an editor that can be it. Both absolute. */
export interface MergeCommand {
  readonly program: string;
  readonly runtime: string;
}

/** In whatever folder of records, also at the root of the records' own branch. */
const RECORDS = '**/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]-*';
const ATTRIBUTES = ['incident.md', 'postmortem.md', IMPORTED].map((name) => `${RECORDS}/${name} merge=incident-notes`);

/** Gives whether anything wasn't so yet. */
export async function registerMergeDriver(repository: Repository, program: MergeCommand): Promise<boolean> {
  const known = await readConfiguration(repository);
  const wanted = {
    'merge.incident-notes.name': 'Incident records by what they mean',
    'merge.incident-notes.driver': driverCommand(program),
  };
  let changed = false;
  for (const [key, value] of Object.entries(wanted)) {
    if (known.get(key) !== value) {
      await setConfiguration(repository, key, value);
      changed = true;
    }
  }
  return (await addAttributes(repository)) || changed;
}

/**
 * Returns the line that git gives to its shell. The editor is its own node; where it has moved, the one that is installed serves. What
 * can't be merged by meaning, or without the program, is merged as git would without it, conflict markers included.
 * @internal Exported for its test.
 */
export function driverCommand({ program, runtime }: MergeCommand): string {
  const [file, editor] = [program, runtime].map(quoted);
  const files = '%O %A %B %P';
  return (
    `if test -x ${editor}; then ELECTRON_RUN_AS_NODE=1 ${editor} ${file} ${files}; else node ${file} ${files}; fi` +
    ' || git merge-file -L ours -L base -L theirs %A %O %B'
  );
}

/** One word for a shell, and no placeholder for git. */
function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`;
}

async function addAttributes({ commonFolder }: Repository): Promise<boolean> {
  const file = join(commonFolder, 'info', 'attributes');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      return '';
    }
    throw error;
  });
  const there = text.split(/\r?\n/);
  const missing = ATTRIBUTES.filter((line) => !there.includes(line));
  if (missing.length === 0) {
    return false;
  }
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${missing.join('\n')}\n`);
  return true;
}
