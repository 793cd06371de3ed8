import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { LocalText } from '../contract/common.ts'
import type { FileContent, StoredPublication } from './publication.store.ts'

/** A draft frozen in memory, as its editors see it before everybody does. */
export interface FrozenDraft {
  readonly publication: string
  readonly regionKey: string
  readonly draftVersion: number
  readonly files: ReadonlyMap<string, FileContent>
  readonly language: StoredPublication['definition']['language']
  readonly title: StoredPublication['definition']['title']
  /** What freezing had to say although it was done. */
  readonly warnings: readonly LocalText[]
  /** ISO 8601, both. */
  readonly madeAt: string
  readonly expiresAt: string
}

/** A link to a draft by which a preview was asked for. */
export interface PreviewLink {
  readonly linkId: string
  readonly expiresAt: string
}

/** A frozen draft under an address of its own. */
export interface Preview extends FrozenDraft {
  /** Below the address of the server, without its origin. */
  readonly path: string
}

const LIFETIME_MILLISECONDS = 60 * 60 * 1000
/** All frozen drafts together; the oldest go first. */
const MOST_BYTES = 256 << 20
/** Addresses given out within an hour; an address costs a few hundred bytes. */
const MOST_ADDRESSES = 10_000

interface Address {
  readonly path: string
  readonly frozen: string
  readonly expiresAt: string
  readonly linkId: string | null
}

/**
 * Previews are kept in memory for an hour and never stored: a frame without an origin sends no cookie, so whoever has the address may look, and the
 * address has 128 random bits. Addresses that were given to the holder of a link stop with the link: each request asks whether it is still open.
 */
export class PreviewService {
  readonly #isLinkOpen: (linkId: string) => Promise<boolean>
  readonly #frozen = new LRUCache<string, FrozenDraft>({
    ttl: LIFETIME_MILLISECONDS,
    maxSize: MOST_BYTES,
    sizeCalculation: ({ files }) => [...files.values()].reduce((total, { stored }) => total + stored.length, 1),
  })
  readonly #addresses = new LRUCache<string, Address>({ ttl: LIFETIME_MILLISECONDS, max: MOST_ADDRESSES })
  /** The address that the holders of a link were given, by frozen draft and link. */
  readonly #ofLinks = new LRUCache<string, string>({ ttl: LIFETIME_MILLISECONDS, max: MOST_ADDRESSES })
  /** The frozen draft made last, by publication and version of its draft. */
  readonly #latest = new LRUCache<string, string>({ ttl: LIFETIME_MILLISECONDS, max: MOST_ADDRESSES })

  constructor(isLinkOpen: (linkId: string) => Promise<boolean>) {
    this.#isLinkOpen = isLinkOpen
  }

  add(
    stored: StoredPublication,
    {
      contents,
      warnings,
      madeAt,
    }: { contents: readonly FileContent[]; warnings: readonly LocalText[]; madeAt: string },
  ): FrozenDraft {
    const { id, regionKey, draftVersion, definition } = stored
    const frozen: FrozenDraft = {
      publication: id,
      regionKey,
      draftVersion,
      files: new Map(contents.map((content) => [content.file.name, content])),
      language: definition.language,
      title: definition.title,
      warnings,
      madeAt,
      expiresAt: new Date(Date.parse(madeAt) + LIFETIME_MILLISECONDS).toISOString(),
    }
    const key = keyOf(frozen)
    this.#frozen.set(key, frozen)
    this.#latest.set(versionKeyOf(id, draftVersion), key)
    return frozen
  }

  /** What this version of the draft was frozen to last, while it is kept. */
  findFrozen(id: string, draftVersion: number): FrozenDraft | undefined {
    const key = this.#latest.get(versionKeyOf(id, draftVersion))
    return key === undefined ? undefined : this.#frozen.get(key)
  }

  /** A new address of a frozen draft for its editors; for the holders of a link always the same one, which ends with the link. */
  open(frozen: FrozenDraft, link: PreviewLink | null): Preview {
    const { publication } = frozen
    const linkKey = `${keyOf(frozen)}/${link?.linkId}`
    const known = link === null ? undefined : this.#addresses.get(this.#ofLinks.get(linkKey) ?? '')
    if (known) return { ...frozen, path: known.path, expiresAt: known.expiresAt }
    const token = randomBytes(16).toString('base64url')
    const path = `/embed/${publication}/preview/${token}`
    const expiresAt = link !== null && link.expiresAt < frozen.expiresAt ? link.expiresAt : frozen.expiresAt
    const addressKey = `${publication}/${token}`
    this.#addresses.set(addressKey, { path, frozen: keyOf(frozen), expiresAt, linkId: link?.linkId ?? null })
    if (link !== null) this.#ofLinks.set(linkKey, addressKey)
    return { ...frozen, path, expiresAt }
  }

  /** Undefined where there is none, an hour has passed, or the link is over. Throws where the database cannot say whether it is. */
  async find(id: string, token: string): Promise<Preview | undefined> {
    const address = this.#addresses.get(`${id}/${token}`)
    const frozen = address && this.#frozen.get(address.frozen)
    if (!frozen) return undefined
    const { path, expiresAt, linkId } = address
    if (linkId !== null && !(await this.#isLinkOpen(linkId))) return undefined
    return { ...frozen, path, expiresAt }
  }
}

const versionKeyOf = (id: string, draftVersion: number): string => `${id}/${draftVersion}`
/** Two that are made within a millisecond hold the same. */
const keyOf = ({ publication, draftVersion, madeAt }: FrozenDraft): string =>
  `${versionKeyOf(publication, draftVersion)}/${madeAt}`
