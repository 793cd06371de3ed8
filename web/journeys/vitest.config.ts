import { defineProject } from 'vitest/config'

/** What people do with the product from end to end: a real server with the demo town, a real browser, no mocks. */
export default defineProject({
  test: {
    name: 'journeys',
    environment: 'node',
    include: ['*.journey.test.ts'],
    globalSetup: ['./start-server.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
})
