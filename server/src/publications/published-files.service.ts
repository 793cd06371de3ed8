import { webcrypto } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import type { FrozenFile } from '../contract/publication.ts'
import type { Queryable } from '../db/database.store.ts'
import { Problem } from '../problems/problems.ts'
import type { PublicationMirror } from './mirror.service.ts'
import { findContent, listFiles, type FileContent } from './publication.store.ts'
import { findShownState, type ShownState } from './shown-state.store.ts'

const gunzipAsync = promisify(gunzip)

export interface PublishedFilesOptions {
  /** Null: started without a database; the copies on disk are all there is. */
  readonly db: Queryable | null
  readonly mirror: PublicationMirror
  readonly now?: () => number
  readonly maximumBytes?: number
}

/** All files in memory together. */
const MAXIMUM_BYTES = 256 << 20
/** A state is read again after this time … */
const FRESH_MILLISECONDS = 5_000
/** … and whoever asks waits for the database so long, where something is known without it. */
const PATIENCE_MILLISECONDS = 1_000

interface KnownState {
  /** Null: the database knows no such publication. */
  readonly state: ShownState | null
  readonly readAt: number
}
interface Refresh {
  readonly done: Promise<ShownState | null>
  readonly startedAt: number
}

/**
 * Hands out what was published: from memory, else from the copies on disk, else from the database. However many ask for the same at once, it is read once.
 * While the database is away or busy, what was known last counts.
 */
export class PublishedFilesService {
  readonly #options: Required<PublishedFilesOptions>
  readonly #states = new LRUCache<string, KnownState>({ max: 5_000 })
  readonly #refreshes = new Map<string, Refresh>()
  readonly #lists = new LRUCache<string, readonly FrozenFile[]>({ max: 5_000 })
  readonly #contents: LRUCache<string, Buffer>
  readonly #inFlight = new Map<string, Promise<unknown>>()
  /** Copies of states are written one after the other, so that an older one never takes the place of a newer. */
  #copying: Promise<void> = Promise.resolve()
  /** Told of copies that could not be written, for the log. */
  onFault = (_error: unknown): void => {}

  constructor(options: PublishedFilesOptions) {
    this.#options = { now: () => performance.now(), maximumBytes: MAXIMUM_BYTES, ...options }
    this.#contents = new LRUCache({
      maxSize: this.#options.maximumBytes,
      sizeCalculation: (bytes, key) => bytes.length + key.length + 200,
    })
  }

  /** What is shown of a publication; undefined where there is none. Throws only where nothing is known and the database is away. */
  async find(id: string): Promise<ShownState | undefined> {
    const { now } = this.#options
    const known = this.#states.get(id)
    if (known && now() - known.readAt < FRESH_MILLISECONDS) return known.state ?? undefined
    const refresh = this.#refresh(id)
    const patience = refresh.startedAt + PATIENCE_MILLISECONDS - now()
    const last = known ? known.state : await this.#options.mirror.readState(id)
    if (last === undefined) return (await refresh.done) ?? undefined
    const fresh = await Promise.race([refresh.done.catch(() => undefined), wait(patience)])
    if (fresh !== undefined) return fresh ?? undefined
    // Known from disk only: kept as if just read, so that nobody else waits again.
    if (!known) this.#states.set(id, { state: last, readAt: now() })
    return last ?? undefined
  }

  /** Reads a state again that was changed here. */
  async refresh(id: string): Promise<void> {
    this.#states.delete(id)
    this.#refreshes.delete(id)
    await this.#refresh(id).done
  }

  /** Takes over the files of a version that was just stored, and copies them to disk. */
  async keep(id: string, version: number, contents: readonly FileContent[]): Promise<void> {
    const { mirror } = this.#options
    const files = contents.map(({ file }) => file)
    this.#lists.set(`${id}/${version}`, files)
    for (const { file, stored } of contents) {
      this.#contents.set(file.sha256, Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength))
      await mirror.writeContent(id, version, file, stored)
    }
    await mirror.writeFiles(id, version, files)
  }

  /** A file of a version with its stored bytes; undefined where there is none. */
  async findFile(id: string, version: number, name: string): Promise<FileContent | undefined> {
    const file = (await this.#list(id, version))?.find((known) => known.name === name)
    return file && { file, stored: await this.#content(id, version, file) }
  }

  /** Waits for the copies of states that are being written, which nobody else waits for. */
  settle(): Promise<void> {
    return this.#copying
  }

  #refresh(id: string): Refresh {
    const running = this.#refreshes.get(id)
    if (running) return running
    const { db, now, mirror } = this.#options
    const done: Promise<ShownState | null> = (db === null ? Promise.reject(createAway()) : findShownState(db, id)).then(
      (found) => {
        const state = found ?? null
        // What was read before a change must not come back after it.
        if (this.#refreshes.get(id)?.done !== done) return state
        this.#states.set(id, { state, readAt: now() })
        if (state) this.#copying = this.#copying.then(() => mirror.writeState(state)).catch((error: unknown) => this.onFault(error)) // prettier-ignore
        return state
      },
    )
    const refresh = { done, startedAt: now() }
    this.#refreshes.set(id, refresh)
    const forget = () => {
      if (this.#refreshes.get(id) === refresh) this.#refreshes.delete(id)
    }
    done.then(forget, () => {
      // The database is away: what is known counts for a while, so that not every request waits for it.
      const known = this.#states.get(id)
      if (known) this.#states.set(id, { state: known.state, readAt: now() })
      forget()
    })
    return refresh
  }

  #list(id: string, version: number): Promise<readonly FrozenFile[] | undefined> {
    const key = `${id}/${version}`
    const known = this.#lists.get(key)
    if (known) return Promise.resolve(known)
    const { mirror, db } = this.#options
    return this.#once(key, async () => {
      const copied = await mirror.readFiles(id, version)
      if (!copied && db === null) throw createAway()
      const files = copied ?? (await listFiles(db!, id, version))
      if (files.length === 0) return undefined
      if (!copied) await mirror.writeFiles(id, version, files).catch((error: unknown) => this.onFault(error))
      this.#lists.set(key, files)
      return files
    })
  }

  #content(id: string, version: number, file: FrozenFile): Promise<Buffer> {
    const known = this.#contents.get(file.sha256)
    if (known) return Promise.resolve(known)
    const { mirror, db } = this.#options
    return this.#once(`content/${file.sha256}`, async () => {
      const copied = await mirror.readContent(id, version, file)
      if (copied && (await isWhole(file, copied))) {
        this.#contents.set(file.sha256, copied)
        return copied
      }
      if (db === null) throw createAway()
      const found = await findContent(db, file.sha256)
      if (!found) throw new Error(`the file ${file.name} of publication ${id}, version ${version}, is not stored`)
      const stored = Buffer.from(found.buffer, found.byteOffset, found.byteLength)
      if (!(await isWhole(file, stored))) throw new Error(`the file ${file.name} of publication ${id} is damaged`)
      this.#contents.set(file.sha256, stored)
      await mirror.writeContent(id, version, file, stored).catch((error: unknown) => this.onFault(error))
      return stored
    })
  }

  #once<T>(key: string, load: () => Promise<T>): Promise<T> {
    const running = this.#inFlight.get(key)
    if (running) return running as Promise<T>
    const flight = load().finally(() => this.#inFlight.delete(key))
    this.#inFlight.set(key, flight)
    return flight
  }
}

const createAway = () => new Problem('database-away', 'The database cannot be reached, and there is no copy.', 30)

/** The file as it was before it was packed. */
export async function unpackContent({ file, stored }: FileContent): Promise<Uint8Array> {
  return file.gzipBytes === null ? stored : gunzipAsync(stored)
}

/** Whether bytes from disk or database are those that were published; computed outside the event loop. */
async function isWhole(file: FrozenFile, stored: Uint8Array): Promise<boolean> {
  try {
    const plain = await unpackContent({ file, stored })
    const digest = await webcrypto.subtle.digest('SHA-256', plain)
    return Buffer.from(digest).toString('hex') === file.sha256
  } catch {
    return false
  }
}

/** Undefined after the time, in milliseconds; at once where it is over. */
function wait(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds), undefined).unref())
}
