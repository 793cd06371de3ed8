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

/** Mean of the shares of a field's kinds, weighted by kind; withheld where one of them is, because it could be computed from the others. */
function describeFields(
  { fieldIds, kinds }: ProfileInput,
  d: number,
  similarShares: readonly ShareBand[],
): ProfileField[] {
  return fieldIds.flatMap((fieldId) => {
    const members = kinds.flatMap((kind, k) => (kind.category.field === fieldId ? [{ kind, k }] : []))
    if (members.length === 0) return []
    const mean = (shareOf: (member: (typeof members)[number]) => number | null) =>
      weightedMean(members.map((member) => ({ share: shareOf(member), weight: member.kind.category.weight })))
    return [
      {
        fieldId,
        kindCount: members.length,
        share: mean(({ kind }) => kind.rows[d].share),
        regionShare: mean(({ kind }) => kind.total.share),
        similarShare: mean(({ k }) => similarShares[k].share),
      },
    ]
  })
}

function weightedMean(values: readonly { readonly share: number | null; readonly weight: number }[]): number | null {
  let sum = 0
  let weights = 0
  for (const { share, weight } of values) {
    if (share === null) return null
    sum += share * weight
    weights += weight
  }
  return weights > 0 ? sum / weights : null
}

function listGaps(kinds: readonly KindFigures[], d: number): DistrictProfile['gaps'] {
  return kinds
    .flatMap(({ category, groupId, gaps }) =>
      gaps
        .filter((gap) => gap.districtIndex === d && gap.people !== null)
        .map(({ gapId, name, people, areaPeople, uncertainShare }) => ({
          gapId,
          name,
          categoryId: category.id,
          groupId,
          people,
          areaPeople,
          uncertainShare,
        })),
    )
    .sort((a, b) => b.people! - a.people!)
    .slice(0, LISTED_GAPS)
}

/** People served of all people of the rows together; null where a row withholds either or cannot be assessed. */
function bandOfRows(rows: readonly ProfileRow[], shares: ShareRule): ShareBand {
  if (rows.length === 0 || rows.some(({ share }) => share === null)) return { share: null, shareUpper: null }
  const people = sumKnown(rows.map((row) => row.people))
  const served = sumKnown(rows.map((row) => row.served))
  const unsure = sumKnown(rows.flatMap(({ unknown, uncertain }) => [unknown, uncertain]))
  const most = served === null || unsure === null ? null : served + unsure
  return { share: showShare(served, people, shares), shareUpper: showShare(most, people, shares) }
}

function sumKnown(values: readonly (number | null)[]): number | null {
  let sum = 0
  for (const value of values) {
    if (value === null) return null
    sum += value
  }
  return sum
}
