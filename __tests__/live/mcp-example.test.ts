// A session as an agent would have it: finds a slow function, mends it, and has the change judged. It is the example of docs/mcp.md:
// UPDATE_DOCS=1 writes it there anew, and otherwise the calls there must be the ones that are played here.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execa } from 'execa';
import { withBlock } from '../../scripts/generate.js';
import { FILE_LIMITS } from '../../src/store/open.js';
import { SqliteStore } from '../../src/store/sqlite/store.js';
import { REPOSITORY } from '../support/bundled.js';
import { builtDist } from '../support/dist.js';
import { buildServer, call, connect, type BuiltServer, type Connected, type ToolAnswer } from '../support/mcp.js';
import { TEST_CACHE } from '../support/python.js';
import { makeRepository, removeTestFolders, testFolder, type TestRepository } from '../support/repository.js';

jest.setTimeout(300_000);

const SLOW = `"""Counts the customers of a day of orders."""
import sys


def read_orders(count):
    return [("customer-%d" % (number * 7919 % 3000), number % 100) for number in range(count)]


def distinct_customers(orders):
    seen = []
    for customer, _ in orders:
        if customer not in seen:
            seen.append(customer)
    return seen


def total(orders):
    return sum(price for _, price in orders)


if __name__ == "__main__":
    orders = read_orders(int(sys.argv[1]))
    print(len(distinct_customers(orders)), "customers,", total(orders), "in all")
`;

/** What the agent does about it: the order is kept, and looking up costs the same however many there are. */
const FAST = SLOW.replace('    seen = []', '    seen = {}')
  .replace('seen.append(customer)', 'seen[customer] = True')
  .replace('return seen', 'return list(seen)');

const DOCS = join(REPOSITORY, 'docs', 'mcp.md');

let built: BuiltServer;
let repository: TestRepository;
let server: Connected;
let file: string;

beforeAll(async () => {
  built = await buildServer();
  repository = await makeRepository('orders');
  await repository.commit({ 'customers.py': SLOW, '.gitignore': '__pycache__/\n' }, 'Count customers');
  file = join(await testFolder(), 'kept.db');
  server = await connect({
    entry: built.entry,
    cwd: repository.path,
    args: ['--cache-dir', TEST_CACHE, '--store', file],
  });
});
afterAll(async () => {
  await server.close();
  built.remove();
  await removeTestFolders();
});

interface Step {
  readonly call: string;
  readonly answer: string;
}

/** The call that an answer names for this tool and view. */
function named({ data }: ToolAnswer, start: string): [string, Record<string, unknown>] {
  const found = (data['next'] as string[]).find((each) => each.startsWith(start)) ?? '';
  const [, tool = '', args = '{}'] = /^(\w+) (\{.*\}) — /.exec(found) ?? [];
  return [tool, JSON.parse(args) as Record<string, unknown>];
}

async function play(): Promise<{ steps: Step[]; comparison: ToolAnswer }> {
  const steps: Step[] = [];
  const ask = async (tool: string, args: Record<string, unknown>): Promise<ToolAnswer> => {
    const answer = await call(server.client, tool, args, { timeout: 240_000 });
    steps.push({ call: `${tool} ${JSON.stringify(args)}`, answer: answer.text });
    return answer;
  };
  const profile = await ask('profile', { script: 'customers.py', args: ['40000'], metrics: ['cpu'] });
  expect((profile.data['hotspots'] as { function: string }[])[0]?.function).toBe('distinct_customers');
  await ask(...named(profile, 'analyze {"profile":"p_'));
  await repository.write({ 'customers.py': FAST });
  const comparison = await ask(...named(profile, 'compare'));
  return { steps, comparison };
}

function rendered(steps: readonly Step[]): string {
  const change =
    '`distinct_customers` asks a list whether it holds a customer, once for each order. The agent keeps them in a `dict` instead:';
  const diff = [
    '```diff',
    '-    seen = []',
    '+    seen = {}',
    '…',
    '-            seen.append(customer)',
    '+            seen[customer] = True',
    '-    return seen',
    '+    return list(seen)',
    '```',
  ].join('\n');
  return steps
    .flatMap(({ call: made, answer }, index) => [
      ...(index === steps.length - 1 ? [change, diff] : []),
      `→ \`${made}\``,
      answer
        .split('\n')
        .map((line) => `> ${line}`.trimEnd())
        .join('\n'),
    ])
    .join('\n\n');
}

/** The calls of an example, its handles and numbers aside. */
function callsIn(text: string): string[] {
  return [...text.matchAll(/^→ `(.*)`$/gm)].map(([, made = '']) => made.replace(/p_\w{10}/g, 'p_…'));
}

describe('an agent', () => {
  it('finds a slow function, mends it, and has the change judged as an improvement', async () => {
    const { steps, comparison } = await play();
    expect(comparison.data).toMatchObject({ verdict: 'improvement', gate: 'pass', environment_differences: [] });
    const [cpu] = comparison.data['metrics'] as { metric: string; change_percent: number }[];
    expect(cpu?.metric).toBe('cpu-time');
    expect(cpu?.change_percent).toBeLessThan(-30);
    expect(comparison.data['functions']).toContainEqual(
      expect.objectContaining({ function: 'distinct_customers', verdict: 'improvement' }),
    );
    for (const { answer } of steps) expect(answer.length).toBeLessThan(6000);

    const example = rendered(steps);
    const docs = await readFile(DOCS, 'utf8');
    if (process.env['UPDATE_DOCS'] === '1') await writeFile(DOCS, withBlock(docs, 'example', example));
    expect(callsIn(await readFile(DOCS, 'utf8'))).toEqual(callsIn(example));
  });

  it('gets the verdict that the command line gives on the same measurement, byte for byte', async () => {
    const comparisons = await call(server.client, 'list_profiles', { limit: 10 });
    const entries = comparisons.data['entries'] as { id: string; kind: string }[];
    const id = entries.find(({ kind }) => kind === 'comparison')?.id ?? '';
    const measurement = entries.find(({ kind }) => kind === 'measurement')?.id ?? '';
    const again = await call(server.client, 'compare', { baseline: measurement });
    const full = async (handle: string): Promise<string> => {
      const [first] = (await server.client.readResource({ uri: `scalene://comparisons/${handle}` })).contents;
      return first !== undefined && 'text' in first ? first.text : '';
    };
    expect(await full(String(again.data['comparison_id']))).toBe(await full(id));

    const folder = await exported(measurement);
    const cli = join(builtDist(), 'cli', 'index.js');
    const { stdout } = await execa(process.execPath, [cli, 'compare', folder, '--format', 'json'], {
      cwd: repository.path,
      reject: false,
    });
    expect(stdout.trim()).toBe(await full(id));
  });

  it('is told of a change that makes it slower that it is a regression', async () => {
    await repository.commit({ 'customers.py': FAST }, 'Look customers up in a dict');
    const answer = await call(
      server.client,
      'compare',
      { baseline: 'git:HEAD', candidate: 'git:HEAD~1', script: 'customers.py', args: ['40000'], pairs: 3 },
      { timeout: 240_000 },
    );
    expect(answer.data).toMatchObject({ verdict: 'regression', gate: 'fail' });
    expect((answer.data['functions'] as { function: string }[])[0]?.function).toBe('distinct_customers');
    expect(answer.text).toMatch(/^\*\*regression\*\* · gate fail/);
  });
});

/** A kept measurement as the folder that `measure --out` would have made. */
async function exported(id: string): Promise<string> {
  const folder = join(await testFolder(), 'measurement');
  const store = await SqliteStore.open(file, FILE_LIMITS);
  const entry = await store.find(id);
  if (entry?.kind !== 'measurement') throw new Error(`${id} is no measurement`);
  const names = entry.measurement.runs.flatMap((run) =>
    run.kind === 'profile' && run.profile !== undefined ? [run.profile] : [],
  );
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'measurement.json'), JSON.stringify(entry.measurement));
  for (const name of [...names, 'diff.patch']) {
    const bytes = await store.document(id, name);
    if (bytes === null) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  await store.close();
  return folder;
}
