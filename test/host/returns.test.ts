/** The table of commands in `docs/commands.md`, compared with what each command returns when it's called by argument. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Uri, env, extensions } from 'vscode';
import { folder, ready, run as perform } from './workspace';

const table = readFileSync(
  join(extensions.getExtension('incident-notes.incident-notes')!.extensionPath, 'docs', 'commands.md'),
  'utf8',
);
/** The commands that return something: whether an argument has to be given, and the parts of what comes back. */
const ROWS = [...table.matchAll(/^\| `(\w+)` \|(.*)\| `\{ ([^}]*) \}`[^|]*\|$/gm)].map(([, name, taken, parts]) => ({
  name: name!,
  needs: /^ `\w+`/.test(taken!),
  parts: parts!.split(', '),
}));

async function run(name: string, argument: object): Promise<Record<string, unknown>> {
  return perform(name, argument);
}

describe('what the commands return', () => {
  const declared = { severity: 'SEV-1', author: 'dana' };
  let id: string;
  let other: string;
  let todo: string;
  let line: string;

  before(async () => {
    await ready();
    await env.clipboard.writeText('10:50 a page came');
    const earlier = { ...declared, at: '2026-11-08T09:00:00Z' };
    const late = (await run('declare', { title: 'Taxes are late', ...earlier }))['id'] as string;
    await run('todo', { text: 'ask why', owner: 'pat', due: '2026-11-09', incident: late });
    other = (await run('declare', { title: 'Reports are late', ...earlier }))['id'] as string;
    id = (await run('declare', { title: 'Invoices are wrong', ...earlier }))['id'] as string;
    todo = (await run('todo', { text: 'count them', incident: id, at: '2026-11-08T09:05:00Z' }))['entry'] as string;
    await run('assignRole', { role: 'scribe', to: 'dana', incident: id });
    line = (await run('log', { text: 'the invoices?', incident: other }))['entry'] as string;
  });

  /** Everything but `incident`. */
  const ARGUMENTS: Readonly<Record<string, () => object>> = {
    declare: () => ({ title: 'Refunds are slow', ...declared }),
    log: () => ({ text: 'x' }),
    milestone: () => ({ name: 'detected', at: '2026-11-08T08:55:00Z' }),
    logReference: () => ({ commit: 'a36fcfe' }),
    todo: () => ({ text: 'x' }),
    import: () => {
      const uri = join(folder(), 'pager.txt');
      writeFileSync(uri, '2026-11-08T09:01:00Z TL: a page came\n');
      return { uri: Uri.file(uri), all: true };
    },
    severity: () => ({ severity: 'SEV-2' }),
    hypothesis: () => ({ text: 'the tax table' }),
    takeLead: () => ({}),
    assignRole: () => ({ role: 'deputy', to: 'jo' }),
    handOff: () => ({ role: 'scribe', to: 'lee' }),
    confirmHandOff: () => ({ role: 'scribe' }),
    quest: () => ({ text: 'read the tax table', owner: 'jo', until: '+20m' }),
    snooze: () => ({ clock: 'update internal', reason: 'a test' }),
    check: () => ({ name: 'Ask what changed recently' }),
    setLink: () => ({ kind: 'ticket', value: 'TAX-1' }),
    editSummary: () => ({ impact: 'Customers pay too much.' }),
    update: () => ({ template: 'internal-update', to: 'record' }),
    cancel: () => ({ reason: 'a test' }),
    duplicate: () => ({ of: other }),
    complete: () => ({ entry: todo }),
    correct: () => ({ entry: todo.replace('[ ]', '[x]'), text: 'count all of them' }),
    markImportant: () => {
      const text = readFileSync(join(folder(), 'incidents', id, 'incident.md'), 'utf8');
      return { entry: /^- \S+ @dana TL: (?:! )?x$/m.exec(text)![0] };
    },
    showEntries: () => ({ entries: 'all' }),
    postmortemState: () => ({ state: 'in-review' }),
    report: () => ({ from: '2026-11-01', until: '2026-11-30' }),
    export: () => ({ format: 'csv', target: join(folder(), 'invoices.csv'), sensitive: true }),
    search: () => ({ query: 'invoices' }),
    copyOverdue: () => ({ owner: 'pat' }),
    filterHistory: () => ({ query: '' }),
    // Not out of the other one, which is a security incident by now.
    moveEntry: () => ({ entry: line, to: id, incident: other }),
    leaveOut: () => {
      writeFileSync(join(folder(), 'incidents', id, 'notes.txt'), 'x');
      return { file: 'notes.txt' };
    },
    decideSecret: () => ({ decision: 'goOn' }),
    // The other commands look for their record where it was declared.
    moveRecord: () => ({ incident: other }),
    resolveMergeConflict: () => {
      const postmortem = join(folder(), 'incidents', id, 'postmortem.md');
      writeFileSync(postmortem, '<<<<<<< a\none\n=======\ntwo\n>>>>>>> b\n');
      return { uri: postmortem };
    },
  };
  const alone = new Set([
    'declare',
    'moveEntry',
    'moveRecord',
    'mergeLocations',
    'resolveMergeConflict',
    'setUpRepository',
    'recover',
    'diagnose',
    'endPractice',
    'showEntries',
    'search',
    'filterHistory',
    'copyOverdue',
    'report',
  ]);
  /** What needs a remote, or a record that is held, is tested with one. */
  const elsewhere = new Set([
    ...['join', 'copyJoinLink', 'fileIssue', 'prepareReview', 'mergeLocations', 'decideHeld'],
    // Refused while an incident is open.
    'practice',
  ]);

  it('is said for nearly all of them', () => assert.ok(ROWS.length > 20));

  for (const { name, needs, parts } of ROWS.filter((row) => !elsewhere.has(row.name))) {
    it(`${name} gives ${parts.join(', ')}`, async () => {
      assert.ok(!needs || ARGUMENTS[name] || name === 'switch', 'this test needs its argument');
      const result = await run(name, { ...ARGUMENTS[name]?.(), ...(alone.has(name) ? {} : { incident: id }) });
      const there = parts.filter((part) => !part.endsWith('?') || part.slice(0, -1) in result);
      assert.deepEqual(Object.keys(result).toSorted(), there.map((part) => part.replace('?', '')).toSorted());
    });

    if (!alone.has(name)) {
      it(`${name} refuses an incident that is not there`, async () => {
        await assert.rejects(run(name, { ...ARGUMENTS[name]?.(), incident: 'none' }), /no incident "none" here/);
      });
    }
  }
});
