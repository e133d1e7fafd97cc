/** All intervals and delays of a window, in one place; a test inside the editor can change them. */
import { ExtensionMode, type ExtensionContext } from 'vscode';

/** All in milliseconds. */
export interface Pace {
  /** From the first entry of a burst to its commit. */
  readonly burst: number;
  /** Between two looks at what may change without a word: records, a team's files, git's states. */
  readonly look: number;
  /** Between two questions for a remote's tip, while no incident is open. */
  readonly tip: number;
  /** An entry waits no longer for git to say who writes. */
  readonly author: number;
  /** A declaration waits no longer for git to say where its record goes. */
  readonly place: number;
  /** An update waits no longer for git to say which page shows its record. */
  readonly page: number;
  /** An undo waits no longer for git to say whether others have seen the entry. */
  readonly seen: number;
}

const USUAL: Pace = { burst: 5000, look: 2000, tip: 60_000, author: 300, place: 3000, page: 1000, seen: 10_000 };

/** Returns the usual pace, but for what INCIDENT_NOTES_PACE (JSON) says to a window in which extension tests run. */
export function paceOf({ extensionMode }: ExtensionContext): Pace {
  const given = extensionMode === ExtensionMode.Test ? process.env['INCIDENT_NOTES_PACE'] : undefined;
  return { ...USUAL, ...(JSON.parse(given ?? '{}') as Partial<Pace>) };
}
