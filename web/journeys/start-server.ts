/** Starts the product with its demo town on a fresh data folder; `NAHRAUM_ADDRESS` names a running one instead. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    address: string
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url))

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env.NAHRAUM_ADDRESS
  if (running !== undefined && running !== '') {
    project.provide('address', running)
    return undefined
  }
  if (!existsSync(path.join(root, 'web/build/200.html'))) {
    throw new Error('The journeys need the built web client: run "node scripts/run.mjs build" first.')
  }
  const data = mkdtempSync(path.join(tmpdir(), 'nahraum-journeys-'))
  const args = ['server/src/cli/main.ts', 'serve', '--port', '0', '--data', data, '--language', 'en']
  const { DATABASE_URL: _unused, ...env } = process.env
  const server = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = new Promise<void>((resolve) => server.once('close', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const found = /http:\/\/[\w.:[\]]+/.exec(output)
      if (found) resolve(found[0])
    }
    server.stdout.on('data', read)
    server.stderr.on('data', read)
    server.once('exit', (code) =>
      reject(new Error(`The server ended with code ${code} before it was ready:\n${output}`)),
    )
  })
  project.provide('address', address)
  return async () => {
    server.kill('SIGTERM')
    await closed
    rmSync(data, { recursive: true, force: true })
  }
}
