/**
 * The parts of docs/mcp.md that are made from the server's own definitions, and server.json: how to install it in the clients
 * that people use, its flags, its tools. Writing the files is left to `generate.ts`.
 */
import { markdownTable } from 'markdown-table';
import * as z from 'zod';
import { LOG_LEVELS } from '../src/mcp/log.js';
import { MCP_FLAGS, type McpFlag } from '../src/mcp/options.js';
import { ALL_TOOLS } from '../src/mcp/tools/index.js';
import { VERSION } from '../src/model/version.js';

/** How every client starts the server: the one definition of all sections below. */
const SERVER = {
  name: 'scalene',
  command: 'node',
  /** The one place to fill in: where this repository was cloned. */
  entry: '/path/to/scalene-mcp-action/dist/mcp/index.js',
} as const;

interface Client {
  readonly name: string;
  /** Where the text goes: a file, or the shell. */
  readonly where: string;
  /** How the client writes the folder of the open project; `.` where it starts servers in it. */
  readonly project: string;
  readonly language: 'json' | 'toml' | 'sh';
  text(args: readonly string[]): string;
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** Most clients agree on this form. */
const mcpServers = (args: readonly string[]): string =>
  json({ mcpServers: { [SERVER.name]: { command: SERVER.command, args } } });

const CLIENTS: readonly Client[] = [
  {
    name: 'Claude Code',
    where: 'in the project',
    project: '.',
    language: 'sh',
    text: (args) => `claude mcp add ${SERVER.name} -- ${[SERVER.command, ...args].join(' ')}`,
  },
  {
    name: 'Codex',
    where: '`~/.codex/config.toml`',
    project: '.',
    language: 'toml',
    text: (args) =>
      `[mcp_servers.${SERVER.name}]\ncommand = ${JSON.stringify(SERVER.command)}\nargs = ${JSON.stringify(args)}\ntool_timeout_sec = 1800`,
  },
  {
    name: 'VS Code',
    where: '`.vscode/mcp.json`',
    project: '${workspaceFolder}',
    language: 'json',
    text: (args) => json({ servers: { [SERVER.name]: { type: 'stdio', command: SERVER.command, args } } }),
  },
  { name: 'Cursor', where: '`.cursor/mcp.json`', project: '${workspaceFolder}', language: 'json', text: mcpServers },
  { name: 'Gemini CLI', where: '`.gemini/settings.json`', project: '.', language: 'json', text: mcpServers },
  {
    name: 'Zed',
    where: '`settings.json`',
    project: '.',
    language: 'json',
    text: (args) => json({ context_servers: { [SERVER.name]: { command: SERVER.command, args } } }),
  },
  {
    name: 'Claude Desktop and Windsurf',
    where: '`claude_desktop_config.json`, `mcp_config.json`: they start servers in no project, so name it',
    project: '/path/to/your/project',
    language: 'json',
    text: mcpServers,
  },
];

/** How to add the server to each client. */
export function installSections(): string {
  return CLIENTS.map(({ name, where, project, language, text }) => {
    const args = [SERVER.entry, '--root', project];
    return `**${name}** (${where})\n\n\`\`\`${language}\n${text(args)}\n\`\`\``;
  }).join('\n\n');
}

/** The flags of the server. */
export function flagsTable(): string {
  const rows = MCP_FLAGS.map(({ flags, description, default: value }) => [
    `\`${flags}\``,
    `${description}${value === undefined ? '' : ` (default: ${String(value)})`}`,
  ]);
  const level = [
    '`SCALENE_LOG_LEVEL` (environment)',
    `how much is logged on stderr: ${LOG_LEVELS.join(', ')} (default: info)`,
  ];
  return markdownTable([['flag', 'does'], ...rows, level]);
}

interface ShownField {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
}

/** What each tool is for, takes and gives. */
export function toolsSections(): string {
  return ALL_TOOLS.map(({ name, description, input, output }) => {
    const [takes, gives] = [fieldsOf(z.toJSONSchema(input, { io: 'input' })), fieldsOf(z.toJSONSchema(output))];
    const table = takes.length === 0 ? 'Takes nothing.' : markdownTable([['takes', ''], ...takes]);
    return `### \`${name}\`\n\n${description}\n\n${table}\n\nGives ${gives.map(([field]) => field).join(', ')}.`;
  }).join('\n\n');
}

function fieldsOf({ properties = {} }: { properties?: Record<string, unknown> }): [string, string][] {
  return Object.entries(properties).map(([field, value]) => {
    const { description = '', enum: choices, default: standard } = value as ShownField;
    const words = [
      description,
      choices?.join(', '),
      standard === undefined ? undefined : `default ${JSON.stringify(standard)}`,
    ];
    return [`\`${field}\``, words.filter((word) => word !== undefined && word !== '').join('; ')];
  });
}

/** For registries of MCP servers; the name's owner is filled in when it is published. */
export function serverJson(): string {
  return `${json({
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: 'io.github.OWNER/scalene-mcp-action',
    title: 'Scalene performance profiler',
    description: 'Profile, analyze and compare Python programs with Scalene; verdicts that allow for noise.',
    version: VERSION,
    repository: { url: 'https://github.com/OWNER/scalene-mcp-action', source: 'github' },
    packages: [
      {
        registryType: 'npm',
        identifier: 'scalene-mcp-action',
        version: VERSION,
        runtimeHint: 'npx',
        transport: { type: 'stdio' },
        packageArguments: [{ type: 'positional', value: 'mcp' }, ...MCP_FLAGS.flatMap(registryArgument)],
        environmentVariables: [
          {
            name: 'SCALENE_LOG_LEVEL',
            description: 'How much is logged on stderr',
            choices: LOG_LEVELS,
            default: 'info',
          },
        ],
      },
    ],
  })}\n`;
}

/** Flags with a value; a registry asks its user for values, and what is allowed is not to be asked for. */
function registryArgument({ flags, description, default: value, choices, parse }: McpFlag): object[] {
  const [name, placeholder] = flags.split(' ');
  if (placeholder === undefined) return [];
  const isPath = /<(folder|file)>/.test(placeholder);
  return [
    {
      type: 'named',
      name,
      description,
      format: isPath ? 'filepath' : value !== undefined && parse !== undefined ? 'number' : 'string',
      ...(value === undefined ? {} : { default: String(value) }),
      ...(choices === undefined ? {} : { choices }),
      ...(name === '--root' ? { isRepeated: true } : {}),
    },
  ];
}
