/**
 * A small GitHub over real HTTP: issue comments with pages, pull requests, labels, permissions, the artifact service
 * with its blob storage, and the faults a test asks for. It knows one repository, `octo/repo`.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const OWNER = 'octo';
export const NAME = 'repo';
const REPO = `/repos/${OWNER}/${NAME}`;
const COMMENT_LIMIT = 65_536;
const BOT = 'github-actions[bot]';

export interface FakeComment {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  readonly type: 'Bot' | 'User';
  body: string;
  /** How often it was edited. */
  edits: number;
}

export interface FakePull {
  readonly number: number;
  readonly head: { readonly sha: string; readonly ref: string; readonly repo: string | null };
  readonly base: { readonly sha: string; readonly ref: string };
  readonly state?: 'open' | 'closed';
}

export interface FakeLabelEvent {
  readonly event: 'labeled' | 'unlabeled';
  readonly label: string;
  readonly actor: string;
  readonly at?: string;
}

export interface FakeArtifact {
  readonly id: number;
  readonly run: number;
  readonly name: string;
  readonly zip: Buffer;
}

/** What happens instead of the answer. */
export interface Fault {
  readonly method?: string;
  readonly path: RegExp;
  /** How many requests it meets; all when missing. */
  times?: number;
  /** Number: that status. `hang`: no answer at all. `cut`: the connection breaks. `after`: done, then the connection breaks. */
  readonly does: number | 'hang' | 'cut' | 'after';
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  readonly body: Buffer;
  readonly authorization: string | undefined;
}

interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

type Route = readonly [method: string, path: RegExp, answer: (asked: Asked, ...parts: string[]) => Answer];

export class FakeGitHub {
  comments: FakeComment[] = [];
  pulls: FakePull[] = [];
  labels: string[] = [];
  labelEvents: FakeLabelEvent[] = [];
  /** Permission by login; `read` for everybody else. */
  permissions: Record<string, string> = {};
  /** Parents by commit. */
  commits: Record<string, string[]> = {};
  /** Text by path in the repository. */
  files: Record<string, string> = {};
  artifacts: FakeArtifact[] = [];
  readonly faults: Fault[] = [];
  readonly requests: SeenRequest[] = [];
  /** Who the token belongs to. */
  viewer = BOT;
  /** The token may read only, as in runs for forks. */
  readOnly = false;
  /** The run whose artifacts the artifact service takes. */
  run = 1000;

  private readonly api: Server = createServer((request, response) => void this.serve(request, response, this.routes));
  private readonly blobs: Server = createServer(
    (request, response) => void this.serve(request, response, this.blobRoutes),
  );
  private readonly uploads = new Map<string, { name: string; blocks: Map<string, Buffer>; bytes: Buffer }>();
  private nextId = 1;

  static async start(): Promise<FakeGitHub> {
    const fake = new FakeGitHub();
    await Promise.all([listen(fake.api), listen(fake.blobs)]);
    return fake;
  }

  async stop(): Promise<void> {
    await Promise.all([close(this.api), close(this.blobs)]);
  }

  get url(): string {
    return address(this.api);
  }

  /** Storage is another host at GitHub, to which no token may be sent. */
  get blobUrl(): string {
    return address(this.blobs);
  }

  /** A token as the runner's, without a signature. */
  get runtimeToken(): string {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none' })}.${part({ scp: `Actions.Results:${String(this.run)}:job-1` })}.`;
  }

  addComment(issue: number, body: string, author = 'somebody', type: 'Bot' | 'User' = 'User'): FakeComment {
    const comment = { id: this.id(), issue, author, type, body, edits: 0 };
    this.comments.push(comment);
    return comment;
  }

  addArtifact(run: number, name: string, zip: Buffer): FakeArtifact {
    const artifact = { id: this.id(), run, name, zip };
    this.artifacts.push(artifact);
    return artifact;
  }

  /** Requests of one method and path, for assertions on what was asked and how often. */
  asked(method: string, path: RegExp): SeenRequest[] {
    return this.requests.filter((request) => request.method === method && path.test(request.path));
  }

  private readonly routes: readonly Route[] = [
    ['POST', /^\/graphql$/, () => ({ status: 200, json: { data: { viewer: { login: this.viewer } } } })],
    ['GET', at('/issues/(\\d+)/comments'), (asked, issue) => this.page(asked, this.commentsOf(Number(issue)))],
    ['POST', at('/issues/(\\d+)/comments'), (asked, issue) => this.create(Number(issue), asked)],
    ['PATCH', at('/issues/comments/(\\d+)'), (asked, id) => this.edit(Number(id), asked)],
    ['DELETE', at('/issues/comments/(\\d+)'), (_, id) => this.remove(Number(id))],
    [
      'GET',
      at('/pulls/(\\d+)'),
      (_, number) =>
        found(
          this.pulls.find((pull) => pull.number === Number(number)),
          pullJson,
        ),
    ],
    ['GET', at('/pulls'), (asked) => this.page(asked, this.pullsOf(asked).map(pullJson))],
    [
      'GET',
      at('/issues/(\\d+)/labels'),
      (asked) =>
        this.page(
          asked,
          this.labels.map((name) => ({ name })),
        ),
    ],
    ['GET', at('/issues/(\\d+)/events'), (asked) => this.page(asked, this.labelEvents.map(eventJson))],
    [
      'GET',
      at('/collaborators/([^/]+)/permission'),
      (_, login = '') => ({ status: 200, json: { permission: this.permissions[decodeURIComponent(login)] ?? 'read' } }),
    ],
    ['GET', at('/git/commits/([0-9a-f]+)'), (_, sha = '') => found(this.commits[sha], commitJson)],
    ['GET', at('/contents/(.+)'), (_, path = '') => text(this.files[decodeURIComponent(path)])],
    ['GET', at('/actions/runs/(\\d+)/artifacts'), (asked, run) => this.artifactList(asked, Number(run))],
    ['GET', at('/actions/artifacts/(\\d+)/zip'), (_, id) => this.artifactZip(Number(id))],
    [
      'POST',
      /^\/twirp\/github\.actions\.results\.api\.v1\.ArtifactService\/(\w+)$/,
      (asked, call = '') => this.twirp(asked, call),
    ],
  ];

  private readonly blobRoutes: readonly Route[] = [
    ['PUT', /^\/upload\/(\w+)$/, (asked, id = '') => this.store(asked, id)],
    [
      'GET',
      /^\/zip\/(\d+)$/,
      (_, id) =>
        found(
          this.artifacts.find((artifact) => artifact.id === Number(id)),
          ({ zip }) => zip,
        ),
    ],
  ];

  private async serve(request: IncomingMessage, response: ServerResponse, routes: readonly Route[]): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const body = await readBody(request);
    const asked = {
      method: request.method ?? '',
      url,
      path: url.pathname,
      body,
      authorization: request.headers.authorization,
    };
    this.requests.push({ ...asked, path: url.pathname + url.search, body: body.toString() });
    const fault = this.faultFor(asked);
    if (fault?.does === 'hang') return;
    if (fault?.does === 'cut') {
      response.destroy();
      return;
    }
    if (typeof fault?.does === 'number') {
      send(response, {
        status: fault.does,
        json: { message: fault.message ?? 'fault' },
        ...withHeaders(fault.headers),
      });
      return;
    }
    const answer = this.answer(asked, routes);
    if (fault?.does === 'after') response.destroy();
    else send(response, answer);
  }

  private faultFor(asked: Asked): Fault | undefined {
    const fault = this.faults.find(
      ({ method, path, times }) => (method ?? asked.method) === asked.method && path.test(asked.path) && times !== 0,
    );
    if (fault?.times !== undefined) fault.times -= 1;
    return fault;
  }

  private answer(asked: Asked, routes: readonly Route[]): Answer {
    for (const [method, pattern, answer] of routes) {
      const match = method === asked.method ? pattern.exec(asked.path) : null;
      if (match !== null) return answer(asked, ...match.slice(1));
    }
    return { status: 404, json: { message: 'Not Found' } };
  }

  private page(asked: Asked, entries: readonly unknown[]): Answer {
    const { slice, headers } = this.slice(asked, entries);
    return { status: 200, json: slice, headers };
  }

  private slice(asked: Asked, entries: readonly unknown[]): { slice: unknown[]; headers: Record<string, string> } {
    const size = Math.min(Number(asked.url.searchParams.get('per_page') ?? 30), 100);
    const number = Number(asked.url.searchParams.get('page') ?? 1);
    const next = new URL(asked.path + asked.url.search, this.url);
    next.searchParams.set('page', String(number + 1));
    const more = number * size < entries.length;
    return {
      slice: entries.slice((number - 1) * size, number * size),
      headers: more ? { link: `<${next.href}>; rel="next"` } : {},
    };
  }

  private commentsOf(issue: number): unknown[] {
    return this.comments.filter((comment) => comment.issue === issue).map((comment) => this.commentJson(comment));
  }

  private commentJson(comment: FakeComment): unknown {
    return {
      id: comment.id,
      body: comment.body,
      html_url: `https://github.com/${OWNER}/${NAME}/pull/${String(comment.issue)}#issuecomment-${String(comment.id)}`,
      user: { login: comment.author, type: comment.type },
    };
  }

  private create(issue: number, asked: Asked): Answer {
    const refused = this.refused(asked);
    if (refused !== null) return refused;
    const comment = this.addComment(issue, bodyOf(asked), this.viewer, this.viewer.endsWith('[bot]') ? 'Bot' : 'User');
    return { status: 201, json: this.commentJson(comment) };
  }

  private edit(id: number, asked: Asked): Answer {
    const comment = this.comments.find((one) => one.id === id);
    const refused = this.refused(asked);
    if (comment === undefined || refused !== null) return refused ?? { status: 404, json: { message: 'Not Found' } };
    comment.body = bodyOf(asked);
    comment.edits += 1;
    return { status: 200, json: this.commentJson(comment) };
  }

  private remove(id: number): Answer {
    if (this.readOnly) return FORBIDDEN;
    const before = this.comments.length;
    this.comments = this.comments.filter((comment) => comment.id !== id);
    return { status: this.comments.length < before ? 204 : 404 };
  }

  private refused(asked: Asked): Answer | null {
    if (this.readOnly) return FORBIDDEN;
    if ([...bodyOf(asked)].length <= COMMENT_LIMIT) return null;
    const message = `Validation Failed: body is too long (maximum is ${String(COMMENT_LIMIT)} characters)`;
    return { status: 422, json: { message } };
  }

  private pullsOf(asked: Asked): FakePull[] {
    const head = asked.url.searchParams.get('head');
    return this.pulls.filter(
      (pull) => `${pull.head.repo?.split('/')[0] ?? ''}:${pull.head.ref}` === head && pull.state !== 'closed',
    );
  }

  private artifactList(asked: Asked, run: number): Answer {
    const all = this.artifacts.filter((artifact) => artifact.run === run);
    const { slice, headers } = this.slice(asked, all.map(artifactJson));
    return { status: 200, json: { total_count: all.length, artifacts: slice }, headers };
  }

  private artifactZip(id: number): Answer {
    if (!this.artifacts.some((artifact) => artifact.id === id)) return { status: 404, json: { message: 'Not Found' } };
    return { status: 302, headers: { location: `${this.blobUrl}/zip/${String(id)}?sig=secret-signature` } };
  }

  private twirp(asked: Asked, call: string): Answer {
    const request = JSON.parse(asked.body.toString()) as { name: string };
    if (call === 'CreateArtifact') {
      if (this.artifacts.some(({ run, name }) => run === this.run && name === request.name)) {
        const msg = 'an artifact with this name already exists on the workflow run';
        return { status: 409, json: { code: 'already_exists', msg } };
      }
      const id = `upload${String(this.id())}`;
      this.uploads.set(id, { name: request.name, blocks: new Map(), bytes: Buffer.alloc(0) });
      return {
        status: 200,
        json: { ok: true, signed_upload_url: `${this.blobUrl}/upload/${id}?sig=secret-signature` },
      };
    }
    const upload = [...this.uploads.values()].find(({ name }) => name === request.name);
    if (call !== 'FinalizeArtifact' || upload === undefined) return { status: 404, json: { msg: 'not found' } };
    const artifact = this.addArtifact(this.run, upload.name, upload.bytes);
    return { status: 200, json: { ok: true, artifact_id: String(artifact.id) } };
  }

  /** Azure's block blobs: blocks by id, then the list that puts them in order; or all at once. */
  private store(asked: Asked, id: string): Answer {
    const upload = this.uploads.get(id);
    if (upload === undefined) return { status: 404 };
    const kind = asked.url.searchParams.get('comp');
    if (kind === 'block') upload.blocks.set(asked.url.searchParams.get('blockid') ?? '', asked.body);
    else if (kind === 'blocklist') {
      const order = [...asked.body.toString().matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, name = '']) => name);
      upload.bytes = Buffer.concat(order.map((name) => upload.blocks.get(name) ?? Buffer.alloc(0)));
    } else upload.bytes = asked.body;
    return { status: 201, headers: { etag: '"1"', 'x-ms-request-id': '1', 'x-ms-version': '2025-01-01' } };
  }

  private id(): number {
    this.nextId += 1;
    return this.nextId;
  }
}

const FORBIDDEN: Answer = { status: 403, json: { message: 'Resource not accessible by integration' } };

function at(path: string): RegExp {
  return new RegExp(`^${REPO}${path}$`);
}

function found<T>(value: T | undefined, json: (value: T) => unknown): Answer {
  if (value === undefined) return { status: 404, json: { message: 'Not Found' } };
  const content = json(value);
  return Buffer.isBuffer(content) ? { status: 200, bytes: content } : { status: 200, json: content };
}

function text(content: string | undefined): Answer {
  if (content === undefined) return { status: 404, json: { message: 'Not Found' } };
  return {
    status: 200,
    bytes: Buffer.from(content),
    headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' },
  };
}

export function pullJson({ number, head, base, state = 'open' }: FakePull): unknown {
  const repo = head.repo === null ? null : { full_name: head.repo };
  return { number, state, head: { sha: head.sha, ref: head.ref, repo }, base, merge_commit_sha: null };
}

function eventJson({ event, label, actor, at: when }: FakeLabelEvent, index: number): unknown {
  return {
    id: 100 + index,
    event,
    label: { name: label },
    actor: { login: actor },
    created_at: when ?? '2026-11-20T10:00:00Z',
  };
}

function commitJson(parents: readonly string[]): unknown {
  return { parents: parents.map((sha) => ({ sha })) };
}

function artifactJson({ id, name, zip }: FakeArtifact): unknown {
  return { id, name, size_in_bytes: zip.length, expired: false };
}

function bodyOf(asked: Asked): string {
  return (JSON.parse(asked.body.toString()) as { body: string }).body;
}

function withHeaders(headers: Fault['headers']): Pick<Answer, 'headers'> {
  return headers === undefined ? {} : { headers };
}

function send(response: ServerResponse, { status, json, bytes, headers }: Answer): void {
  const content = bytes ?? (json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(json)));
  const type = bytes === undefined ? 'application/json; charset=utf-8' : 'application/zip';
  response.writeHead(status, { 'content-type': type, 'content-length': content.length, ...headers });
  response.end(content);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

function address(server: Server): string {
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}
