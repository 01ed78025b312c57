import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { OUTPUTS } from '../../src/config/action.js';
import { SETTINGS, SETTING_NAMES } from '../../src/config/definition.js';
import { actionYml, schemas, settingsPage } from '../../scripts/documents.js';
import { withBlock } from '../../scripts/generate.js';

interface Manifest {
  readonly inputs: Record<string, { description: string; required: boolean; default?: string }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: { using: string; main: string };
}

describe('action.yml', () => {
  const manifest = parse(actionYml()) as Manifest;

  it('takes every setting that an input can give, and no other', () => {
    const inputs = SETTING_NAMES.filter((name) => (SETTINGS[name].edges as readonly string[]).includes('input'));
    expect(Object.keys(manifest.inputs)).toEqual(inputs);
  });

  it('declares no default but the token, so that the configuration file is not hidden', () => {
    const declared = Object.entries(manifest.inputs).filter(([, input]) => input.default !== undefined);
    expect(declared.map(([name]) => name)).toEqual(['github-token']);
  });

  it('runs on Node 24 and gives the promised outputs', () => {
    expect(manifest.runs).toMatchObject({ using: 'node24', main: 'dist/index.js', post: 'dist/post/index.js' });
    expect(Object.keys(manifest.outputs)).toEqual(Object.keys(OUTPUTS));
  });
});

describe('the JSON Schema of the configuration file', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  const validate = ajv.compile(JSON.parse(schemas()['scalene.schema.json'] ?? '') as object);
  const accepts = (yaml: string): boolean => validate(parse(yaml));

  it.each([
    'script: bench/etl.py',
    'args: --rows 10\nonly: [src/**]\nexclude: "a, b"',
    'args: [--rows, 10]',
    'tolerance: 5%\ntolerances: { cpu-time: 5% | 20ms, functions: { "a*": 10%, "b*": { allocated: 3% } } }',
    'programs: { etl: { script: a.py, max-pairs: 4, timeout: 90s } }',
    'memory: false\nfail-on: [cpu-time, leaks]',
  ])('accepts %j', (yaml) => {
    expect(accepts(yaml)).toBe(true);
  });

  it.each([
    'scritp: a.py',
    'max-pairs: 0',
    'memory: maybe',
    'timeout: 10x',
    'fail-on: [cpu]',
    'tolerances: { cpu: 5% }',
    'mode: gate',
    'programs: { etl: { comment: never } }',
    'programs: { ../x: { script: a.py } }',
  ])('refuses %j', (yaml) => {
    expect(accepts(yaml)).toBe(false);
  });
});

describe('the JSON Schemas of the documents', () => {
  it('accept a measurement that was really made', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    const validate = ajv.compile(JSON.parse(schemas()['measurement.schema.json'] ?? '') as object);
    const file = '__tests__/fixtures/measurements/nightly/measurement.json';
    expect([validate(JSON.parse(readFileSync(file, 'utf8'))), validate.errors]).toEqual([true, null]);
    expect(validate({ schemaVersion: 2 })).toBe(false);
  });
});

describe('the page of settings', () => {
  it('tells of every setting and every output', () => {
    const page = settingsPage();
    for (const name of [...SETTING_NAMES, ...Object.keys(OUTPUTS)]) expect(page).toContain(`| \`${name}\` |`);
  });
});

describe('a block between markers', () => {
  const text = 'before\n<!-- x:start -->\nold\n<!-- x:end -->\nafter\n';

  it('is replaced, and nothing else', () => {
    expect(withBlock(text, 'x', 'new')).toBe('before\n<!-- x:start -->\n\nnew\n\n<!-- x:end -->\nafter\n');
  });

  it('comes out the same a second time', () => {
    expect(withBlock(withBlock(text, 'x', 'new'), 'x', 'new')).toBe(withBlock(text, 'x', 'new'));
  });

  it('must be there', () => {
    expect(() => withBlock(text, 'y', 'new')).toThrow('<!-- y:start -->');
  });
});

describe('the README', () => {
  it('shows what the demo really printed', () => {
    const readme = readFileSync('README.md', 'utf8');
    const [, shown] = /<!-- demo:start -->\s+```text\n([\s\S]+?)\n```\s+<!-- demo:end -->/.exec(readme) ?? [];
    expect(shown).toMatch(/^\$ node dist\/cli\/index\.js demo\n/);
    expect(shown).toMatch(/regression/);
  });
});
