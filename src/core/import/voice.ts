/**
 * Finds the handle for a name in a log: from the team's `.incident-notes/people.yaml`, from the handles in the record, or else
 * the name itself.
 */

import { toHandle } from '../frontMatter/handle';
import { readYaml } from '../frontMatter/hardenedYaml';
import type { IncidentRecord } from '../record/record';
import { countingEntries } from '../timeline/retraction';

/** The handle, without `@`, of whoever a log calls by that name. */
export type Voice = (speaker: string) => string;

/** From names in chat to handles: `Dana Reed: dana`. What can't be read says nothing. */
export function readPeople(text: string): ReadonlyMap<string, string> {
  const { value, findings } = readYaml(text);
  const people = new Map<string, string>();
  if (findings.length === 0 && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [name, given] of Object.entries(value)) {
      const handle = typeof given === 'string' ? toHandle(given) : undefined;
      if (handle !== undefined) {
        people.set(folded(name), handle);
      }
    }
  }
  return people;
}

export function voiceOf(record: IncidentRecord, people: ReadonlyMap<string, string>): Voice {
  const holders = Object.values(record.frontMatter.fields.roles)
    .flat()
    .flatMap((holder) => toHandle(holder) ?? []);
  const known = new Set([...holders, ...countingEntries(record).map(({ author }) => author)]);
  const handles = new Map<string, string>();
  return (speaker) => {
    const said = handles.get(speaker) ?? people.get(folded(speaker)) ?? people.get(bare(speaker));
    const handle = said ?? knownHandle(speaker, known) ?? toHandle(speaker) ?? 'unknown';
    handles.set(speaker, handle);
    return handle;
  };
}

/** Returns the one handle that such a name can mean: `Dana Reed` is `dana`, `dana.reed`, or `dreed`; `dana_` and `dana|away` are `dana`. */
function knownHandle(speaker: string, known: ReadonlySet<string>): string | undefined {
  const [first = '', ...more] = folded(speaker).split(/[\s.]+/);
  const last = more.at(-1) ?? '';
  const forms = [
    ...[folded(speaker), bare(speaker), toHandle(speaker)?.toLowerCase() ?? ''],
    ...(last === '' ? [] : [`${first}.${last}`, `${first}${last}`, `${first[0]}${last}`, `${first}-${last}`, first]),
  ];
  for (const form of forms) {
    const found = [...known].filter((handle) => handle.toLowerCase() === form);
    if (found.length === 1) {
      return found[0];
    }
  }
  return undefined;
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().replace(/^@/, '').replace(/\s+/g, ' ').toLowerCase();
}

/** Returns a nick without what a program or a pause adds to it. */
function bare(nick: string): string {
  return folded(nick).replace(/(?:[|[](?:afk|away|m|lunch|brb|mtg|pto|gone|zzz|work|home)\]?|[_`^]+)$/, '');
}
