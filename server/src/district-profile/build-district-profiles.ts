/**
 * Profiles ("Steckbriefe") of all districts of a level from one run's figures: people by group, kinds, fields of action, gaps, similar districts, needs.
 * Every figure is one of the input or a stated combination of them; what the input withholds stays withheld, also in sums and shares.
 *
 * O(districts · kinds + districts²).
 */
import type {
  DistrictProfile,
  ProfileField,
  ProfileGroup,
  ProfileKind,
  ProfileRow,
} from '../contract/district-profile.ts'
import { deriveNeeds } from './needs-for-action.ts'
import { showShare, type KindFigures, type ProfileInput, type ShareBand, type ShareRule } from './profile-input.ts'
import { findSimilarDistricts, listFeatures } from './similar-districts.ts'

/** So many gap areas are listed per district; all of them are in the export of gap areas. */
export const LISTED_GAPS = 5

/** @returns in the order of the districts */
export function buildDistrictProfiles(input: ProfileInput): DistrictProfile[] {
  const { districts, people, regionPeople, kinds } = input
  const areas = districts.map(({ areaSquareMetres }) => areaSquareMetres)
  const similar = findSimilarDistricts(listFeatures(people, areas))
  const regionArea = areas.reduce((sum, area) => sum + area, 0)
  return districts.map(({ id, name, areaSquareMetres }, d) => {
    const likeIt = similar[d].map(({ districtIndex }) => districtIndex)
    const similarShares = kinds.map((kind) =>
      bandOfRows(
        likeIt.map((index) => kind.rows[index]),
        input.shares,
      ),
    )
    return {
      districtId: id,
      name,
      areaSquareMetres,
      density: densityOf(people[0][d], areaSquareMetres),
      regionDensity: densityOf(regionPeople[0], regionArea),
      groups: input.groups.map((_, g) => describeGroup(input, g, d, likeIt)),
      fields: describeFields(input, d, similarShares),
      kinds: kinds.map((kind, k) => describeKind(kind, d, similarShares[k])),
      gaps: listGaps(kinds, d),
      similar: similar[d].map(({ districtIndex, distance }) => ({
        districtId: districts[districtIndex].id,
        name: districts[districtIndex].name,
        distance,
      })),
      needs: deriveNeeds(input, d, similarShares),
    }
  })
}

function densityOf(people: number | null, areaSquareMetres: number): number | null {
  return people === null || areaSquareMetres <= 0 ? null : people / (areaSquareMetres / 1e6)
}

function describeGroup(input: ProfileInput, g: number, d: number, likeIt: readonly number[]): ProfileGroup {
  const { groups, people, regionPeople, shares } = input
  const own = people[g][d]
  const all = people[0][d]
  const isAll = g === 0
  const sumOf = (group: number) => sumKnown(likeIt.map((index) => people[group][index]))
  return {
    groupId: groups[g].id,
    people: own,
    share: isAll ? null : showShare(own, all, shares),
    regionPeople: regionPeople[g],
    regionShare: isAll ? null : showShare(regionPeople[g], regionPeople[0], shares),
    similarShare: isAll || likeIt.length === 0 ? null : showShare(sumOf(g), sumOf(0), shares),
    reason: groupReason(own, all, isAll, shares),
  }
}

function groupReason(own: number | null, all: number | null, isAll: boolean, { minimumPeople }: ShareRule) {
  if (own === null || all === null) return 'suppressed'
  if (all === 0) return 'no-people'
  return !isAll && all < minimumPeople ? 'small-base' : null
}

function describeKind(kind: KindFigures, d: number, similar: ShareBand): ProfileKind {
  const { category, groupId, minutes, rows, total } = kind
  const nearest = kind.nearest[d]
  return {
    categoryId: category.id,
    fieldId: category.field,
    isCore: category.core,
    groupId,
    minutes,
    row: rows[d],
    region: total,
    similarShare: similar.share,
    similarShareUpper: similar.shareUpper,
    nearest: nearest[0] ?? null,
    nearestOutside: nearest.find(({ isInside }) => !isInside) ?? null,
  }
}

/**
 * Means of the shares of a field's kinds, weighted by kind, at least and at most; withheld where one of them is, because it could be computed from the others.
 */
function describeFields(
  { fieldIds, kinds }: ProfileInput,
  d: number,
  similarShares: readonly ShareBand[],
): ProfileField[] {
  return fieldIds.flatMap((fieldId) => {
    const members = kinds.flatMap((kind, k) => (kind.category.field === fieldId ? [{ kind, k }] : []))
    if (members.length === 0) return []
    const weights = members.map(({ kind }) => kind.category.weight)
    const mean = (bandOf: (member: (typeof members)[number]) => ShareBand) => meanBand(members.map(bandOf), weights)
    const own = mean(({ kind }) => kind.rows[d])
    const region = mean(({ kind }) => kind.total)
    const similar = mean(({ k }) => similarShares[k])
    const missing = members.map(({ kind }) => kind.rows[d]).find(({ share }) => share === null)
    return [
      {
        fieldId,
        kindCount: members.length,
        share: own.share,
        shareUpper: own.shareUpper,
        regionShare: region.share,
        regionShareUpper: region.shareUpper,
        similarShare: similar.share,
        similarShareUpper: similar.shareUpper,
        reason: own.share === null ? (missing?.reason ?? null) : null,
      },
    ]
  })
}

/** A kind of which nobody can be assessed has no share, but is between none and all; where that holds for every kind, there is no mean at least. */
function meanBand(bands: readonly ShareBand[], weights: readonly number[]): ShareBand {
  let least = 0
  let most = 0
  let sum = 0
  for (const [i, { share, shareUpper }] of bands.entries()) {
    if (shareUpper === null) return { share: null, shareUpper: null }
    least += (share ?? 0) * weights[i]
    most += shareUpper * weights[i]
    sum += weights[i]
  }
  const isKnown = bands.some(({ share }) => share !== null)
  return { share: isKnown ? least / sum : null, shareUpper: most / sum }
}

function listGaps(kinds: readonly KindFigures[], d: number): DistrictProfile['gaps'] {
  return kinds
    .flatMap(({ category, groupId, gaps }) =>
      gaps
        .filter((gap) => gap.districtIndex === d && gap.people !== null)
        .map(({ gapId, name, people, uncertain, areaPeople, uncertainShare }) => ({
          gapId,
          name,
          categoryId: category.id,
          groupId,
          people,
          unservedLower: people === null || uncertain === null ? null : people - uncertain,
          uncertain,
          areaPeople,
          uncertainShare,
        })),
    )
    .sort((a, b) => (b.unservedLower ?? 0) - (a.unservedLower ?? 0) || b.people! - a.people!)
    .slice(0, LISTED_GAPS)
}

/** People served of all people of the rows together, at least and at most; no share where nobody can be assessed, neither where a row withholds its own. */
function bandOfRows(rows: readonly ProfileRow[], shares: ShareRule): ShareBand {
  if (rows.length === 0 || rows.some(isWithheld)) return { share: null, shareUpper: null }
  const people = sumKnown(rows.map((row) => row.people))
  const served = sumKnown(rows.map((row) => row.served))
  const unknown = sumKnown(rows.map((row) => row.unknown))
  const unsure = sumKnown(rows.flatMap((row) => [row.unknown, row.uncertain]))
  const most = served === null || unsure === null ? null : served + unsure
  return {
    share: unknown === people ? null : showShare(served, people, shares),
    shareUpper: showShare(most, people, shares),
  }
}

/** A row without people adds nothing, and one of which nobody can be assessed adds people of whom that is said; all others without a share withhold it. */
function isWithheld({ people, share, shareUpper }: ProfileRow): boolean {
  return share === null && shareUpper === null && people !== 0
}

function sumKnown(values: readonly (number | null)[]): number | null {
  let sum = 0
  for (const value of values) {
    if (value === null) return null
    sum += value
  }
  return sum
}
