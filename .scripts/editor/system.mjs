/**
 * What the machine must have besides Node: on Debian, root gets what is missing installed; anybody else is told what to
 * install.
 */
import fs from 'node:fs';
import path from 'node:path';
import { usualTemporaryFolder } from '../process/ending.mjs';
import { Failure, causeIn } from '../process/failure.mjs';
import { run } from '../process/run.mjs';

const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** @typedef {'git' | 'browser'} Program */

/** Each with its name for a person, its packages in Debian, and how its path is found. */
const PROGRAMS = {
  git: { label: 'git', packages: ['git'], find: () => onPath('git', 'git.exe') },
  browser: {
    label: 'Chromium',
    packages: ['chromium', 'fonts-dejavu-core'],
    // A path that a person gives goes first.
    find: () =>
      [process.env.CHROMIUM_PATH].find((file) => file && fs.existsSync(file)) ??
      onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge') ??
      PLACES.find((file) => fs.existsSync(file)),
  },
};

/** @param {...string} names @returns {string | undefined} the first of them that is on the PATH */
function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => fs.existsSync(file));
}

/**
 * Makes sure that some programs are there, and installs those that aren't in one go.
 * @param {...Program} names
 * @returns {Promise<string[]>} their paths
 * @throws Failure when one is missing and can't be installed
 */
export async function provide(...names) {
  const missing = names.map((name) => PROGRAMS[name]).filter(({ find }) => !find());
  if (missing.length === 0) return pathsOf(names);
  const labels = missing.map(({ label }) => label).join(' and ');
  const packages = missing.flatMap((program) => program.packages);
  if (!onPath('apt-get') || process.getuid?.() !== 0) {
    const byName =
      names.includes('browser') && !PROGRAMS.browser.find() ? ' Or name another browser in CHROMIUM_PATH.' : '';
    const command = `apt-get install ${packages.join(' ')}`;
    throw new Failure(`Can't find ${labels}. Install what's missing (on Debian, as root: ${command}).${byName}`);
  }
  console.log(`Installing ${packages.join(', ')} from Debian, once …`);
  const output = await install(packages);
  if (missing.every(({ find }) => find())) return pathsOf(names);
  throw new Failure(`Can't install ${packages.join(', ')} from Debian: ${reasonIn(output)}`);
}

/** @param {readonly Program[]} names */
const pathsOf = (names) => names.map((name) => PROGRAMS[name].find() ?? '');

/** @param {string} output of apt-get */
function reasonIn(output) {
  const cause = causeIn(output);
  if (cause?.includes('registry')) {
    return "its servers can't be reached. Check the network and the proxy, then try again.";
  }
  return cause ?? `apt-get says:\n${output.slice(-2000)}`;
}

/** @param {readonly string[]} packages @returns {Promise<string>} what the last command printed */
async function install(packages) {
  // Its helper without rights can't read our folder for temporary files.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', TMPDIR: usualTemporaryFolder };
  const once = [
    'Acquire::Retries=0',
    'Acquire::http::Timeout=30',
    'Acquire::https::Timeout=30',
    'DPkg::Lock::Timeout=120',
  ];
  const apt = (/** @type {string[]} */ ...args) =>
    run('apt-get', [...once.flatMap((option) => ['-o', option]), ...args], { env });
  const wanted = ['install', '-y', '--no-install-recommends', ...packages];
  const first = await apt(...wanted);
  if (first.code === 0) return first.output;
  // There may be no lists yet, or an installation that was interrupted.
  await run('dpkg', ['--configure', '-a'], { env });
  const updated = await apt('-o', 'APT::Update::Error-Mode=any', 'update');
  if (updated.code !== 0) return updated.output;
  return (await apt(...wanted)).output;
}
