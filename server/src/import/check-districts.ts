import type { District } from '../districts/district.ts'
import { boundsContain, boundsOf, joinBounds, type Bounds } from '../geo/bounds.ts'
import { ImportError } from '../issues/import-error.ts'
import type { IssueSink } from '../issues/import-issue.ts'

/** Figures under the ids that the manifest gives them. */
export function renameFigures(district: District, figures: Readonly<Record<string, string>>): District {
  const named = Object.entries(figures).flatMap(([id, property]) =>
    district.figures[property] === undefined ? [] : [[id, district.figures[property]] as const],
  )
  return { ...district, figures: Object.fromEntries(named) }
}

/** The rectangle around districts and street data together. */
export function findRegionBounds(districts: readonly District[], network: Bounds): Bounds {
  return joinBounds(boundsOf(districts.flatMap((d) => d.geometry.flat(2)))!, network)
}

/** Names districts that the street data do not cover; throws where they cover none, because then the files do not belong together. */
export function checkDistrictsAgainstNetwork(districts: readonly District[], network: Bounds, issues: IssueSink): void {
  let inside = 0
  for (const district of districts) {
    const positions = district.geometry.flat(2)
    const within = positions.filter(([lng, lat]) => boundsContain(network, lng, lat)).length
    if (within > 0) inside++
    if (within < positions.length) issues.add('districts-partly-outside-network', 'warning', 'osm', district.name)
  }
  const all = boundsOf(districts.flatMap((d) => d.geometry.flat(2)))!
  const covers =
    all.west < network.west && all.east > network.east && all.south < network.south && all.north > network.north
  if (inside === 0 && !covers) {
    throw new ImportError(
      'districts-outside-network',
      'no district touches the street data',
      'districts',
      'check that all files belong to the same region and that longitude and latitude are not swapped',
    )
  }
}
