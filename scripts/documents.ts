/**
 * Texts that are made from the one definition of the settings: `action.yml`, tables, schemas.
 * Writing and comparing files is left to `generate.ts`.
 */
import { markdownTable } from 'markdown-table';
import { stringify } from 'yaml';
import * as z from 'zod';
import { ACTION, OUTPUTS } from '../src/config/action.js';
import {
  GROUPS,
  SETTINGS,
  SETTING_NAMES,
  type Edge,
  type Group,
  type SettingDefinition,
  type SettingName,
} from '../src/config/definition.js';
import { defaultText } from '../src/config/flags.js';
import { configFileJsonSchema } from '../src/config/json-schema.js';
import { ComparisonSchema } from '../src/model/comparison.js';
import { MeasurementSchema } from '../src/model/measurement.js';
import { METRIC_IDS, METRICS } from '../src/model/metrics.js';

const NOTE = 'Written by `npm run generate` from src/config/definition.ts; edit that instead.';

/** Defaults are told, not declared: a declared one would hide the configuration file. */
export function actionYml(): string {
  const inputs = SETTING_NAMES.filter((name) => definitionOf(name).edges.includes('input'));
  const manifest = {
    name: ACTION.name,
    description: ACTION.description,
    author: 'The scalene-mcp-action authors',
    branding: ACTION.branding,
    inputs: Object.fromEntries(inputs.map((name) => [name, input(definitionOf(name))])),
    outputs: Object.fromEntries(Object.entries(OUTPUTS).map(([name, description]) => [name, { description }])),
    runs: ACTION.runs,
  };
  return `# ${NOTE}\n${stringify(manifest, { lineWidth: 120 })}`;
}

function input(definition: SettingDefinition) {
  const byDefault = defaultText(definition);
  return {
    description: definition.description + (byDefault === undefined ? '' : ` Default: \`${byDefault}\`.`),
    required: false,
    ...(definition.inputDefault !== undefined && { default: definition.inputDefault }),
  };
}

function definitionOf(name: SettingName): SettingDefinition {
  return SETTINGS[name];
}

/** The settings of each group as a short table: name, default, meaning. */
export function settingsTables(): string {
  return tablesByGroup(['Setting', 'Default', 'Meaning'], (name) => {
    const definition = definitionOf(name);
    return [code(name), defaultCell(definition), definition.description];
  });
}

/** All there is to say of each setting, as a page. */
export function settingsPage(): string {
  const tables = tablesByGroup(['Setting', 'Kind', 'Default', 'Input', 'Flag', 'File', 'Meaning'], (name) => {
    const definition = definitionOf(name);
    const kind = definition.kind.label === 'one of' ? definition.kind.expects : definition.kind.label;
    return [code(name), kind, defaultCell(definition), ...edgeCells(name, definition), definition.description];
  });
  const metrics = METRIC_IDS.map((id) => {
    const { label, unit, tolerance, floor, decides, description } = METRICS[id];
    return [
      code(id),
      `${label}, ${unit}`,
      `${tolerance * 100}% \\| ${floor} ${unit}`,
      decides ? 'yes' : '',
      description,
    ];
  });
  return `<!-- ${NOTE} -->

# Settings

Settings come, in rising order, from the defaults, the configuration file (\`.github/scalene.yml\`), the program's own part of
it, and the Action's inputs or the command line's flags. An input that is empty counts as not given. The file has a JSON Schema
for editors, \`schema/scalene.schema.json\`; every problem in it is told at once, with the line.

${tables}

## How values are written

- **duration**: \`90s\`, \`10m\`, \`1h30m\`.
- **percentage**: \`5%\`.
- **limit** (in \`tolerances\`): a percentage, an absolute amount, or both in any order: \`5%\`, \`20ms\`, \`5% | 20ms\`, \`2MiB\`. A change
  counts only when it is beyond both. The part that is left out keeps its value. Units: \`us\`, \`ms\`, \`s\`, \`m\`, \`h\`; \`B\`, \`KiB\`,
  \`MiB\`, \`GiB\` (\`MB\` means the same, as it does in Scalene).
- **list**: a YAML list, or text with one entry per line or between commas.
- **arguments**: a YAML list, or text that is split as a shell would split it; no shell is involved. On the command line they
  follow \`--\`.
- **yes or no**: \`true\` or \`false\` (\`yes\`, \`no\`, \`on\`, \`off\` too); on the command line \`--x\` and \`--no-x\`.

## Limits of metrics and functions

\`tolerance\` sets one percentage for all metrics; \`tolerances\` sets limits for each, and for functions by a glob over
\`file:qualified.name\` or the name alone:

\`\`\`yaml
tolerance: 5%
tolerances:
  cpu-time: 8% | 30ms
  peak-memory: 16MiB
  functions:
    "etl/parse.py:parse_*": 10%
    "*.load": { allocated: 20% | 8MiB }
\`\`\`

As an input or a flag, \`tolerances\` is text: \`cpu-time: 8% | 30ms, etl/parse.py:parse_*: 10%\`. A later place's \`tolerance\` beats an
earlier place's limits of single metrics; of several globs that match a function, the last one counts.

${markdownTable([['Metric', 'What', 'Default limit', 'Decides the verdict', 'Meaning'], ...metrics], ALIGNED)}

## Several programs

\`\`\`yaml
max-pairs: 8
programs:
  etl:
    script: bench/etl.py
    args: --rows 200000
  api:
    module: pytest
    args: [-q, benchmarks]
    working-directory: services/api
    tolerance: 8%
\`\`\`

Each program takes what stands at the top and may differ in ${groupsPerProgram()}. All are measured and
judged by themselves, and one comment tells of all; \`program\` picks some of them. A \`script\` or \`module\` given as an input or
flag is measured alone, with its part of the file where it is listed there.

## Outputs of the Action

Set on every path, failures included; empty where there is nothing to say.

${outputsTable()}
`;
}

function groupsPerProgram(): string {
  const titles = Object.values(GROUPS).filter(({ perProgram }) => perProgram);
  return titles.map(({ title }) => `*${title.toLowerCase()}*`).join(', ');
}

export function outputsTable(): string {
  const rows = Object.entries(OUTPUTS).map(([name, description]) => [code(name), description]);
  return markdownTable([['Output', 'Meaning'], ...rows], ALIGNED);
}

/** Short lines are easier to review than columns padded to the longest cell. */
const ALIGNED = { alignDelimiters: false } as const;

function tablesByGroup(header: readonly string[], row: (name: SettingName) => readonly string[]): string {
  // `Object.keys` forgets its keys; they are those of the literal.
  const groups = Object.keys(GROUPS) as Group[];
  return groups
    .map((group) => {
      const rows = SETTING_NAMES.filter((name) => SETTINGS[name].group === group).map((name) => row(name).map(cell));
      return `### ${GROUPS[group].title}\n\n${markdownTable([[...header], ...rows], ALIGNED)}`;
    })
    .join('\n\n');
}

function edgeCells(name: SettingName, { edges, group, default: byDefault }: SettingDefinition): string[] {
  const has = (edge: Edge): boolean => edges.includes(edge);
  const flag = byDefault === true ? code(`--no-${name}`) : code(`--${name}`);
  const inFile = GROUPS[group].perProgram ? 'top, program' : 'top';
  return [
    has('input') ? 'yes' : '',
    has('flag') ? flag : name === 'args' ? code('-- ARGS…') : '',
    has('file') ? inFile : '',
  ];
}

function defaultCell(definition: SettingDefinition): string {
  const shown = definition.inputDefault ?? defaultText(definition);
  return shown === undefined ? '' : code(shown);
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** JSON Schemas by file name: of the configuration file, and of the two documents that other programs read. */
export function schemas(): Readonly<Record<string, string>> {
  return {
    'scalene.schema.json': json(configFileJsonSchema()),
    'measurement.schema.json': json(
      documentSchema('measurement.json of a measurement folder', MeasurementSchema, 'input'),
    ),
    'comparison.schema.json': json(documentSchema('Comparison of base and head', ComparisonSchema, 'output')),
  };
}

function documentSchema(title: string, schema: z.ZodType, io: 'input' | 'output') {
  return { title, ...z.toJSONSchema(schema, { io }) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
