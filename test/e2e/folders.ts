/** What stands on the disk before an editor opens it: a home, repositories, records that were written by hand. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { until } from '../patience';

const MINUTE = 60_000;

export interface HandWritten {
  /** The end of the id, and of the sentence. */
  readonly title?: string;
  /** How many minutes ago it was declared; 12 when absent. */
  readonly age?: number;
  readonly severity?: string;
  /** Lines after the one of the declaration. */
  readonly lines?: readonly string[];
}

/** A record on the disk. */
export class RecordFile {
  constructor(
    readonly id: string,
    readonly path: string,
  ) {}

  get text(): string {
    return fs.readFileSync(this.path, 'utf8');
  }

  set text(text: string) {
    fs.writeFileSync(this.path, text);
  }

  /** How many times the words stand in it. */
  count(words: string): number {
    return this.text.split(words).length - 1;
  }

  /** Waits until the record on the disk matches, and returns its text. */
  async holds(words: RegExp): Promise<string> {
    return until(
      () => (words.test(this.text) ? this.text : undefined),
      () => `${words.source} in:\n${this.text}`,
    );
  }
}

/** Temporary folders with a home of their own; the person in it is Dana. */
export class Folders {
  readonly path = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-folders-'));
  readonly home = this.folder('home');

  constructor() {
    fs.writeFileSync(path.join(this.home, '.gitconfig'), '[user]\n\tname = Dana\n\temail = dana@example.com\n');
  }

  folder(name: string): string {
    const made = path.join(this.path, name);
    fs.mkdirSync(made, { recursive: true });
    return made;
  }

  /** A repository on its default branch, without a remote, with these files committed. */
  repository(name: string, files: Readonly<Record<string, string>> = { 'README.md': '# Read me\n' }): string {
    const made = this.folder(name);
    this.git(made, 'init', '-q', '-b', 'main');
    for (const [file, text] of Object.entries(files)) {
      fs.writeFileSync(path.join(made, file), text);
    }
    this.git(made, 'add', '.');
    this.git(made, 'commit', '-qm', 'Start');
    return made;
  }

  git(cwd: string, ...args: string[]): string {
    const env = { ...process.env, HOME: this.home };
    return execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }

  /** An open incident's record in that folder of records, as a person could have written it. */
  record(
    records: string,
    { title = 'Logging in is broken', age = 12, severity, lines = [] }: HandWritten = {},
  ): RecordFile {
    const declared = `${new Date(Date.now() - age * MINUTE).toISOString().slice(0, 19)}Z`;
    const id = `${declared.slice(0, 10)}-${title.toLowerCase().replaceAll(' ', '-')}`;
    const file = path.join(records, id, 'incident.md');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const front = ['format: 1', `id: ${id}`, `title: ${title}`, 'process: default', `severity: ${severity ?? 'SEV-2'}`];
    const rest = ['status: investigating', 'milestones:', `  declared: ${declared}`];
    const body = [`# ${title}`, '', '## Timeline', '', `- ${declared} @lee MILESTONE declared:`, ...lines, ''];
    fs.writeFileSync(file, ['---', ...front, ...rest, '---', '', ...body].join('\n'));
    return new RecordFile(id, file);
  }

  /** The records that the extension has made in that folder of records. */
  records(folder: string): RecordFile[] {
    const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    return names
      .map((name) => new RecordFile(name, path.join(folder, name, 'incident.md')))
      .filter((record) => fs.existsSync(record.path));
  }

  remove(): void {
    fs.rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}
