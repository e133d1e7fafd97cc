/** The name of the records' own branch; alone, because the entry has to know it before anything else is loaded. */

/** The records' own branch, in every repository that has one. */
export const OWN_BRANCH = 'incident-log';
