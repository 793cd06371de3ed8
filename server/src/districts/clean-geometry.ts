/**
 * Valid district geometry from the rings of a file: rings closed, repeated positions and spikes taken out, self-crossings
 * repaired, directions set, slivers dropped. Refused are rings that cross one another and parts that lie inside one another:
 * there the file says two things at once, and only its maker knows which is meant.
 */
import type { LngLat, MultiPolygon, Polygon, Ring } from '../geo/bounds.ts'
import { multiPolygonAreaSquareMetres, orientRing, ringSide } from '../geo/polygon.ts'
import { listEdgeMeetings } from '../geo/ring-crossings.ts'
import { cleanRing } from '../geo/clean-ring.ts'
import { repairRing } from '../geo/ring-repair.ts'

/** Parts and holes below this are left-overs of drawing, not places. */
export const SLIVER_SQUARE_METRES = 10

export type CleanGeometry =
  | {
      readonly kind: 'clean'
      readonly geometry: MultiPolygon
      readonly areaSquareMetres: number
      readonly closedRings: number
      readonly repairedRings: number
      readonly droppedSlivers: number
      /** Holes that lie beside their polygon: they take nothing away and are left out. */
      readonly droppedHoles: number
    }
  | { readonly kind: 'empty' }
  /** `problem` is a phrase for people that follows the name of the district. */
  | { readonly kind: 'broken'; readonly problem: string }

/** Cleans the polygons of one district; positions in degrees, rings open or closed, in any direction. */
export function cleanGeometry(polygons: readonly (readonly (readonly LngLat[])[])[]): CleanGeometry {
  const counts = { closedRings: 0, repairedRings: 0, droppedSlivers: 0, droppedHoles: 0 }
  const parts: Polygon[] = []
  for (const rings of polygons) {
    const repaired: MultiPolygon[] = []
    for (const positions of rings) {
      if (positions.length > 0 && !isClosed(positions)) counts.closedRings++
      const ring = cleanRing(positions)
      const pieces = ring.length === 0 ? [] : repairRing(ring)
      if (pieces === undefined) return { kind: 'broken', problem: `a ring crosses itself near ${place(ring)}` }
      if (ring.length > 0 && (pieces.length !== 1 || pieces[0].length !== 1 || pieces[0][0].length !== ring.length)) {
        counts.repairedRings++
      }
      repaired.push(pieces)
    }
    if (repaired.length === 0) continue
    const [outers, ...holeRings] = repaired
    const placed = placeHoles(outers, holeRings.flat(), counts)
    if (typeof placed === 'string') return { kind: 'broken', problem: placed }
    parts.push(...placed)
  }
  const geometry = parts.filter((polygon) => {
    const isKept = areaOf([polygon[0]]) >= SLIVER_SQUARE_METRES
    if (!isKept) counts.droppedSlivers++
    return isKept
  })
  if (geometry.length === 0) return { kind: 'empty' }
  const conflict = findConflict(geometry)
  if (conflict !== undefined) return { kind: 'broken', problem: conflict }
  return { kind: 'clean', geometry, areaSquareMetres: multiPolygonAreaSquareMetres(geometry), ...counts }
}

/** The outer polygons with the holes that lie in them, or the problem in words. */
function placeHoles(
  outers: MultiPolygon,
  holes: MultiPolygon,
  counts: { droppedSlivers: number; droppedHoles: number },
): Polygon[] | string {
  const result: Ring[][] = outers.map((polygon) => [...polygon])
  for (const [ring, ...islands] of holes) {
    if (areaOf([ring]) < SLIVER_SQUARE_METRES) {
      counts.droppedSlivers++
      continue
    }
    const owner = result.find((polygon) => isInside(ring, polygon[0]))
    if (owner === undefined) {
      const meets = outers.some(([outer]) => isInside(outer, ring) || ringsCross([ring, outer]))
      if (meets) return `a hole near ${place(ring)} reaches beyond its area`
      counts.droppedHoles++
      continue
    }
    owner.push(orientRing(ring, false))
    for (const island of islands) result.push([orientRing(island, true)])
  }
  return result
}

/** What is wrong between the rings of a district, in words, or undefined. */
function findConflict(geometry: MultiPolygon): string | undefined {
  const rings = geometry.flat()
  if (rings.length === 1) return undefined
  const crossing = listEdgeMeetings(rings).find((meeting) => meeting.kind === 'crossing')
  if (crossing !== undefined) return `two of its rings cross near ${place(crossing.positions)}`
  for (let i = 0; i < geometry.length; i++) {
    for (let k = 0; k < geometry.length; k++) {
      if (i === k || !isInside(geometry[i][0], geometry[k][0])) continue
      // Inside the outer ring is right only within one of the holes.
      if (!geometry[k].slice(1).some((hole) => isInside(geometry[i][0], hole))) {
        return `a part near ${place(geometry[i][0])} lies inside another part`
      }
    }
  }
  return undefined
}

function ringsCross(rings: readonly Ring[]): boolean {
  return listEdgeMeetings(rings).some((meeting) => meeting.kind === 'crossing')
}

/** Whether a ring lies in another; they may touch but do not cross. */
function isInside(ring: Ring, around: Ring): boolean {
  for (let i = 1; i < ring.length; i++) {
    const side = ringSide(around, (ring[i - 1][0] + ring[i][0]) / 2, (ring[i - 1][1] + ring[i][1]) / 2)
    if (side !== 0) return side === 1
  }
  // All on the border: the same ring twice.
  return true
}

function isClosed(positions: readonly LngLat[]): boolean {
  const [first, last] = [positions[0], positions[positions.length - 1]]
  return positions.length > 1 && first[0] === last[0] && first[1] === last[1]
}

function areaOf(polygon: Polygon): number {
  return multiPolygonAreaSquareMetres([polygon])
}

function place(positions: readonly LngLat[]): string {
  return `${positions[0][0].toFixed(5)}, ${positions[0][1].toFixed(5)}`
}
