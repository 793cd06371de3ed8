#!/usr/bin/env node
// Every check in one go: format, lint, types, architecture and unit tests, contract on both databases, browser journeys.
// Arguments go to the test runner: `npm test -- server/src/network`.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const filters = process.argv.slice(2)
const bin = (name) => path.join(root, 'node_modules', name)

const steps =
  filters.length > 0
    ? []
    : [
        ['format', bin('prettier/bin/prettier.cjs'), ['--check', '--log-level=warn', '.']],
        ['lint', bin('eslint/bin/eslint.js'), ['--max-warnings=0', '.']],
        ['types: pure kernels', bin('typescript/bin/tsc'), ['-p', 'server/tsconfig.pure.json']],
        ['types: server', bin('typescript/bin/tsc'), ['-p', 'server/tsconfig.json']],
        // They drive browsers: node and DOM at once.
        ['types: scripts and journeys', bin('typescript/bin/tsc'), ['-p', 'scripts/tsconfig.json']],
        [
          'types: web',
          path.join(root, 'web/node_modules/svelte-check/bin/svelte-check'),
          ['--workspace', 'web', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
        ],
      ]
steps.push(['tests', bin('vitest/vitest.mjs'), ['run', ...filters]])

for (const [name, program, args] of steps) {
  const start = performance.now()
  console.log(`\n── ${name}`)
  const result = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit', cwd: root })
  if (result.status !== 0) {
    console.error(`\n✗ ${name} failed`)
    process.exit(result.status ?? 1)
  }
  console.log(`✓ ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
}
