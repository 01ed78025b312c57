import { describe, expect, it } from '@jest/globals';
import { Command, Option } from 'commander';
import { SETTINGS, SETTING_NAMES } from '../../src/config/definition.js';
import { flagsOf, flagValues } from '../../src/config/flags.js';

/** A real command line made of the flags, as `cli` makes it. */
function parse(...words: string[]) {
  const command = new Command().exitOverride();
  for (const { flags, description } of flagsOf()) command.addOption(new Option(flags, description));
  command.parse(words, { from: 'user' });
  const options = command.opts<Record<string, unknown>>();
  return flagValues(
    Object.fromEntries(Object.entries(options).filter(([name]) => command.getOptionValueSource(name) === 'cli')),
  );
}

describe('flags', () => {
  it('exist for each setting of the command line, and for no other', () => {
    const named = new Set(flagsOf().map(({ name }) => name));
    expect(SETTING_NAMES.filter((name) => named.has(name))).toEqual(
      SETTING_NAMES.filter((name) => (SETTINGS[name].edges as readonly string[]).includes('flag')),
    );
  });

  it('give what the user typed under the names of the settings, and nothing that nobody typed', () => {
    expect(parse('--max-pairs', '4', '--no-memory', '--fail-on-inconclusive', '--working-directory', 'a b')).toEqual({
      'max-pairs': '4',
      memory: false,
      'fail-on-inconclusive': true,
      'working-directory': 'a b',
    });
    expect(parse()).toEqual({});
  });

  it('can say the default again, against a file that says otherwise', () => {
    expect(parse('--memory', '--no-fail-on-inconclusive')).toEqual({ memory: true, 'fail-on-inconclusive': false });
  });

  it('show in the help only the way that departs from the default', () => {
    const shown = flagsOf()
      .filter(({ hidden }) => !hidden)
      .map(({ flags }) => flags);
    expect(shown).toEqual(
      expect.arrayContaining(['--no-memory', '--no-gpu', '--fail-on-inconclusive', '--max-pairs <n>']),
    );
    expect(shown).not.toEqual(expect.arrayContaining(['--memory']));
    expect(shown).not.toEqual(expect.arrayContaining(['--no-fail-on-inconclusive']));
  });

  it('can be had for some groups only', () => {
    expect(new Set(flagsOf(['commits']).map(({ name }) => name))).toEqual(new Set(['base', 'head']));
  });

  it('tell defaults as a person would write them', () => {
    const defaults = Object.fromEntries(flagsOf().map((flag) => [flag.name, flag.default]));
    expect(defaults).toMatchObject({
      'time-budget': '15m',
      'max-pairs': '10',
      'fail-on': 'cpu-time, peak-memory',
      only: undefined,
    });
  });
});
