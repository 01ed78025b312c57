/**
 * The three ways of working that an agent can be started on, each with the rule that ends it.
 * What the tools do is left to them.
 */
import { completable, type McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Context } from './context.js';
import { completeReference } from './references.js';

type PromptText = { messages: { role: 'user'; content: { type: 'text'; text: string } }[] };

export function addPrompts(server: McpServer, context: Context): void {
  const { access } = context.options;
  if (access === 'full') {
    addOptimize(server);
    addFindLeak(server);
  }
  addExplainRegression(server, context);
}

function addOptimize(server: McpServer): void {
  server.registerPrompt(
    'optimize',
    {
      title: 'Make a program faster',
      description: 'Measure, make one change, measure, compare; stops when a change brings nothing.',
      argsSchema: z.object({
        script: z.string().describe('Python file to run'),
        args: z.string().optional().describe('Its arguments, as one would type them'),
        goal: z.string().optional().describe('What to reach, such as "half the CPU time"'),
      }),
    },
    ({ script, args, goal }) =>
      text(`Make the Python program \`${program(script, args)}\` cheaper to run${goal === undefined ? '' : `; the goal: ${goal}`}.

1. Call \`profile\` on it. If its status is not \`ok\`, mend that first: nothing else counts until the program runs to its end.
2. Read the worst hotspot with \`analyze\` (view \`file\`). Python time can be saved; native time mostly cannot. Check that the place is reached in real use, and that tests cover it.
3. Make ONE change that keeps the behaviour. Run the project's tests.
4. Call \`compare\` with baseline \`git:HEAD\` and candidate \`worktree\`, same program. Only its verdict counts: never judge by two single profiles.
   - improvement: commit the change with the numbers in the message, then go on with step 1.
   - no-change: undo the change.
   - regression or mixed: undo the change.
   - inconclusive: call \`compare\` again with more \`pairs\`, once; if it stays inconclusive, undo the change.

Stop when the goal is reached, when two changes in a row were undone, or when no hotspot has 5 % of the time. Then report each change with its verdict, interval and number of pairs, and what you tried in vain.`),
  );
}

function addExplainRegression(server: McpServer, context: Context): void {
  const complete = (value: string): Promise<string[]> => completeReference(context.store, value);
  server.registerPrompt(
    'explain_regression',
    {
      title: 'Explain a regression',
      description: 'Find which change made a program slower or hungrier, and why.',
      argsSchema: z.object({
        baseline: completable(z.string().describe('The good state: id, label, path or git:REF'), complete),
        candidate: completable(z.string().describe('The bad state: id, label, path, git:REF or worktree'), complete),
        script: z.string().optional().describe('Python file to run, where a side is git:REF or worktree'),
      }),
    },
    ({ baseline, candidate, script }) =>
      text(`Something became slower or hungrier between \`${baseline}\` and \`${candidate}\`. Find out what and why.

1. Call \`compare\` with baseline ${JSON.stringify(baseline)} and candidate ${JSON.stringify(candidate)}${script === undefined ? '' : ` and script ${JSON.stringify(script)}`}. Read \`environment_differences\` first: with another Python, Scalene or machine, stop and say so.
2. If the verdict is \`no-change\`, \`improvement\` or \`inconclusive\`, say that and stop: there is no regression to explain on this evidence.
3. Take the functions in the order given. For each, look at its lines on both sides (\`analyze\`, view \`file\`) and at the difference in the code.
4. Tell a cause from a symptom: a function that only does more work because a caller calls it more often is a symptom; follow \`via\` to the caller.

Report the cause with file and line, the share of the change that it explains, the interval, and the smallest change that would undo it. Do not change code unless you are asked to.`),
  );
}

function addFindLeak(server: McpServer): void {
  server.registerPrompt(
    'find_leak',
    {
      title: 'Find a memory leak',
      description: 'Find what keeps memory that is no longer needed.',
      argsSchema: z.object({
        script: z.string().describe('Python file to run, long enough for memory to grow'),
        args: z.string().optional().describe('Its arguments, as one would type them'),
      }),
    },
    ({ script, args }) =>
      text(`Find out whether \`${program(script, args)}\` leaks memory, and where.

1. Call \`profile\` with metrics ["memory"]. Scalene reports leaks only above 100 MB footprint with steady growth: if there are none, run it with more work, once.
2. Call \`analyze\` with view \`leaks\`. A likelihood is a hint, not a proof: for each place, read the lines around it (view \`file\`) and name what keeps the objects alive (a cache without a bound, a list that only grows, a reference cycle, a global).
3. Check the suspicion: profile again with twice the work. Memory that doubles with it is kept; memory that stays is a working set.

Stop after two places or three profiles. Report each leak with file, line, what holds the memory, the growth you saw in both runs, and the smallest change that would end it.`),
  );
}

function program(script: string, args: string | undefined): string {
  return args === undefined ? script : `${script} ${args}`;
}

function text(words: string): PromptText {
  return { messages: [{ role: 'user', content: { type: 'text', text: words } }] };
}
