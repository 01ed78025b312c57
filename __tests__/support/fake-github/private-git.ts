/**
 * A private repository over HTTP, served by git's own `http-backend` to whoever brings the right token, as GitHub does.
 * Like GitHub it refuses a request that brings credentials twice.
 */
import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export class PrivateGit {
  /** `Authorization` headers that were refused, and how often. */
  refused = 0;
  private readonly server: Server;

  private constructor(
    private readonly root: string,
    private readonly token: string,
  ) {
    this.server = createServer((request, response) => {
      this.serve(request, response);
    });
  }

  /** @param root - folder that holds bare repositories */
  static async start(root: string, token: string): Promise<PrivateGit> {
    const git = new PrivateGit(root, token);
    await new Promise<void>((resolve) => git.server.listen(0, '127.0.0.1', resolve));
    return git;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** The header as actions/checkout writes it into the configuration. */
  get header(): string {
    return `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${this.token}`).toString('base64')}`;
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const brought = request.rawHeaders.filter((_, at) => request.rawHeaders[at - 1]?.toLowerCase() === 'authorization');
    if (brought.length !== 1 || `AUTHORIZATION: ${brought[0] ?? ''}` !== this.header) {
      this.refused += 1;
      response.writeHead(brought.length > 1 ? 400 : 401, { 'www-authenticate': 'Basic realm="GitHub"' }).end();
      return;
    }
    const url = new URL(request.url ?? '/', this.url);
    const backend = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env['PATH'] ?? '',
        GIT_PROJECT_ROOT: this.root,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      },
    });
    request.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    backend.on('close', () => {
      answer(response, Buffer.concat(chunks));
    });
  }
}

/** A CGI program writes headers, an empty line, then the body. */
function answer(response: ServerResponse, output: Buffer): void {
  const end = output.indexOf('\r\n\r\n');
  const headers = output
    .subarray(0, end)
    .toString()
    .split('\r\n')
    .map((line) => line.split(/:\s*/, 2) as [string, string]);
  const status = Number.parseInt(headers.find(([name]) => name === 'Status')?.[1] ?? '200', 10);
  response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'Status')));
  response.end(output.subarray(end + 4));
}
