/** The name of the records' own branch. In a file of its own, because it's needed before anything else is loaded. */

/** The records' own branch, in every repository that has one. */
export const OWN_BRANCH = 'incident-log';
