import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { until } from '../patience';

/** Every process below this one. */
function descendants(pid: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = table.map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.flatMap(([child = 0, of]) => (of === parent ? [child, ...below(child)] : []));
  return below(pid);
}

/** What of these still runs; one that has ended and was not collected yet does not count. */
function alive(pids: readonly number[]): string[] {
  const table = execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' }).trim().split('\n');
  return table.filter((line) => pids.includes(parseInt(line, 10)) && !/^\s*\d+\s+Z/.test(line));
}

async function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const seen: string[] = [];
    const { stdout } = child;
    if (!stdout) throw new Error('no output');
    createInterface({ input: stdout }).on('line', (line) => {
      seen.push(line);
      if (/^http:\/\/127\.0\.0\.1:\d+\/\?folder=/.test(line)) resolve(line);
    });
    child.on('close', () => reject(new Error(`npm start ended:\n${seen.join('\n')}`)));
  });
}

describe('npm start', () => {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-start-'));
  after(() => fs.rmSync(temporary, { recursive: true, force: true }));

  const ends: Record<string, (npm: number) => void> = {
    'Ctrl-C': (npm) => process.kill(-npm, 'SIGINT'),
    'a termination of npm': (npm) => process.kill(npm, 'SIGTERM'),
    'a kill of npm': (npm) => process.kill(npm, 'SIGKILL'),
  };
  for (const [name, end] of Object.entries(ends)) {
    it(`serves the editor, and leaves nothing behind after ${name}`, async () => {
      const npm = spawn('npm', ['start', '--', '--server'], {
        env: { ...process.env, TMPDIR: temporary },
        stdio: ['ignore', 'pipe', 'inherit'],
        detached: true,
      });
      const pid = npm.pid ?? 0;
      assert.ok(pid > 0);
      const started: number[] = [pid];
      try {
        const url = await address(npm);
        assert.equal((await fetch(url)).status, 200);
        started.push(...descendants(pid));
        assert.ok(started.length >= 4, `npm, start, keeper and server: ${started.length}`);
        end(pid);
        await until(
          () => alive(started).length === 0,
          () => `the end of:\n${alive(started).join('\n')}`,
        );
        assert.deepEqual(fs.readdirSync(temporary), [], 'no folder is left either');
      } finally {
        for (const line of alive(started)) process.kill(parseInt(line, 10), 'SIGKILL');
      }
    });
  }
});
