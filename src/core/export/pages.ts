/**
 * Writes a page of markdown as one HTML file, or as markdown that any wiki reads, and rows as CSV. What the page says is
 * text of people: no HTML, script, or remote picture of it is ever part of the file.
 */

import { stringify } from 'csv-stringify/sync';
import { h } from 'hastscript';
import type { BlockContent, Definition, Image, Link, Nodes, PhrasingContent, Root } from 'mdast';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';
import { SKIP, visit } from 'unist-util-visit';
import { prosePieces } from '../record/prosePieces';
import { courseChart, type ChartFacts } from './courseChart';
import { pageParts } from './pageParts';
import { STYLE, STYLE_HASH } from './pageStyle';

export interface Page {
  readonly title: string;
  /** Markdown; a mermaid chart in it gives way to a drawn one. */
  readonly markdown: string;
  readonly chart: ChartFacts;
  /** Pictures by the address that the markdown has for them, as `data:` addresses. Others are named. */
  readonly pictures: ReadonlyMap<string, string>;
}

const reader = remark().use(remarkGfm).freeze();
const writer = remark().use(remarkGfm, { tablePipeAlign: false }).data('settings', { bullet: '-', rule: '-' }).freeze();
const toHtml = remark()
  .use(remarkRehype)
  .use(rehypeSanitize, { protocols: { href: ['http', 'https', 'mailto'], src: ['data'] } })
  .use(rehypeStringify)
  .freeze();

/** One HTML document that needs nothing else: no script, no network. */
export function htmlPage({ title, markdown, chart, pictures }: Page): string {
  const tree = readPage(markdown);
  makePlain(tree, (image) => pictureOf(image, pictures));
  boxesAsText(tree);
  const body = toHtml.runSync(tree);
  const drawn = courseChart(chart);
  let isDrawn = false;
  visit(body, 'element', (node, index, parent) => {
    if (index === undefined || !parent) {
      return undefined;
    }
    if (node.tagName === 'pre' && isChart(textOf(node))) {
      const figure = isDrawn || !drawn ? [] : [drawn];
      isDrawn = true;
      parent.children.splice(index, 1, ...figure);
      return [SKIP, index + figure.length];
    }
    if (node.tagName === 'th') {
      node.properties['scope'] = 'col';
    }
    return undefined;
  });
  const document = h(null, [
    { type: 'doctype' },
    h('html', { lang: 'en' }, [
      h('head', [
        h('meta', { charSet: 'utf-8' }),
        h('meta', { httpEquiv: 'Content-Security-Policy', content: policy() }),
        h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
        h('meta', { name: 'color-scheme', content: 'light dark' }),
        h('meta', { name: 'referrer', content: 'no-referrer' }),
        h('title', title),
        h('style', STYLE),
      ]),
      h('body', [h('main', body.children)]),
    ]),
  ]);
  return `${toHtml.stringify(document)}\n`;
}

function policy(): string {
  return `default-src 'none'; style-src '${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'`;
}

/** Plain GFM, without what only the extension or a renderer of charts understands. */
export function plainPage({ markdown }: Pick<Page, 'markdown'>): string {
  const tree = readPage(markdown);
  makePlain(tree, (image) => text(pictureName(image)));
  visit(tree, 'code', ({ lang, value }, index, parent) => {
    if (lang === 'mermaid' && index !== undefined && isChart(value)) {
      parent!.children.splice(index, 1);
      return [SKIP, index];
    }
    return undefined;
  });
  return writer.stringify(tree);
}

/** Lines end in CR LF; a cell that a spreadsheet would take as a formula begins with an apostrophe. */
export function csvPage(rows: readonly (readonly string[])[]): string {
  return stringify(rows as string[][], { record_delimiter: 'windows', escape_formulas: true, quoted_match: /[\r\n]/ });
}

/** A part that would keep the reader busy is shown as it is written. */
function readPage(markdown: string): Root {
  const children: Root['children'] = [];
  const definitions = new Map<string, Definition>();
  for (const { text: part, joins } of pageParts(markdown)) {
    const isDear = [...prosePieces(part, 0, part.length)].some(({ dear }) => dear);
    const read = isDear ? [code(part)] : reader.parse(part).children;
    const nodes = read.filter((node) => node.type !== 'definition');
    visit({ type: 'root', children: read }, 'definition', (node) => void definitions.set(node.identifier, node));
    const [last, first] = [children.at(-1), nodes[0]];
    if (joins === 'list' && last?.type === 'list' && first?.type === 'list' && last.ordered === first.ordered) {
      last.children.push(...first.children);
      nodes.shift();
    } else if (joins === 'table' && last?.type === 'table' && first?.type === 'table') {
      last.children.push(...first.children.slice(1));
      nodes.shift();
    }
    children.push(...nodes);
  }
  return { type: 'root', children: [...children, ...definitions.values()] };
}

function code(value: string): BlockContent {
  return { type: 'code', value };
}

function text(value: string): PhrasingContent {
  return { type: 'text', value };
}

/** HTML becomes the text that it is, comments go, and what leads to another file of the repository is named. */
function makePlain(tree: Root, picture: (image: Pick<Image, 'alt' | 'url'>) => PhrasingContent): void {
  const targets = new Map<string, string>();
  visit(tree, 'definition', ({ identifier, url }) => void targets.set(identifier, url));
  visit(tree, (node: Nodes, index, parent) => {
    if (index === undefined || !parent) {
      return undefined;
    }
    const put = (...instead: Nodes[]): [typeof SKIP, number] => {
      parent.children.splice(index, 1, ...(instead as never[]));
      return [SKIP, index + instead.length];
    };
    /** What is there instead is looked at in its turn. */
    const replace = (...instead: Nodes[]): number => {
      put(...instead);
      return index;
    };
    switch (node.type) {
      case 'html': {
        const words = node.value.replace(/<!--[^]*?-->/g, '').trim();
        const isBlock = parent.type !== 'paragraph' && parent.type !== 'heading' && parent.type !== 'tableCell';
        return words === '' ? put() : put(isBlock ? { type: 'paragraph', children: [text(words)] } : text(words));
      }
      case 'definition':
        return put();
      case 'image':
        return put(picture(node));
      case 'imageReference':
        return put(picture({ alt: node.alt ?? null, url: targets.get(node.identifier) ?? '' }));
      case 'linkReference': {
        const url = targets.get(node.identifier);
        return url === undefined ? undefined : replace(link(url, node.children));
      }
      case 'link':
        return isOutside(node.url) ? undefined : replace(...named(node));
      default:
        return undefined;
    }
  });
}

function link(url: string, children: PhrasingContent[]): Link {
  return { type: 'link', url, children };
}

/** Leads to the web or to a mailbox. */
function isOutside(url: string): boolean {
  return /^(?:https?|mailto):/i.test(url);
}

/** Returns the words of a link that leads nowhere outside the repository, and what it named. */
function named({ url, children }: Link): PhrasingContent[] {
  const place = url.replace(/#L(\d+)$/, ', line $1');
  return textOf({ children }) === url ? children : [...children, text(` (${place})`)];
}

function pictureName({ alt, url }: Pick<Image, 'alt' | 'url'>): string {
  const words = alt ?? '';
  return words === '' || words === url ? `[Picture: ${url}]` : `[Picture: ${words} (${url})]`;
}

function pictureOf(image: Pick<Image, 'alt' | 'url'>, pictures: ReadonlyMap<string, string>): PhrasingContent {
  const data = pictures.get(image.url);
  return data === undefined
    ? text(pictureName(image))
    : { type: 'image', url: data, alt: image.alt === '' || !image.alt ? image.url : image.alt };
}

/** A box is a sign on paper: nobody can check it there. */
function boxesAsText(tree: Root): void {
  visit(tree, 'listItem', (item) => {
    const [first] = item.children;
    if (typeof item.checked === 'boolean') {
      const box = text(item.checked ? '☑ ' : '☐ ');
      if (first?.type === 'paragraph') {
        first.children.unshift(box);
      } else {
        item.children.unshift({ type: 'paragraph', children: [box] });
      }
      item.checked = null;
    }
  });
}

function isChart(value: string): boolean {
  return /^\s*gantt\b/.test(value);
}

interface Told {
  readonly value?: unknown;
  readonly children?: readonly unknown[];
}

function textOf(node: Told): string {
  return typeof node.value === 'string'
    ? node.value
    : (node.children ?? []).map((child) => textOf(child as Told)).join('');
}
