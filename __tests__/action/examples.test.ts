import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { programOf, resolveSettings, type GivenValues } from '../../src/config/resolve.js';

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<
    Record<string, { readonly permissions?: Readonly<Record<string, string>>; readonly steps: Step[] }>
  >;
}
interface Step {
  readonly uses: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const files = readdirSync(EXAMPLES).filter((name) => name.endsWith('.yml') && name !== 'zizmor.yml');

function workflow(name: string): Workflow {
  return parse(readFileSync(path.join(EXAMPLES, name), 'utf8')) as Workflow;
}

function stepsOf(name: string): Step[] {
  return Object.values(workflow(name).jobs).flatMap(({ steps }) => steps);
}

/** Expressions stand for texts that only GitHub knows. */
function given(step: Step): GivenValues {
  const texts = Object.entries(step.with ?? {}).map(([input, value]) => [
    input,
    String(value).replace(/\$\{\{.*?\}\}/g, 'x'),
  ]);
  return Object.fromEntries(texts) as GivenValues;
}

describe('the examples', () => {
  it('show every way of arranging it', () => {
    expect(files.sort()).toEqual([
      'fork-safe-measure.yml',
      'fork-safe-report.yml',
      'matrix-of-shards.yml',
      'monorepo.yml',
      'one-job.yml',
      'pytest.yml',
    ]);
  });

  describe.each(files)('%s', (name) => {
    it('uses inputs that exist, with values that are accepted', () => {
      const ours = stepsOf(name).filter(({ uses }) => uses.includes('scalene-mcp-action'));
      expect(ours.length).toBeGreaterThan(0);
      for (const step of ours) {
        const [settings] = resolveSettings({ inputs: given(step) });
        if (settings?.mode !== 'report')
          expect(() => programOf(settings as NonNullable<typeof settings>)).not.toThrow();
      }
    });

    it('grants nothing that is not used, and pins what is not ours', () => {
      expect(workflow(name).permissions).toEqual({});
      const others = stepsOf(name).filter(({ uses }) => !uses.includes('scalene-mcp-action'));
      for (const { uses } of others) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    });

    it('never checks out code where the token may write for strangers', () => {
      for (const { permissions = {}, steps } of Object.values(workflow(name).jobs)) {
        const privileged = permissions['actions'] !== undefined;
        if (privileged) expect(steps.filter(({ uses }) => uses.includes('checkout'))).toEqual([]);
      }
    });
  });
});
