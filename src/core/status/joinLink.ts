/**
 * The link by which a colleague joins an incident. It names neither the incident nor its repository: both are found by
 * fingerprints, which say nothing to whoever has neither. Knows no editor.
 */
import { Fingerprints } from '../merge/fingerprint';
import { remoteName } from '../source/codeHost';

/** What a link is for. */
export interface JoinLink {
  /** The day of its id, `2026-11-20`. */
  readonly day: string;
  /** The fingerprint of its id in that repository. */
  readonly incident: string;
  /** The fingerprint of the remote through which it is shared. */
  readonly repository: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}/;
const FINGERPRINT = /^[0-9a-f]{12}$/;
const fingerprints = () => new Fingerprints();

/** `day=2026-11-20&incident=0f3a…&repository=9b1c…`, of an incident's id and the address of its remote. */
export function joinQuery(id: string, remote: string): string {
  const repository = repositoryFingerprint(remote);
  return `day=${id.slice(0, 10)}&incident=${incidentFingerprint(id, repository)}&repository=${repository}`;
}

/** Reads the path and the query of a link, `/join` and what `joinQuery` returned. Undefined if it isn't one. */
export function readJoinLink(path: string, query: string): JoinLink | undefined {
  const parts = new Map(query.split('&').map((part) => [part.split('=')[0]!, part.slice(part.indexOf('=') + 1)]));
  const [day, incident, repository] = ['day', 'incident', 'repository'].map((name) => parts.get(name) ?? '') as [
    string,
    string,
    string,
  ];
  const isOne = path === '/join' && day.length === 10 && DAY.test(day);
  return isOne && FINGERPRINT.test(incident) && FINGERPRINT.test(repository)
    ? { day, incident, repository }
    : undefined;
}

/** Returns whether the incident of the link is shared through the remote with that address. */
export function isSharedThrough({ repository }: JoinLink, remote: string): boolean {
  return repositoryFingerprint(remote) === repository;
}

/** Returns whether the link is for the incident with that id. */
export function isFor({ day, incident, repository }: JoinLink, id: string): boolean {
  return id.startsWith(day) && incidentFingerprint(id, repository) === incident;
}

function repositoryFingerprint(remote: string): string {
  return fingerprints().of(remoteName(remote));
}

function incidentFingerprint(id: string, repository: string): string {
  return fingerprints().of(`${repository} ${id.normalize('NFC')}`);
}
