/**
 * What looks like a secret is stopped before a commit, and what programs print isn't: in one round every shape of credential,
 * made up anew, stands five times in what people paste, and ordinary lines of logs stand beside it. At least 95 of 100 secrets
 * must be found, and at most one of 1,000 ordinary lines.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findSecrets } from '../../src/git/commit/secrets';
import { torture } from './budget';
import { Maker } from './secrets/maker';
import { ordinaryLines } from './secrets/ordinaryLines';
import { CONTEXTS, SHAPES } from './secrets/shapes';

/** Share of secrets that must be found, and of ordinary lines that may be. */
const FOUND = 0.95;
const HELD = 0.001;
/** Ordinary lines in a round. */
const LINES = 10_000;

/** What git and npm print about their own work here. */
function printed(): string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'secrets-'));
  const env = { ...process.env, HOME: folder, GIT_TRACE: '1', GIT_TRACE_SETUP: '1', GIT_TRACE_PACKET: '1' };
  const run = (program: string, ...args: string[]): string => {
    const { stdout } = spawnSync('sh', ['-c', 'exec "$@" 2>&1', 'sh', program, ...args], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    return stdout;
  };
  try {
    const git = [
      run('git', 'init', '-q', '.'),
      run('git', '-c', 'user.name=Dana', '-c', 'user.email=dana@example.com', 'commit', '--allow-empty', '-m', 'Start'),
      run('git', 'clone', '.', 'copy'),
      run('git', '-C', 'copy', 'fetch', '--verbose'),
      run('git', 'fetch', 'https://127.0.0.1:9/app.git'),
      run('git', 'log', '--format=raw'),
    ];
    const npm = [
      run('npm', 'ls', '--loglevel', 'silly'),
      run('npm', 'config', 'ls', '-l'),
      run('npm', 'help', 'install'),
    ];
    return [...git, ...npm].flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

void torture('secrets', { count: 1 }, async (run) => {
  const real = printed();
  for (const round of run.rounds()) {
    const maker = new Maker(run.seed * 1000 + round);
    const missed: string[] = [];
    const texts = Object.entries(SHAPES).flatMap(([name, shape]) =>
      CONTEXTS.map((context) => ({ name, secret: shape(maker), context })),
    );
    for (const { name, secret, context } of texts) {
      const text = context(secret.text, maker);
      // A key of several lines is indented there; its first line is looked for.
      const [first = ''] = secret.secret.split('\n');
      const start = text.indexOf(first);
      const found = await findSecrets(text);
      const covers = found.some((one) => one.start < start + first.length && one.end > start);
      if (!covers) missed.push(`${name}: ${text}`);
    }
    const lines = [...real, ...ordinaryLines(maker, LINES)].slice(-LINES - real.length);
    const held: string[] = [];
    // A long paste is searched whole, as a commit is; then the lines that were found.
    const text = lines.join('\n');
    for (const { start, end } of await findSecrets(text)) {
      held.push(text.slice(text.lastIndexOf('\n', start) + 1, Math.max(end, text.indexOf('\n', end))));
    }
    console.log(
      `  round ${round}: ${texts.length - missed.length} of ${texts.length} secrets, ${held.length} of ${lines.length} ordinary lines`,
    );
    for (const one of missed) console.log(`    missed ${one}`);
    for (const one of held) console.log(`    held ${one}`);
    const found = texts.length - missed.length;
    if (found < FOUND * texts.length) run.loss(`${missed.length} of ${texts.length} secrets weren't found`);
    if (held.length > HELD * lines.length) run.loss(`${held.length} of ${lines.length} ordinary lines were held`);
  }
});
