import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { FrozenFile } from '../contract/publication.ts'
import type { ShownState } from './shown-state.store.ts'

/**
 * Copies of published files on disk, so that they are served while the database is away, and after a start without it:
 * `{folder}/{id}/state.json`, `{folder}/{id}/{version}/files.json` and the files, packed ones with the ending `.gz`. Each is written beside its place and then
 * moved, so that none is ever half there. The database has everything as well: the folder may be deleted at any time.
 */
export class PublicationMirror {
  readonly #folder: string

  /** @param folder `DATA/publications` */
  constructor(folder: string) {
    this.#folder = folder
  }

  readState(id: string): Promise<ShownState | undefined> {
    return readJson<ShownState>(path.join(this.#folder, id, 'state.json'))
  }

  writeState(state: ShownState): Promise<void> {
    return writeWhole(path.join(this.#folder, state.id, 'state.json'), JSON.stringify(state))
  }

  readFiles(id: string, version: number): Promise<FrozenFile[] | undefined> {
    return readJson<FrozenFile[]>(path.join(this.#folder, id, String(version), 'files.json'))
  }

  writeFiles(id: string, version: number, files: readonly FrozenFile[]): Promise<void> {
    return writeWhole(path.join(this.#folder, id, String(version), 'files.json'), JSON.stringify(files))
  }

  /** Bytes as they are stored; undefined where there is no copy. */
  readContent(id: string, version: number, file: FrozenFile): Promise<Buffer | undefined> {
    return readFile(this.#place(id, version, file)).catch(() => undefined)
  }

  writeContent(id: string, version: number, file: FrozenFile, stored: Uint8Array): Promise<void> {
    return writeWhole(this.#place(id, version, file), stored)
  }

  #place(id: string, version: number, file: FrozenFile): string {
    return path.join(this.#folder, id, String(version), file.gzipBytes === null ? file.name : `${file.name}.gz`)
  }
}

async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T
  } catch {
    return undefined
  }
}

async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.part`
  await mkdir(path.dirname(file), { recursive: true })
  try {
    await writeFile(draft, content)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
