/**
 * Context keys by which the manifest hides commands in the palette that can't work right now. Until they're set, as in a
 * window that has just opened, everything is offered. Doesn't wait for git.
 */
import { commands, type Disposable, type Event } from 'vscode';
import { leadHolders, openOffers } from '../../core/entries/roles';
import type { Log } from '../shell/log';
import type { Processes } from '../records/processes';
import { drillFolder } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import { entryTarget } from '../records/target';

interface Needs {
  readonly processes: Processes;
  readonly records: RecordList;
  readonly writer: RecordWriter;
}

/**
 * `noIncident`: entries have no incident to go to. `noRecords`: there has never been one. `hasIncident` is for menus, which
 * show nothing before it's known.
 */
type PaletteKey = 'noIncident' | 'hasIncident' | 'noRecords' | 'hasLead' | 'noOffer' | 'noDrill';

/** Sets the keys whenever what is shown of incidents may have changed. */
export function keepPaletteKeys(needs: Needs, log: Log, onDidRead: Event<void>): Disposable {
  const set = new Map<string, boolean>();
  let turn: Promise<void> = Promise.resolve();
  const keep = async (): Promise<void> => {
    for (const [key, value] of Object.entries(await readKeys(needs))) {
      if (set.get(key) !== value) {
        set.set(key, value);
        await commands.executeCommand('setContext', `incidentNotes.${key}`, value);
      }
    }
  };
  return onDidRead(() => {
    turn = turn.then(keep).catch((error: unknown) => log.error('Reading what the palette offers', error));
  });
}

async function readKeys({ processes, records, writer }: Needs): Promise<Record<PaletteKey, boolean>> {
  const target = await entryTarget(records);
  const noIncident = target === undefined;
  const noRecords = noIncident && (await records.all()).length === 0;
  const record = typeof target === 'string' ? await writer.readWhole(target) : undefined;
  const process = record && processes.of(record, target as string);
  return {
    noIncident,
    hasIncident: !noIncident,
    noRecords,
    hasLead: record !== undefined && leadHolders(record.frontMatter.fields, process!).length > 0,
    noDrill: drillFolder() === undefined,
    noOffer: record !== undefined && openOffers(record).length === 0,
  };
}
