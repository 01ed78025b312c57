/**
 * Programs that Scalene by itself makes fail, or sees only a part of: each runs plain and under the profiler, ends alike, and
 * leaves a profile that shows its work.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Profile } from '../../src/profile/model.js';
import { open } from '../support/measuring.js';
import { makeRepository, removeTestFolders, type TestRepository } from '../support/repository.js';

jest.setTimeout(120_000);

const WORK = `
def work(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total

`;

/** A child that checks its own arguments as argparse read them. */
const CHILD = `
import argparse, sys
parser = argparse.ArgumentParser()
parser.add_argument("-o", "--outfile")
parser.add_argument("--memory", type=int)
parser.add_argument("--pro", action="store_true")
parser.add_argument("rest", nargs="*")
seen = parser.parse_args()
assert (seen.outfile, seen.memory, seen.pro, seen.rest) == ("out", 5, True, ["a b"]), seen
`;

const PROGRAMS = {
  'exit-none.py': `import sys\n${WORK}work(2_000_000)\nsys.exit()`,
  'alarm.py': `
import signal
${WORK}
def after(n):
    return sum(len(str(i)) for i in range(n))

rung = []
signal.signal(signal.SIGALRM, lambda number, frame: rung.append(number))
signal.alarm(120)
work(2_000_000)
assert 110 < signal.alarm(0) <= 120
after(2_000_000)
assert signal.alarm(0) == 0
signal.setitimer(signal.ITIMER_REAL, 0.1)
work(4_000_000)
assert len(rung) == 1, rung
`,
  'start-method.py': `
import multiprocessing
${WORK}
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    try:
        multiprocessing.set_start_method("fork")
    except RuntimeError:
        pass
    else:
        raise AssertionError("a second choice was taken")
    assert multiprocessing.get_start_method() == "spawn"
    with multiprocessing.Pool(2) as pool:
        pool.map(work, [300_000] * 4)
    work(2_000_000)
`,
  'template.py': `
import os
${WORK}
here = os.path.dirname(os.path.abspath(__file__))
path = os.path.join(here, "page.html")
with open(path, "w") as file:
    file.write('<td class="{{ row.kind }}"> "unfinished\\n' * 20)
space = {}
exec(compile("\\n\\ndef render(n):\\n    out = 0\\n    for i in range(n):\\n        out += i * i % 7\\n    return out\\n", path, "exec"), space)
space["render"](3_000_000)
work(2_000_000)
`,
  'children.py': `
import subprocess, sys
${WORK}
def run(*args, **more):
    return subprocess.run([sys.executable, *args], check=True, capture_output=True, text=True, **more).stdout.strip()

assert run("-c", "import sys; print(sys.argv[1:])", "a b", "--x") == "['a b', '--x']"
assert run("-", input="print(6 * 7)") == "42"
assert run("-I", "-W", "error", "-c", "import sys; print(sys.flags.isolated, sys.warnoptions)") == "1 ['error']"
assert run("-V").startswith("Python 3")
assert run("-m", "json.tool", "--compact", input='{"a": 1}') == '{"a":1}'
run("child.py", "-o", "out", "--memory", "5", "--pro", "--", "a b")
assert subprocess.run([sys.executable, "-c", "import sys; sys.exit('no')"], capture_output=True, text=True).stderr.strip() == "no"
work(6_000_000)
`,
  'decorator.py': `
try:
    profile
except NameError:
    def profile(function):
        function.ours = True
        return function
${WORK.replace('def work', '@profile\ndef work')}
def other(n):
    return sum(len(str(i)) for i in range(n))

assert work.ours
work(2_000_000)
other(2_000_000)
`,
  'c-profile.py': `
import cProfile
${WORK}
profiler = cProfile.Profile()
profiler.enable()
work(2_000_000)
profiler.disable()
assert profiler.getstats()
`,
} as const;

const LATIN_1 = 'latin-1.py';
const LATIN_1_SOURCE = `# -*- coding: latin-1 -*-\n${WORK}assert len("Größe") == 5\nwork(3_000_000)\n`;

let repository: TestRepository;
beforeAll(async () => {
  repository = await makeRepository('profiled');
  await writeFile(join(repository.path, LATIN_1), LATIN_1_SOURCE, 'latin1');
  await repository.commit({ ...PROGRAMS, 'child.py': CHILD });
});
afterAll(removeTestFolders);

async function profilesOf(script: string, memory: 'memory' | 'cpu'): Promise<Profile[]> {
  const { session } = await open(repository, { program: { script, args: [] }, memory: memory === 'memory' });
  try {
    await session.measurePairs(1);
    const { measurement, profiles } = session.loaded;
    expect(
      measurement.runs.map(({ kind, outcome, exitCode, outputTail }) => ({ kind, outcome, exitCode, outputTail })),
    ).toEqual(measurement.runs.map(({ kind }) => ({ kind, outcome: 'ok', exitCode: 0, outputTail: undefined })));
    return [...profiles.values()];
  } finally {
    await session.close();
  }
}

/** Share of the samples that fell on a function, in percent. */
function share({ files }: Profile, wanted: string): number {
  const functions = files.flatMap((file) => file.functions).filter(({ name }) => name === wanted);
  return functions.reduce(
    (sum, { cpuPythonPercent, cpuNativePercent }) => sum + cpuPythonPercent + cpuNativePercent,
    0,
  );
}

describe('a profiled program ends as the plain one', () => {
  it.each([...Object.keys(PROGRAMS), LATIN_1])('%s', async (script) => {
    const profiles = await profilesOf(script, script === 'start-method.py' ? 'memory' : 'cpu');
    expect(profiles).toHaveLength(2);
    // A busy machine makes the waiting for children longer, which counts as samples too.
    for (const profile of profiles) expect(share(profile, 'work')).toBeGreaterThan(2);
  });
});

describe('a profile shows the whole run', () => {
  it('also after signal.alarm', async () => {
    const [profile] = await profilesOf('alarm.py', 'cpu');
    expect(profile && share(profile, 'after')).toBeGreaterThan(10);
  });

  it('also beside a function that a leftover decorator names', async () => {
    const [profile] = await profilesOf('decorator.py', 'cpu');
    expect(profile?.decorated).toBe(false);
    expect(profile && share(profile, 'other')).toBeGreaterThan(10);
  });
});
