import { Type, type Static } from 'typebox'
import { RegionKey } from './common.ts'

/** What a link can open. */
export const SHARE_KINDS = ['scenario', 'publication', 'report'] as const
export type ShareKind = (typeof SHARE_KINDS)[number]
export const ShareKind = Type.Unsafe<ShareKind>({ type: 'string', enum: [...SHARE_KINDS] })

/** Header in which a page sends the token of a link: in an address it would stand in logs and Referer. */
export const SHARE_HEADER = 'x-share-token'

/** What a valid link opens: one subject, for reading. */
export const OpenedShare = Type.Object({
  regionKey: RegionKey,
  kind: ShareKind,
  /** Id of the scenario or publication, or the address of the report. */
  subjectId: Type.String(),
  /** What the sender wrote to it. */
  label: Type.String(),
  expiresAt: Type.String({ description: 'ISO 8601, UTC' }),
})
export type OpenedShare = Static<typeof OpenedShare>

export const SHARE_DAYS = { minimum: 1, standard: 14, maximum: 90 } as const

const Time = Type.String({ description: 'ISO 8601, UTC' })

/** A link to a draft, as editors see it; the address itself is shown once, when it is made. */
export const ShareLinkBody = Type.Object({
  id: Type.String(),
  kind: ShareKind,
  subjectId: Type.String(),
  label: Type.String(),
  createdBy: Type.String(),
  createdAt: Time,
  expiresAt: Time,
  revokedAt: Type.Union([Time, Type.Null()]),
  lastUsedAt: Type.Union([Time, Type.Null()]),
  /** Whether it opens its subject now. */
  valid: Type.Boolean(),
})
export type ShareLinkBody = Static<typeof ShareLinkBody>
export const ShareLinkList = Type.Object({ links: Type.Array(ShareLinkBody) })

export const NewShareLink = Type.Object(
  {
    kind: ShareKind,
    subjectId: Type.String({ minLength: 1, maxLength: 2000 }),
    label: Type.Optional(Type.String({ maxLength: 200 })),
    /** Days until it expires; default 14. */
    days: Type.Optional(Type.Integer({ minimum: SHARE_DAYS.minimum, maximum: SHARE_DAYS.maximum })),
  },
  { additionalProperties: false },
)
/** `url` holds the token behind `#`, which browsers send to nobody. */
export const CreatedShareLink = Type.Object({ link: ShareLinkBody, url: Type.String() })
export type CreatedShareLink = Static<typeof CreatedShareLink>
