import type { Correction, CorrectionStanding } from '../contract/correction.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { Facility } from '../facilities/facility.ts'
import { correctionFacilityId, findAgain } from './apply-corrections.ts'
import type { CorrectionOutcome } from './apply-corrections.ts'
import { toPlaceState } from './place-state.ts'
import type { StoredCorrection } from './correction.store.ts'

/** How long a decision can be undone. */
export const UNDO_DAYS = 30
const DAY_MILLISECONDS = 86_400_000

/** Until when, as a time; null where there is nothing to undo, or no more. A joined report can be separated as long as nobody has decided. */
export function undoUntil(stored: StoredCorrection, now: Date): Date | null {
  if (stored.status === 'joined') return new Date(now.getTime() + DAY_MILLISECONDS)
  if (stored.decidedAt === null || (stored.status !== 'accepted' && stored.status !== 'rejected')) return null
  const until = new Date(stored.decidedAt.getTime() + UNDO_DAYS * DAY_MILLISECONDS)
  return until.getTime() > now.getTime() ? until : null
}

interface Described {
  readonly region: {
    readonly places: ReadonlyMap<string, Facility>
    readonly shownOutcomes: ReadonlyMap<string, CorrectionOutcome>
  }
  readonly stored: StoredCorrection
  readonly catalogue: Catalogue
  readonly standing: CorrectionStanding
  readonly joined: number
  readonly joinedTo: number | null
  readonly now: Date
}

/** A report as editors see it, beside the place as it is now. */
export function describeCorrection(described: Described): Correction {
  const { region, stored, catalogue, standing, joined, joinedTo, now } = described
  const place = findCurrentPlace(region, stored, catalogue)
  const shown = region.shownOutcomes.get(stored.id)?.standing
  return {
    id: stored.id,
    number: stored.number,
    version: stored.version,
    status: stored.status,
    change: stored.change,
    accepted: stored.accepted?.change ?? null,
    comment: stored.comment,
    reason: stored.reason,
    reported: stored.reported,
    current: place === undefined ? null : toPlaceState(place),
    lng: stored.lng,
    lat: stored.lat,
    districtName: stored.districtName,
    standing,
    counts: stored.status === 'accepted' && (shown === 'applies' || shown === 'already'),
    fromProvider: stored.providerName,
    joined,
    joinedTo,
    createdAt: stored.createdAt.toISOString(),
    decidedAt: stored.decidedAt?.toISOString() ?? null,
    decidedBy: stored.decidedBy,
    undoUntil: undoUntil(stored, now)?.toISOString() ?? null,
  }
}

/** The place that a report is about in the data as they will be; a missing one where it was accepted. */
export function findCurrentPlace(
  region: { readonly places: ReadonlyMap<string, Facility> },
  stored: StoredCorrection,
  catalogue: Catalogue,
): Facility | undefined {
  if (stored.facilityId === null) return region.places.get(correctionFacilityId(stored.id))
  return findAgain(region.places, stored.facilityId, stored.reported, catalogue)
}
