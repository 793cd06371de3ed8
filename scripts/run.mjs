#!/usr/bin/env node
// One entry for everything; needs only Node >= 20 and npm. Plain ESM without dependencies.
//   1. pinned pnpm (and Node 24 where the running Node is too old) from the npm registry into .tools/
//   2. pnpm install --frozen-lockfile   3. build of the web client   4. the command itself
// Each step leaves a stamp with the hash of its inputs, so a second run skips what is done.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const tools = path.join(root, '.tools')
const onWindows = process.platform === 'win32'
const minimumNode = [24, 7] // below this there is no argon2 in node:crypto, and SvelteKit, Vitest, Kysely and type stripping do not run
const [command = 'start', ...rest] = process.argv.slice(2)

const [major, minor] = process.versions.node.split('.').map(Number)
const nodeIsRecent = major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1])

function run(binary, args, options = {}) {
  const result = spawnSync(binary, args, { stdio: 'inherit', cwd: root, ...options })
  if (result.error) throw result.error
  if (result.status !== 0) process.exit(result.status ?? 1)
}

function hashOf(files, ...extra) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.slice(root.length)).update(existsSync(file) ? readFileSync(file) : '')
  return hash.update(extra.join()).digest('hex')
}
const stampPath = (step) => path.join(tools, `.${step}.stamp`)
const isDone = (step, hash) => existsSync(stampPath(step)) && readFileSync(stampPath(step), 'utf8') === hash
const markDone = (step, hash) => writeFileSync(stampPath(step), hash)

/** Every file below a folder, generated folders left out. */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', '.svelte-kit', 'build', 'build-embed', 'paraglide', 'project.inlang'].includes(entry.name))
      return []
    const full = path.join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(full) : [full]
  })
}

// ---- 1. toolchain --------------------------------------------------------------------------
mkdirSync(tools, { recursive: true })
const toolFiles = ['package.json', 'package-lock.json', '.npmrc'].map((f) => path.join(root, 'scripts/tools', f))
const nodeProgram = path.join(
  tools,
  'node_modules',
  `node-${onWindows ? 'win' : process.platform}-${process.arch}`,
  'bin',
  onWindows ? 'node.exe' : 'node',
)
// Once fetched it stays, whichever Node calls: two callers of different age must not take turns in undoing each other's work.
const wantsNode = !nodeIsRecent || existsSync(nodeProgram)
const toolsHash = hashOf(toolFiles, process.platform, process.arch, wantsNode)
if (!isDone('toolchain', toolsHash)) {
  console.log(`[setup] fetching pinned pnpm${wantsNode ? ' and Node 24' : ''} from the npm registry …`)
  for (const file of toolFiles) copyFileSync(file, path.join(tools, path.basename(file)))
  const npmArgs = ['ci', '--prefix', tools, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  run('npm', [...npmArgs, ...(wantsNode ? [] : ['--omit=optional'])], { shell: onWindows })
  markDone('toolchain', toolsHash)
}
const bundledNode = existsSync(nodeProgram) ? nodeProgram : undefined
if (!nodeIsRecent && !bundledNode) {
  console.error(
    `[setup] Node ${process.version} is too old, and the npm registry has no Node 24 for ${process.platform}-${process.arch}. Install Node 24 and start again.`,
  )
  process.exit(1)
}
const node = nodeIsRecent ? process.execPath : bundledNode
const env = { ...process.env }
env.PATH = [
  path.dirname(node),
  path.join(tools, 'node_modules/.bin'),
  path.join(root, 'node_modules/.bin'),
  process.env.PATH,
].join(path.delimiter)
// npm's own variables would be read by pnpm as settings; registry and credentials come from .npmrc files.
for (const key of Object.keys(env)) {
  if (
    /^npm_(lifecycle|package|command|execpath|node_execpath|config_(user_agent|local_prefix|global_prefix|prefix|node_gyp|noproxy|init_module|nodedir))/i.test(
      key,
    )
  )
    delete env[key]
}
const pnpm = (...args) => run(node, [path.join(tools, 'node_modules/pnpm/bin/pnpm.cjs'), ...args], { env })

// ---- 2. workspace --------------------------------------------------------------------------
if (command !== 'pnpm') {
  const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'server/package.json', 'web/package.json']
  const installHash = hashOf(manifests.map((f) => path.join(root, f)))
  if (!existsSync(path.join(root, 'node_modules/.pnpm')) || !isDone('install', installHash)) {
    console.log('[setup] installing packages …')
    pnpm('install', '--frozen-lockfile')
    markDone('install', installHash)
  }
}

// ---- 3. web client -------------------------------------------------------------------------
function build(force = false) {
  const pages = ['build/200.html', 'build-embed/index.html', 'build-embed/component.js'].map((file) =>
    path.join(root, 'web', file),
  )
  const isBuilt = (page) => existsSync(page) && statSync(page).size > 0
  const sources = [
    ...filesBelow(path.join(root, 'web')),
    // The build itself writes other files beside it.
    path.join(root, 'web/project.inlang/settings.json'),
    ...filesBelow(path.join(root, 'server/src')).filter((f) => !/\.\w+\.ts$/.test(f)),
  ]
  const hash = hashOf(sources)
  if (!force && pages.every(isBuilt) && isDone('build', hash)) return
  console.log('[setup] building the web client …')
  pnpm('--filter', './web', 'run', 'build')
  markDone('build', hash)
}

// ---- 4. command ----------------------------------------------------------------------------
/** Runs a long-lived program and hands signals and its exit code through. */
function become(args) {
  const child = spawn(node, args, { stdio: 'inherit', env, cwd: process.cwd() })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

const cli = path.join(root, 'server/src/cli/main.ts')
switch (command) {
  case 'setup':
    break
  case 'pnpm':
    pnpm(...rest)
    break
  case 'build':
    build(true)
    break
  case 'start':
    build()
    become([cli, 'serve', ...rest])
    break
  case 'nahraum':
    become([cli, ...rest])
    break
  case 'test':
  case 'verify':
    build()
    become([path.join(root, 'scripts/verify.mjs'), ...rest])
    break
  case 'bench':
    become(['--expose-gc', path.join(root, 'scripts/bench/main.ts'), ...rest])
    break
  case 'format':
    run(node, [path.join(root, 'node_modules/prettier/bin/prettier.cjs'), '--write', '--log-level=warn', '.'], { env })
    break
  case 'node':
    become(rest)
    break
  default:
    console.error(`unknown command "${command}"; known: start, test, bench, build, format, nahraum, setup, pnpm, node`)
    process.exit(2)
}
