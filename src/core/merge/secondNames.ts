/**
 * Two files with the same name: both survive. The one whose hash sorts later gets a second name, the same in every clone, and
 * the links in what its side added are updated. The hash function comes from the caller.
 */
import { isIncidentId } from '../frontMatter/incidentId';

/** `graph-1a2b3c4d.png` for `graph.png`; the folders above and the extension stay. */
export function secondName(path: string, hash: string): string {
  const [, stem = path, extension = ''] = /^(.*[^/])(\.[^./]+)$/s.exec(path) ?? [];
  return `${stem}-${hash.slice(0, 8)}${extension}`;
}

/** Of a version that couldn't be merged, the name of the file next to which it is: `incident.md`; undefined for any other name. */
export function asideOf(name: string): 'incident.md' | 'postmortem.md' | undefined {
  const [, stem] = /^(incident|postmortem)-[0-9a-f]{8}\.md$/.exec(name) ?? [];
  return stem === undefined ? undefined : stem === 'incident' ? 'incident.md' : 'postmortem.md';
}

/** Returns the incident's folder that the file is in, `incidents/2026-11-20-lb-down`; undefined if it is in none. */
export function incidentFolder(path: string): string | undefined {
  const names = path.split('/');
  const at = names.slice(0, -1).findLastIndex((name) => isIncidentId(name));
  return at < 0 ? undefined : names.slice(0, at + 1).join('/');
}

/** A file that has another name, both seen from the text that links it. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/**
 * Returns the text, with the links to renamed files changed in those lines that aren't in `base`, which is absent if there is
 * none: `![](graph.png)`, `[graph](<./my graph.png> "up")`, `[1]: graph.png`, `<img src="graph.png">`.
 */
export function relink(base: string | undefined, text: string, renamings: readonly Renaming[]): string {
  const names = new Map(renamings.map(({ from, to }) => [from, to]));
  const known = new Map<string, number>();
  for (const line of (base ?? '').split('\n')) {
    known.set(line, (known.get(line) ?? 0) + 1);
  }
  const lines = text.split('\n').map((line) => {
    const left = known.get(line) ?? 0;
    known.set(line, left - 1);
    return left > 0 ? line : relinkLine(line, names);
  });
  return lines.join('\n');
}

/** What comes before a link's target, and the target itself. */
const TARGETS = /(\]\(\s*|^\s*\[[^\]\n]+\]:\s*|\bsrc\s*=\s*)(<[^<>\n]*>|"[^"\n]*"|'[^'\n]*'|[^\s<>"'()]+)/g;

function relinkLine(line: string, names: ReadonlyMap<string, string>): string {
  return line.replace(TARGETS, (whole, before: string, target: string) => {
    const [, open = '', inside = '', close = ''] = /^([<"']?)([^]*?)([>"']?)$/.exec(target) ?? [];
    const [, here = '', path = '', rest = ''] = /^(\.\/)?([^?#]*)([^]*)$/.exec(inside) ?? [];
    const to = names.get(path) ?? names.get(decoded(path));
    if (to === undefined) {
      return whole;
    }
    const written = names.has(path) ? to : encodeURI(to);
    return `${before}${open}${here}${written}${rest}${close}`;
  });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
