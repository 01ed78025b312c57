/**
 * How a command line gets inside a sandbox that an edge has opened. What the sandbox holds is left to the edge.
 */

/** A command with arguments that takes pairs of words such as `ro PATH`, then `--`, then the command that runs inside. */
export type Sandbox = readonly [string, ...string[]];

/**
 * The command line that runs `command` inside; `command` itself where there is no sandbox.
 *
 * @param readOnly absolute paths that can be read there and not written, besides those that the edge has chosen
 */
export function within(
  sandbox: Sandbox | undefined,
  command: readonly [string, ...string[]],
  readOnly: readonly string[] = [],
): readonly [string, ...string[]] {
  if (sandbox === undefined) return command;
  return [...sandbox, ...readOnly.flatMap((path) => ['ro', path]), '--', ...command];
}
