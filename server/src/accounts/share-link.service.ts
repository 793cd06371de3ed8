import type { Person } from '../contract/account.ts'
import type { OpenedShare, ShareKind } from '../contract/share-link.ts'
import type { Queryable } from '../db/database.store.ts'
import { TextProblem } from '../problems/text-problem.ts'
import type { AuditService } from './audit.service.ts'
import { createToken, hashToken } from './secret-token.service.ts'
import {
  findShareLink,
  findShareLinkById,
  insertShareLink,
  listShareLinks,
  markShareLinkUsed,
  revokeShareLink,
  type StoredShareLink,
} from './share-link.store.ts'

/** A valid link with what it opens. */
export interface OpenLink extends OpenedShare {
  readonly linkId: string
}

/** Use is written down at most this often. */
const USE_MILLISECONDS = 60_000

/** Links that open one draft each for reading. Every use asks the database: taking one back counts at once. */
export class ShareLinkService {
  readonly #db: Queryable
  readonly #audit: AuditService

  constructor(db: Queryable, audit: AuditService) {
    this.#db = db
    this.#audit = audit
  }

  /** The token is given out here and never again. */
  async create(
    by: Person,
    wanted: {
      readonly regionKey: string
      readonly kind: ShareKind
      readonly subjectId: string
      readonly label: string
      readonly days: number
    },
  ): Promise<{ link: StoredShareLink; token: string }> {
    const { days, ...subject } = wanted
    const { token, hash } = createToken()
    const expiresAt = new Date(Date.now() + days * 24 * 3600_000).toISOString()
    const link = await this.#db.transaction().execute(async (tx) => {
      const created = await insertShareLink(tx, hash, { ...subject, expiresAt }, by)
      await this.#record(tx, by, 'share.create', created)
      return created
    })
    return { link, token }
  }

  list(regionKey: string): Promise<StoredShareLink[]> {
    return listShareLinks(this.#db, regionKey)
  }

  /** Throws `unknown-share-link`. */
  async revoke(by: Person, regionKey: string, id: string): Promise<StoredShareLink> {
    return this.#db.transaction().execute(async (tx) => {
      const link = await revokeShareLink(tx, regionKey, id)
      if (!link) throw unknownLink()
      await this.#record(tx, by, 'share.revoke', link)
      return link
    })
  }

  /** What a token opens. Throws `unknown-share-link`, `link-over` (expired or taken back). */
  async open(token: unknown): Promise<OpenLink> {
    const hash = hashToken(token)
    const link = hash && (await findShareLink(this.#db, hash))
    if (!link) throw unknownLink()
    if (!isOpen(link)) throw linkOver(link)
    if (link.lastUsedAt === null || Date.now() - Date.parse(link.lastUsedAt) > USE_MILLISECONDS)
      await markShareLinkUsed(this.#db, link.id)
    const { regionKey, kind, subjectId, label, expiresAt } = link
    return { linkId: link.id, regionKey, kind, subjectId, label, expiresAt }
  }

  /** Whether a link that was open some time ago still is. */
  async isOpen(linkId: string): Promise<boolean> {
    const link = await findShareLinkById(this.#db, linkId)
    return link !== undefined && isOpen(link)
  }

  async #record(tx: Queryable, person: Person, action: string, link: StoredShareLink): Promise<void> {
    const { id, regionKey, kind, subjectId, label, expiresAt } = link
    const facts = { subject: `${kind}/${subjectId}`, label, expiresAt }
    const [before, after] = action === 'share.create' ? [null, facts] : [facts, null]
    await this.#audit.record({ person, action, regionKey, subject: `share-link/${id}`, before, after }, tx)
  }
}

const isOpen = ({ revokedAt, expiresAt }: StoredShareLink): boolean =>
  revokedAt === null && Date.parse(expiresAt) > Date.now()

function unknownLink(): TextProblem {
  return new TextProblem('unknown-share-link', {
    de: 'Diesen Link gibt es nicht. Ist er ganz übernommen worden, bis zum letzten Zeichen?',
    en: 'There is no such link. Was it copied as a whole, to the last character?',
  })
}

function linkOver({ revokedAt, expiresAt }: StoredShareLink): TextProblem {
  const [day] = (revokedAt ?? expiresAt).split('T')
  return new TextProblem(
    'link-over',
    revokedAt === null
      ? {
          de: `Dieser Link ist am ${formatGermanDay(day)} abgelaufen. Bitten Sie um einen neuen.`,
          en: `This link expired on ${day}. Ask for a new one.`,
        }
      : {
          de: `Dieser Link wurde am ${formatGermanDay(day)} zurückgenommen.`,
          en: `This link was taken back on ${day}.`,
        },
  )
}

const formatGermanDay = (day: string): string => day.split('-').reverse().join('.')
