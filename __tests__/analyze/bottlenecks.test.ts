import { describe, expect, it } from '@jest/globals';
import { bottlenecks, BottlenecksSchema, leaks, LeaksSchema, type Bottleneck } from '../../src/analyze/index.js';
import { changed, parsed, profileOf, VERSIONS } from '../profile/fixtures.js';

function bottleneckOf(name: string, wanted: string): Bottleneck {
  const found = BottlenecksSchema.parse(bottlenecks(profileOf(name), { topN: 100 })).items.find(
    ({ function: of }) => of === wanted,
  );
  if (found === undefined) throw new Error(`${wanted} is no bottleneck of ${name}`);
  return found;
}

describe.each(VERSIONS)('the bottlenecks of a profile by Scalene %s', (version) => {
  it('tell waiting from work', () => {
    const pause = bottleneckOf(`${version}/waits`, 'pause');
    expect(pause).toMatchObject({
      severity: 'high',
      causes: [{ kind: 'waiting' }],
      source: [{ line: 7, text: '        time.sleep(0.03)' }],
    });
    expect(pause.recommendation).toMatch(/^Most of this is waiting/);
  });

  it('make Python time the target', () => {
    const spin = bottleneckOf(`${version}/exit-3`, 'spin');
    expect(spin.causes.map(({ kind }) => kind)).toEqual(['python-time']);
    expect(spin.recommendation).toMatch(/^Python time is the target/);
  });

  it('see memory that is made and thrown away, and call it critical when it is large in two ways', () => {
    const copies = bottleneckOf(`${version}/native`, 'copies');
    expect(copies.severity).toBe('critical');
    expect(copies.signals.map(({ signal }) => signal)).toEqual(expect.arrayContaining(['memory', 'velocity']));
    expect(copies.causes.find(({ kind }) => kind === 'allocation-churn')?.evidence).toMatch(
      /^It allocates 7\d\d MB .* times what the program ever holds\.$/,
    );
  });

  it('see memory that may be held', () => {
    const blocks = bottleneckOf(`${version}/shop-full`, 'blocks');
    expect(blocks.causes[0]).toMatchObject({
      kind: 'memory-held',
      recommendation: expect.stringContaining('stream or process in chunks'),
    });
  });

  it('come gravest first, in pages, and can be cut at a severity', () => {
    const profile = profileOf(`${version}/shop-full`);
    const order = ['low', 'medium', 'high', 'critical'];
    const all = bottlenecks(profile, { topN: 100 }).items.map(({ severity }) => order.indexOf(severity));
    expect(all).toEqual([...all].sort((a, b) => b - a));
    expect(all).toContain(0);
    expect(
      bottlenecks(profile, { minSeverity: 'high' }).items.every(({ severity }) => order.indexOf(severity) >= 2),
    ).toBe(true);
    expect(bottlenecks(profile, { topN: 1 })).toMatchObject({
      totalItems: all.length,
      nextOffset: 1,
      omitted: all.length - 1,
    });
  });

  it('always say what to do', () => {
    for (const name of ['shop-full', 'native', 'leak', 'waits', 'tasks']) {
      for (const { causes, recommendation, source } of bottlenecks(profileOf(`${version}/${name}`), { topN: 100 })
        .items) {
        expect(causes.length).toBeGreaterThan(0);
        expect(recommendation).toBe(causes[0]?.recommendation);
        expect(source.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('bottlenecks', () => {
  it('leave native time alone, where the stacks tell whose it is', () => {
    const multiply = bottleneckOf('2.4.0/native', 'multiply');
    expect(multiply.causes[0]).toMatchObject({
      kind: 'native-time',
      evidence: expect.stringMatching(/samples end in native libraries, most often in .*blas/),
    });
  });

  it('know start-up cost', () => {
    expect(bottleneckOf('2.4.0/native', '<module>').causes[0]?.kind).toBe('imports');
  });

  it('name a leak before anything else', () => {
    expect(bottleneckOf('2.4.0/leak', 'remember').causes[0]).toMatchObject({
      kind: 'leak',
      evidence: 'Line 7 allocates memory that nothing gives back.',
    });
  });

  it('name heavy copying', () => {
    const causes = bottleneckOf('1.5.55/native', 'copies').causes;
    expect(causes.find(({ kind }) => kind === 'copying')?.evidence).toMatch(/^It copies \d+ MB\/s\.$/);
  });

  it('see a GPU that waits for the CPU', () => {
    // No GPU was at hand: a real profile with GPU numbers put where Scalene writes them.
    const withGpu = (utilisation: number): string[] =>
      bottlenecks(
        parsed(
          changed('2.4.0/native', (document) => {
            document['gpu'] = true;
            for (const line of Object.values(document.files).flatMap(({ lines }) => lines))
              line['n_gpu_percent'] = utilisation;
          }),
        ),
        { only: ['multiply'] },
      ).items.flatMap(({ causes }) => causes.map(({ kind }) => kind));
    expect(withGpu(10)).toContain('gpu-idle');
    expect(withGpu(90)).not.toContain('gpu-idle');
  });
});

describe('leaks', () => {
  const leak = profileOf('2.4.0/leak');

  it('come with velocity, confidence and what it rests on', () => {
    const found = LeaksSchema.parse(leaks(leak));
    expect(found.items).toEqual([
      {
        file: 'leak/leak.py',
        function: 'remember',
        line: 7,
        source: '        block = bytearray(size)',
        likelihood: leak.files[0]?.leaks[0]?.likelihood,
        velocityMbPerSec: leak.files[0]?.leaks[0]?.velocityMbPerSec,
        allocatedMb: expect.any(Number),
        confidence: 'high',
        why: [
          expect.stringMatching(
            /^Scalene sampled about (?:1[89]|[2-4]\d) allocations here that nothing gave back \(likelihood 9[5-8] %\)\.$/,
          ),
          expect.stringMatching(/^The line makes (?:9\d|100) % of all allocation\.$/),
          expect.stringMatching(/^When the program ended, (?:9\d|100) % of its largest footprint was still held\.$/),
        ],
      },
    ]);
  });

  it('are less sure when the memory was given back, or the line makes little of it', () => {
    const released = { ...leak, memoryOverTime: [...leak.memoryOverTime, { sec: 99, mb: 1 }] };
    expect(leaks(released).items[0]).toMatchObject({ confidence: 'medium' });
    expect(leaks({ ...released, allocatedMb: 1e6 }).items[0]).toMatchObject({ confidence: 'low' });
    expect(leaks(released, { minConfidence: 'high' }).items).toEqual([]);
    expect(leaks(released, { minConfidence: 'medium' }).items).toHaveLength(1);
  });

  it('are said to be unknown where memory was not profiled', () => {
    expect(leaks(profileOf('2.4.0/shop-cpu')).unavailable).toMatch(/^Memory was not profiled/);
  });
});
