/** Finds what's shown of the built-in processes: the labels and meanings that can be translated. */
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** What people see of a process: everything but what's written into records and messages. */
const SHOWN = new Set(['label', 'meaning', 'words', 'sign', 'action', 'hint']);

/** What people see of the processes in a folder, which `sayWords` says. @param {string} folder @returns {string[]} */
export function labelsIn(folder) {
  /** @type {(data: unknown, isShown: boolean) => string[]} */
  const shown = (data, isShown) => {
    if (typeof data === 'string') return isShown ? [data] : [];
    if (typeof data !== 'object' || data === null) return [];
    if ('audience' in data && 'name' in data) {
      return ['label' in data ? String(data.label) : wordsOf(String(data.name))];
    }
    // A tip has nothing else to show; a duration's label is in the postmortem.
    if ('when' in data && 'text' in data) return [String(data.text)];
    const parts = Object.entries(data).filter(([key]) => key !== 'durations');
    return parts.flatMap(([key, value]) => shown(value, isShown || SHOWN.has(key)));
  };
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.flatMap((name) => shown(parse(fs.readFileSync(path.join(folder, name), 'utf8')), false));
}

/** How a template without a label is called. @param {string} name */
function wordsOf(name) {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll('-', ' ');
}
