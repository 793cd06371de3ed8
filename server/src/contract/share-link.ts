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
