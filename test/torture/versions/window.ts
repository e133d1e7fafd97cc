/** A real VS Code with one version of the packaged extension, in one clone; commands are run in it by argument. */
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { runTests } from '@vscode/test-electron';
import { until } from '../../patience';

/** What the editor needn't do for a test. */
const SETTINGS = { 'git.enabled': false, 'workbench.localHistory.enabled': false };
const AGENT = path.resolve('test', 'torture', 'versions', 'agent');

interface Answer {
  readonly number: number;
  readonly value?: unknown;
  readonly error?: string;
}

export class Window {
  readonly #answers = new Map<number, (answer: Answer) => void>();
  #asked = 0;

  private constructor(
    private readonly data: string,
    private readonly socket: net.Socket,
    private readonly ended: Promise<void>,
  ) {
    createInterface({ input: socket }).on('line', (line) => {
      const answer = JSON.parse(line) as Answer;
      this.#answers.get(answer.number)?.(answer);
    });
    // Whatever was asked of a window that is gone has failed.
    socket.once('close', () => {
      for (const [number, take] of this.#answers) take({ number, error: 'The window has closed.' });
    });
  }

  /** Opens `folder` with the extension of `vsix`; `made` is for what the editor keeps. */
  static async open(folder: string, vsix: string, made: string, home: string): Promise<Window> {
    fs.mkdirSync(made, { recursive: true });
    const workspace = path.join(made, 'window.code-workspace');
    fs.writeFileSync(workspace, JSON.stringify({ folders: [{ path: folder }], settings: SETTINGS }));
    const server = net.createServer();
    const connected = new Promise<net.Socket>((resolve) => server.once('connection', resolve));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const data = path.join(made, 'data');
    const ended = runTests({
      vscodeExecutablePath: process.env['VSCODE_PATH'] || path.resolve('test', 'host', 'launcher.mjs'),
      extensionDevelopmentPath: AGENT,
      extensionTestsPath: path.join(AGENT, 'run.cjs'),
      extensionTestsEnv: { HOME: home, AGENT_PORT: String((server.address() as net.AddressInfo).port) },
      launchArgs: [
        workspace,
        `--user-data-dir=${data}`,
        `--extensions-dir=${path.join(made, 'extensions')}`,
        `--install-extension=${vsix}`,
      ],
    }).then(() => undefined);
    const socket = await Promise.race([
      connected,
      ended.then(() => {
        throw new Error('The window ended before it was there.');
      }),
    ]);
    server.close();
    return new Window(data, socket, ended);
  }

  /** Runs a command of the extension by argument. @throws Error with what the command said */
  async run<T>(name: string, argument: object): Promise<T> {
    return this.#do<T>({ task: 'command', name, argument });
  }

  /** Types words into a file, in its editor, and saves it. */
  async type(file: string, after: string, words: string): Promise<void> {
    await this.#do({ task: 'type', path: file, after, words });
  }

  async #do<T>(task: object): Promise<T> {
    const number = ++this.#asked;
    const answered = new Promise<Answer>((resolve) => this.#answers.set(number, resolve));
    this.socket.write(`${JSON.stringify({ number, ...task })}\n`);
    const { value, error } = await answered;
    this.#answers.delete(number);
    if (error !== undefined) throw new Error(`${JSON.stringify(task)}: ${error}`);
    return value as T;
  }

  /** The lines of the extension's log that tell of a bug. */
  errors(): string[] {
    const names = fs.readdirSync(this.data, { recursive: true, encoding: 'utf8' });
    return names
      .filter((name) => name.endsWith('Incident Notes.log'))
      .flatMap((name) => fs.readFileSync(path.join(this.data, name), 'utf8').split('\n'))
      .filter((line) => line.includes('[error]'));
  }

  async close(): Promise<void> {
    this.socket.end();
    await this.ended;
    await until(() => this.socket.destroyed, 'the window is closed');
  }
}
