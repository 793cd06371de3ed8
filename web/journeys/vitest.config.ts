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
    // They wait for the page more than they compute: two at a time, after everything that computes.
    maxWorkers: 2,
    sequence: { groupOrder: 2 },
  },
})
