import { defineProject } from 'vitest/config'

export default defineProject({
  test: {
    name: 'server',
    environment: 'node',
    setupFiles: ['./src/testing/property-seed.ts'],
    include: ['src/**/*.test.ts', '../scripts/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // Half of the time goes by in databases and threads that are waited for; the default on two cores is one file at a time.
    maxWorkers: 2,
  },
})
