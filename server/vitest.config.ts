import { defineProject } from 'vitest/config'

export default defineProject({
  test: {
    name: 'server',
    environment: 'node',
    setupFiles: ['./src/testing/property-seed.ts'],
    include: ['src/**/*.test.ts', '../scripts/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
})
