import { describe, expect, it } from '@jest/globals';
import { poolProfiles, summary } from '../../src/analyze/index.js';
import { ProfileSchema } from '../../src/profile/index.js';
import type { Profile } from '../../src/profile/model.js';
import { changed, cpuOf, functionOf, parsed, profileOf, VERSIONS } from '../profile/fixtures.js';

const cpu = profileOf('2.4.0/shop-cpu');
const full = profileOf('2.4.0/shop-full');

describe('pooled profiles', () => {
  it('of one and the same run are that run', () => {
    expect(poolProfiles([full])).toBe(full);
    const twice = poolProfiles([full, full]);
    expect(ProfileSchema.parse(twice)).toEqual(twice);
    expect(twice.pooledFrom).toBe(2);
    expect(twice.samples).toBe(2 * (full.samples ?? 0));
    expect(twice.maxFootprintMb).toBeCloseTo(full.maxFootprintMb, 9);
    for (const { path, functions } of full.files) {
      for (const entry of functions) {
        const pooled = twice.files
          .find((file) => file.path === path)
          ?.functions.find(({ name, line }) => name === entry.name && line === entry.line);
        expect(pooled).toBeDefined();
        expect(cpuOf(pooled ?? entry)).toBeCloseTo(cpuOf(entry), 9);
        expect(pooled?.allocatedMb).toBeCloseTo(entry.allocatedMb, 9);
        expect(pooled?.peakMb).toBeCloseTo(entry.peakMb, 9);
      }
    }
  });

  it('weigh shares by samples, and take memory from the runs that have it', () => {
    const pooled = poolProfiles([cpu, full]);
    const [few, many] = [cpu.samples ?? 0, full.samples ?? 0];
    const share = (profile: Profile): number => cpuOf(functionOf(profile, 'shop/orders/pricing.py', 'total'));
    expect(share(pooled)).toBeCloseTo((few * share(cpu) + many * share(full)) / (few + many), 9);
    expect(functionOf(pooled, 'shop/main.py', 'blocks').allocatedMb).toBeCloseTo(
      functionOf(full, 'shop/main.py', 'blocks').allocatedMb,
      9,
    );
    expect(pooled).toMatchObject({
      hasMemory: true,
      maxFootprintMb: full.maxFootprintMb,
      memoryOverTime: full.memoryOverTime,
    });
    expect(pooled.elapsedSec).toBeCloseTo((cpu.elapsedSec + full.elapsedSec) / 2, 9);
    expect(summary(pooled).notes.map(({ code }) => code)).toContain('pooled');
  });

  it('count a file that one run left out as idle there', () => {
    const without = { ...cpu, files: cpu.files.filter(({ path }) => !path.endsWith('pricing.py')) };
    const pooled = poolProfiles([cpu, without]);
    const share = (profile: Profile): number => cpuOf(functionOf(profile, 'shop/orders/pricing.py', 'total'));
    expect(share(pooled)).toBeCloseTo(share(cpu) / 2, 9);
  });

  it('keep a leak that most runs show, and drop one that few do', () => {
    const leak = profileOf('2.4.0/leak');
    const tight = { ...leak, files: leak.files.map((file) => ({ ...file, leaks: [] })) };
    expect(poolProfiles([leak, leak, tight]).files[0]?.leaks).toHaveLength(1);
    expect(poolProfiles([leak, tight, tight]).files[0]?.leaks).toEqual([]);
    expect(poolProfiles([leak, tight]).files[0]?.leaks).toEqual([]);
  });

  it('add up their stacks', () => {
    const stacks = profileOf('2.4.0/shop-stacks');
    const pooled = poolProfiles([stacks, stacks]);
    expect(pooled.stacks.map(({ frames, count, pythonSec }) => [frames, count / 2, pythonSec])).toEqual(
      stacks.stacks.map(({ frames, count, pythonSec }) => [frames, count, pythonSec]),
    );
    expect(pooled.combinedStacks?.reduce((total, { count }) => total + count, 0)).toBe(
      2 * (stacks.combinedStacks?.reduce((total, { count }) => total + count, 0) ?? 0),
    );
  });

  it('count GPU utilisation only where there was a GPU', () => {
    const gpu = parsed(
      changed('2.4.0/native', (document) => {
        document['gpu'] = true;
        for (const line of Object.values(document.files).flatMap(({ lines }) => lines)) line['n_gpu_percent'] = 40;
      }),
    );
    const pooled = poolProfiles([gpu, profileOf('2.4.0/native')]);
    expect(pooled.files[0]?.lines.every(({ gpuPercent }) => Math.abs(gpuPercent - 40) < 1e-9 || gpuPercent === 0)).toBe(
      true,
    );
    expect(pooled.files[0]?.lines.some(({ gpuPercent }) => gpuPercent > 0)).toBe(true);
  });

  it('must be alike', () => {
    expect(() => poolProfiles([])).toThrow('There is no profile to pool');
    expect(() => poolProfiles([cpu, profileOf('2.2.1/shop-cpu')])).toThrow(
      /different versions of Scalene \(formats 2\.3\+ and 2\.1\+\)/,
    );
    expect(() => poolProfiles([cpu, profileOf('2.4.0/exit-3')])).toThrow(
      /different programs \(shop\/main\.py and small\/exits\.py\)/,
    );
    expect(() => poolProfiles([cpu, { ...cpu, decorated: true }])).toThrow(/@profile/);
    const edited = parsed(
      changed('2.4.0/shop-cpu', (document) =>
        Object.values(document.files).forEach(({ lines }) => Object.assign(lines[0] ?? {}, { line: '# new\n' })),
      ),
    );
    expect(() => poolProfiles([cpu, edited])).toThrow(/source of `shop\/.*` differs/);
  });

  it.each(VERSIONS)('of Scalene %s can be pooled from CPU-only and full runs', (version) => {
    const pooled = poolProfiles([
      profileOf(`${version}/shop-cpu`),
      profileOf(`${version}/shop-full`),
      profileOf(`${version}/shop-stacks`),
    ]);
    expect(ProfileSchema.parse(pooled)).toEqual(pooled);
    const whole = pooled.files.flatMap(({ lines }) => lines).reduce((total, line) => total + cpuOf(line), 0);
    expect(whole).toBeGreaterThan(80);
    expect(whole).toBeLessThan(100.01);
  });
});
