/** Calls the command line in the test's own process and keeps what it printed. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { callCommandLine } from '../call-command-line.ts'

export interface Called {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export async function call(
  args: readonly string[],
  input = '',
  environment: Record<string, string> = {},
): Promise<Called> {
  let stdout = ''
  let stderr = ''
  const code = await callCommandLine(args, {
    stdin: (async function* () {
      yield await Promise.resolve(Buffer.from(input))
    })(),
    stdout: { write: (chunk) => ((stdout += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()), true) },
    stderr: { write: (chunk) => ((stderr += chunk), true) },
    environment,
  })
  return { code, stdout, stderr }
}

/** Runs with a fresh folder that is removed afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nahraum-cli-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
