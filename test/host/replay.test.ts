/** Outages of the past, replayed as the commands that responders would have run, and what came of them. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Uri, commands as editor, extensions } from 'vscode';
import { formatEntry } from '../../src/core/timeline/entry';
import { formatInstant } from '../../src/core/time/instant';
import { readRecord, recordFindings } from '../../src/core/record/record';
import { readEntry } from '../../src/core/timeline/timeline';
import { Processes } from '../../src/editor/records/processes';
import { folder, git, ready, run, text, type Declared } from './workspace';

/** Set to write what comes out over the fixtures, after a change that was meant. */
const UPDATE = process.env['UPDATE_FIXTURES'] === '1';

/** A command as somebody ran it, and what it says where that is worth a look. */
interface CommandStep {
  readonly command: string;
  readonly argument: Readonly<Record<string, unknown>>;
  /** Parts of what it returns. */
  readonly returns?: Readonly<Record<string, unknown>>;
  /** Lines of the text or ticket that it returns, or else of the record. */
  readonly says?: readonly string[];
  /** A part of the sentence by which it refuses; nothing is written then. */
  readonly refuses?: string;
  /** What it shows of that which an organisation needs, by the identifiers of `docs/processes.md`. */
  readonly meets?: readonly string[];
}

/** What somebody typed into a file of the incident. */
interface HandStep {
  readonly byHand: string;
  readonly replace: string;
  readonly with: string;
}

/** Steps of the checklists whose boxes somebody ticked by hand. */
interface TickStep {
  readonly ticks: readonly string[];
}

interface Outage {
  /** The responders’: updates tell local times. */
  readonly zone: string;
  /** What lies in the team’s `.incident-notes`, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly steps: readonly (CommandStep | HandStep | TickStep)[];
}

interface Replayed {
  readonly id: string;
  readonly record: Uri;
  /** As the commands returned them. */
  readonly entries: readonly string[];
  /** What went out, with its subject. */
  readonly updates: readonly Sent[];
  /** What the steps showed: identifiers, each with the entries that say so. */
  readonly met: ReadonlyMap<string, readonly string[]>;
}

interface Sent {
  readonly template: string;
  readonly entry: string;
  readonly subject: string;
  readonly text: string;
}

const fixtures = join(extensions.getExtension('incident-notes.incident-notes')!.extensionPath, 'test', 'fixtures');
const team = (): string => join(folder(), '.incident-notes');

describe('a real incident, replayed as commands', () => {
  const zone = process.env['TZ'];

  before(ready);

  for (const name of readdirSync(fixtures).filter((one) => existsSync(join(fixtures, one, 'commands.json')))) {
    const outage = JSON.parse(readFileSync(join(fixtures, name, 'commands.json'), 'utf8')) as Outage;
    const commands = outage.steps.filter((step) => 'command' in step);

    describe(name, () => {
      let replayed: Replayed;

      before(async () => {
        process.env['TZ'] = outage.zone;
        for (const [file, content] of Object.entries(outage.files ?? {})) {
          mkdirSync(team(), { recursive: true });
          writeFileSync(join(team(), file), content);
        }
        replayed = await replay(outage);
      });
      after(() => {
        rmSync(team(), { recursive: true, force: true });
        if (zone === undefined) {
          delete process.env['TZ'];
        } else {
          process.env['TZ'] = zone;
        }
      });

      it('gives the record that is kept', async () => {
        const { id, record, entries } = replayed;
        const written = text(record);
        holds(join(fixtures, name, 'incident.md'), written);
        const read = readRecord(written);
        assert.deepEqual(recordFindings(read, new Processes().vocabularyOf(read, record.fsPath)), []);
        assert.deepEqual(entriesOf(written).toSorted(), entries.toSorted());
        await run('retry', { incident: id });
        assert.equal(git('show', `HEAD:incidents/${id}/incident.md`), written.trimEnd());
      });

      it('gives the updates that are kept, without a gap', () => {
        for (const { subject, text: sent } of replayed.updates) {
          assert.doesNotMatch(`${subject}\n${sent}`, /\{\{|\[(?!(?:SEV-|inc-|P)[\d-])[^\]]*\]/, 'an update has a gap');
        }
        holds(join(fixtures, name, 'updates.md'), draftUpdates(replayed.updates));
      });

      if (commands.some(({ command }) => command === 'postmortem')) {
        it('gives the postmortem that is kept', () => {
          // The name of the commit differs with its time.
          const postmortem = text(sibling(replayed.record, 'postmortem.md')).replace(/^base: [0-9a-f]+\n/m, '');
          holds(join(fixtures, name, 'postmortem.md'), postmortem);
          const rows = postmortem.match(/^\| (?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d (?:\(\d\d:\d\d\) )?\| @/gm) ?? [];
          const more = /^- More in the \[record\]\(incident\.md\): (\d+) /m.exec(postmortem)?.[1] ?? 0;
          assert.equal(rows.length + Number(more), replayed.entries.length);
        });
      }

      for (const need of new Set(commands.flatMap(({ meets = [] }) => meets))) {
        it(`${need} is met`, () => {
          const record = entriesOf(text(replayed.record));
          for (const entry of replayed.met.get(need)!) {
            assert.ok(record.includes(entry), entry);
          }
        });
      }
    });
  }
});

/** Runs every step, the first of which declares. */
async function replay({ steps }: Outage): Promise<Replayed> {
  const [first, ...others] = steps as [CommandStep, ...Outage['steps']];
  const declared = await run<Declared>('declare', first.argument);
  const { id, uri } = declared;
  // A window that shows the record draws it again after each of these many steps.
  await editor.executeCommand('workbench.action.closeAllEditors');
  const entries = entriesOf(text(uri));
  const updates: Sent[] = [];
  const shown = new Map<string, string[]>();
  // An entry that is ticked or corrected takes the place of the one that was named.
  const write = (entry: string, { argument }: CommandStep) => {
    const named = entries.indexOf(String(argument['entry']));
    const was = entries.splice(named < 0 ? entries.length : named, named < 0 ? 0 : 1, entry);
    for (const known of shown.values()) {
      known.splice(0, known.length, ...known.map((one) => (was.includes(one) ? entry : one)));
    }
  };
  const show = ({ meets = [] }: CommandStep, entry: readonly string[]) => {
    for (const need of meets) {
      shown.set(need, [...(shown.get(need) ?? []), ...entry]);
    }
  };
  says(first, text(uri));
  show(first, []);
  for (const step of others) {
    if (!('command' in step)) {
      typeByHand(uri, step);
      continue;
    }
    const { command, argument, refuses } = step;
    if (refuses !== undefined) {
      const before = text(uri);
      await assert.rejects(run(command, { ...argument, incident: id }), (error: Error) =>
        error.message.includes(refuses),
      );
      assert.equal(text(uri), before);
      show(step, []);
      continue;
    }
    const result = await run<Record<string, unknown>>(command, { ...argument, incident: id });
    for (const [key, value] of Object.entries(step.returns ?? {})) {
      assert.deepEqual(result[key], value, `${command} returns another ${key}`);
    }
    const said = result['text'] ?? result['ticket'];
    says(step, typeof said === 'string' ? said : text(uri));
    if (command === 'undoLast') {
      const back = entries.splice(entries.indexOf(String(result['entry'])), 1);
      for (const known of shown.values()) {
        known.splice(0, known.length, ...known.filter((entry) => !back.includes(entry)));
      }
    } else if (typeof result['entry'] === 'string') {
      write(result['entry'], step);
    }
    if (command === 'update') {
      updates.push({ template: String(argument['template']), ...(result as unknown as Omit<Sent, 'template'>) });
    }
    show(step, typeof result['entry'] === 'string' ? [result['entry']] : []);
  }
  return { id, record: uri, entries, updates, met: shown };
}

function says({ command, says: lines = [] }: CommandStep, said: string): void {
  for (const line of lines) {
    assert.ok(said.split('\n').includes(line), `${command} does not say: ${line}\n\n${said}`);
  }
}

/** One page to read them on, in their order. */
function draftUpdates(updates: readonly Sent[]): string {
  const pages = updates.map(({ template, entry, subject, text: sent }) => {
    const { instant, author, qualifier } = readRecord(`## Timeline\n\n${entry}\n`).timeline.entries[0]!;
    const head = `## For ${qualifier}: ${template}`;
    return `${head}\n\n${formatInstant(instant)} by @${author}. Subject: ${subject}\n\n${sent}`;
  });
  return ['# What went out', ...pages].join('\n\n').concat('\n');
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
function typeByHand(record: Uri, step: HandStep | TickStep): void {
  const edits =
    'ticks' in step
      ? step.ticks.map((box) => ({ byHand: 'incident.md', replace: `\n- [ ] ${box}\n`, with: `\n- [x] ${box}\n` }))
      : [step];
  for (const { byHand, replace, with: typed } of edits) {
    const { fsPath } = sibling(record, byHand);
    const before = readFileSync(fsPath, 'utf8');
    assert.equal(before.split(replace).length, 2, `not there, or more than once: ${replace}`);
    const after = before.replace(replace, () => typed);
    // Whole or not at all: the window may be reading the file just now.
    writeFileSync(`${fsPath}~`, after);
    renameSync(`${fsPath}~`, fsPath);
  }
}
