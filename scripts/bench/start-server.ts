import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export interface StartedServer {
  readonly address: string
  readonly dataFolder: string
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The product with its demo town, in a process of its own with a data folder of its own; on the embedded database unless `settings` name another. */
export async function startServer(settings: Readonly<Record<string, string>> = {}): Promise<StartedServer> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'nahraum-bench-'))
  const { DATABASE_URL: _unused, ...env } = process.env
  const args = ['server/src/cli/main.ts', 'serve', '--port', '0', '--data', dataFolder, '--language', 'en']
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const found = /http:\/\/[\w.:[\]]+/.exec(output)
      if (found) resolve(found[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code}:\n${output}`)))
  })
  return {
    address,
    dataFolder,
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Runs a command of the product beside the server, on its data folder; resolves with the exit code. */
export function runCommand(args: readonly string[]): Promise<number | null> {
  const { DATABASE_URL: _unused, ...env } = process.env
  const child = spawn(process.execPath, ['server/src/cli/main.ts', ...args], { cwd: root, env, stdio: 'ignore' })
  return new Promise((resolve) => child.once('close', resolve))
}
