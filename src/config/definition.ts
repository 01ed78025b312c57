/**
 * The one definition of all settings: name, kind, default, words, and the edges where each can be given.
 * Validation, `action.yml`, `--help`, the tables in the docs and the JSON Schema are made from it, elsewhere.
 */
import { FAIL_ON } from '../model/judging.js';
import {
  choice,
  choices,
  duration,
  lines,
  list,
  percentage,
  programArguments,
  text,
  tolerances,
  whole,
  yesNo,
  type Kind,
} from './kinds.js';

/** The groups, in the order in which every list shows them, and whether each program in the file may differ in them. */
export const GROUPS = {
  program: { title: 'What runs', perProgram: true },
  commits: { title: 'Which commits', perProgram: false },
  judging: { title: 'How it is judged', perProgram: true },
  amount: { title: 'How much is run', perProgram: true },
  telling: { title: 'How it is told', perProgram: false },
  arranging: { title: 'How it is arranged', perProgram: false },
} as const;
export type Group = keyof typeof GROUPS;

/** Where a setting can be given: an input of the Action, a flag of the command line, the configuration file. */
export type Edge = 'input' | 'flag' | 'file';

export interface SettingDefinition<Value = unknown, Default extends Value | undefined = Value | undefined> {
  readonly group: Group;
  readonly kind: Kind<Value>;
  /** Undefined: nothing, or what the description says. */
  readonly default: Default;
  readonly description: string;
  readonly edges: readonly Edge[];
  /** Word for the value in `--flag <word>`. */
  readonly placeholder: string;
  /** What the flag in the help says, where that is not the description: there it may be `--no-flag`, and there are no events. */
  readonly flagDescription?: string;
  /**
   * Chooses what runs with the job's rights, or who is told and may accept: in the Action it is taken from the workflow or from the base
   * commit's file, never from the file of the state that is judged.
   */
  readonly trusted?: true;
  /** Never shown, not even in an error about it. */
  readonly secret?: true;
  /** An expression for `action.yml`. All others leave it out there, so that the configuration file stays visible. */
  readonly inputDefault?: string;
}

/** Keeps the exact types of value and default. */
function setting<Value, const Default extends Value | undefined>(
  definition: SettingDefinition<Value, Default>,
): SettingDefinition<Value, Default> {
  return definition;
}

const EVERYWHERE = ['input', 'flag', 'file'] as const;
const INPUT_AND_FLAG = ['input', 'flag'] as const;
const INPUT_AND_FILE = ['input', 'file'] as const;
const INPUT = ['input'] as const;

/** A git revision: never something that git would take for an option. */
const REVISION = /^[^-\p{Cc}][^\p{Cc}]*$/u;
/** What GitHub accepts in the name of an artifact. */
const ARTIFACT_NAME = /^[^":<>|*?\\/\p{Cc}]{1,200}$/u;
const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** Names of environment variables, but for those that hold the runner's own tokens, inputs and command files. */
const VARIABLE = /^(?!INPUT_|ACTIONS_|GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)[A-Za-z_][A-Za-z0-9_]*$/;
const VERSION = /^\d+\.\d+(?:\.\d+)?(?:[a-z0-9.]*)$/;

export const SETTINGS = {
  script: setting({
    group: 'program',
    kind: text('the path of a Python script', 'bench/etl.py'),
    default: undefined,
    description: 'Path of the Python script to measure, from the working directory. Either this or `module`.',
    edges: EVERYWHERE,
    placeholder: 'file',
  }),
  module: setting({
    group: 'program',
    kind: text('the name of a Python module', 'pytest', /^[\p{L}_][\p{L}\p{N}_.]*$/u),
    default: undefined,
    description: 'Python module to measure, as after `python -m`, such as `pytest`. Either this or `script`.',
    edges: EVERYWHERE,
    placeholder: 'name',
  }),
  args: setting({
    group: 'program',
    kind: programArguments('--rows 200000'),
    default: [],
    description: "The program's arguments: a list, or text that is split as a shell would split it, but by no shell.",
    edges: INPUT_AND_FILE,
    placeholder: 'args',
  }),
  program: setting({
    group: 'arranging',
    kind: list('a list of names of programs in the configuration file', 'etl', KEY),
    default: [],
    description: 'Which of the programs named in the configuration file to take; all of them when empty.',
    edges: INPUT_AND_FLAG,
    placeholder: 'names',
  }),
  'working-directory': setting({
    group: 'program',
    kind: text('a folder inside the repository', 'services/etl'),
    default: '.',
    description: 'Folder inside the repository in which the program runs.',
    edges: EVERYWHERE,
    placeholder: 'folder',
  }),
  python: setting({
    group: 'program',
    kind: text('the name or path of a Python interpreter', 'python3.12'),
    default: 'python3',
    description: "Python interpreter on which each side's virtual environment is layered.",
    edges: EVERYWHERE,
    placeholder: 'file',
    trusted: true,
  }),
  setup: setting({
    group: 'program',
    kind: lines('a shell command', 'pip install -r requirements.txt'),
    default: undefined,
    description:
      'Shell command that prepares one side; run once per side, in its checkout and its virtual environment.',
    edges: EVERYWHERE,
    placeholder: 'command',
  }),
  env: setting({
    group: 'program',
    kind: list('a list of names of environment variables (not the runner’s own)', 'DATABASE_URL, TZ', VARIABLE),
    default: [],
    description: 'Names of environment variables that the program may see, besides the harmless usual ones.',
    edges: EVERYWHERE,
    placeholder: 'names',
    trusted: true,
  }),
  base: setting({
    group: 'commits',
    kind: text('a git revision', 'origin/main', REVISION),
    default: undefined,
    description:
      'Git revision to compare against. Without it: what the event says; on the command line, the merge base with the default branch.',
    flagDescription: 'Git revision to compare against. Without it: the merge base with the default branch.',
    edges: INPUT_AND_FLAG,
    placeholder: 'rev',
  }),
  head: setting({
    group: 'commits',
    kind: text('a git revision', 'HEAD', REVISION),
    default: undefined,
    description:
      'Git revision to judge. Without it: what the event says; on the command line, the working tree with its uncommitted changes.',
    flagDescription: 'Git revision to judge. Without it: the working tree with its uncommitted changes.',
    edges: INPUT_AND_FLAG,
    placeholder: 'rev',
  }),
  tolerance: setting({
    group: 'judging',
    kind: percentage('5%'),
    default: undefined,
    description: 'Accepted relative change, one percentage for all metrics. Without it, each metric has its own.',
    edges: EVERYWHERE,
    placeholder: 'percent',
  }),
  tolerances: setting({
    group: 'judging',
    kind: tolerances('cpu-time: 5% | 20ms'),
    default: undefined,
    description:
      'Accepted change per metric, relative, absolute or both (`cpu-time: 5% | 20ms`), and per function glob (`etl/parse.py:parse_*: 10%`).',
    edges: EVERYWHERE,
    placeholder: 'limits',
  }),
  'fail-on': setting({
    group: 'judging',
    kind: choices(FAIL_ON, 'cpu-time, peak-memory, functions'),
    default: ['cpu-time', 'peak-memory'],
    description: 'What fails the gate when it regresses: metrics, `functions`, `leaks`; `none` never fails it.',
    edges: EVERYWHERE,
    placeholder: 'list',
  }),
  'fail-on-inconclusive': setting({
    group: 'judging',
    kind: yesNo('true'),
    default: false,
    description: 'Also fail the gate when the runs cannot tell.',
    edges: EVERYWHERE,
    placeholder: 'yes|no',
  }),
  'accept-label': setting({
    group: 'judging',
    kind: text('the name of a label', 'accept-regression'),
    default: 'accept-regression',
    description:
      'Label of the pull request that accepts the regressions measured so far, when someone with write access has set it.',
    edges: INPUT_AND_FILE,
    placeholder: 'label',
    trusted: true,
  }),
  'min-pairs': setting({
    group: 'amount',
    kind: whole(1, 100, '3'),
    default: 3,
    description: 'Pairs of runs (1 to 100) that are made before the first look at the answer.',
    edges: EVERYWHERE,
    placeholder: 'n',
  }),
  'max-pairs': setting({
    group: 'amount',
    kind: whole(1, 100, '10'),
    default: 10,
    description: 'Pairs of runs (1 to 100) after which no more are made, clear or not.',
    edges: EVERYWHERE,
    placeholder: 'n',
  }),
  'time-budget': setting({
    group: 'amount',
    kind: duration('15m'),
    default: 900,
    description: 'Time after which no new pair is started, per program.',
    edges: EVERYWHERE,
    placeholder: 'time',
  }),
  timeout: setting({
    group: 'amount',
    kind: duration('10m'),
    default: 600,
    description: 'Time limit of one run of the program; ended politely, then by force.',
    edges: EVERYWHERE,
    placeholder: 'time',
  }),
  memory: setting({
    group: 'amount',
    kind: yesNo('false'),
    default: true,
    description: 'Profile memory too. Without it only times are judged, and the profile runs take about half as long.',
    flagDescription: 'Do not profile memory: only times are judged, and the profile runs take about half as long.',
    edges: EVERYWHERE,
    placeholder: 'yes|no',
  }),
  gpu: setting({
    group: 'amount',
    kind: yesNo('false'),
    default: true,
    description: 'Profile the GPU too, where there is one that Scalene can read.',
    flagDescription: 'Do not profile the GPU.',
    edges: EVERYWHERE,
    placeholder: 'yes|no',
  }),
  only: setting({
    group: 'amount',
    kind: list('a list of globs of repository paths', 'src/**, lib/*.py'),
    default: [],
    description: 'Globs of repository paths: only functions in these files are told of; all when empty.',
    edges: EVERYWHERE,
    placeholder: 'globs',
  }),
  exclude: setting({
    group: 'amount',
    kind: list('a list of globs of repository paths', '**/vendor/**'),
    default: [],
    description: 'Globs of repository paths whose functions are left out.',
    edges: EVERYWHERE,
    placeholder: 'globs',
  }),
  'scalene-version': setting({
    group: 'amount',
    kind: text('a version of Scalene', '2.4.0', VERSION),
    default: '2.4.0',
    description: 'Version of Scalene installed on both sides; profiles of different versions are not comparable.',
    edges: EVERYWHERE,
    placeholder: 'version',
  }),
  comment: setting({
    group: 'telling',
    kind: choice(['on-change', 'always', 'on-regression', 'never']),
    default: 'on-change',
    description:
      'When to start a comment on the pull request: `on-change`, `always`, `on-regression` or `never`. One that is there is kept true.',
    edges: INPUT_AND_FILE,
    placeholder: 'when',
    trusted: true,
  }),
  'comment-key': setting({
    group: 'telling',
    kind: text('a key of letters, digits, dots and hyphens', 'linux-py312', KEY),
    default: 'default',
    description: 'Tells the comments of several jobs apart: each key keeps one comment.',
    edges: INPUT_AND_FILE,
    placeholder: 'key',
    trusted: true,
  }),
  annotations: setting({
    group: 'telling',
    kind: yesNo('false'),
    default: true,
    description: 'Annotate the lines behind a regression in the diff (ten at most).',
    edges: INPUT_AND_FILE,
    placeholder: 'yes|no',
  }),
  'artifact-name': setting({
    group: 'telling',
    kind: text('a name without " : < > | * ? \\ /', 'scalene-report', ARTIFACT_NAME),
    default: 'scalene-report',
    description: 'Name of the artifact that keeps profiles and report.',
    edges: INPUT_AND_FILE,
    placeholder: 'name',
  }),
  'retention-days': setting({
    group: 'telling',
    kind: whole(1, 400, '30'),
    default: 30,
    description: 'Days (1 to 400, at most what the repository allows) for which the artifact is kept.',
    edges: INPUT_AND_FILE,
    placeholder: 'n',
  }),
  'github-token': setting({
    group: 'telling',
    kind: text('a token', '${{ github.token }}'),
    default: undefined,
    description: 'Token with which to comment and to read labels. The measured program never sees it.',
    edges: INPUT,
    placeholder: 'token',
    secret: true,
    inputDefault: '${{ github.token }}',
  }),
  mode: setting({
    group: 'arranging',
    kind: choice(['gate', 'measure', 'report']),
    default: 'gate',
    description:
      '`gate` does all in one job; `measure` only keeps a measurement as an artifact; `report` judges and tells measurements made elsewhere, and runs no code of the pull request.',
    edges: INPUT,
    placeholder: 'mode',
    trusted: true,
  }),
  shard: setting({
    group: 'arranging',
    kind: text('a key of letters, digits, dots and hyphens', '1', KEY),
    default: undefined,
    description: 'Name of this block where `measure` runs in a matrix; `report` combines the blocks.',
    edges: INPUT,
    placeholder: 'key',
  }),
  sandbox: setting({
    group: 'arranging',
    kind: yesNo('true'),
    default: undefined,
    description:
      'On Linux, run the program in a sandbox, where the runner allows it. Without it: for pull requests of forks.',
    edges: INPUT,
    placeholder: 'yes|no',
    trusted: true,
  }),
  config: setting({
    group: 'arranging',
    kind: text('the path of a configuration file', '.github/scalene.yml'),
    default: '.github/scalene.yml',
    description: 'Path of the configuration file, from the root of the repository.',
    edges: INPUT_AND_FLAG,
    placeholder: 'file',
    trusted: true,
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;

/** All names in the order of the groups, then of the definition. */
export const SETTING_NAMES: readonly SettingName[] = namesInOrder();

function namesInOrder(): SettingName[] {
  // `Object.keys` forgets its keys; they are those of the literal above.
  const names = Object.keys(SETTINGS) as SettingName[];
  return Object.keys(GROUPS).flatMap((group) => names.filter((name) => SETTINGS[name].group === group));
}

/** Those that the judged state's own file cannot set in the Action. */
export const TRUSTED_NAMES: readonly SettingName[] = SETTING_NAMES.filter((name) => {
  const definition: SettingDefinition = SETTINGS[name];
  return definition.trusted === true;
});

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}
