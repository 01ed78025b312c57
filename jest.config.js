/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    // Types are checked once for the whole tree by `npm run typecheck`; here they are only stripped.
    '^.+\\.ts$': ['ts-jest', { useESM: true, diagnostics: false }],
  },
  collectCoverageFrom: ['src/**/*.ts', '!src/index.ts', '!src/post.ts'],
  coverageReporters: ['text-summary', 'lcovonly'],
  coverageThreshold: { global: { lines: 85 } },
  // The long tests wait for processes of their own: two of them at a time fill two cores.
  maxWorkers: 2,
  testTimeout: 20_000,
};
