/** Outages of the past, replayed as the commands that responders would have run, and what came of them. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Uri, extensions } from 'vscode';
import { formatEntry } from '../../src/core/entry';
import { vocabularyOf } from '../../src/core/process';
import { readRecord, recordFindings } from '../../src/core/record';
import { readEntry } from '../../src/core/timeline';
import { processOf } from '../../src/editor/processes';
import { git, ready, run, text, type Declared } from './workspace';

/** Set to write what comes out over the fixtures, after a change that was meant. */
const UPDATE = process.env['UPDATE_FIXTURES'] === '1';

/** A command as somebody ran it, and what it says where that is worth a look. */
interface CommandStep {
  readonly command: string;
  readonly argument: Readonly<Record<string, unknown>>;
  /** Parts of what it returns. */
  readonly returns?: Readonly<Record<string, unknown>>;
  /** Lines of the text that it returns. */
  readonly says?: readonly string[];
}

/** What somebody typed into a file of the incident. */
interface HandStep {
  readonly byHand: string;
  readonly replace: string;
  readonly with: string;
}

interface Outage {
  /** The responders’: updates tell local times. */
  readonly zone: string;
  readonly steps: readonly (CommandStep | HandStep)[];
}

interface Replayed {
  readonly id: string;
  readonly record: Uri;
  /** As the commands returned them. */
  readonly entries: readonly string[];
}

const fixtures = join(extensions.getExtension('incident-notes.incident-notes')!.extensionPath, 'test', 'fixtures');

describe('a real incident, replayed as commands', () => {
  const zone = process.env['TZ'];

  before(ready);
  afterEach(() => {
    if (zone === undefined) {
      delete process.env['TZ'];
    } else {
      process.env['TZ'] = zone;
    }
  });

  for (const name of readdirSync(fixtures)) {
    it(`${name} gives the record and the postmortem that are kept`, async () => {
      const outage = JSON.parse(readFileSync(join(fixtures, name, 'commands.json'), 'utf8')) as Outage;
      process.env['TZ'] = outage.zone;
      const { id, record, entries } = await replay(outage);

      const written = text(record);
      holds(join(fixtures, name, 'incident.md'), written);
      const read = readRecord(written);
      assert.deepEqual(recordFindings(read, vocabularyOf(processOf(read, record.fsPath))), []);
      assert.deepEqual(entriesOf(written).toSorted(), entries.toSorted());
      for (const update of entries.filter((entry) => entry.includes(' UPDATE '))) {
        assert.doesNotMatch(update, /\{\{|\[[^\]]*\]/, 'an update has a gap');
      }

      // The name of the commit differs with its time.
      const postmortem = text(sibling(record, 'postmortem.md')).replace(/^base: [0-9a-f]+\n/m, '');
      holds(join(fixtures, name, 'postmortem.md'), postmortem);
      const rows = postmortem.match(/^\| (?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d \| @/gm);
      assert.equal(rows?.length, entries.length);

      await run('retry', { incident: id });
      assert.equal(git('show', `HEAD:incidents/${id}/incident.md`), written.trimEnd());
    }).timeout(120_000);
  }
});

/** Runs every step, the first of which declares. */
async function replay({ steps }: Outage): Promise<Replayed> {
  const [{ argument }, ...others] = steps as [CommandStep, ...Outage['steps']];
  const { id, uri } = await run<Declared>('declare', argument);
  const entries = entriesOf(text(uri));
  for (const step of others) {
    if ('byHand' in step) {
      typeByHand(sibling(uri, step.byHand), step);
      continue;
    }
    const result = await run<Record<string, unknown>>(step.command, { ...step.argument, incident: id });
    for (const [key, value] of Object.entries(step.returns ?? {})) {
      assert.deepEqual(result[key], value, `${step.command} returns another ${key}`);
    }
    for (const line of step.says ?? []) {
      assert.ok(String(result['text']).split('\n').includes(line), `${line}\n\n${String(result['text'])}`);
    }
    if (typeof result['entry'] === 'string') {
      // An entry that is ticked or corrected takes the place of the one that was named.
      const named = entries.indexOf(String(step.argument['entry']));
      entries.splice(named < 0 ? entries.length : named, named < 0 ? 0 : 1, result['entry']);
    }
  }
  return { id, record: uri, entries };
}

/** The entries of a record, each as it is written. */
function entriesOf(written: string): string[] {
  return readRecord(written).timeline.entries.map((placed) => formatEntry(readEntry(written, placed), '\n'));
}

/** Whether it is what is kept, byte for byte. */
function holds(kept: string, made: string): void {
  if (UPDATE) {
    writeFileSync(kept, made);
  }
  assert.equal(made, readFileSync(kept, 'utf8'));
}

function sibling(record: Uri, name: string): Uri {
  return Uri.file(join(dirname(record.fsPath), name));
}

/** As another program does it: an editor under load may refuse to save what somebody else has just written. */
function typeByHand(uri: Uri, { replace, with: typed }: HandStep): void {
  const before = text(uri);
  assert.equal(before.split(replace).length, 2, `not there, or more than once: ${replace}`);
  writeFileSync(
    uri.fsPath,
    before.replace(replace, () => typed),
  );
}
