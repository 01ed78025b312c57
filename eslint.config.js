// Lint rules. The one that matters most holds the direction of imports (docs/architecture.md):
// edges → engine → effects → pure core → model. Each folder lists what it may import; everything else is an error.
import { builtinModules } from 'node:module';
import eslint from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** For each folder of src: the sibling folders it may import from. */
const MAY_IMPORT = {
  model: [],
  profile: ['model'],
  config: ['model'],
  analyze: ['model', 'profile'],
  compare: ['model', 'profile'],
  report: ['model', 'profile', 'analyze'],
  measure: ['model', 'profile', 'config'],
  github: ['model', 'config', 'report'],
  store: ['model', 'profile', 'config'],
  engine: ['model', 'profile', 'config', 'compare', 'measure'],
  action: ['model', 'profile', 'config', 'engine', 'analyze', 'compare', 'report', 'measure', 'github', 'store'],
  cli: ['model', 'profile', 'config', 'engine', 'analyze', 'compare', 'report', 'measure', 'store', 'mcp'],
  mcp: ['model', 'profile', 'config', 'engine', 'analyze', 'compare', 'report', 'measure', 'github', 'store'],
};

/** Folders that compute and never act: no clock, files, processes or network. */
const PURE = ['model', 'profile', 'analyze', 'compare', 'report', 'config'];

/** What a pure folder would need an import of a package for. */
const EFFECTS = ['node:*', 'node:*/*', '@actions/*', 'execa'];

/** What a pure folder could reach without an import. */
const EFFECT_GLOBALS = [
  'process',
  'fetch',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
];
const EFFECT_PROPERTIES = [
  { object: 'Date', property: 'now' },
  { object: 'Math', property: 'random' },
  { object: 'crypto', property: 'randomUUID' },
];

const direction = Object.entries(MAY_IMPORT).map(([folder, allowed]) => {
  const forbidden = Object.keys(MAY_IMPORT).filter((other) => other !== folder && !allowed.includes(other));
  const patterns = [
    {
      group: forbidden.map((other) => `**/${other}/**`),
      message: `src/${folder} may import only from: ${[folder, ...allowed].join(', ')} (docs/architecture.md).`,
    },
  ];
  const message = `src/${folder} is pure: effects are passed in (docs/architecture.md).`;
  const paths = PURE.includes(folder) ? builtinModules.map((name) => ({ name, message })) : [];
  if (PURE.includes(folder)) patterns.push({ group: EFFECTS, message });
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns }],
      ...(PURE.includes(folder) && {
        'no-restricted-globals': ['error', ...EFFECT_GLOBALS.map((name) => ({ name, message }))],
        'no-restricted-properties': ['error', ...EFFECT_PROPERTIES.map((use) => ({ ...use, message }))],
        'no-restricted-syntax': ['error', { selector: 'ImportExpression', message }],
      }),
    },
  };
});

export default tseslint.config(
  { ignores: ['dist', 'build', 'coverage', 'node_modules', '**/fixtures/**', '**/goldens/**', '**/generated/**'] },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  { files: ['__tests__/**', 'scripts/**', 'bench/**'], rules: { 'no-console': 'off' } },
  ...direction,
  {
    // Browser code: it may share what is pure with the other reports, and the types of the page's data.
    files: ['web/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: EFFECTS, message: 'web/ runs in a browser.' },
            {
              regex: '/src/(?!model/|report/)',
              message: 'web/ may import only from: src/model, src/report (docs/architecture.md).',
            },
          ],
        },
      ],
    },
  },
);
