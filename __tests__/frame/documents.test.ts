import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '*.md'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '' && !/(^|\/)(dist|fixtures|goldens)\//.test(file));

/** Targets of links to files of this repository, without their anchors. */
function fileLinks(text: string): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

describe.each(documents)('%s', (document) => {
  it('links to files that are there', () => {
    const targets = fileLinks(readFileSync(document, 'utf8'));
    expect(targets.filter((target) => !existsSync(path.resolve(path.dirname(document), target)))).toEqual([]);
  });
});

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Record<string, { permissions?: unknown; steps?: { uses?: string; with?: Record<string, unknown> }[] }>;
}

const FOLDER = '.github/workflows';

describe.each(readdirSync(FOLDER))('the workflow %s', (file) => {
  const workflow = parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps ?? []);

  it('grants nothing on top, and says in each job what it needs', () => {
    expect(workflow.permissions).toEqual({});
    expect(Object.values(workflow.jobs).every((job) => job.permissions !== undefined)).toBe(true);
  });

  it('pins every action of others to a full commit hash', () => {
    const used = steps.flatMap(({ uses }) => (uses === undefined || uses.startsWith('./') ? [] : [uses]));
    expect(used.filter((uses) => !/@[0-9a-f]{40}$/.test(uses))).toEqual([]);
  });

  it('leaves no credentials in a checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
  });
});
