// Lint rules. The one that matters most holds the direction of imports (docs/architecture.md):
// edges → engine → effects → pure core → model. Each folder lists what it may import; everything else is an error.
import eslint from '@eslint/js';
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
  mcp: ['model', 'profile', 'config', 'engine', 'analyze', 'compare', 'report', 'measure', 'store'],
};

/** Folders that compute and never act: no clock, files, processes or network. */
const PURE = ['model', 'profile', 'analyze', 'compare', 'report', 'config'];

const direction = Object.entries(MAY_IMPORT).map(([folder, allowed]) => {
  const forbidden = Object.keys(MAY_IMPORT).filter((other) => other !== folder && !allowed.includes(other));
  const patterns = [
    {
      group: forbidden.map((other) => `**/${other}/**`),
      message: `src/${folder} may import only from: ${[folder, ...allowed].join(', ')} (docs/architecture.md).`,
    },
  ];
  if (PURE.includes(folder)) {
    patterns.push({
      group: ['node:*', '@actions/*', 'execa', 'fs', 'path', 'child_process', 'os'],
      message: `src/${folder} is pure: effects are passed in (docs/architecture.md).`,
    });
  }
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
});

export default tseslint.config(
  { ignores: ['dist', 'build', 'coverage', 'node_modules', '**/fixtures/**', '**/goldens/**'] },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.js'], languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } } },
  { files: ['__tests__/**', 'scripts/**', 'bench/**'], rules: { 'no-console': 'off' } },
  ...direction,
);
