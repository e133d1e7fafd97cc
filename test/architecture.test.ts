/** Holds the invariants of src/README.md by reading every source file. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { parseSync, Visitor, type CallExpression, type NewExpression, type Node, type Program } from 'oxc-parser';

/** What each room, and each file beside the rooms, may import of ours. */
const roads: Readonly<Record<string, readonly string[]>> = {
  extension: ['main', 'editor'],
  main: ['editor', 'git', 'store', 'core', 'processes'],
  editor: ['git', 'store', 'core', 'processes'],
  git: ['core'],
  store: ['core'],
  core: [],
  processes: [],
};
/** Each room's folders in their order: a folder imports those before it. A folder inside one counts as that one. */
const folders: Readonly<Record<string, readonly string[]>> = {
  core: [
    ...['words', 'text', 'source', 'time', 'frontMatter', 'timeline', 'record', 'merge', 'template', 'process'],
    ...['entries', 'practice', 'paste', 'import', 'fixes', 'search', 'status', 'update', 'postmortem', 'export'],
    ...['view'],
  ],
  store: ['', 'import', 'journal', 'search'],
  git: ['process', 'commands', 'repository', 'commit', 'sync'],
  editor: [
    ...[
      'shell',
      'records',
      'process',
      'entries',
      'fixes',
      'watch',
      'sync',
      'update',
      'search',
      'declare',
      'import',
      'timeline',
    ],
    ...['roles', 'security', 'postmortem', 'status', 'exchange', 'support', 'practice', 'view'],
  ],
};
/** The most calls from a key press to a commit. */
const MOST_CALLS = 12;
/** The most lines in which the parts are put together. */
const MOST_WIRING = 100;
/** The most files that can be seen at once in a folder. */
const MOST_FILES = 20;
/** A program that git runs beside the editor is a small entry file of its own. */
const roadsOfPrograms = ['core'];

const root = process.cwd();

interface Source {
  /** `src/core/timeline/entry.ts` */
  readonly name: string;
  readonly room: string;
  readonly text: string;
  readonly tree: Program;
  /** Names of modules as written: static, type-only, dynamic, re-exported. */
  readonly imports: readonly string[];
  /** The same, where they are files of ours: `src/core/text/finding.ts`. */
  readonly ours: readonly string[];
}

const sources = fs
  .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((name) => `src/${name.replaceAll('\\', '/')}`)
  .filter((name) => name.endsWith('.ts'))
  .map(read);

function read(name: string): Source {
  const text = fs.readFileSync(path.join(root, name), 'utf8');
  const tree = parseSync(name, text, { preserveParens: false }).program;
  const imports = importsOf(tree);
  const ours = imports.filter((module) => module.startsWith('.')).map((module) => resolved(name, module));
  return { name, room: roomOf(name), text, tree, imports, ours };
}

function importsOf(tree: Program): string[] {
  const modules: string[] = [];
  const add = (node: Node | null | undefined): void => {
    if (node?.type === 'Literal' && typeof node.value === 'string') modules.push(node.value);
  };
  new Visitor({
    ImportDeclaration: ({ source }) => add(source),
    ExportNamedDeclaration: ({ source }) => add(source),
    ExportAllDeclaration: ({ source }) => add(source),
    ImportExpression: ({ source }) => add(source),
    TSImportType: ({ source }) => add(source),
    TSExternalModuleReference: ({ expression }) => add(expression),
    CallExpression: ({ callee, arguments: [module] }) => {
      if (callee.type === 'Identifier' && callee.name === 'require') add(module);
    },
  }).visit(tree);
  return modules;
}

function resolved(from: string, module: string): string {
  const target = path.posix.join(path.posix.dirname(from), module);
  const files = [target, `${target}.ts`, `${target}/index.ts`];
  return files.find((file) => fs.statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile()) ?? target;
}

/** The folder under src, or the name of a file that lies beside the folders. */
function roomOf(name: string): string {
  const [, first = ''] = name.split('/');
  return first.replace(/(\.d)?\.ts$/, '');
}

/** The folder inside the room: `text`; empty for a file that lies in the room itself. */
const folderOf = (name: string): string => name.split('/').slice(2, -1)[0] ?? '';

function place(source: Source, { start, end }: Node): string {
  const line = source.text.slice(0, start).split('\n').length;
  return `${source.name}:${line} ${source.text.slice(start, end).slice(0, 60)}`;
}

const inRoom = (room: string) => sources.filter((source) => source.room === room);

describe('architecture', () => {
  it('reads the source', () => {
    assert.ok(sources.length >= 2, 'there is something to hold');
  });

  it('imports run one way', () => {
    const wrong = sources.flatMap((source) =>
      source.ours
        .map((target) => ({ target, room: roomOf(target) }))
        .filter(({ room }) => room !== source.room && !(roads[source.room] ?? roadsOfPrograms).includes(room))
        .map(({ target }) => `${source.name} imports ${target}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('and so they do from folder to folder', () => {
    const rank = (name: string): number => folders[roomOf(name)]?.indexOf(folderOf(name)) ?? -1;
    const inFolders = sources.filter(({ name, room }) => room in folders && !name.endsWith('.d.ts'));
    assert.deepEqual(
      inFolders.filter(({ name }) => rank(name) < 0).map(({ name }) => name),
      [],
    );
    const wrong = inFolders.flatMap(({ name, room, ours }) =>
      ours
        .filter((target) => roomOf(target) === room && rank(target) > rank(name))
        .map((target) => `${name} imports ${target}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('no folder is too full to be looked at', () => {
    const inside = sources.map(({ name }) => path.posix.dirname(name));
    const full = [...new Set(inside)].filter(
      (folder) => inside.filter((other) => other === folder).length > MOST_FILES,
    );
    assert.deepEqual(full, []);
  });

  it('the entry reaches the rest only on demand', () => {
    const wrong = inRoom('extension').flatMap((source) =>
      source.tree.body
        .filter((node) => node.type === 'ImportDeclaration')
        .filter((node) => node.importKind !== 'type' && node.source.value === './main')
        .map((node) => place(source, node)),
    );
    assert.deepEqual(wrong, []);
  });

  it('no import goes in a circle', () => {
    const finished = new Set<string>();
    const circles: string[] = [];
    const visit = (name: string, way: readonly string[]): void => {
      if (way.includes(name)) circles.push([...way.slice(way.indexOf(name)), name].join(' → '));
      if (way.includes(name) || finished.has(name)) return;
      for (const next of sources.find((source) => source.name === name)?.ours ?? []) visit(next, [...way, name]);
      finished.add(name);
    };
    for (const source of sources) visit(source.name, []);
    assert.deepEqual(circles, []);
  });

  it('the way of one entry is as the map tells it; as no import goes in a circle, it goes only down', () => {
    const map = fs.readFileSync(path.join(root, 'src/README.md'), 'utf8').split('## The way of one entry')[1]!;
    const rows = [...map.split('\n## ')[0]!.matchAll(/\| `(\w+)` \| `(.*?)` \|$/gm)];
    const way = rows.map(([, call, file]) => ({ call, source: sources.find(({ name }) => name === `src/${file}`)! }));
    assert.ok(way.length > 5 && way.length <= MOST_CALLS, `${way.length} calls`);
    way.forEach(({ call, source }, index) => {
      const above = way.slice(0, index).map((step) => step.source);
      assert.match(source.text, new RegExp(`^ *(?:export )?(?:async )?(?:function )?${call}\\(`, 'm'), source.name);
      // The names of the commands are data.
      const isCalled = above.some(
        ({ text, ours }) => ours.includes(source.name) && new RegExp(`\\b${call}\\(`).test(text),
      );
      assert.ok(index < 2 || isCalled, `nothing above calls ${call}`);
    });
  });

  it('main.ts is wiring, and short', () => {
    const main = sources.find(({ name }) => name === 'src/main.ts')!;
    assert.ok(main.text.split('\n').length <= MOST_WIRING);
  });

  it('modules keep no state but what is listed', () => {
    const keeping = sources.filter(({ tree }) => tree.body.some(keepsState)).map(({ name }) => name);
    assert.deepEqual(keeping.toSorted(), Object.keys(KEEPING).toSorted());
  });

  it('only the editor and the entries know vscode', () => {
    const wrong = sources.filter(
      (source) => source.imports.includes('vscode') && !['extension', 'main', 'editor'].includes(source.room),
    );
    assert.deepEqual(
      wrong.map((source) => source.name),
      [],
    );
  });

  it('only src/git runs git, or any program', () => {
    const wrong = sources.filter(
      (source) => source.room !== 'git' && /['"](simple-git|(node:)?child_process)['"/]/.test(source.text),
    );
    assert.deepEqual(
      wrong.map((source) => source.name),
      [],
    );
  });

  it('only src/git/commands asks git anything', () => {
    const runner = /^src\/git\/process\/(?:runGit|gitProcess)\.ts$/;
    const wrong = sources.filter(
      ({ name, ours }) =>
        !/^src\/(?:git\/(?:process|commands)\/|main\.ts)/.test(name) && ours.some((file) => runner.test(file)),
    );
    assert.deepEqual(
      wrong.map((source) => source.name),
      [],
    );
  });

  it('core imports nothing of Node', () => {
    const wrong = inRoom('core').flatMap((source) =>
      source.imports
        .filter((module) => module.startsWith('node:') || builtinModules.includes(module))
        .map((module) => `${source.name} imports ${module}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('core has no clock, zone, locale, environment or chance', () => {
    const wrong = inRoom('core').flatMap((source) =>
      questionsToTheMachine(source.tree).map((node) => place(source, node)),
    );
    assert.deepEqual(wrong, []);
  });

  it('what a record tells is read from the entries that count', () => {
    const wrong = sources.filter(
      ({ name, text }) =>
        /\btimeline\??\.entries\b|\{[^{}]*\bentries\b[^{}]*\} = [\w.]*\btimeline\b/.test(text) &&
        !ofAllEntries.has(name.replace(/^src\//, '')),
    );
    assert.deepEqual(
      wrong.map((source) => source.name),
      [],
    );
  });

  it('no file only hands on what another exports', () => {
    const barrels = sources.filter(
      ({ tree }) =>
        tree.body.length > 0 &&
        tree.body.every(
          (node) =>
            node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && node.source !== null),
        ),
    );
    assert.deepEqual(
      barrels.map((source) => source.name),
      [],
    );
  });

  it('files are named after ideas', () => {
    const empty = /(utils?|helpers?|common|managers?|services?|^index|^misc)$/i;
    const wrong = sources.filter((source) => empty.test(path.posix.basename(source.name).replace(/(\.d)?\.ts$/, '')));
    assert.deepEqual(
      wrong.map((source) => source.name),
      [],
    );
  });

  it('nothing names a place on one machine', function () {
    if (!fs.existsSync(path.join(root, '.git'))) this.skip();
    const places = new RegExp(`(?<![\\w.*~)}\\]-])/(${['root', 'work'].join('|')})/`);
    const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
    const wrong = tracked.filter((name) => {
      const file = path.join(root, name);
      return name !== '' && fs.existsSync(file) && places.test(fs.readFileSync(file, 'utf8'));
    });
    assert.deepEqual(wrong, []);
  });

  it('the lock file names no registry', () => {
    assert.doesNotMatch(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'), /"resolved": "http/);
  });

  it('is not woken by everything', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      activationEvents?: string[];
    };
    assert.ok(!(manifest.activationEvents ?? []).some((event) => event === '*' || event === 'onStartup'));
  });
});

/** Whatever else is kept is in an object that `main.ts` or a `register.ts` makes, and is handed to whoever uses it. */
const KEEPING: Readonly<Record<string, string>> = {
  'src/core/process/wording.ts': 'What follows from a process, which never changes.',
  'src/core/record/prose.ts': 'The trees of texts that were read last, which never change.',
  'src/core/words/say.ts': 'How sentences are translated, which the editor says once.',
  'src/core/time/dateWords.ts': 'What Intl says of languages, which is always the same.',
  'src/core/timeline/retraction.ts': 'What follows from a timeline, which never changes.',
  'src/git/repository/homeRepository.ts': 'Where the home folder really is.',
  'src/git/process/runGit.ts': 'The one thread of the window that starts processes of git.',
  'src/store/recordFile.ts': 'Whose turn it is to write a file, for the whole process.',
  'src/editor/shell/prompts.ts': 'The one box that can be on the screen, and what was typed into it.',
  'src/editor/shell/settings.ts': 'Settings, until one of them changes.',
  'src/editor/shell/readText.ts': 'The records that were read last, until others are.',
  'src/editor/records/recordFolders.ts': 'Where folders of records lay a moment ago, and where a drill goes on.',
};

/** Whether a module-level name can get another value, or is something that is filled or changed. */
function keepsState(node: Program['body'][number]): boolean {
  const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
  return (
    declared?.type === 'VariableDeclaration' &&
    (declared.kind !== 'const' ||
      declared.declarations.some(({ init }) => init?.type === 'NewExpression' && init.arguments.length === 0))
  );
}

/** They need every entry, also one that was retracted: where it is, whether it is there, what its words are. */
const ofAllEntries = new Set([
  'core/timeline/retraction.ts',
  ...[
    'core/timeline/timeline.ts',
    'core/record/placement.ts',
    'core/entries/newEntries.ts',
    'core/record/manyChanges.ts',
    'core/merge/sameIncident.ts',
    'core/record/correction.ts',
    'core/merge/entryMerge.ts',
    'core/merge/recordMerge.ts',
    'core/record/news.ts',
  ],
  ...['core/fixes/quickFixes.ts', 'core/fixes/lineFixes.ts', 'core/entries/security.ts'],
  // Whether an entry is there is asked whatever it counts.
  'editor/import/undoneImports.ts',
  // A line among them takes its place and day from its neighbors, whatever they say.
  ...['core/timeline/looseLines.ts', 'core/fixes/looseFixes.ts'],
  // A line that is no longer read is lost, retracted or not.
  ...['core/fixes/lostParts.ts', 'core/fixes/restoredParts.ts'],
  // Its readers drop what was retracted, or show where it is.
  'core/record/record.ts',
  // It shows the time of each that stands there.
  'core/view/localTimes.ts',
  ...['editor/sync/incomingNotices.ts', 'editor/security/secretDecision.ts', 'editor/timeline/correction.ts'],
]);

const ofNode = new Set(
  'env cwd argv platform hrtime nextTick exit stdout stderr stdin pid versions arch uptime on memoryUsage'.split(' '),
);
const ofLocalTime =
  /^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)$|^toLocale(Date|Time)?String$/;

/** Expressions whose value depends on the moment, the place, or the machine. */
function questionsToTheMachine(tree: Program): Node[] {
  const found: Node[] = [];
  const look = (node: CallExpression | NewExpression): void => {
    if (callAsksTheMachine(node)) found.push(node);
  };
  new Visitor({
    MemberExpression: (node) => {
      if (node.object.type !== 'Identifier') return;
      const name = nameOf(node);
      const from = node.object.name;
      const asks =
        from === 'performance' ||
        (from === 'Date' && name === 'now') ||
        (from === 'DateTime' && (name === 'now' || name === 'local')) ||
        (from === 'Math' && name === 'random') ||
        (from === 'process' && ofNode.has(name));
      if (asks) found.push(node);
    },
    CallExpression: look,
    NewExpression: look,
  }).visit(tree);
  return found;
}

function callAsksTheMachine({ callee, arguments: given }: CallExpression | NewExpression): boolean {
  if (callee.type === 'Identifier') {
    if (callee.name === 'Date') return given.length === 0;
    return ['setTimeout', 'setInterval', 'setImmediate'].includes(callee.name);
  }
  if (callee.type !== 'MemberExpression') return false;
  const name = nameOf(callee);
  if (callee.object.type === 'Identifier' && callee.object.name === 'Intl') {
    const [locale, options] = given;
    if (!locale || (locale.type === 'Identifier' && locale.name === 'undefined')) return true;
    if (locale.type === 'ArrayExpression' && locale.elements.length === 0) return true;
    return name === 'DateTimeFormat' && !namesTimeZone(options);
  }
  return ofLocalTime.test(name) || (name === 'localeCompare' && given.length < 2);
}

const namesTimeZone = (options: Node | undefined): boolean =>
  options?.type === 'ObjectExpression' &&
  options.properties.some(
    (property) =>
      property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'timeZone',
  );

/** Returns the name after the dot or in `['name']`, or an empty string if it's computed. */
function nameOf({ property, computed }: Extract<Node, { type: 'MemberExpression' }>): string {
  if (property.type === 'Literal') return String(property.value);
  return property.type === 'Identifier' && !computed ? property.name : '';
}
