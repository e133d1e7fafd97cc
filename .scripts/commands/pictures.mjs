/**
 * `npm run pictures [-- part of a file's name …]`: runs the interface tests with their screenshots, and puts those on one
 * sheet: `out/screenshots/sheet.png`.
 */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { browser } from '../editor/browser.mjs';
import { out } from '../process/project.mjs';
import { run as test } from './test.mjs';

/** @param {string[]} names @param {{ cpuSeconds: () => number }} program */
export async function run(names, program) {
  process.env.TEST_PICTURES = '1';
  const folder = path.join(out, 'screenshots');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const code = await test(names.length === 0 ? ['e2e'] : names.map((name) => `e2e/${name}`), program);
  const pictures = fs.readdirSync(folder).filter((name) => name.endsWith('.png'));
  const figures = pictures.map(
    (name) => `<figure><img src="${encodeURI(name)}"><figcaption>${name}</figcaption></figure>`,
  );
  const style =
    'body { display: grid; grid-template-columns: repeat(4, 480px); font: 14px sans-serif } img { width: 470px }';
  const page = path.join(folder, 'sheet.html');
  fs.writeFileSync(page, `<!doctype html><meta charset="utf-8"><style>${style}</style>${figures.join('\n')}`);
  const window = await chromium.launch({ executablePath: await browser(), args: ['--no-sandbox'] });
  try {
    const sheet = await window.newPage({ viewport: { width: 2000, height: 1000 } });
    await sheet.goto(pathToFileURL(page).href);
    await sheet.screenshot({ path: path.join(folder, 'sheet.png'), fullPage: true });
  } finally {
    await window.close();
  }
  console.log(`${pictures.length} pictures: ${path.join(folder, 'sheet.png')}`);
  return code;
}
