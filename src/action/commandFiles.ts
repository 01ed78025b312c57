/**
 * Guards the files through which a step gives the runner orders (outputs, environment, path, state, summary): what the
 * measured program wrote there is taken out again and reported. It notices and repairs; it is no wall (see SECURITY.md).
 */
import { readFile, writeFile } from 'node:fs/promises';

/** Variables that name the runner's command files. */
const COMMAND_FILES = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'] as const;
export type CommandFile = (typeof COMMAND_FILES)[number];

interface Guarded {
  readonly name: CommandFile;
  readonly path: string;
  readonly content: Buffer | null;
}

export interface CommandFileGuard {
  /** Puts the files back as they were. @returns the variables whose files had been changed */
  restore(): Promise<readonly CommandFile[]>;
}

/** Notes what the command files hold before anything untrusted runs. */
export async function guardCommandFiles(env: Readonly<Record<string, string | undefined>>): Promise<CommandFileGuard> {
  const guarded = await Promise.all(
    COMMAND_FILES.map(async (name): Promise<Guarded | null> => {
      const path = env[name];
      return path === undefined || path === '' ? null : { name, path, content: await contentOf(path) };
    }),
  );
  return {
    async restore() {
      const changed = await Promise.all(guarded.map((file) => (file === null ? null : restoreFile(file))));
      return changed.filter((name) => name !== null);
    },
  };
}

async function restoreFile({ name, path, content }: Guarded): Promise<CommandFile | null> {
  const now = await contentOf(path);
  if (now === null ? content === null : content?.equals(now)) return null;
  await writeFile(path, content ?? '');
  return name;
}

/** Null where there is no such file. */
async function contentOf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch {
    return null;
  }
}
