/** Holds that what the manifest contributes and what the code does cannot part. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { NAMES } from './core/builtIn';
import { COMMANDS } from '../src/editor/shell/contributions';

interface Setting {
  readonly scope: string;
  readonly enum?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
  readonly markdownDescription: string;
  readonly order: number;
}

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly extensionKind: readonly string[];
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: string; readonly restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: { readonly supported: boolean };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Readonly<
      Record<'commandPalette' | 'file/newFile', readonly { readonly command: string; readonly when: string }[]>
    >;
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly mac: string }[];
    readonly configuration: readonly {
      readonly title: string;
      readonly order: number;
      readonly properties: Readonly<Record<string, Setting>>;
    }[];
    readonly walkthroughs: readonly {
      readonly when: string;
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
  readonly dependencies?: object;
}

const text = fs.readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const words = JSON.parse(fs.readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const names = COMMANDS.map((name) => `incidentNotes.${name}`);

/** What works, or offers what helps, whether or not there's an incident. */
const ALWAYS_OFFERED = [
  ...['declare', 'log', 'join', 'sync', 'actions', 'showView', 'setUpRepository'],
  ...['retry', 'recover', 'diagnose', 'showLog', 'practice'],
];

/** All settings, of whichever section. */
const SETTINGS: Readonly<Record<string, Setting>> = Object.assign(
  {},
  ...manifest.contributes.configuration.map(({ properties }) => properties),
);

/** The chords whose second key is a letter alone. */
const plainChords = manifest.contributes.keybindings.filter(
  ({ key }, index, all) => / [a-z]$/.test(key) && all.findIndex((other) => other.key === key) === index,
);

/** The chord with the prefix held: `alt+i t` is `alt+i alt+t`. */
function held(chord: string): string {
  return chord.replace(/^(.*\+)(\w) (\w)$/, '$1$2 $1$3');
}

describe('manifest', () => {
  it('contributes exactly the commands that the code registers', () => {
    assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).sort(), [...names].sort());
  });

  it('puts every command into one category', () => {
    assert.deepEqual([...new Set(manifest.contributes.commands.map(({ category }) => category))], ['%category%']);
    assert.equal(words['category'], 'Incident');
  });

  it('binds keys to commands that exist', () => {
    const unknown = manifest.contributes.keybindings.filter(({ command }) => !names.includes(command));
    assert.deepEqual(unknown, []);
  });

  it('gives each letter one command', () => {
    const pairs = new Set(manifest.contributes.keybindings.map(({ key, command }) => `${key} ${command}`));
    const keys = new Set(manifest.contributes.keybindings.map(({ key }) => key));
    assert.equal(pairs.size, keys.size);
  });

  it('binds the chords that the documentation decides, and leaves the reserved letters free', () => {
    const section = fs.readFileSync('docs/commands.md', 'utf8').split('\n## Chords\n')[1]!;
    const decided = [...section.matchAll(/^\| `([A-Z])` \| (?:`(\w+)` )?\|/gm)].map(([, letter, name]) => ({
      letter: letter!.toLowerCase(),
      name,
    }));
    assert.equal(new Set(decided.map(({ letter }) => letter)).size, decided.length, 'Each letter has one row.');
    const bound = decided.flatMap(({ letter, name }) =>
      name === undefined ? [] : [`${letter} incidentNotes.${name}`],
    );
    assert.deepEqual(
      plainChords.map(({ key, command }) => `${key.split(' ')[1]} ${command}`),
      bound,
    );
    const told = [...fs.readFileSync('README.md', 'utf8').matchAll(/^\| `([A-Z])` \|/gm)].map(([, letter]) => letter);
    assert.deepEqual(
      told.map((letter) => letter!.toLowerCase()),
      plainChords.map(({ key }) => key.split(' ')[1]),
    );
  });

  it('takes each chord with the prefix still held too, and shows the plain one, because the last binding wins', () => {
    for (const { command, key, mac } of plainChords) {
      const own = manifest.contributes.keybindings.filter((binding) => binding.command === command);
      assert.ok(
        own.some((binding) => binding.key === held(key) && binding.mac === held(mac)),
        `${key} held`,
      );
      assert.equal(own.at(-1)?.key, key, command);
    }
  });

  it('says every text in words, and no word in vain', () => {
    const used = [...text.matchAll(/%([\w.]+)%/g)].map(([, key]) => key!);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(words).sort());
  });

  it('declares the settings that the code reads, and no others', () => {
    const read = fs
      .readdirSync('src/editor', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [
        ...fs.readFileSync(path.join('src/editor', name), 'utf8').matchAll(/settings\.get\('(\w+)'/g),
      ])
      .map(([, key]) => `incidentNotes.${key}`);
    assert.deepEqual([...new Set(read)].sort(), Object.keys(SETTINGS).sort());
  });

  it('offers the built-in processes', () => {
    const { enum: offered, markdownEnumDescriptions } = SETTINGS['incidentNotes.process']!;
    assert.deepEqual(offered, NAMES);
    assert.equal(markdownEnumDescriptions?.length, NAMES.length);
  });

  it('lets no workspace decide where this person writes, and no untrusted one anything', () => {
    const settings = SETTINGS;
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    for (const [name, { scope }] of Object.entries(settings)) {
      assert.ok(scope === 'machine' || restrictedConfigurations.includes(name), name);
    }
    assert.equal(settings['incidentNotes.home']?.scope, 'machine');
  });

  it('has its settings in sections, each with its order, its scope, and a description in markdown', () => {
    const sections = manifest.contributes.configuration;
    assert.deepEqual(
      sections.map(({ order }) => order),
      sections.map((_, index) => index + 1),
    );
    for (const { title, properties } of sections) {
      assert.ok(words[title.replaceAll('%', '')], title);
      const all = Object.values(properties);
      assert.deepEqual(
        all.map(({ order }) => order),
        all.map((_, index) => index + 1),
      );
      assert.ok(all.every(({ scope, markdownDescription }) => scope && words[markdownDescription.replaceAll('%', '')]));
    }
  });

  it('has a walkthrough of four steps with pictures and commands that exist, which can’t open by itself', () => {
    const [walkthrough, ...others] = manifest.contributes.walkthroughs;
    assert.deepEqual([others, walkthrough!.steps.length], [[], 4]);
    for (const { description, media, completionEvents } of walkthrough!.steps) {
      assert.match(fs.readFileSync(media.svg, 'utf8'), /^<svg [^]*var\(--vscode-/);
      const linked = [...words[description.replaceAll('%', '')]!.matchAll(/\]\(command:([\w.]+)\)/g)].map(
        ([, name]) => name!,
      );
      const completing = completionEvents.map((event) => event.replace('onCommand:', ''));
      assert.deepEqual(
        [...linked, ...completing].filter((name) => !names.includes(name)),
        [],
      );
    }
    // The editor opens a walkthrough when the extension is installed, unless a key hides it then.
    const key = walkthrough!.when;
    assert.match(fs.readFileSync('src/extension.ts', 'utf8'), new RegExp(`'setContext', '${key}', true`));
  });

  it('hides in the palette what can’t work now, by keys that are unset in a window that has just opened', () => {
    const { commandPalette } = manifest.contributes.menus;
    const hidden = new Map(commandPalette.map(({ command, when }) => [command, when]));
    const always = names.filter((name) => !hidden.has(name)).map((name) => name.replace('incidentNotes.', ''));
    assert.deepEqual(always.sort(), ALWAYS_OFFERED.toSorted());
    const keys = new Set([...hidden.values()].flatMap((when) => when.match(/incidentNotes\.\w+/g) ?? []));
    const code = ['status/paletteKeys.ts', 'update/updateDrafts.ts'].map((file) =>
      fs.readFileSync(path.join('src/editor', file), 'utf8'),
    );
    for (const key of keys) {
      assert.match(code.join(''), new RegExp(`\\b${key.replace('incidentNotes.', '')}\\b`), key);
    }
    for (const when of hidden.values()) {
      assert.match(when, /^(?:resource in incidentNotes\.\w+|!incidentNotes\.\w+(?: && !incidentNotes\.\w+)*)$/);
    }
  });

  it('is found by what people search for', () => {
    const titles = manifest.contributes.commands.map(
      ({ command, title }) => [command, words[title.slice(1, -1)]!] as const,
    );
    // The palette lists what it finds by title.
    const found = (word: string) =>
      titles
        .filter(([, title]) => title.toLowerCase().includes(word))
        .sort(([, one], [, other]) => one.localeCompare(other))
        .map(([command]) => command.split('.')[1])[0];
    assert.equal(found('outage'), 'declare');
    assert.equal(found('timeline'), 'log');
    assert.equal(found('postmortem'), 'postmortem');
    assert.equal(found('on-call'), 'actions');
    assert.equal(found('declare incident'), 'declare');
    assert.ok(manifest.contributes.menus['file/newFile'].some(({ command }) => command === 'incidentNotes.declare'));
  });

  it('wakes on a command, a markdown file or a folder of records, and never before the editor has started', () => {
    assert.deepEqual(manifest.activationEvents, [
      'onLanguage:markdown',
      'workspaceContains:incidents',
      'workspaceContains:.incident-notes',
      // Records may be in a folder beside the repository.
      'workspaceContains:.git/refs/heads/incident-log',
      'onUri',
      // Colleagues may have declared one.
      'onStartupFinished',
    ]);
  });

  it('runs where the files are', () => {
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, false);
  });

  it('can be found', () => {
    assert.ok(fs.existsSync(manifest.icon) && manifest.icon.endsWith('.png'));
    assert.ok(manifest.categories.length > 0 && manifest.keywords.length > 0);
  });

  it('carries everything in its bundles', () => {
    assert.equal(manifest.dependencies, undefined);
  });
});
