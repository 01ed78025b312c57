import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import yauzl from 'yauzl';
import { openGitHub, type GitHubApi } from '../../src/github/api.js';
import { downloadMeasurements } from '../../src/github/download.js';
import { unzipMeasurements, ZIP_LIMITS } from '../../src/github/unzip.js';
import { uploadArtifact, type ArtifactUploader } from '../../src/github/upload.js';
import { FakeGitHub, NAME, OWNER } from '../support/fake-github/server.js';
import { makeZip, type ZipEntry } from '../support/fake-github/zip.js';

const LIMITS = { ...ZIP_LIMITS, entries: 50, fileBytes: 4096, totalBytes: 8192, zipBytes: 2048 };
const SMALL = [{ name: 'measurement.json', data: '{}' }];

let github: FakeGitHub;
let api: GitHubApi;
let folder: string;
const environment = { ...process.env };

beforeEach(async () => {
  // The artifact client writes to the log itself.
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  github = await FakeGitHub.start();
  folder = mkdtempSync(path.join(tmpdir(), 'artifacts-'));
  api = openGitHub({ token: 'secret-token', apiUrl: github.url, repository: { owner: OWNER, name: NAME } });
  process.env['ACTIONS_RUNTIME_TOKEN'] = github.runtimeToken;
  process.env['ACTIONS_RESULTS_URL'] = github.url;
});
afterEach(async () => {
  jest.restoreAllMocks();
  process.env = { ...environment };
  rmSync(folder, { recursive: true });
  await github.stop();
});

describe('keeping an artifact', () => {
  const place = { serverUrl: 'https://github.com', repository: { owner: OWNER, name: NAME }, runId: 1000 };
  const upload = (limitMs = 10_000, where = place, load?: () => Promise<ArtifactUploader>) => {
    writeFileSync(path.join(folder, 'measurement.json'), '{"a":1}');
    const files = { name: 'report', files: [path.join(folder, 'measurement.json')], folder, retentionDays: 30 };
    return uploadArtifact(files, where, limitMs, load);
  };

  it('sends bytes that unzip to the files, and tells where it is', async () => {
    const outcome = await upload();
    const kept = github.artifacts[0];
    expect(outcome).toEqual({
      kind: 'uploaded',
      name: 'report',
      id: kept?.id,
      url: `https://github.com/octo/repo/actions/runs/1000/artifacts/${String(kept?.id)}`,
    });
    const archive = await yauzl.fromBufferPromise(kept?.zip ?? Buffer.alloc(0));
    const names: string[] = [];
    for await (const entry of archive.eachEntry()) names.push(entry.fileName);
    expect(names).toEqual(['measurement.json']);
  });

  it('takes a name of its own where another leg of the matrix has this one', async () => {
    github.addArtifact(1000, 'report', Buffer.alloc(0));
    expect(await upload()).toMatchObject({ kind: 'uploaded', name: expect.stringMatching(/^report-[0-9a-f]{6}$/) });
  });

  it('fails with the reason when the service refuses or hangs', async () => {
    github.faults.push({ path: /CreateArtifact/, does: 403, message: 'no' });
    expect(await upload()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('403') });
    github.faults.unshift({ path: /CreateArtifact/, does: 'hang' });
    expect(await upload(200)).toEqual({ kind: 'failed', reason: 'no answer within 0 s' });
  });

  it('is not tried on GitHub Enterprise Server, nor is the client loaded there', async () => {
    let loaded = 0;
    const load = () => {
      loaded += 1;
      return Promise.reject(new Error('loaded'));
    };
    const outcome = await upload(1000, { ...place, serverUrl: 'https://github.example.org' }, load);
    expect(outcome).toMatchObject({ kind: 'unsupported' });
    expect(loaded).toBe(0);
  });
});

describe('fetching measurements', () => {
  const fetchAll = () => downloadMeasurements(api, 1000, 'scalene', folder, LIMITS);
  const relative = (folders: string[]) => folders.map((one) => path.relative(folder, one));

  it('takes all shards of the run over all pages, the newest of each name, and nothing else', async () => {
    for (let index = 0; index < 120; index += 1) github.addArtifact(1000, `other-${String(index)}`, makeZip(SMALL));
    github.addArtifact(1000, 'scalene-1', makeZip(SMALL));
    const again = github.addArtifact(1000, 'scalene-1', makeZip(SMALL));
    const second = github.addArtifact(1000, 'scalene-2', makeZip(SMALL));
    github.addArtifact(1000, 'scalenes', makeZip(SMALL));
    github.addArtifact(2000, 'scalene', makeZip(SMALL));
    expect(relative(await fetchAll())).toEqual([String(again.id), String(second.id)]);
  });

  it('sends the token to the API and not to the storage', async () => {
    github.addArtifact(1000, 'scalene', makeZip(SMALL));
    await fetchAll();
    const [storage] = github.asked('GET', /^\/zip\//);
    expect(storage).toBeDefined();
    expect(storage?.authorization).toBeUndefined();
    expect(github.asked('GET', /artifacts/)[0]?.authorization).toBe('token secret-token');
  });

  it('says what is missing where no job has measured', async () => {
    await expect(fetchAll()).rejects.toThrow(
      /has no artifact 'scalene' with a measurement: let a job with mode: measure/,
    );
  });

  it('refuses a download that does not end', async () => {
    const noise = Buffer.from(Array.from({ length: 6000 }, () => Math.floor(Math.random() * 256)));
    github.addArtifact(1000, 'scalene', makeZip([{ name: 'measurement.json', data: noise }]));
    await expect(fetchAll()).rejects.toThrow(/more than .* MiB compressed/);
  });
});

describe('unpacking a zip file', () => {
  const unzip = (entries: readonly ZipEntry[]) => {
    const zip = path.join(folder, 'a.zip');
    writeFileSync(zip, makeZip(entries));
    return unzipMeasurements(zip, path.join(folder, 'out'), LIMITS);
  };
  const written = () => readdirSync(folder, { recursive: true }).map(String).sort();

  it('takes the files of a measurement, also of several programs, and leaves the rest', async () => {
    const folders = await unzip([
      { name: 'etl/measurement.json', data: '{"a":1}' },
      { name: 'etl/profiles/base-00.json.gz', data: 'x' },
      { name: 'api/measurement.json', data: '{}' },
      { name: 'api/diff.patch', data: '' },
      { name: 'etl/report.html', data: '<script>' },
      { name: '.git/config', data: '' },
    ]);
    expect(folders.map((one) => path.basename(one))).toEqual(['api', 'etl']);
    expect(readFileSync(path.join(folder, 'out/etl/measurement.json'), 'utf8')).toBe('{"a":1}');
    expect(written().filter((name) => /html|git/.test(name))).toEqual([]);
  });

  it.each([
    '../evil/measurement.json',
    '/tmp/evil/measurement.json',
    'a/../../measurement.json',
    'C:\\measurement.json',
    'a\\..\\measurement.json',
  ])('refuses a zip file with the name %j, and writes nothing of it', async (name) => {
    await expect(unzip([{ name, data: '{}' }])).rejects.toThrow(/cannot be used \(.+\): look at what/);
    expect(written()).toEqual(['a.zip']);
  });

  it('refuses a bomb, before it is unpacked', async () => {
    const bomb = Buffer.alloc(10 * 1024 * 1024);
    await expect(unzip([{ name: 'measurement.json', data: bomb }])).rejects.toThrow(/a file larger than/);
    const parts = [1, 2, 3].map((n) => ({ name: `profiles/head-0${String(n)}.json.gz`, data: Buffer.alloc(4000) }));
    await expect(unzip(parts)).rejects.toThrow(/more than .* MiB/);
  });

  it('refuses a file that is longer than it says', async () => {
    const liar = { name: 'measurement.json', data: Buffer.alloc(1024 * 1024), claims: 10 };
    await expect(unzip([liar])).rejects.toThrow(/cannot be used \(.*too many bytes/);
  });

  it('refuses a crowd of files, and a file that comes twice', async () => {
    const crowd = Array.from({ length: 60 }, (_, index) => ({ name: `x${String(index)}`, data: '' }));
    await expect(unzip(crowd)).rejects.toThrow(/more than 50 files/);
    await expect(unzip([...SMALL, ...SMALL])).rejects.toThrow(/EEXIST/);
  });

  it('says so when it is no zip file', async () => {
    const zip = path.join(folder, 'a.zip');
    writeFileSync(zip, '<html>');
    await expect(unzipMeasurements(zip, folder, LIMITS)).rejects.toThrow(/cannot be used/);
  });
});
