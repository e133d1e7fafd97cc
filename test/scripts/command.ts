/** Runs commands of package.json the way a person does, in a copy of this checkout, and finds what they leave behind. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { until } from '../patience';
import { readProc, running, type Running } from '../processes';

const root = process.cwd();
const folders = (process.env.PATH ?? '').split(path.delimiter);

/** Returns the path of a program on the PATH. */
export function program(name: string): string {
  const found = folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
  if (found === undefined) throw new Error(`${name} isn't on the PATH.`);
  return found;
}

/** A copy of this checkout's own files without node_modules, with an empty home. */
export class Checkout {
  private readonly made = fs.mkdtempSync(path.join(os.tmpdir(), 't-'));
  readonly folder = path.join(this.made, 'project');
  /** Where its commands put temporary files. */
  readonly temporary = path.join(this.made, 'tmp');
  readonly home = path.join(this.made, 'home');
  private readonly commands: Command[] = [];

  constructor() {
    for (const folder of [this.folder, this.temporary, this.home, this.programs]) fs.mkdirSync(folder);
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
    for (const name of listed.toString().split('\0').filter(Boolean)) {
      const file = path.join(root, name);
      if (!fs.existsSync(file) || name === '.vscode-test') continue;
      fs.mkdirSync(path.dirname(path.join(this.folder, name)), { recursive: true });
      fs.copyFileSync(file, path.join(this.folder, name));
    }
    fs.symlinkSync(path.join(root, '.vscode-test'), path.join(this.folder, '.vscode-test'));
    // An installation takes the packages that are here already, and no network.
    const install = `mkdir node_modules && ln -s '${root}'/node_modules/* node_modules/`;
    const npm = `#!/bin/sh\ncase "$1" in\nview) ;;\nci) ${install} ;;\n*) exec '${program('npm')}' "$@" ;;\nesac\n`;
    fs.writeFileSync(path.join(this.programs, 'npm'), npm, { mode: 0o755 });
  }

  /** The folder that goes first on the PATH. */
  get programs(): string {
    return path.join(this.made, 'bin');
  }

  /** Starts `npm run <script> -- <args>`. */
  run(script: string, args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): Command {
    return this.start('npm', ['run', script, '--', ...args], environment);
  }

  start(name: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Command {
    const inherited = Object.entries(process.env).filter(([variable]) => !/^(npm_|TEST_|INIT_CWD|CI$)/i.test(variable));
    const command = new Command(name, args, this.folder, this.temporary, {
      ...Object.fromEntries(inherited),
      HOME: this.home,
      PATH: [this.programs, ...folders].join(path.delimiter),
      TMPDIR: this.temporary,
      ...environment,
    });
    this.commands.push(command);
    return command;
  }

  /** Removes the packages, as if they had never been installed. */
  removePackages(): void {
    fs.rmSync(path.join(this.folder, 'node_modules'), { recursive: true, force: true });
  }

  remove(): void {
    for (const command of this.commands) command.kill();
    fs.rmSync(this.made, { recursive: true, force: true, maxRetries: 10 });
  }
}

export class Command {
  /** Both streams, as they came. */
  output = '';
  private readonly child: ChildProcess;
  private closed = false;

  constructor(
    name: string,
    args: readonly string[],
    folder: string,
    private readonly temporary: string,
    env: NodeJS.ProcessEnv,
  ) {
    this.child = spawn(name, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.child.on('close', () => (this.closed = true));
    this.child.on('error', (error) => (this.output += error.message));
  }

  /** Waits for a line. @throws Error when the command ends without it */
  async says(line: RegExp): Promise<string> {
    return until(
      () => {
        const found = line.exec(this.output)?.[0];
        if (found === undefined && this.closed) throw new Error(`It ended without ${line}:\n${this.output}`);
        return found;
      },
      () => `a line like ${line}:\n${this.output}`,
    );
  }

  /** Waits until a program whose command line matches runs below it. @throws Error when the command ends before */
  async starts(program: RegExp): Promise<void> {
    await until(
      () => {
        if (this.closed) throw new Error(`It ended without starting ${program}:\n${this.output}`);
        return this.running().some(({ command }) => program.test(command));
      },
      () => `a program like ${program}:\n${this.output}`,
    );
  }

  /** Waits for its end and returns its exit code, or null when a signal ended it. */
  async ended(): Promise<number | null> {
    await until(
      () => this.closed,
      () => `the end of it:\n${this.output}`,
    );
    return this.child.exitCode;
  }

  /** Signals npm alone, or everything in its process group as a terminal does. */
  signal(name: NodeJS.Signals, { group = false } = {}): void {
    const pid = this.child.pid ?? 0;
    if (pid > 0 && !this.closed) process.kill(group ? -pid : pid, name);
  }

  /** Waits until nothing of it runs and its folder for temporary files is empty. */
  async isGone(): Promise<void> {
    const left = () => [...this.running().map(({ command }) => command), ...fs.readdirSync(this.temporary)];
    await until(
      () => left().length === 0,
      () => `the end of ${left().join('\n')}`,
    );
  }

  kill(): void {
    for (const { pid } of this.running()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has just ended.
      }
    }
  }

  /** Whatever uses its folder for temporary files, in whatever group and below whatever parent. */
  private running(): Running[] {
    return running().filter(({ pid, command }) => `${command}${readProc(pid, 'environ')}`.includes(this.temporary));
  }
}
