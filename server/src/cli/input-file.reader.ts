/** Input files of a command: whole, with their hash, `-` being standard input. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { ImportError } from '../issues/import-error.ts'
import { UsageError, type CommandIo } from './command.ts'

export interface InputFile {
  /** Name without folders; `-` for standard input. */
  readonly name: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

/**
 * @param option name of the option that gave the file, for messages
 * @throws ImportError where there is no such file, or it cannot be read
 */
export async function readInputFile(file: string, option: string, io: CommandIo): Promise<InputFile> {
  const bytes =
    file === '-'
      ? await readAll(io.stdin)
      : await readFile(file).catch((error: unknown) => Promise.reject(unreadable(file, option, error)))
  return {
    name: file === '-' ? '-' : path.basename(file),
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

/** Standard input can be read once only. */
export function requireOneStandardInput(files: Readonly<Record<string, string | undefined>>): void {
  const names = Object.entries(files).flatMap(([option, file]) => (file === '-' ? [`--${option}`] : []))
  if (names.length <= 1) return
  throw new UsageError({
    de: `Nur eine Eingabe kann „-“ (die Standardeingabe) sein, nicht ${names.join(' und ')}.`,
    en: `Only one input can be "-" (standard input), not ${names.join(' and ')}.`,
  })
}

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk))
  return Buffer.concat(chunks)
}

function unreadable(file: string, option: string, error: unknown): ImportError {
  const code = (error as NodeJS.ErrnoException).code
  const message =
    code === 'ENOENT'
      ? `The file ${file} does not exist.`
      : code === 'EISDIR'
        ? `${file} is a folder, not a file.`
        : code === 'EACCES'
          ? `The file ${file} may not be read.`
          : `The file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`
  return new ImportError('input-unreadable', message, `--${option}`, 'Check the path and the permissions of the file.')
}
