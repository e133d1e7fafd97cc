/**
 * Makes the page that the editor shows of the installed extension out of the README. That page has no folder beside it: pictures
 * go into the page, and links to other files lead to the repository.
 */
import fs from 'node:fs';
import path from 'node:path';
import { remark } from 'remark';
import { inRoot } from '../process/project.mjs';

/** Bytes of all pictures on the page. */
const PICTURES_LIMIT = 200_000;

/**
 * @param {string} markdown the README
 * @param {{ repository: string }} options its address, without `.git`
 * @returns {string}
 * @throws Error that names each dead link, or says that the pictures are too large
 */
export function detailsPage(markdown, { repository }) {
  /** @type {string[]} */
  const dead = [];
  let pictures = 0;
  let page = markdown;
  // From the end, so that the places of those before stay.
  for (const { url, picture, line, end } of linksIn(remark().parse(markdown)).reverse()) {
    const file = decodeURI(url.split('#')[0] ?? '');
    if (/^https:\/\//.test(url) || file === '') continue;
    if (/^\w+:/.test(url) || !fs.existsSync(inRoot(file))) {
      dead.unshift(`line ${line}: ${url}`);
      continue;
    }
    const bytes = picture ? fs.readFileSync(inRoot(file)) : undefined;
    pictures += bytes?.length ?? 0;
    const instead = bytes
      ? `data:image/${path.extname(file).slice(1)};base64,${bytes.toString('base64')}`
      : `${repository}/blob/HEAD/${url}`;
    const from = page.lastIndexOf(url, end);
    page = page.slice(0, from) + instead + page.slice(from + url.length);
  }
  if (dead.length > 0) throw new Error(`Dead links in the README:\n${dead.join('\n')}`);
  if (pictures > PICTURES_LIMIT) {
    throw new Error(`The README's pictures have ${pictures} bytes; ${PICTURES_LIMIT} is the limit.`);
  }
  return page;
}

/**
 * The links and pictures below a node, in the order of the text.
 * @param {{ type: string, url?: string, position?: import('unist').Position | undefined, children?: any[] }} node
 * @returns {{ url: string, picture: boolean, line: number, end: number }[]} `end`: offset of the end, in UTF-16 units
 */
function linksIn({ type, url, position, children = [] }) {
  const inside = children.flatMap(linksIn);
  if (url === undefined || !position) return inside;
  return [...inside, { url, picture: type === 'image', line: position.start.line, end: position.end.offset ?? 0 }];
}
