// The whole test run of this project: the static checks, two at a time, then jest with its coverage threshold. Goes on after a
// failure so that the counts are true, and leaves them in build/test-results.json for .ci/run.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';

const STATIC = ['typecheck', 'lint', 'format:check', 'check-generated', 'check-dist'];
const AT_ONCE = 2;
const RESULTS = 'build/test-results.json';
const JEST_RESULTS = 'build/jest-results.json';
const JEST = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js'];
const JEST_OPTIONS = ['--coverage', '--json', `--outputFile=${JEST_RESULTS}`];

await mkdir('build', { recursive: true });
await Promise.all([RESULTS, JEST_RESULTS].map((file) => rm(file, { force: true })));
console.log(`Node ${process.version} on ${process.platform} ${process.arch}`);

const counts = { passed: 0, failed: 0 };
const failedChecks = new Set();
const waiting = [...STATIC];
await Promise.all(Array.from({ length: AT_ONCE }, runWaiting));
await runJest();
await writeFile(RESULTS, JSON.stringify(counts));
console.log(`${counts.passed} passed, ${counts.failed} failed (${STATIC.length} static checks and all tests)`);
process.exitCode = counts.failed === 0 ? 0 : 1;

async function runWaiting() {
  for (let script = waiting.shift(); script !== undefined; script = waiting.shift()) {
    const started = Date.now();
    const { status, output } = await run('npm', ['run', '--silent', script], 'pipe');
    const took = `${((Date.now() - started) / 1000).toFixed(1)} s`;
    counts[status === 0 ? 'passed' : 'failed'] += 1;
    if (status !== 0) failedChecks.add(script);
    console.log(status === 0 ? `✓ ${script} (${took})` : `✗ ${script} (${took})\n${output.trimEnd()}`);
  }
}

/** Counts tests; a suite that did not load, and coverage below the threshold, are one failure each. */
async function runJest() {
  const resume = pauseWorkflowCommands();
  // The committed dist/ is known to be what the sources give: tests of the bundles need not build it again.
  const env = failedChecks.has('check-dist') ? process.env : { ...process.env, TESTS_TAKE_DIST: '1' };
  const { status } = await run(process.execPath, [...JEST, ...JEST_OPTIONS, ...process.argv.slice(2)], 'inherit', env);
  resume();
  const results = await readFile(JEST_RESULTS, 'utf8').then(JSON.parse, () => undefined);
  if (results === undefined) {
    counts.failed += 1;
    return;
  }
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  counts.passed += results.numPassedTests;
  counts.failed += failed === 0 && status !== 0 ? 1 : failed;
}

/** What tests of the Action print must not be taken for the workflow's own commands; the result ends that. */
function pauseWorkflowCommands() {
  if (process.env.GITHUB_ACTIONS !== 'true') return () => {};
  const token = randomUUID();
  console.log(`::stop-commands::${token}`);
  return () => console.log(`::${token}::`);
}

function run(command, args, stdio, env = process.env) {
  return new Promise((resolve) => {
    const options = { stdio: ['ignore', stdio, stdio], shell: process.platform === 'win32', env };
    const child = spawn(command, args, options);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ status: 1, output: error.message }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}
