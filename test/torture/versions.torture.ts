/**
 * Version 0.1.0 and this one, each in a real editor and a clone of its own: both write the same records, in turn and at the
 * same time, and end with the same bytes. The old package is built from its commit.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../patience';
import { torture, type Run } from './budget';
import { Ledger } from './versions/ledger';
import { Member, seeded, type Incident } from './versions/member';
import { Window } from './versions/window';
import { KINDS } from './versions/writes';

/** The commit of version 0.1.0. */
const OLD = 'a3d7f20';
/** How often both write in a round. */
const TURNS = 8;

class Team {
  constructor(
    readonly folder: string,
    readonly old: Member,
    readonly now: Member,
  ) {}

  get both(): readonly [Member, Member] {
    return [this.old, this.now];
  }

  git(cwd: string, ...args: string[]): string {
    return git(this.folder, cwd, ...args);
  }

  /** Both write in turns and at once. Returns the incidents. */
  async round(number: number, seed: number): Promise<Incident[]> {
    const random = seeded(seed);
    this.both.forEach((member, index) => member.begin(random(1_000_000) + index));
    const [first, second] = number % 2 === 0 ? this.both : ([this.now, this.old] as const);
    const one = { id: await first.declare(`Checkout fails in round ${number}`), ledger: new Ledger(), review: [] };
    const other = { id: await second.declare(`Search is slow in round ${number}`), ledger: new Ledger(), review: [] };
    const incidents = [one, other];
    await first.window.run('sync', { incident: one.id, approve: true });
    await second.window.run('sync', { incident: other.id, approve: true });
    await first.sync(one);
    await second.window.run('join', { incident: one.id });
    await first.window.run('join', { incident: other.id });
    const kinds = [...KINDS];
    for (let turn = 0; turn < TURNS; turn++) {
      const work = {
        old: async () => this.some(this.old, one),
        now: async () => {
          await this.some(this.now, one);
          await this.now.retract(one, kinds[(turn + number * TURNS) % kinds.length]!);
          if (turn % 4 === 3) await this.now.move(one, other);
        },
      };
      if (random(2) === 0) {
        await Promise.all([work.old(), work.now()]);
        if (random(2) === 0) await Promise.all(this.both.map((member) => member.sync(one)));
      } else {
        await work.old();
        await this.old.write(one, 'handOff');
        await this.old.sync(one);
        await this.now.sync(one);
        await this.now.confirm(one, this.old);
        await this.now.snooze(one);
        await work.now();
        await this.now.sync(one);
      }
    }
    await Promise.all(this.both.map((member) => member.postmortem(one)));
    for (const incident of incidents) await this.settle(incident);
    return incidents;
  }

  private async some(member: Member, incident: Incident): Promise<void> {
    const does = [
      () => member.write(incident),
      () => member.write(incident),
      () => member.revise(incident),
      () => member.tick(incident),
      () => member.typeProse(incident),
      () => member.postmortem(incident),
      () => (member === this.now ? member.retractTheirs(incident) : member.write(incident)),
    ];
    for (let step = 0; step < 2; step++) await member.pick(does)();
  }

  /** Both sync until neither has anything that the other lacks. */
  private async settle(incident: Incident): Promise<void> {
    await until(
      async () => {
        for (const member of this.both) await member.sync(incident);
        const tips = this.both.map((member) => this.git(member.records, 'rev-parse', 'HEAD'));
        return tips[0] === tips[1] && tips[0] === this.git(this.remote, 'rev-parse', 'incident-log');
      },
      () =>
        `both are on the remote's commit:\n${this.both.map((m) => this.git(m.records, 'log', '-3', '--stat')).join('\n')}`,
    );
  }

  get remote(): string {
    return path.join(this.folder, 'app.git');
  }

  /** @throws AssertionError where the two differ, an entry is gone, or the old version can't read what it got. */
  async check(incident: Incident): Promise<void> {
    const { id, ledger, review } = incident;
    const files = this.git(this.remote, 'ls-tree', '-r', '--name-only', 'incident-log', `${id}/`).split('\n');
    assert.ok(files.includes(`${id}/incident.md`));
    for (const file of files) {
      const there = rawGit(this.folder, this.remote, 'show', `incident-log:${file}`);
      for (const { name, records } of this.both) {
        assert.equal(fs.readFileSync(path.join(records, file), 'utf8'), there, `${file} of ${name}`);
      }
    }
    ledger.check(this.now.text(id));
    for (const words of review) {
      const text = this.now.text(id, 'postmortem.md');
      assert.equal(text.split(words).length, 2, `${words} in\n${text}`);
    }
    const theirs = await this.old.status(incident);
    const ours = await this.now.status(incident);
    for (const key of ['id', 'title', 'severity', 'status', 'roles'] as const) {
      assert.deepEqual(theirs[key], ours[key], key);
    }
    for (const { label, at } of theirs.clocks) {
      assert.ok(label !== '' && !Number.isNaN(Date.parse(at)), `${label} ${at}`);
    }
    const { text } = await this.old.window.run<{ text: string }>('brief', { incident: id });
    assert.ok(text.includes(ours.title), text);
    for (const member of this.both) {
      assert.deepEqual(member.window.errors(), [], member.name);
      assert.equal(this.git(member.records, 'status', '--porcelain'), '', member.name);
    }
  }
}

function git(home: string, cwd: string, ...args: string[]): string {
  return rawGit(home, cwd, ...args).trim();
}

/** All that git prints. */
function rawGit(home: string, cwd: string, ...args: string[]): string {
  const env = { ...process.env, HOME: home };
  return execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs a script of this project, its output passed on. Returns the last line of it. */
function script(...args: string[]): string {
  const ended = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (ended.status !== 0) process.exit(1);
  return ended.stdout.trimEnd().split('\n').at(-1)!;
}

async function gather(folder: string): Promise<Team> {
  const packages = { old: script('.scripts/build/packageOf.mjs', OLD), now: path.join(folder, 'now.vsix') };
  script('.scripts/main.cjs', 'package', packages.now);
  const app = path.join(folder, 'app');
  const remote = path.join(folder, 'app.git');
  fs.writeFileSync(path.join(folder, '.gitconfig'), '[user]\n\tname = Nobody\n\temail = nobody@example.com\n');
  git(folder, folder, 'init', '-q', '-b', 'main', app);
  fs.writeFileSync(path.join(app, 'README.md'), '# Read me\n');
  git(folder, app, 'add', '.');
  git(folder, app, 'commit', '-qm', 'Start');
  git(folder, folder, 'clone', '-q', '--bare', app, remote);
  const open = async (name: 'old' | 'now'): Promise<Member> => {
    const clone = path.join(folder, name, 'clone');
    git(folder, folder, 'clone', '-q', remote, clone);
    git(folder, clone, 'config', 'user.name', name);
    git(folder, clone, 'config', 'user.email', `${name}@example.com`);
    git(folder, clone, 'checkout', '-q', '-b', `${name}-feature`);
    const window = await Window.open(clone, packages[name], path.join(folder, name, 'window'), folder);
    return new Member(name, window, clone);
  };
  const [old, now] = await Promise.all([open('old'), open('now')]);
  return new Team(folder, old, now);
}

async function play(run: Run, team: Team): Promise<void> {
  for (const round of run.rounds()) {
    const incidents = await team.round(round, run.seed * 1000 + round);
    for (const incident of incidents) await team.check(incident);
    const entries = incidents.reduce((sum, { ledger }) => sum + ledger.size, 0);
    const retracted = incidents.reduce((sum, { ledger }) => sum + ledger.count('RETRACT'), 0);
    console.log(`  round ${round}: ${entries} entries, ${retracted} of them retractions`);
  }
}

void torture('versions', { count: 5 }, async (run) => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(process.env['TMPDIR'] ?? '/tmp', 'versions-')));
  const team = await gather(folder);
  try {
    await play(run, team);
  } finally {
    await Promise.all(team.both.map(({ window }) => window.close()));
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
