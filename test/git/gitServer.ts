/** A git server on this machine, over HTTP, that fails in the ways in which networks and hosts do. */
import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * `serves`; `asks` for the password `secret` of `lee`; `is silent` after it took the request; `cuts` the connection in the
 * middle of its answer; `trickles` one byte a second; `gives lists alone`, and takes no request after that.
 */
export type ServerMood = 'gives lists alone' | 'serves' | 'asks' | 'is silent' | 'cuts' | 'trickles';

export interface GitServer {
  mood: ServerMood;
  /** `http://127.0.0.1:<port>`; a repository's path below the served folder follows. */
  readonly url: string;
  readonly port: number;
  /** Whether anybody is connected. */
  readonly isBusy: () => boolean;
  readonly stop: () => Promise<void>;
}

/** Serves the repositories below a folder, for reading and writing. */
export async function startServer(folder: string): Promise<GitServer> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => answer(folder, made.mood, request, response));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const made: GitServer = {
    mood: 'serves',
    url: `http://127.0.0.1:${port}`,
    port,
    isBusy: () => sockets.size > 0,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return made;
}

function answer(folder: string, mood: ServerMood, request: IncomingMessage, response: ServerResponse): void {
  if (mood === 'is silent') return;
  if (mood === 'asks' && request.headers.authorization !== `Basic ${Buffer.from('lee:secret').toString('base64')}`) {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
    return;
  }
  const [path = '', query = ''] = (request.url ?? '').split('?');
  if (mood === 'gives lists alone' && path.endsWith('/git-receive-pack')) return;
  const backend = spawn('git', ['http-backend'], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: 'lee',
      PATH_INFO: path,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  backend.stdin.on('error', () => undefined);
  if (mood === 'gives lists alone') {
    const asked: Buffer[] = [];
    request.on('data', (chunk: Buffer) => asked.push(chunk));
    request.on('end', () => {
      const question = Buffer.concat(asked);
      if (question.includes('command=fetch')) backend.kill();
      else backend.stdin.end(question);
    });
  } else {
    request.pipe(backend.stdin);
  }
  const chunks: Buffer[] = [];
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  backend.on('close', (_, signal) => {
    if (signal !== null) return;
    const said = Buffer.concat(chunks);
    const end = said.indexOf('\r\n\r\n');
    const headers = said
      .toString('latin1', 0, end)
      .split('\r\n')
      .map((line) => /^([^:]+): (.*)$/.exec(line)?.slice(1) ?? []);
    const status = Number(headers.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200);
    for (const [name, value] of headers) if (name && value && name !== 'Status') response.setHeader(name, value);
    const body = said.subarray(end + 4);
    response.setHeader('Content-Length', body.length);
    response.writeHead(status);
    if (mood === 'cuts') response.write(body.subarray(0, body.length / 2), () => response.destroy());
    else if (mood === 'trickles') trickle(body, response);
    else response.end(body);
  });
}

function trickle(body: Buffer, response: ServerResponse): void {
  let at = 0;
  const timer = setInterval(() => response.write(body.subarray(at, ++at)), 1000);
  response.on('close', () => clearInterval(timer));
}
