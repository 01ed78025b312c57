import { describe, expect, it } from '@jest/globals';
import { resolveSettings, type SettingSources } from '../../src/config/resolve.js';
import { InputError } from '../../src/model/errors.js';

/** What a person reads when the settings cannot be used. */
function problems(sources: SettingSources): string {
  try {
    resolveSettings(sources);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'no problem';
}

const file = (text: string) => ({ file: { path: '.github/scalene.yml', text } });

it('tells every problem of every place at once, with name, value and the way out', () => {
  const text = [
    'scritp: bench/etl.py',
    'max-pairs: 0',
    'programs:',
    '  etl: { script: a.py, timeout: 10x }',
    '  both: { script: a.py, module: b }',
  ].join('\n');
  expect(problems({ ...file(text), inputs: { mode: 'gat', memory: 'maybe' } })).toBe(
    [
      '6 settings cannot be used:',
      'Input `mode` is "gat", which is not one of gate, measure, report; write for example `mode: gate`.',
      'Input `memory` is "maybe", which is not true or false; write for example `memory: false`.',
      '`scritp` in .github/scalene.yml (line 1) is not a setting. Did you mean "script"?',
      '`max-pairs` in .github/scalene.yml (line 2) is 0, which is not a whole number from 1 to 100; write for example `max-pairs: 10`.',
      '`programs.etl.timeout` in .github/scalene.yml (line 4) is "10x", which is not a duration such as 90s, 10m or 1h30m; write for example `timeout: 10m`.',
      'Both `script` (a.py) and `module` (b) are set; a program is one of them, so leave one out.',
    ].join('\n  - '),
  );
});

describe('one problem is one sentence', () => {
  it.each<[string, SettingSources, string]>([
    [
      'a flag of the wrong kind',
      { flags: { 'max-pairs': 'ten' } },
      '--max-pairs is "ten", which is not a whole number from 1 to 100; write for example --max-pairs 10.',
    ],
    [
      'a flag whose example needs quotes',
      { flags: { tolerances: 'cpu-time 5%' } },
      '--tolerances is "cpu-time 5%", which is not a limit per metric or function such as 5%, 20ms or 5% | 20ms; write for example --tolerances "cpu-time: 5% | 20ms".',
    ],
    [
      'a quote that is not closed',
      { inputs: { args: `--name "a` } },
      'Input `args` is "--name \\"a", which is not a list, or text with every quote closed; write for example `args: --rows 200000`.',
    ],
    [
      'a limit without a unit',
      file('tolerances: { cpu-time: 5 }'),
      '`tolerances.cpu-time` in .github/scalene.yml (line 1) is 5, which is not a limit per metric or function such as 5%, 20ms or 5% | 20ms.',
    ],
    [
      'the same part twice in a limit',
      { flags: { tolerances: 'cpu-time: 5% | 6%' } },
      '--tolerances is "5% | 6%", which is not a limit per metric or function such as',
    ],
    [
      'a limit of the wrong dimension',
      file('tolerances: { allocated: 20ms }'),
      '`tolerances.allocated` in .github/scalene.yml (line 1) does not fit: allocated is an amount of memory: its absolute part is one such as 2MiB.',
    ],
    [
      'a limit of the wrong dimension deep inside a function',
      file('tolerances: { functions: { "a*": { cpu-time: 2MiB } } }'),
      '`tolerances.functions.a*.cpu-time` in .github/scalene.yml (line 1) does not fit: cpu-time is a time: its absolute part is one such as 20ms.',
    ],
    [
      'a misspelt metric',
      { inputs: { tolerances: 'cpu-tme: 5%' } },
      'Input `tolerances` names "cpu-tme", which is neither a metric nor a function pattern. Did you mean "cpu-time"?',
    ],
    [
      'a misspelt name to fail on',
      { flags: { 'fail-on': 'cpu-time,function' } },
      '--fail-on names "function", which is not among them. Did you mean "functions"?',
    ],
    [
      'a setting of the workflow in the file',
      file('mode: measure'),
      '`mode` in .github/scalene.yml (line 1) cannot be set there, only as an input of the Action.',
    ],
    [
      'a setting of the whole in one program',
      file('programs: { etl: { script: a.py, comment: never } }'),
      '`programs.etl.comment` in .github/scalene.yml (line 1) cannot be set there, only as an input of the Action or at the top of the configuration file.',
    ],
    [
      'a minimum above the maximum',
      { flags: { 'min-pairs': '9', 'max-pairs': '3' } },
      '`min-pairs` (9) is greater than `max-pairs` (3); lower the first or raise the second.',
    ],
    [
      'a program that the file does not name',
      { ...file('programs: { etl: { script: a.py } }'), flags: { program: 'etll' } },
      'The configuration file names no program "etll". Did you mean "etl"?',
    ],
    [
      'a program without any in the file',
      { flags: { program: 'etl' } },
      'The configuration file names no program "etl", nor any other; list it under `programs`.',
    ],
    [
      'a program name that would become a path',
      file('programs: { ../x: { script: a.py } }'),
      '`programs.../x` in .github/scalene.yml (line 1) has a name that is not made of letters, digits, dots and hyphens (64 at most); rename it.',
    ],
    [
      'a program that is no mapping',
      file('programs: { etl: a.py }'),
      '`programs.etl` in .github/scalene.yml (line 1) must hold settings by name, such as `script: bench/etl.py`.',
    ],
    [
      'programs as a list',
      file('programs: [a.py]'),
      '`programs` in .github/scalene.yml (line 1) must list programs by name, such as `programs: { etl: { script: bench/etl.py } }`.',
    ],
    [
      'a file that is a list',
      file('- a\n- b'),
      '.github/scalene.yml must hold settings by name, such as `script: bench/etl.py`; it holds ["a","b"].',
    ],
    ['a file with a broken line', file('script: [a'), '.github/scalene.yml is not valid YAML: '],
    [
      'a key twice',
      file('script: a\nscript: b'),
      '.github/scalene.yml is not valid YAML: Map keys must be unique at line 2',
    ],
  ])('%s', (_, sources, message) => {
    const found = problems(sources);
    expect(found.slice(0, message.length)).toBe(message);
    expect(found).not.toContain('\n');
  });
});

it('accepts an empty file and one of comments alone', () => {
  expect(problems(file(''))).toBe('no problem');
  expect(problems(file('# nothing yet\n'))).toBe('no problem');
});

it('never shows the token, not even a wrong one', () => {
  const message = problems({ inputs: { 'github-token': 'ghs_abc\ndef' } });
  expect(message).toContain('Input `github-token` has a value that is not a token');
  expect(message).not.toContain('ghs_');
});

it('shortens a value that is endless', () => {
  const message = problems({ inputs: { mode: 'x'.repeat(5_000) } });
  expect(message.length).toBeLessThan(250);
});

it('is not fooled by names that every object has', () => {
  expect(problems(file('__proto__: { mode: gate }\nconstructor: 1\ntoString: 2'))).toMatch(
    /^3 settings cannot be used/,
  );
});
