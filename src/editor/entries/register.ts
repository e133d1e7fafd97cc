/** Combines what the commands that write entries share. */
import { join } from 'node:path';
import type { Memento } from 'vscode';
import { disk } from '../../store/disk';
import { LineLog } from '../../store/lineLog';
import type { Processes } from '../records/processes';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import type { RecordParts } from '../records/register';
import type { Shell } from '../shell/shell';
import { EntryWriting } from './entryWriting';
import { FollowUps } from './followUps';
import { ImportedFiles } from './importedFiles';
import { OwnChanges } from './ownChanges';
import { People } from './people';
import { SeenEntries } from './seenEntries';

export interface EntryTools {
  readonly processes: Processes;
  readonly records: RecordList;
  readonly writer: RecordWriter;
  readonly writing: EntryWriting;
  readonly own: OwnChanges;
  readonly seen: SeenEntries;
  readonly imported: ImportedFiles;
  readonly followUps: FollowUps;
  readonly people: People;
}

export function openEntries(
  memory: Memento,
  { processes, records, writer, author, repositories, files }: RecordParts,
  { log, pace, workspaceStorage }: Shell,
): EntryTools {
  forgetFormerSteps(memory);
  const own = new OwnChanges(new LineLog(disk, join(workspaceStorage, 'commands.jsonl')));
  const writing = new EntryWriting(writer, author, own, log);
  const seen = new SeenEntries(repositories, own, pace.seen);
  const followUps = new FollowUps(records, writer);
  const people = new People(processes, writer, writing, repositories, log);
  return { processes, records, writer, writing, own, seen, imported: new ImportedFiles(files), followUps, people };
}

/** Former versions kept the steps in the editor's memory, which is sent whole with each change. */
function forgetFormerSteps(memory: Memento): void {
  for (const key of memory.keys().filter((name) => /^(?:own|undone) /.test(name))) {
    void memory.update(key, undefined);
  }
}
