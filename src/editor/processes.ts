/** The processes that this window knows, by name. The built-in `default` serves for a name that is not known. */
import { readProcess, type Process } from '../core/process';
import type { IncidentRecord } from '../core/record';
import { Refusal } from '../core/refusal';
import defaultProcess from '../processes/default.yaml';

const BUILT_IN: Readonly<Record<string, string>> = { default: defaultProcess };

const read = new Map<string, Process>();

/** The process of that name, else the default one. */
export function processNamed(name: string | undefined): Process {
  const known = name !== undefined && Object.hasOwn(BUILT_IN, name) ? name : 'default';
  let found = read.get(known);
  if (!found) {
    const { process, problems } = readProcess(BUILT_IN[known]!);
    if (!process) {
      throw new Refusal(`The process “${known}” cannot be read: line ${problems[0]?.line}: ${problems[0]?.message}`);
    }
    read.set(known, (found = process));
  }
  return found;
}

/** The process by which the record is kept. */
export function processOf({ frontMatter }: IncidentRecord): Process {
  return processNamed(frontMatter.fields.process);
}
