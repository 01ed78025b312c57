import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { poolProfiles } from '../../src/analyze/index.js';
import { bottlenecks, hotspots, leaks, reducedProfile, stacks, summary } from '../../src/analyze/index.js';
import { InputError } from '../../src/model/errors.js';
import { deserializeProfile, findFunctions, parseProfile, serializeProfile } from '../../src/profile/index.js';
import type { Profile } from '../../src/profile/model.js';
import { documentOf, textOf } from './fixtures.js';

const NAMES = ['2.4.0/exit-3', '2.4.0/leak', '2.2.1/waits', '2.0.1/marked', '1.5.55/exit-3', '1.5.49/shop-stacks'];
const DOCUMENTS = new Map(NAMES.map((name) => [name, documentOf(name)]));
const TEXTS = new Map(NAMES.map((name) => [name, textOf(name)]));

/** The profile, or undefined for a clear refusal. Anything else that is thrown fails the test. */
function read(text: string): Profile | undefined {
  try {
    const outcome = parseProfile(text, { root: '/opt/scalene-fixtures/repo' });
    if (outcome.outcome === 'ok') return outcome.profile;
    expect(outcome.message).toMatch(/^[A-Z].*[^.]\.$/s);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toMatch(/^InputError: The profile .*[^.]\.$/s);
  }
  return undefined;
}

/** Every number in a value, wherever it stands. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

function expectSound(profile: Profile): void {
  const views = [
    summary(profile),
    hotspots(profile),
    bottlenecks(profile),
    leaks(profile),
    stacks(profile),
    reducedProfile(profile),
  ];
  const unsound = [profile, poolProfiles([profile, profile]), ...views]
    .flatMap(numbersIn)
    .filter((number) => !Number.isFinite(number));
  expect(unsound).toEqual([]);
  expect(deserializeProfile(serializeProfile(profile))).toEqual(profile);
}

/** All places of a document, as paths of keys. */
function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...keys.flatMap((key) => placesIn((value as Record<string | number, unknown>)[key], [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  const removed = by === REMOVE && rest.length === 0;
  if (Array.isArray(value)) {
    return value.flatMap((entry: unknown, index) =>
      index !== key ? [entry] : removed ? [] : [replaced(entry, rest, by)],
    );
  }
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(
    entries.flatMap(([name, entry]) =>
      name !== key ? [[name, entry]] : removed ? [] : [[name, replaced(entry, rest, by)]],
    ),
  );
}

const REMOVE = Symbol('remove');

const anything = fc.oneof(
  fc.constantFrom<unknown>(REMOVE, null, true, '', '7', 'NaN', -1, -1e-9, 0, 0.5, 1e9, 1e308, -1e308, [], {}, [[]], {
    count: 1,
  }),
  fc.jsonValue({ maxDepth: 2 }),
);

describe('a real profile', () => {
  it('with any one value changed is read soundly or refused in a sentence', () => {
    const places = new Map([...DOCUMENTS].map(([name, document]) => [name, placesIn(document)]));
    const change = fc
      .constantFrom(...NAMES)
      .chain((name) =>
        fc.record({ name: fc.constant(name), at: fc.constantFrom(...(places.get(name) ?? [])), by: anything }),
      );
    fc.assert(
      fc.property(change, ({ name, at, by }) => {
        const profile = read(JSON.stringify(replaced(DOCUMENTS.get(name), at, by)) ?? '');
        if (profile !== undefined) expectSound(profile);
      }),
      { numRuns: 400 },
    );
  });

  it('with its text cut, doubled or overwritten somewhere is read soundly or refused in a sentence', () => {
    const damage = fc.record({
      name: fc.constantFrom(...NAMES),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.integer({ min: 0, max: 400 }),
      put: fc.oneof(
        fc.string(),
        fc.constantFrom('{', '}', '"', '\\', 'NaN', '{}', '\n{\n', '-Infinity', '1e999', '\u0000'),
      ),
    });
    fc.assert(
      fc.property(damage, ({ name, from, length, put }) => {
        const text = TEXTS.get(name) ?? '';
        const at = Math.floor(from * text.length);
        const profile = read(text.slice(0, at) + put + text.slice(at + length));
        if (profile !== undefined) expectSound(profile);
      }),
      { numRuns: 300 },
    );
  });

  it('is found between any other output', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const profile = read(`${before}\n${TEXTS.get('2.4.0/exit-3') ?? ''}\n${after}`);
        expect(profile?.program).toBe('small/exits.py');
      }),
      { numRuns: 200 },
    );
  });
});

describe('any text', () => {
  it('is read or refused', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.json(),
      fc.json().map((json) => `{"files": ${json}}`),
    );
    fc.assert(
      fc.property(text, (given) => void read(given)),
      { numRuns: 500 },
    );
  });

  it('can be searched for functions, which lie inside it and one in another or apart', () => {
    const piece = fc.constantFrom(
      'def f():',
      'class A:',
      '    def g(self):',
      '        pass',
      '@d',
      '"""',
      "'",
      '(',
      ')',
      '\\',
      '# x',
      '\t',
      'async def h(a,',
      'b): pass',
      '',
      'x = 1',
      'f"{x["',
      '\\"',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 12 })), { maxLength: 30 }), (sources) => {
        const functions = findFunctions(sources);
        for (const { line, defLine, endLine } of functions) {
          expect(1 <= line && line <= defLine && defLine <= endLine && endLine <= sources.length).toBe(true);
        }
        for (const [index, outer] of functions.entries()) {
          for (const inner of functions.slice(index + 1))
            expect(inner.line > outer.endLine || inner.endLine <= outer.endLine).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
