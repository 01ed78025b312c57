import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseProfile, parseProfileBytes } from '../../src/profile/index.js';
import {
  allNames,
  changed,
  cpuOf,
  documentOf,
  fileOf,
  functionOf,
  parsed,
  profileOf,
  ROOT,
  textOf,
  VERSIONS,
} from './fixtures.js';

const PROGRAMS = fileURLToPath(new URL('../fixtures/scalene/programs', import.meta.url));

describe.each(VERSIONS)('a profile that Scalene %s wrote', (version) => {
  const cpu = profileOf(`${version}/shop-cpu`);
  const full = profileOf(`${version}/shop-full`);

  it('tells which family of formats it is in', () => {
    const formats = { '2.4.0': '2.3+', '2.2.1': '2.1+', '2.0.1': '2.0', '1.5.55': '2.0' };
    expect(cpu.format).toBe(formats[version]);
  });

  it('has repository paths and the program with its arguments', () => {
    expect(cpu.files.map(({ path }) => path).sort()).toEqual([
      'shop/main.py',
      'shop/orders/loader.py',
      'shop/orders/pricing.py',
    ]);
    expect(cpu.program).toBe('shop/main.py');
    expect(cpu.args).toEqual([]);
    expect(profileOf(`${version}/exit-3`)).toMatchObject({ program: 'small/exits.py', args: ['3'] });
  });

  it('has the source as it stands in the file', () => {
    for (const path of ['shop/main.py', 'shop/orders/loader.py', 'shop/orders/pricing.py']) {
      const written = readFileSync(`${PROGRAMS}/${path}`, 'utf8').replace(/\n$/, '').split('\n');
      expect(fileOf(cpu, path).sources).toEqual(written);
    }
    expect(fileOf(cpu, 'shop/main.py').sources[6]).toBe('SIZES = [n for n in range(120_000) if n & 1 and n < 100_000]');
  });

  it('adds up to the whole program, by lines and by functions alike', () => {
    const document = documentOf(`${version}/shop-full`);
    for (const [key, raw] of Object.entries(document.files)) {
      const file = fileOf(full, key.slice(ROOT.length + 1));
      const sum = raw.lines.reduce((total, line) => total + Number(line['n_malloc_mb']), 0);
      expect(file.lines.reduce((total, line) => total + line.allocatedMb, 0)).toBeCloseTo(sum, 9);
      expect(file.functions.reduce((total, entry) => total + entry.allocatedMb, 0)).toBeCloseTo(sum, 9);
      const shares = file.lines.reduce((total, line) => total + cpuOf(line), 0);
      expect(file.functions.reduce((total, entry) => total + cpuOf(entry), 0)).toBeCloseTo(shares, 9);
    }
    const whole = full.files.flatMap(({ lines }) => lines).reduce((total, line) => total + cpuOf(line), 0);
    expect(whole).toBeGreaterThan(80);
    expect(whole).toBeLessThan(100.01);
  });

  it('rebuilds functions from lines and source', () => {
    const names = fileOf(cpu, 'shop/orders/loader.py').functions.map(
      ({ name, line, endLine }) => `${name} ${String(line)}-${String(endLine)}`,
    );
    expect(names).toEqual([
      'logged 5-10',
      'logged.wrapper 6-8',
      'Base.parse 14-15',
      'Base.name 17-19',
      'Loader.__init__ 25-31',
      'Loader.line 33-35',
      'Loader.parse 37-41',
      'Loader.load 43-44',
      'weight 47-50',
      'slow_checksum 53-60',
      '<module> 1-60',
    ]);
    expect(cpuOf(functionOf(cpu, 'shop/orders/pricing.py', 'rounded'))).toBeGreaterThan(5);
    expect(fileOf(cpu, 'shop/orders/pricing.py').functions.filter(({ name }) => name === 'rounded')).toHaveLength(2);
  });

  it('knows whether memory was profiled, and what it came to', () => {
    expect(cpu).toMatchObject({ hasMemory: false, maxFootprintMb: 0, allocatedMb: 0, memoryOverTime: [] });
    expect(full.hasMemory).toBe(true);
    expect(full.maxFootprintMb).toBeGreaterThan(30);
    const peaks = fileOf(full, 'shop/main.py').lines.flatMap(({ line, peakMb }) =>
      line >= 20 && line <= 25 ? [peakMb] : [],
    );
    expect(peaks.filter((peak) => peak > 0).length).toBeGreaterThan(1);
    expect(functionOf(full, 'shop/main.py', 'blocks')).toMatchObject({
      allocatedMb: expect.any(Number),
      peakMb: Math.max(...peaks),
    });
    expect(functionOf(full, 'shop/main.py', 'blocks').allocatedMb).toBeGreaterThan(30);
    const last = full.memoryOverTime.at(-1);
    expect(last?.sec).toBeLessThanOrEqual(full.elapsedSec * 1.1);
    expect(last?.sec).toBeGreaterThan(full.elapsedSec / 10);
  });

  it('is too short where Scalene took no sample', () => {
    expect(parseProfile(textOf(`${version}/too-short`))).toMatchObject({ outcome: 'too-short' });
  });

  it('names code without a file and files elsewhere as Scalene does', () => {
    const paths = profileOf(`${version}/evals`).files.map(({ path }) => path);
    expect(paths.some((path) => path.endsWith('/threading.py') && path.startsWith('/'))).toBe(true);
    if (version.startsWith('2.2') || version.startsWith('2.4')) {
      expect(paths).toEqual(expect.arrayContaining(['<eval@evals.py:5>', '<exec@evals.py:8>']));
    }
  });

  it('sees that @profile narrowed it', () => {
    expect(profileOf(`${version}/marked`).decorated).toBe(true);
    expect(cpu.decorated).toBe(false);
  });
});

describe('stacks', () => {
  it.each(['1.5.49', ...VERSIONS])('of %s have the profile’s own file and function names, and samples', (version) => {
    const profile = profileOf(`${version}/shop-stacks`);
    expect(profile.stacks.length).toBeGreaterThan(3);
    const functions = new Set(
      profile.files.flatMap(({ path, functions: all }) => all.map(({ name }) => `${path} ${name}`)),
    );
    for (const { frames, count } of profile.stacks) {
      expect(count).toBeGreaterThan(0);
      for (const frame of frames) expect(functions).toContain(`${frame.file} ${frame.function}`);
    }
    expect(profile.samples).toBe(profile.stacks.reduce((total, { count }) => total + count, 0));
    const seconds = profile.stacks.reduce((total, { pythonSec, nativeSec }) => total + pythonSec + nativeSec, 0);
    expect(seconds).toBeCloseTo(profile.elapsedSec, 6);
  });

  it('are counted as unknown where there are none', () => {
    expect(profileOf('2.0.1/shop-cpu')).toMatchObject({ samples: null, stacks: [] });
  });

  it('go on into native code from 2.3 on, and tell where memory came from', () => {
    const profile = profileOf('2.4.0/shop-full');
    const modules = profile.combinedStacks?.flatMap(({ native }) => native.map(({ module }) => module)) ?? [];
    expect(modules.some((module) => module.startsWith('libpython'))).toBe(true);
    expect(profile.memoryStacks?.some(({ frames, mb }) => frames.at(-1)?.function === 'blocks' && mb > 10)).toBe(true);
    expect(profileOf('2.2.1/shop-full').combinedStacks).toBeUndefined();
  });
});

describe('a leak', () => {
  it('is read with its line, likelihood and velocity', () => {
    expect(fileOf(profileOf('2.4.0/leak'), 'leak/leak.py').leaks).toEqual([
      { line: 7, likelihood: expect.closeTo(0.967, 2), velocityMbPerSec: expect.any(Number) },
    ]);
  });
});

describe('the root', () => {
  const paths = (root: string, key: string): string => {
    const text = changed('2.2.1/shop-cpu', (document) => {
      document.files = { [key]: documentOf('2.2.1/shop-cpu').files[`${ROOT}/shop/main.py`] ?? { lines: [] } };
    });
    const outcome = parseProfile(text, { root });
    return outcome.outcome === 'ok' ? (outcome.profile.files[0]?.path ?? '') : outcome.message;
  };

  it.each([
    ['/repo', '/repo/a/b.py', 'a/b.py'],
    ['/repo/', '/repo/a/b.py', 'a/b.py'],
    ['/', '/repo/a.py', 'repo/a.py'],
    ['/repo', '/repository/a.py', '/repository/a.py'],
    ['/repo', '/repo/../etc/a.py', '/repo/../etc/a.py'],
    ['/repo with space', '/repo with space/a.py', 'a.py'],
    ['C:\\work\\repo', 'C:\\work\\repo\\src\\a.py', 'src/a.py'],
    ['c:/code/repo', 'C:\\Code\\repo\\src\\a.py', 'src/a.py'],
    ['\\\\server\\share', '\\\\server\\share\\a.py', 'a.py'],
    ['/repo', '/repo/odd\\name.py', 'odd\\name.py'],
    ['/repo', '<eval@a.py:3>', '<eval@a.py:3>'],
    ['/repo', '[12]', '[12]'],
    ['/repo', '/repo', '/repo'],
    ['', '/repo/a.py', '/repo/a.py'],
  ])('%j makes %j into %j', (root, key, path) => {
    expect(paths(root, key)).toBe(path);
  });

  it('keeps two files apart that would get one path', () => {
    const text = changed('2.2.1/shop-cpu', (document) => {
      const file = document.files[`${ROOT}/shop/main.py`] ?? { lines: [] };
      document.files = { 'shop/main.py': file, [`${ROOT}/shop/main.py`]: file };
    });
    expect(parsed(text).files.map(({ path }) => path)).toEqual(['shop/main.py', `${ROOT}/shop/main.py`]);
  });
});

describe('text around the profile', () => {
  it('is left aside, braces and all', () => {
    const text = textOf('1.5.55/mixed');
    expect(text.startsWith('loading {')).toBe(true);
    expect(text.trimEnd().endsWith('finished: {}')).toBe(true);
    const profile = parsed(text);
    expect(profile.program).toBe('small/chatty.py');
    expect(cpuOf(functionOf(profile, 'small/chatty.py', 'spin'))).toBeGreaterThan(90);
  });

  it('does not hide that the program was too short', () => {
    expect(parseProfile(textOf('1.5.55/mixed-too-short'))).toMatchObject({ outcome: 'too-short' });
  });

  it('may be a byte order mark, another encoding, or line ends of Windows', () => {
    const text = textOf('2.4.0/shop-cpu');
    const profile = profileOf('2.4.0/shop-cpu');
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text.replaceAll('\n', '\r\n'))]);
    expect(parseProfileBytes(utf16, { root: ROOT })).toEqual({ outcome: 'ok', profile });
    expect(parseProfileBytes(marked, { root: ROOT })).toEqual({ outcome: 'ok', profile });
    expect(() => parseProfileBytes(Uint8Array.of(0x1f, 0x8b, 8))).toThrow(/compressed with gzip/);
  });
});

describe('what is no profile', () => {
  const text = textOf('2.4.0/shop-cpu');

  it.each([
    [
      'nothing',
      '',
      'The profile is empty, so the run ended before Scalene wrote it: look at its output and profile again.',
    ],
    [
      'blanks',
      ' \n\t',
      'The profile is empty, so the run ended before Scalene wrote it: look at its output and profile again.',
    ],
    [
      'a sentence',
      'Scalene failed.',
      'This is not a Scalene profile, because no JSON object with `files` is in it: pass the file that Scalene wrote.',
    ],
    [
      'a list',
      '[1]',
      'This JSON is not a Scalene profile, because it is not an object: pass the file that Scalene wrote.',
    ],
    [
      'another object',
      '{"a": {}}',
      'This JSON is not a Scalene profile, because it has no object `files`: pass the file that Scalene wrote.',
    ],
    [
      'files as a list',
      '{"files": []}',
      'This JSON is not a Scalene profile, because it has no object `files`: pass the file that Scalene wrote.',
    ],
    [
      'a child’s note',
      '{"is_child": true}',
      'This JSON is not a Scalene profile, because it has no object `files`: pass the file that Scalene wrote.',
    ],
  ])('%s is said to be none, in one sentence', (_, given, message) => {
    expect(parseProfile(given)).toEqual({ outcome: 'no-profile', message });
  });

  it.each([1, 2, 200, 5_000, text.length - 2])(
    'a text cut off after %d characters is said to be cut off, or none',
    (length) => {
      const outcome = parseProfile(text.slice(0, length));
      expect(outcome.outcome).toBe('no-profile');
      if (length > 100)
        expect(outcome).toHaveProperty(
          'message',
          expect.stringContaining(`cut off after ${String(text.slice(0, length).trim().length)} characters`),
        );
    },
  );

  it('an object without any activity is too short, not zero', () => {
    expect(parseProfile('{}\n')).toMatchObject({ outcome: 'too-short' });
    expect(parseProfile(changed('2.4.0/shop-cpu', (document) => (document.files = {})))).toMatchObject({
      outcome: 'too-short',
    });
    const idle = changed('2.4.0/shop-cpu', (document) => {
      for (const file of Object.values(document.files)) {
        for (const line of file.lines)
          Object.assign(line, { n_cpu_percent_python: 0, n_cpu_percent_c: 0, n_sys_percent: 0 });
      }
    });
    expect(parseProfile(idle)).toMatchObject({ outcome: 'too-short' });
  });
});

describe('a damaged profile', () => {
  const MAIN = `${ROOT}/shop/main.py`;
  const failure = (text: string): string => {
    try {
      return parseProfile(text).outcome;
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  };
  const withLine = (index: number, values: Record<string, unknown>): string =>
    failure(changed('2.4.0/shop-full', (document) => Object.assign(document.files[MAIN]?.lines[index] ?? {}, values)));

  it.each([
    ['n_peak_mb', '12', 'the text "12" where a number from 0 up must be'],
    ['n_peak_mb', -1, '-1 where a number from 0 up must be'],
    ['n_peak_mb', null, 'null where a number from 0 up must be'],
    ['n_peak_mb', [], 'a list where a number from 0 up must be'],
    ['n_peak_mb', 1e300, '1e+300 where a number from 0 up must be'],
    ['n_peak_mb', undefined, 'missing where a number from 0 up must be'],
    ['n_cpu_percent_c', {}, 'an object where a number from 0 up must be'],
    ['n_copy_mb_s', true, 'true where a number from 0 up must be'],
    ['lineno', 2.5, '2.5 where a line number must be'],
    ['lineno', 0, '0 where a line number must be'],
    ['lineno', 1_000_000_000, '1000000000 where the number of one of the lines must be'],
    ['line', 7, '7 where a text must be'],
  ])('is refused by the place of its %s that is %j', (key, value, reason) => {
    expect(withLine(3, { [key]: value })).toBe(
      `InputError: The profile is damaged, because \`files["${MAIN}"].lines[3].${key}\` is ${reason}: profile again.`,
    );
  });

  it('may be so by a hair: what subtraction leaves below zero is zero', () => {
    expect(withLine(3, { n_sys_percent: -1e-15 })).toBe('ok');
  });

  it('is refused when a line comes twice', () => {
    expect(withLine(3, { lineno: 3 })).toBe(
      'InputError: The profile is damaged, because `lines[3]` is a second entry for line 3: profile again.',
    );
  });

  it.each(['NaN', 'Infinity', '-Infinity'])(
    'is refused by the place of a %s, which Python writes and JSON does not have',
    (literal) => {
      const text = textOf('2.4.0/shop-cpu').replace(/"elapsed_time_sec": [\d.]+/, `"elapsed_time_sec": ${literal}`);
      expect(failure(text)).toBe(
        `InputError: The profile is damaged, because \`profile.elapsed_time_sec\` is the text "${literal}" where a number from 0 up must be: profile again.`,
      );
    },
  );

  it('may have NaN in places that are not read, and in its own source', () => {
    const text = textOf('2.4.0/shop-cpu').replace(/"start_time_perf": [\d.]+/, '"start_time_perf": NaN');
    expect(failure(text)).toBe('ok');
  });

  it.each([
    ['files', (): unknown => ({ a: 7 }), 'files.a` is 7 where an object'],
    ['files', (): unknown => ({ a: { lines: {} } }), 'files.a.lines` is an object where a list'],
    ['files', (): unknown => ({ a: { lines: [7] } }), 'files.a.lines[0]` is 7 where an object'],
    ['stacks', (): unknown => 'x', 'stacks` is the text "x" where a list'],
    ['stacks', (): unknown => [[['no frame'], {}]], 'stacks[0][0][0]` is the text "no frame" where a text such as'],
    ['stacks', (): unknown => [[[], { count: -1 }]], 'stacks[0][1].count` is -1 where a number'],
    [
      'combined_stacks',
      (): unknown => [[[{ kind: 'py' }], 1]],
      'combined_stacks[0][0][0].filename_or_module` is missing where a text',
    ],
    ['memory_stacks', (): unknown => [[[], 'much']], 'memory_stacks[0][1]` is the text "much" where a number'],
    ['samples', (): unknown => [[1]], 'samples[0]` is a list where a pair'],
    ['samples', (): unknown => [[-5, 1]], 'samples[0][0]` is -5 where a number'],
    ['max_footprint_mb', (): unknown => '50', 'profile.max_footprint_mb` is the text "50" where a number'],
  ])('is refused by the place of its %s', (key, value, reason) => {
    const message = failure(changed('2.4.0/shop-full', (document) => (document[key] = value())));
    expect(message).toContain(`InputError: The profile is damaged, because \`${reason}`);
  });

  it.each([
    [{ '7': { likelihood: 1.5, velocity_mb_s: 1 } }, 'leaks[7].likelihood'],
    [{ '7': { likelihood: 0.9 } }, 'leaks[7].velocity_mb_s'],
    [{ x: { likelihood: 0.9, velocity_mb_s: 1 } }, 'leaks.x` is the text "x" where a line number'],
  ])('is refused by the place of a leak such as %j', (leaks, place) => {
    const message = failure(
      changed('2.4.0/leak', (document) => Object.values(document.files).forEach((file) => (file['leaks'] = leaks))),
    );
    expect(message.replace(/leaks\.7/, 'leaks[7]')).toContain(place);
  });

  it.each([-1, 0.5, 1e9])('falls back on its text when a function ends on line %d', (end) => {
    const text = changed('2.4.0/exit-3', (document) => {
      for (const { lines } of Object.values(document.files)) Object.assign(lines[4] ?? {}, { end_function_line: end });
    });
    expect(parsed(text).files[0]?.functions).toEqual(profileOf('2.4.0/exit-3').files[0]?.functions);
  });

  it('has no power over the reader’s objects', () => {
    const text = textOf('2.4.0/exit-3').replaceAll(`"${ROOT}/small/exits.py": {`, '"__proto__": {');
    const profile = parsed(text);
    expect(profile.files.map(({ path }) => path)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['lines']).toBeUndefined();
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      const renamed = textOf('2.4.0/exit-3').replaceAll(`"${ROOT}/small/exits.py": {`, `"${name}": {`);
      expect(parsed(renamed).files[0]?.path).toBe(name);
    }
  });

  it('may be nested ever so deep', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(failure(`{"files": {"a": {"lines": ${deep}}}}`)).toContain('files.a.lines[0]');
    expect(failure('{"a":'.repeat(200_000))).toBe('no-profile');
    expect(failure('{"'.repeat(200_000))).toBe('no-profile');
  });

  it.each([
    ['blank lines', `x${'\n'.repeat(2_000_000)}x`],
    ['blanks', `x${' '.repeat(2_000_000)}x`],
    ['open braces', '{'.repeat(2_000_000)],
    ['open objects', '{"a'.repeat(700_000)],
    ['small objects', '{ "a": 1 }\n'.repeat(200_000)],
    ['backslashes', `{"${'\\'.repeat(2_000_000)}`],
  ])('is not slow to be refused when it is %s', (_, text) => {
    const started = performance.now();
    expect(failure(text)).not.toBe('ok');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('is refused when it is larger than what can be read', () => {
    expect(failure(' '.repeat(257 * 2 ** 20))).toBe(
      'InputError: The profile has 257 MB, more than the 256 MB that are read: profile fewer files (`--profile-only`) or leave out stacks (`--no-stacks`).',
    );
  });
});

describe('every fixture', () => {
  it.each(allNames())('%s is read', (name) => {
    const profile = profileOf(name);
    expect(profile.elapsedSec).toBeGreaterThan(0);
    for (const file of profile.files) {
      const active = file.functions.filter((entry) => cpuOf(entry) > 0);
      if (file.cpuPercent > 1) expect(active.length).toBeGreaterThan(0);
      for (const { line, source } of file.lines) expect(file.sources[line - 1]).toBe(source);
    }
  });
});
