import { readStored, writeStored } from '../state/browser-storage.ts'
import { decodePositions, decodeRings, encodePositions, encodeRings } from './shape-code.ts'
import type { DrawnShapes } from './sites-question.ts'

/** What was drawn and is too long for an address is kept in the browser in which it was drawn, one per region. */
const keyOf = (regionKey: string) => `nahraum.sites.${regionKey}`

/** Null where nothing is kept that can be read. */
export function readKeptShapes(regionKey: string): DrawnShapes | null {
  const [points, areas, forbidden, ...rest] = readStored(keyOf(regionKey))?.split('|') ?? []
  if (points === undefined || areas === undefined || forbidden === undefined || rest.length > 0) return null
  const shapes = { points: decodePositions(points), areas: decodeRings(areas), forbidden: decodeRings(forbidden) }
  const { points: p, areas: a, forbidden: f } = shapes
  return p && a && f ? { points: p, areas: a, forbidden: f } : null
}

export function writeKeptShapes(regionKey: string, shapes: DrawnShapes | null): void {
  const text =
    shapes && [encodePositions(shapes.points), encodeRings(shapes.areas), encodeRings(shapes.forbidden)].join('|')
  writeStored(keyOf(regionKey), text)
}
