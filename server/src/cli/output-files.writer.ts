/** Output files of a command: all are written beside their place first and renamed at the end, so nothing is left half written. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { ImportError } from '../issues/import-error.ts'
import type { CommandIo } from './command.ts'

export interface OutputFile {
  readonly path: string
  /** In pieces, so that a large file need not stand in memory whole. */
  readonly content: Iterable<string | Uint8Array>
}

/**
 * Writes all files or none: an error while writing removes what was begun and leaves earlier files as they were.
 *
 * @throws ImportError that names the file
 */
export async function writeOutputFiles(files: readonly OutputFile[]): Promise<void> {
  const temporary = files.map((file) =>
    path.join(path.dirname(file.path), `.${path.basename(file.path)}.${randomUUID()}.tmp`),
  )
  let current = 0
  try {
    for (; current < files.length; current++) {
      // A folder in the place of a file would stop the renaming half-way.
      if ((await stat(files[current].path).catch(() => null))?.isDirectory() === true) throw new OutputIsFolder()
      await makeFolder(path.dirname(path.resolve(files[current].path)))
      await writeWhole(temporary[current], files[current].content)
    }
    for (current = 0; current < files.length; current++) await rename(temporary[current], files[current].path)
  } catch (error) {
    await Promise.all(temporary.map((file) => rm(file, { force: true }).catch(() => undefined)))
    if (!isSystemError(error) && !(error instanceof OutputIsFolder)) throw error
    throw new ImportError(
      'output-unwritable',
      `${files[current].path} cannot be written: ${error.message}`,
      files[current].path,
      'Check that the folder may be written to, that no folder has the name of the file, and that the disk has room.',
    )
  }
}

/** Folder by folder: where a parent refuses every folder (as /proc does), Node's own recursive way never ends. */
async function makeFolder(folder: string): Promise<void> {
  if ((await stat(folder).catch(() => null))?.isDirectory() === true) return
  if (path.dirname(folder) !== folder) await makeFolder(path.dirname(folder))
  await mkdir(folder).catch(async (error: NodeJS.ErrnoException) => {
    const isThere = error.code === 'EEXIST' && (await stat(folder)).isDirectory()
    if (!isThere) throw error
  })
}

/** Writes to standard output and waits where the reader is slower. */
export async function writeStandardOutput(content: Iterable<string | Uint8Array>, io: CommandIo): Promise<void> {
  for (const piece of content) {
    if (!io.stdout.write(piece) && io.stdout.once)
      await new Promise<void>((resolve) => io.stdout.once!('drain', resolve))
  }
}

async function writeWhole(file: string, content: Iterable<string | Uint8Array>): Promise<void> {
  const stream = createWriteStream(file, { flags: 'wx' })
  const failed = once(stream, 'error').then(([error]) => Promise.reject(error as Error))
  const work = (async () => {
    for (const piece of content) if (!stream.write(piece)) await once(stream, 'drain')
    stream.end()
    await once(stream, 'close')
  })()
  // Whichever comes first; the other promise ends with the stream and must not be left unheard.
  failed.catch(() => undefined)
  work.catch(() => undefined)
  try {
    await Promise.race([work, failed])
  } catch (error) {
    // Opening may still be under way: a file removed before it is closed would come back.
    const closed = new Promise<void>((resolve) => stream.once('close', resolve))
    stream.destroy()
    if (!stream.closed) await closed
    throw error
  }
}

class OutputIsFolder extends Error {
  override readonly message = 'there is a folder of that name.'
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error
}
