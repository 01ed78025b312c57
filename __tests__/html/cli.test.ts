import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fromBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLIENT_FOLDER, writeReportClient } from '../../scripts/build-report-client.mjs';
import { main } from '../../src/cli/main.js';
import { ProfileSchema } from '../../src/report/export/generated/profile_pb.js';
import { fakeStdio } from '../cli/stdio.js';
import { NIGHTLY, client, dataOf } from './support.js';

const PROFILE = join(NIGHTLY, 'profiles', 'head-00.json.gz');
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'report-cli-'));
  await writeReportClient(CLIENT_FOLDER);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const stdio = fakeStdio({ cwd: folder });
  const status = await main(argv, stdio);
  return { status, out: stdio.outText(), err: stdio.errText() };
}

describe('on the command line', () => {
  it('a measurement becomes a page with the Comparison in it', async () => {
    expect(await run('report', NIGHTLY, '--format', 'html', '--output', 'report.html')).toMatchObject({
      status: 0,
      out: '',
    });
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    const { out } = await run('report', NIGHTLY, '--format', 'json');
    expect(dataOf(page).comparison).toEqual(JSON.parse(out));
    expect(page).toContain((await client()).script);
  });

  it('one profile becomes a page of its own', async () => {
    const { status, out } = await run('analyze', PROFILE, '--format', 'html');
    expect(status).toBe(0);
    expect(dataOf(out)).toMatchObject({ kind: 'profile', title: 'Profile of head-00.json.gz' });
  });

  it('a measurement is exported for speedscope with both sides, and for pprof with the one asked for', async () => {
    const { out } = await run('report', NIGHTLY, '--format', 'speedscope');
    expect((JSON.parse(out) as { name: string }).name).toBe('base and head');
    const sizes = ['base', 'head'].map(async (side) => {
      await run('report', NIGHTLY, '--format', 'pprof', '--side', side, '--output', `${side}.pb.gz`);
      const { durationNanos } = fromBinary(ProfileSchema, gunzipSync(readFileSync(join(folder, `${side}.pb.gz`))));
      return Number(durationNanos);
    });
    const [base = 0, head = 0] = await Promise.all(sizes);
    expect(head / base).toBeGreaterThan(2);
  });

  it('bytes are not written to a terminal', async () => {
    const { status, out, err } = await run('analyze', PROFILE, '--format', 'pprof');
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain('name a file for it with --output');
  });
});
