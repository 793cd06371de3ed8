/**
 * Parts without people: every cell that shares area with a district of the first level gets a part, and so does every
 * district that is too small for a piece of its own. So each cell and each district occurs in every result, with nobody
 * living there if need be.
 */
import { clipToConvex, measureFlat } from '../geo/clip.ts'
import { findArea, type PolygonIndex } from '../geo/polygon-index.ts'
import { pointInPolygon } from '../geo/polygon.ts'
import { cellToBoundary, cellToCenter, listCellsOver } from '../grid/cells.ts'
import type { AreaOfPeople } from './area-of-people.ts'
import type { PartIndex } from './part-index.ts'
import { NO_DISTRICT } from './population.ts'

/** Adds the parts that are missing; `indexes` are those of the levels. */
export function coverWithParts(
  parts: PartIndex,
  districtsByLevel: readonly (readonly AreaOfPeople[])[],
  indexes: readonly PolygonIndex[],
  resolution: number,
): void {
  const combinationAt = (lng: number, lat: number) => indexes.map((index) => findArea(index, lng, lat))
  const overlapping = new Map<string, number[]>()
  districtsByLevel[0].forEach((district, d) => {
    for (const cellId of listCellsOver(district.geometry, resolution)) {
      const list = overlapping.get(cellId)
      if (list === undefined) overlapping.set(cellId, [d])
      else list.push(d)
    }
  })
  const peopled = new Set(parts.cellOfPart)
  for (const cellId of [...overlapping.keys()].sort()) {
    if (peopled.has(cellId)) continue
    const [lng, lat] = cellToCenter(cellId)
    const combination = combinationAt(lng, lat)
    if (combination[0] !== NO_DISTRICT) {
      parts.findOrAdd(cellId, combination)
      continue
    }
    const shares = overlapping.get(cellId)!.map((d) => ({ d, ...overlapOf(districtsByLevel[0][d], cellId) }))
    const largest = shares.reduce((best, share) => (share.area > best.area ? share : best))
    parts.findOrAdd(cellId, [largest.d, ...combinationAt(largest.lng, largest.lat).slice(1)])
  }

  districtsByLevel.forEach((districts, level) => {
    const present = new Set(parts.districtsOfPart.map((combination) => combination[level]))
    districts.forEach((district, d) => {
      if (present.has(d)) return
      const shares = listCellsOver(district.geometry, resolution).map((id) => ({ id, ...overlapOf(district, id) }))
      if (shares.length === 0) return
      const largest = shares.reduce((best, share) => (share.area > best.area ? share : best))
      const combination = combinationAt(largest.lng, largest.lat)
      combination[level] = d
      if (combination[0] !== NO_DISTRICT) parts.findOrAdd(largest.id, combination)
    })
  })
}

/** How much of a cell lies in a district, in squared degrees, and a position of the largest piece. */
function overlapOf(district: AreaOfPeople, cellId: string): { area: number; lng: number; lat: number } {
  const boundary = cellToBoundary(cellId).slice(0, -1)
  const outline = Float64Array.from(boundary.flat())
  let area = 0
  let largest = 0
  let [lng, lat] = pointInPolygon(district.geometry[0])
  for (const polygon of district.geometry) {
    polygon.forEach((ring, i) => {
      const piece = measureFlat(clipToConvex(Float64Array.from(ring.slice(0, -1).flat()), outline))
      area += Math.abs(piece.area) * (i === 0 ? 1 : -1)
      if (i > 0 || Math.abs(piece.area) <= largest) return
      largest = Math.abs(piece.area)
      lng = piece.x
      lat = piece.y
    })
  }
  return { area, lng, lat }
}
