/**
 * Tools that are no packages of npm, installed by the tests that use them into build/tools, once.
 * Where their toolchain or its registry is missing there is a reason instead, for the test to tell and skip.
 */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { execaSync } from 'execa';
import { REPOSITORY } from './bundled.js';

export type Tool = { readonly command: string } | { readonly missing: string };

const TOOLS = path.join(REPOSITORY, 'build', 'tools');
const LIMIT_MS = 5 * 60_000;

/** A command written in Go, such as `github.com/rhysd/actionlint/cmd/actionlint@v1.7.12`. */
export function goTool(module: string): Tool {
  const [name = ''] = path.basename(module).split('@');
  const folder = path.join(TOOLS, module.replace(/[^\w.-]+/g, '-'));
  return install(path.join(folder, name), 'go', ['install', module], { GOBIN: folder });
}

/** A command from PyPI, such as `zizmor==1.32.0`. */
export function pythonTool(requirement: string): Tool {
  const [name = ''] = requirement.split('==');
  const folder = path.join(TOOLS, requirement);
  const made = install(path.join(folder, 'bin', 'pip'), 'python3', ['-m', 'venv', folder], {});
  if ('missing' in made) return made;
  return install(path.join(folder, 'bin', name), made.command, ['install', '--quiet', requirement], {});
}

function install(command: string, installer: string, args: string[], env: Record<string, string>): Tool {
  if (existsSync(command)) return { command };
  mkdirSync(TOOLS, { recursive: true });
  const result = execaSync(installer, args, { env, reject: false, timeout: LIMIT_MS, all: true });
  if (existsSync(command)) return { command };
  return {
    missing: `${installer} ${args.join(' ')} did not work: ${(result.all ?? result.message ?? '').slice(-300)}`,
  };
}
