/** Reads each record's text once, however many parts ask for it: after a key press, they all ask for the same one. */
import { readRecord, type IncidentRecord } from '../../core/record/record';

/** How many texts are remembered: the one that is typed into, and the same on the disk. */
const KEPT = 2;

let known: readonly IncidentRecord[] = [];

/** Returns the record that the text is, which nobody changes. */
export function readText(text: string): IncidentRecord {
  const found = known.find((record) => record.text === text);
  if (found && known[0] === found) {
    return found;
  }
  const record = found ?? readRecord(text);
  known = [record, ...known.filter((other) => other !== record)].slice(0, KEPT);
  return record;
}
