import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { FileContent, StoredPublication } from './publication.store.ts'

/** A draft as its editors see it before everybody does. */
export interface Preview {
  readonly publication: string
  readonly regionKey: string
  readonly files: ReadonlyMap<string, FileContent>
  readonly language: StoredPublication['definition']['language']
  readonly title: StoredPublication['definition']['title']
  /** Below the address of the server, without its origin. */
  readonly path: string
  readonly madeAt: string
  readonly expiresAt: string
}

const LIFETIME_MILLISECONDS = 60 * 60 * 1000
/** All previews together; the oldest go first. */
const MOST_BYTES = 256 << 20

/**
 * Previews are kept in memory for an hour and never stored: a frame without an origin sends no cookie, so whoever has the address may look, and the
 * address has 128 random bits.
 */
export class PreviewService {
  readonly #previews = new LRUCache<string, Preview>({
    ttl: LIFETIME_MILLISECONDS,
    maxSize: MOST_BYTES,
    sizeCalculation: ({ files }) => [...files.values()].reduce((total, { stored }) => total + stored.length, 1),
  })

  /** @param madeAt ISO 8601 */
  add({ id, regionKey, definition }: StoredPublication, files: readonly FileContent[], madeAt: string): Preview {
    const token = randomBytes(16).toString('base64url')
    const preview: Preview = {
      publication: id,
      regionKey,
      files: new Map(files.map((content) => [content.file.name, content])),
      language: definition.language,
      title: definition.title,
      path: `/embed/${id}/preview/${token}`,
      madeAt,
      expiresAt: new Date(Date.parse(madeAt) + LIFETIME_MILLISECONDS).toISOString(),
    }
    this.#previews.set(`${id}/${token}`, preview)
    return preview
  }

  /** Undefined where there is none, or an hour has passed. */
  find(id: string, token: string): Preview | undefined {
    return this.#previews.get(`${id}/${token}`)
  }
}
