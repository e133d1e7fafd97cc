/** What a child process may inherit: nothing of the npm or the editor that happens to run us. */

/**
 * The environment without `npm_*`, `VSCODE_*` (but for `VSCODE_TEST_*` and `VSCODE_PATH`) and debugger options.
 * @param {Record<string, string | undefined>} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment(extra = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const kept = {};
  for (const [name, value] of Object.entries(process.env)) {
    const inherited = /^npm_/i.test(name) || /^VSCODE_(?!TEST_|PATH$)/.test(name);
    if (!inherited && name !== 'ELECTRON_RUN_AS_NODE' && name !== 'NODE_OPTIONS') kept[name] = value;
  }
  return { ...kept, ...extra };
}

/**
 * For npm inside another folder: like `cleanEnvironment`, but where packages come from is the user's choice and stays.
 * @param {Record<string, string | undefined>} [extra]
 */
export function npmEnvironment(extra = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const kept = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (/^npm_config_(registry|userconfig|globalconfig|cache|proxy|https_proxy|noproxy|cafile)$/i.test(name)) {
      kept[name] = value;
    }
  }
  return cleanEnvironment({ ...kept, ...extra });
}
