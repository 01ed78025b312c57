import { describe, expect, it } from '@jest/globals';
import {
  GROUPS,
  SETTINGS,
  SETTING_NAMES,
  type SettingDefinition,
  type SettingName,
} from '../../src/config/definition.js';

const all: [SettingName, SettingDefinition][] = SETTING_NAMES.map((name) => [name, SETTINGS[name]]);

/** Reads text as an input of the Action is read. */
function read({ kind }: SettingDefinition, text: string) {
  return kind.schema.safeParse(kind.fromText(text));
}

describe.each(all)('%s', (name, definition) => {
  it('is written in kebab case, in a group, with one or more whole sentences', () => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(Object.keys(GROUPS)).toContain(definition.group);
    expect(definition.description).toMatch(/^[A-Z`].*\.$/);
  });

  it('accepts the example that its error message gives', () => {
    expect(read(definition, definition.kind.example)).toMatchObject({ success: true });
  });

  it('reads its default back from the text that the tables show', () => {
    if (definition.default === undefined) return;
    const shown = definition.kind.show(definition.default);
    expect(read(definition, shown)).toEqual({ success: true, data: definition.default });
  });
});

it('has every name of the published list, so that no workflow breaks', () => {
  expect([...SETTING_NAMES].sort()).toEqual(
    [
      ...['script', 'module', 'args', 'working-directory', 'python', 'setup', 'env'],
      ...['base', 'head'],
      ...['tolerance', 'tolerances', 'fail-on', 'fail-on-inconclusive', 'accept-label'],
      ...['min-pairs', 'max-pairs', 'time-budget', 'timeout', 'memory', 'gpu', 'only', 'exclude', 'scalene-version'],
      ...['comment', 'comment-key', 'annotations', 'artifact-name', 'retention-days', 'github-token'],
      ...['mode', 'shard', 'sandbox', 'config', 'program'],
    ].sort(),
  );
});

it('takes the token from an input alone, and never from a file that is committed', () => {
  expect(SETTINGS['github-token'].edges).toEqual(['input']);
  expect(SETTINGS['github-token'].secret).toBe(true);
});

it.each(['ACTIONS_RUNTIME_TOKEN', 'INPUT_GITHUB-TOKEN', 'INPUT_SCRIPT', 'GITHUB_OUTPUT', 'GITHUB_ENV', 'A B', '1A'])(
  'does not let the environment variable %s through to the program',
  (name) => {
    expect(read(SETTINGS.env, name)).toMatchObject({ success: false });
  },
);

it.each(['--upload-pack=touch x', '-x', '', 'a\nb'])('takes no git revision like %j', (revision) => {
  expect(read(SETTINGS.base, revision)).toMatchObject({ success: false });
});
