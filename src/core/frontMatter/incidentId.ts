/** The form of an incident's id, which is also its folder's name: `2026-11-20-logging-in-is-broken-for-all-users`. */

/** Returns whether a folder of that name can be an incident's; any other folder is somebody else's, whatever is in it. */
export function isIncidentId(name: string): boolean {
  return /^\d{4}-\d{2}-\d{2}-[^\\/\n]/.test(name);
}
