import type { LocalText } from '../contract/common.ts'
import type { ProfileFrame } from '../contract/district-profile.ts'
import type { Static } from 'typebox'
import type { Language } from './figure-format.ts'

/** What the sheets name beside the figures. */
export interface ProfileContext {
  readonly language: Language
  readonly regionName: LocalText
  readonly fictional: boolean
  readonly levelLabel: LocalText
  readonly profileLabel: LocalText
  readonly groups: readonly { readonly id: string; readonly label: LocalText }[]
  readonly fields: readonly { readonly id: string; readonly label: LocalText }[]
  readonly categories: readonly {
    readonly id: string
    readonly label: LocalText
    readonly field: string
    readonly thresholdMinutes: { readonly default: number }
  }[]
  readonly sources: readonly {
    readonly title: LocalText
    readonly licence: string
    readonly attribution: string
    readonly keyDate: string | null
    readonly url: string | null
    readonly sha256: string
  }[]
  /** ISO date on which the document was made. */
  readonly createdAt: string
  readonly softwareVersion: string
  /** What the tables compare with; default both. */
  readonly comparisons?: { readonly region: boolean; readonly similar: boolean }
}

export type Frame = Static<typeof ProfileFrame>
