import type { Categories, ImportIssues, Region, RunInfo, SourceInfo } from '../contract/region.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { Facility } from '../facilities/facility.ts'
import { boundsOf } from '../geo/bounds.ts'
import { polygonLabelPoint } from '../tiles/label-point.ts'
import type { ImportIssue } from '../issues/import-issue.ts'
import { describeIssue } from '../issues/issue-catalogue.ts'
import { PROFILE_IDS } from '../network/profile.ts'
import { PROFILES } from '../network/profile.ts'
import { Problem } from '../problems/problems.ts'
import { BUNDLES } from './bundles.ts'
import { summariseRegion } from './import-summary.ts'
import type { RegionData } from './region-data.service.ts'

/** The region as the API describes it. */
export function buildRegion(
  region: RegionData,
  sources: SourceInfo[],
  runs: RunInfo[],
  droppedKilometres: number,
): Region {
  const { manifest, summary, key } = region
  const tiles = (set: string) => `/tiles/${key}/${set}.json`
  const network = summary.networkBounds
  return {
    ...summariseRegion(summary, {
      key,
      name: manifest.name,
      fictional: manifest.fictional,
      importedAt: region.importedAt,
      analysed: runs.length > 0,
    }),
    levels: summary.levels.map((level, i) => ({ id: level.id, label: level.label, count: region.districts[i].length })),
    groups: summary.groups.map((group) => ({ ...group })),
    profiles: PROFILE_IDS.map((id) => {
      const { label, speedMetresPerSecond, note } = PROFILES[id]
      return { id, label, speedMetresPerSecond, note }
    }),
    sources,
    notes: [...summary.notes],
    networkBounds: [network.west, network.south, network.east, network.north],
    network: { ...summary.network, unknownShares: { ...summary.network.unknownShares }, droppedKilometres },
    peopleOutside: summary.peopleOutside,
    runs,
    tiles: {
      basemap: tiles('basemap'),
      districts: tiles('districts'),
      facilities: tiles('facilities'),
      hexagons: tiles('hexagons'),
      gaps: tiles('gaps'),
    },
    version: region.importId,
  }
}

/** Districts of a level as GeoJSON; throws the problem `unknown-level`. */
export function districtFeatures(region: RegionData, levelId: string) {
  const level = region.levels.findIndex((l) => l.id === levelId)
  if (level < 0)
    throw new Problem(
      'unknown-level',
      `"${levelId}" is no level of this region; there are ${region.levels.map((l) => l.id).join(', ')}.`,
    )
  return {
    type: 'FeatureCollection' as const,
    features: region.districts[level].map((district) => {
      const bounds = boundsOf(district.geometry.flat(2))!
      return {
        type: 'Feature' as const,
        properties: {
          id: district.id,
          name: district.name,
          level: levelId,
          areaSquareMetres: district.areaSquareMetres,
          people: district.people,
          center: polygonLabelPoint(district.geometry),
          bounds: [bounds.west, bounds.south, bounds.east, bounds.north],
        },
        geometry: { type: 'MultiPolygon' as const, coordinates: district.geometry },
      }
    }),
  }
}

/** Places as GeoJSON points, of all kinds or of those named; `index` is the one that cell columns refer to. */
export function facilityFeatures(region: RegionData, categoryIds: readonly string[] | undefined) {
  const features = region.facilities.flatMap((facility, index) => {
    if (categoryIds && !facility.categoryIds.some((id) => categoryIds.includes(id))) return []
    const { lng, lat, accessPoints: _, ...properties } = facility
    return [
      {
        type: 'Feature' as const,
        properties: { index, ...properties },
        geometry: { type: 'Point' as const, coordinates: [lng, lat] },
      },
    ]
  })
  return { type: 'FeatureCollection' as const, features }
}

/** The catalogue with the region's numbers of places. */
export function buildCategories(catalogue: Catalogue, facilities: readonly Facility[]): Categories {
  const counts = new Map<string, number>()
  for (const facility of facilities) for (const id of facility.categoryIds) counts.set(id, (counts.get(id) ?? 0) + 1)
  return {
    fields: catalogue.fields.map(({ id, label }) => ({ id, label })),
    categories: catalogue.categories.map((c) => ({
      id: c.id,
      label: c.label,
      field: c.field,
      thresholdMinutes: c.thresholdMinutes,
      thresholdBasis: c.thresholdBasis,
      thresholdSources: c.thresholdSources.map((id) => catalogue.sources[id] ?? id),
      evidence: catalogue.evidenceLevels[c.evidence] ?? c.evidence,
      targetGroups: [...c.targetGroups],
      seniorUse: c.seniorUse,
      osmCompleteness: c.osmExpectedCompleteness,
      capacityUnit: c.capacityUnit,
      weight: c.weight,
      note: c.noteDe,
      facilityCount: counts.get(c.id) ?? 0,
    })),
    bundles: BUNDLES.map((bundle) => ({ ...bundle, categoryIds: [...bundle.categoryIds] })),
  }
}

/** Import issues with their texts in both languages. */
export function issueTexts(issues: readonly ImportIssue[]): ImportIssues['issues'] {
  return issues.map((issue) => ({
    ...issue,
    examples: [...issue.examples],
    message: describeIssue(issue.kind, issue.count),
  }))
}
