/** Holds that the documents name only files, headings, and npm commands that exist. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

/** Each document, with the folders beside its own and the project's that its names may be relative to. */
const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  'README.md': [],
  'CHANGELOG.md': [],
  ...Object.fromEntries(markdownIn('docs').map((name) => [name, []])),
  ...Object.fromEntries(markdownIn('.github').map((name) => [name, []])),
  'docs/sharing.md': ['test'],
  'src/README.md': ['test'],
  'test/README.md': [],
  '.scripts/README.md': [],
};
/** The code map's table of folders: each column has its own room. */
const ROOMS: Readonly<Record<string, string>> = { core: 'src/core', editor: 'src/editor', 'git, store': 'src' };
/** Ends of names that are files, not commands or fields. */
const FILE = /^[^\s`<>|{}…*]*(?:\w\/|\w\.(?:ts|mjs|cjs|js|json|md|yaml|yml))$/;
/** Files of a team's repository or of a person's machine, files that a build makes, and names that stand for any name. */
const ELSEWHERE =
  /^(?:~|\.\.\/$|(?:incidents|evidence|\.incident-notes|\.git|out|dist)(?:\/|$)|(?:incident|postmortem|ownership|process)\.(?:md|yaml)$)|[A-Z]{3,}\.|^http/;

function markdownIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.includes('templates'))
    .map((name) => path.posix.join(folder, name.replaceAll('\\', '/')));
}

const textOf = (file: string): string => fs.readFileSync(file, 'utf8');
/** The text without fences, whose lines are left empty. */
const proseOf = (file: string): string =>
  textOf(file).replace(/^```[^]*?^```$/gm, (fence) => fence.replace(/[^\n]/g, ''));

/** GitHub's name of a heading in a link. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** Files that the document names in code, with the folders that each may be in. */
function namedFiles(document: string): { name: string; folders: string[] }[] {
  const usual = [path.dirname(document), '.', ...DOCUMENTS[document]!];
  let columns: string[] = [];
  return proseOf(document)
    .split('\n')
    .flatMap((line) => {
      const cells = line.startsWith('|') ? line.split('|').slice(1, -1) : [line];
      columns = line.startsWith('|') ? (columns.length > 0 ? columns : cells.map((cell) => cell.trim())) : [];
      return cells.flatMap((cell, index) => {
        const room = ROOMS[columns[index] ?? ''];
        return [...cell.matchAll(/`([^`]+)`/g)]
          .map(([, name]) => ({ name: name!, folders: room === undefined ? usual : [room, '.'] }))
          .filter(({ name }) => FILE.test(name) && !ELSEWHERE.test(name));
      });
    });
}

describe('documents', () => {
  const names = new Set(Object.keys((JSON.parse(textOf('package.json')) as { scripts: object }).scripts));

  for (const document of Object.keys(DOCUMENTS)) {
    it(`${document} names files that exist`, () => {
      const missing = namedFiles(document)
        .filter(({ name, folders }) => !folders.some((folder) => fs.existsSync(path.join(folder, name))))
        .map(({ name }) => name);
      assert.deepEqual(missing, []);
    });

    it(`${document} links to files and headings that exist`, () => {
      const links = [...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
      const missing = links
        .filter((link) => !/^(?:https?:|mailto:)/.test(link))
        .filter((link) => {
          const [file = '', heading] = link.split('#');
          const target = file === '' ? document : path.join(path.dirname(document), file);
          const headings = (): string[] =>
            [...proseOf(target).matchAll(/^#+ (.*)$/gm)].map(([, words]) => anchorOf(words!));
          return !fs.existsSync(target) || (heading !== undefined && !headings().includes(heading));
        });
      assert.deepEqual(missing, []);
    });

    it(`${document} names npm commands that exist`, () => {
      const named = [...textOf(document).matchAll(/`(?:[A-Z_]+=1 )?npm (?:run )?([a-z][\w:]*)/g)].map(
        ([, name]) => name!,
      );
      assert.deepEqual(
        named.filter((name) => !names.has(name)),
        [],
      );
    });
  }

  it('the page about the scripts lists files that exist', () => {
    const rows = [...textOf('.scripts/README.md').matchAll(/^- `(\w+)\/`: (.*)$/gm)];
    assert.ok(rows.length > 3);
    const missing = rows.flatMap(([, folder, words]) =>
      [...words!.matchAll(/`(\w+)`/g)]
        .map(([, name]) => `.scripts/${folder}/${name}.mjs`)
        .filter((file) => !fs.existsSync(file) && !names.has(path.basename(file, '.mjs'))),
    );
    assert.deepEqual(missing, []);
  });

  it('every invariant of the code map names a test', () => {
    const [, table = ''] = textOf('src/README.md').split('\n## Invariants, each with its test\n');
    const rows = table.split('\n').filter((line) => /^\| (?!invariant |-)/.test(line));
    assert.ok(rows.length > 40);
    assert.deepEqual(
      rows.filter((row) => !/\| (?:`[\w/]+\.(?:test|torture)\.ts`(?:, )?)+ \|$/.test(row)),
      [],
    );
  });

  it('the sources name pages that exist', () => {
    const named = fs
      .readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...textOf(path.join('src', name)).matchAll(/`(docs\/[\w/.-]+)`/g)])
      .map(([, page]) => page!);
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((page) => !fs.existsSync(page)),
      [],
    );
  });
});
