/**
 * Needs for action of one district, derived from its figures by stated rules; see docs/methods/needs-for-action.md. The same figures give the same needs
 * in the same order; where a figure is withheld, no need is derived from it.
 */
import type { NeedPriority, ProfileNeed, ProfileRow } from '../contract/district-profile.ts'
import { writeNeed, type NeedFacts } from './needs-text.ts'
import { showShare, type DistrictGap, type KindFigures, type ProfileInput, type ShareBand } from './profile-input.ts'

/** Thresholds of the rules; the method card and the profile name them. */
export const NEED_RULES = {
  /** Fewer people who are surely not served make no need: the base from which percentages are shown (methods, small numbers). */
  minimumPeople: 30,
  /** A need where at least this share of the people is surely not served … */
  unservedShare: 1 / 3,
  /** … or where the share served, at its most, is so far below the least of the region or of the similar districts. */
  belowOthers: 0.1,
  /** Of high priority with both, and at least this share not served. */
  highUnservedShare: 0.5,
  /** Data are unclear where this share of the people cannot be assessed for sure. */
  unclearShare: 0.2,
  /** A group is large where its share is so many times that of the region, … */
  largeGroupRatio: 1.25,
  /** … by at least two per cent of everybody … */
  largeGroupDifference: 0.02,
  /** … and so many people. */
  largeGroupPeople: 100,
  /** A gap area is named where it holds this share of those not served. */
  clusterShare: 0.5,
  /** Where it holds more, nearly everybody is meant anyway. */
  clusterShareUpper: 0.95,
} as const

const PRIORITIES: readonly NeedPriority[] = ['high', 'medium', 'low']

/** A row in which nothing is withheld. */
interface KnownRow {
  readonly people: number
  readonly share: number
  readonly shareUpper: number
  /** People who are not surely served, nor surely not. */
  readonly unsure: number
  /** People surely not served. */
  readonly sure: number
  readonly facilityCount: number
}

function toKnown(row: ProfileRow): KnownRow | null {
  const { people, unservedLower, unknown, uncertain, share, shareUpper, facilityCount } = row
  if (people === null || unservedLower === null || unknown === null || uncertain === null) return null
  if (share === null || shareUpper === null) return null
  return { people, share, shareUpper, unsure: unknown + uncertain, sure: unservedLower, facilityCount }
}

interface Ranked {
  readonly need: ProfileNeed
  readonly weight: number
}

/**
 * @param similarShares share served in the similar districts per kind of the input
 * @returns the most urgent first: by priority, then by gap persons surely not served times the weight of the kind, then in the order of the catalogue
 */
export function deriveNeeds(
  input: ProfileInput,
  districtIndex: number,
  similarShares: readonly ShareBand[],
): ProfileNeed[] {
  const ranked: Ranked[] = []
  input.kinds.forEach((kind, k) => {
    if (kind.category.core) ranked.push(...deriveSupplyNeed(input, districtIndex, kind, similarShares[k]))
  })
  ranked.push(...deriveSharedUse(input, districtIndex, ranked))
  ranked.push(...deriveUnclearData(input, districtIndex))
  ranked.push(...deriveLargeGroups(input, districtIndex))
  const rank = ({ need }: Ranked) => PRIORITIES.indexOf(need.priority)
  // The sort is stable: equal ones stay in the order of the catalogue.
  return ranked.sort((a, b) => rank(a) - rank(b) || b.weight - a.weight).map(({ need }) => need)
}

/** People without a place of a basic kind within reach. */
function deriveSupplyNeed(input: ProfileInput, districtIndex: number, kind: KindFigures, similar: ShareBand): Ranked[] {
  const row = toKnown(kind.rows[districtIndex])
  const region = kind.total
  if (row === null || row.sure < NEED_RULES.minimumPeople) return []
  const isLarge = row.sure / row.people >= NEED_RULES.unservedShare
  const isBelow = [region.share, similar.share].some(
    (other) => other !== null && other - row.shareUpper >= NEED_RULES.belowOthers,
  )
  if (!isLarge && !isBelow) return []
  const isHigh = isBelow && row.sure / row.people >= NEED_RULES.highUnservedShare
  const cluster = findCluster(kind.gaps, districtIndex, row.sure)
  const isListed = kind.category.isListed || kind.category.osmExpectedCompleteness === 'high'
  const { category, minutes } = kind
  const nearest = kind.nearest[districtIndex][0]
  return [
    toRanked(input, {
      code: row.facilityCount === 0 ? 'no-place-in-reach' : 'place-too-far',
      priority: isHigh ? 'high' : isBelow ? 'medium' : 'low',
      category,
      groupId: kind.groupId,
      people: row.sure,
      numbers: {
        unservedLower: row.sure,
        people: row.people,
        share: row.share,
        shareUpper: row.shareUpper,
        minutes,
        facilityCount: row.facilityCount,
        ...numbersOfBand('region', region),
        ...numbersOfBand('similar', similar),
        ...(nearest === undefined ? {} : { nearestMinutes: nearest.minutes }),
        ...(cluster === null ? {} : { clusterPeople: surePeopleOf(cluster) }),
        ...(Math.round(row.unsure) > 0 ? { unsure: row.unsure } : {}),
      },
      certainty: !isListed ? 'places' : Math.round(row.unsure) > 0 ? 'band' : 'sure',
      clusterName: cluster?.name ?? null,
      weight: kind.sureGapPersons[districtIndex] * category.weight,
    }),
  ]
}

/** The gap area that holds most of those who are surely not served, but not all, and mostly people of this district. */
function findCluster(gaps: readonly DistrictGap[], districtIndex: number, sure: number): DistrictGap | null {
  let largest: DistrictGap | null = null
  for (const gap of gaps) {
    if (gap.districtIndex !== districtIndex || gap.people === null || gap.areaPeople === null) continue
    if (gap.uncertain === null || surePeopleOf(gap) < NEED_RULES.minimumPeople) continue
    if (gap.people < gap.areaPeople / 2) continue
    if (largest === null || surePeopleOf(gap) > surePeopleOf(largest)) largest = gap
  }
  if (largest === null) return null
  const share = surePeopleOf(largest) / sure
  return share >= NEED_RULES.clusterShare && share <= NEED_RULES.clusterShareUpper ? largest : null
}

/** @param gap with known figures */
const surePeopleOf = ({ people, uncertain }: DistrictGap): number => people! - uncertain!

/** Where older people lack a meeting place: places of other kinds that could be opened to them (Magdeburg's question). */
function deriveSharedUse(input: ProfileInput, districtIndex: number, needs: readonly Ranked[]): Ranked[] {
  const hosts = input.kinds
    .filter(({ category }) => category.seniorUse === 'check')
    .map(({ category, rows }) => ({ category, count: rows[districtIndex].facilityCount }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  if (hosts.length === 0) return []
  const meeting = needs.find(({ need }) => need.categoryId === 'senior_meeting_place')
  const kind = input.kinds.find(({ category }) => category.id === 'senior_meeting_place')
  if (meeting === undefined || kind === undefined) return []
  const { unservedLower, unsure, people, minutes } = meeting.need.numbers
  return [
    toRanked(input, {
      code: 'check-shared-use',
      priority: meeting.need.priority,
      category: kind.category,
      groupId: kind.groupId,
      people: unservedLower,
      numbers: {
        unservedLower,
        people,
        minutes,
        ...(unsure === undefined ? {} : { unsure }),
        ...Object.fromEntries(hosts.map(({ category, count }) => [`places:${category.id}`, count])),
      },
      certainty: meeting.need.certainty,
      hosts,
      weight: meeting.weight,
    }),
  ]
}

/** The basic kind for which most people cannot be assessed. */
function deriveUnclearData(input: ProfileInput, districtIndex: number): Ranked[] {
  let most: { kind: KindFigures; unsure: number; people: number } | null = null
  for (const kind of input.kinds) {
    const { people, unknown, uncertain } = kind.rows[districtIndex]
    if (!kind.category.core || people === null || unknown === null || uncertain === null) continue
    const unsure = unknown + uncertain
    if (unsure < NEED_RULES.minimumPeople || unsure / people < NEED_RULES.unclearShare) continue
    if (most === null || unsure > most.unsure) most = { kind, unsure, people }
  }
  if (most === null) return []
  const { kind, unsure, people } = most
  return [
    toRanked(input, {
      code: 'unclear-data',
      priority: unsure / people >= NEED_RULES.highUnservedShare ? 'high' : 'medium',
      category: kind.category,
      groupId: kind.groupId,
      people: unsure,
      numbers: { unsure, people, minutes: kind.minutes },
      certainty: 'band',
      // First of its priority: what cannot be assessed comes before what is compared.
      weight: Infinity,
    }),
  ]
}

/** Groups that are much more frequent here than in the region. */
function deriveLargeGroups(input: ProfileInput, districtIndex: number): Ranked[] {
  const [all, ...others] = input.people
  const allHere = all[districtIndex]
  const [allRegion] = input.regionPeople
  return others.flatMap((counts, i) => {
    const people = counts[districtIndex]
    const regionPeople = input.regionPeople[i + 1]
    if (people === null || allHere === null || regionPeople === null || allRegion === null) return []
    if (people < NEED_RULES.largeGroupPeople || regionPeople <= 0) return []
    const share = showShare(people, allHere, input.shares)
    const regionShare = showShare(regionPeople, allRegion, input.shares)
    if (share === null || regionShare === null) return []
    if (share < NEED_RULES.largeGroupRatio * regionShare || share - regionShare < NEED_RULES.largeGroupDifference)
      return []
    return [
      toRanked(input, {
        code: 'large-group',
        priority: 'low',
        category: null,
        groupId: input.groups[i + 1].id,
        people,
        numbers: { people, share, regionShare },
        certainty: 'sure',
        weight: people,
      }),
    ]
  })
}

/** Nothing where it is withheld, and where it is anything between none and all. */
function numbersOfBand(name: string, { share, shareUpper }: ShareBand): Record<string, number> {
  if (share === null || shareUpper === null || (share === 0 && shareUpper === 1)) return {}
  return { [`${name}Share`]: share, [`${name}ShareUpper`]: shareUpper }
}

function toRanked(input: ProfileInput, facts: NeedFacts & { readonly weight: number }): Ranked {
  const { code, priority, category, groupId, people, numbers, certainty, weight } = facts
  const guidelines = [...(category?.guidelines ?? [])]
  const text = { de: writeNeed(input, facts, 'de'), en: writeNeed(input, facts, 'en') }
  const categoryId = category?.id ?? null
  return { need: { code, priority, categoryId, groupId, people, numbers, certainty, guidelines, text }, weight }
}
