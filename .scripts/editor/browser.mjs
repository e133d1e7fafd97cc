/** Finds a Chromium for the tests that look at the interface; on Debian, root gets it installed. */
import fs from 'node:fs';
import path from 'node:path';
import { run } from '../process/run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The program's path, or undefined. `CHROMIUM_PATH` goes first. */
function find() {
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [process.env.CHROMIUM_PATH, ...onPath, ...places].find((file) => file && fs.existsSync(file));
}

/** @returns {Promise<string>} the path of a browser; throws a sentence for the person when there is none */
export async function browser() {
  const found = find();
  if (found) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0 && fs.existsSync('/etc/debian_version')) {
    console.log('Installing chromium from Debian, once …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = () =>
      run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env });
    let ended = await install();
    if (ended.code !== 0) {
      await run('apt-get', ['update'], { env });
      ended = await install();
    }
    const installed = find();
    if (installed) return installed;
    throw new Error(`Chromium could not be installed:\n${ended.output.slice(-2000)}`);
  }
  throw new Error('The interface tests need Chromium or Chrome: install one, or name it in CHROMIUM_PATH.');
}
