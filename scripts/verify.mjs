#!/usr/bin/env node
// Every check in one go: format, lint, types, architecture and unit tests, contract on both databases, browser journeys.
// Arguments go to the test runner: `npm test -- server/src/network`.
import { spawn, spawnSync } from 'node:child_process'
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

/** Ends with what the program said; two at a time, because none of them uses more than one core. */
function check([name, program, args]) {
  const start = performance.now()
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk))
  return new Promise((resolve) => {
    child.on('error', (error) => said.push(Buffer.from(String(error))))
    child.on('close', (code) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      console.log(`\n── ${name}\n${Buffer.concat(said)}${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
      resolve(code === 0 ? [] : [name])
    })
  })
}

const waiting = [...steps]
const work = async () => {
  const failed = []
  for (let step = waiting.shift(); step; step = waiting.shift()) failed.push(...(await check(step)))
  return failed
}
const failed = (await Promise.all([work(), work()])).flat()
if (failed.length > 0) {
  console.error(`\n✗ failed: ${failed.join(', ')}`)
  process.exit(1)
}

console.log('\n── tests')
const result = spawnSync(process.execPath, [bin('vitest/vitest.mjs'), 'run', ...filters], {
  stdio: 'inherit',
  cwd: root,
})
process.exit(result.status ?? 1)
