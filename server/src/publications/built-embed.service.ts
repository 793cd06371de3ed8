import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'

const brotliAsync = promisify(brotliCompress)
const gzipAsync = promisify(gzip)

/** A file of the built embed in the forms in which it travels. */
export interface BuiltFile {
  readonly type: string
  readonly plain: Buffer
  /** Null where packing does not pay: fonts and pictures are packed already. */
  readonly gzip: Buffer | null
  readonly brotli: Buffer | null
  readonly etag: string
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}
const PACKED = ['.js', '.css', '.json', '.svg']
/** The best that costs some tenths of a second per file, once. */
const BROTLI_QUALITY = 10

/** The disk is looked at again after this time, so that a thousand visitors at once are one look. */
const FRESH_MILLISECONDS = 1000

/** Scripts, styles and fonts of the embed, the same for all publications: `web/build-embed`. A new build is noticed within a second. */
export class BuiltEmbed {
  readonly #folder: string
  readonly #files = new LRUCache<string, Promise<BuiltFile | undefined>>({ max: 200 })

  readonly #pages = new LRUCache<string, Promise<string | undefined>>({ max: 1, ttl: FRESH_MILLISECONDS })
  readonly #looks = new LRUCache<string, Promise<Stats | undefined>>({ max: 200, ttl: FRESH_MILLISECONDS })

  constructor(folder: string) {
    this.#folder = folder
  }

  /** The page, or undefined where it is not built. */
  readPage(): Promise<string | undefined> {
    let page = this.#pages.get('')
    if (!page) {
      page = readFile(path.join(this.#folder, 'index.html'), 'utf8').catch(() => undefined)
      this.#pages.set('', page)
    }
    return page
  }

  /** @param name path within the folder, checked by the route: no dots but before endings */
  async find(name: string): Promise<BuiltFile | undefined> {
    const type = TYPES[path.extname(name)]
    if (type === undefined) return undefined
    const file = path.join(this.#folder, name)
    let look = this.#looks.get(name)
    if (!look) {
      look = stat(file).catch(() => undefined)
      this.#looks.set(name, look)
    }
    const made = await look
    if (!made?.isFile()) return undefined
    const key = `${name}/${made.mtimeMs}/${made.size}`
    let found = this.#files.get(key)
    if (!found) {
      found = pack(file, type)
      this.#files.set(key, found)
      found.catch(() => this.#files.delete(key))
    }
    return found
  }
}

async function pack(file: string, type: string): Promise<BuiltFile> {
  const plain = await readFile(file)
  const isPacked = PACKED.includes(path.extname(file))
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
  return {
    type,
    plain,
    gzip: isPacked ? await gzipAsync(plain, { level: 9 }) : null,
    brotli: isPacked ? await brotliAsync(plain, { params }) : null,
    etag: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
  }
}
