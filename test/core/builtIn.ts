/** The built-in processes, read once for all tests. */
import { readProcess, type ExtensibleProcesses, type Process } from '../../src/core/process/process';
import twoI2c from '../../src/processes/2i2c.yaml';
import base from '../../src/processes/default.yaml';
import incidentManager from '../../src/processes/incident-manager.yaml';
import mnx from '../../src/processes/mnx.yaml';
import mozmeao from '../../src/processes/mozmeao.yaml';
import pagerduty from '../../src/processes/pagerduty.yaml';

/** Their files as they are written. */
export const TEXTS: Readonly<Record<string, string>> = {
  default: base,
  pagerduty,
  mnx,
  mozmeao,
  '2i2c': twoI2c,
  'incident-manager': incidentManager,
};
export const NAMES: readonly string[] = Object.keys(TEXTS);

const read = new Map<string, Process>();

export function builtIn(name: string): Process {
  const known = read.get(name);
  if (known) {
    return known;
  }
  const { process, problems } = readProcess(TEXTS[name]!, KNOWN);
  if (!process) {
    throw new Error(problems.map(({ line, message }) => `${name}.yaml:${line} ${message}`).join('\n'));
  }
  read.set(name, process);
  return process;
}

const KNOWN: ExtensibleProcesses = { names: NAMES, find: (name) => (NAMES.includes(name) ? builtIn(name) : undefined) };
