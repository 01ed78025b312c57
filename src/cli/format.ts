/**
 * The forms in which a command can answer, and the option that chooses one.
 * Making the text is left to `report`.
 */
import { Option, type Command } from 'commander';

/** Adds `--format`, with the first choice as the default. */
export function addFormat(command: Command, choices: readonly string[]): Command {
  const [first = 'text'] = choices;
  return command.addOption(
    new Option('--format <format>', 'form of the answer on stdout; JSON is one document and nothing else')
      .choices(choices)
      .default(first),
  );
}
