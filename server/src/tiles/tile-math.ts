/**
 * Web Mercator tile arithmetic. World units: 0 … 1 over the whole square map, x eastwards, y southwards; tile (z, x, y) is the
 * square of side 2⁻ᶻ at (x, y)·2⁻ᶻ. Scaling by a power of two is exact in double precision, so a position has one and only
 * one integer grid coordinate per zoom, whichever tile asks for it: that is what makes neighbouring tiles meet.
 */
import type { Bounds } from '../geo/bounds.ts'

/** Integer grid of one tile side, the same in every tile set of the project. */
export const TILE_EXTENT = 4096
/** Geometry reaches this far beyond the tile's edge, in grid units (8 screen pixels of a 512 pixel tile). */
export const TILE_BUFFER = 64
/** Latitude where the square map ends, degrees. */
export const MAXIMUM_LATITUDE = 85.0511287798066
/** Highest zoom that an address may name. */
export const MAXIMUM_ZOOM = 22

export interface TileAddress {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** Columns and rows of tiles of one zoom, both ends included. */
export interface TileRange {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

/** World x of a longitude in degrees; −180 … 180 gives 0 … 1. */
export function lngToWorld(lng: number): number {
  return lng / 360 + 0.5
}

/** World y of a latitude in degrees, clamped to the square map. */
export function latToWorld(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180)
  const y = 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI
  return y < 0 ? 0 : y > 1 ? 1 : y
}

/** Longitude in degrees of a world x. */
export function worldToLng(x: number): number {
  return (x - 0.5) * 360
}

/** Latitude in degrees of a world y. */
export function worldToLat(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI
}

/** The rectangle of a tile in degrees, without buffer. */
export function tileBounds(address: TileAddress): Bounds {
  const side = 2 ** -address.z
  return {
    west: worldToLng(address.x * side),
    south: worldToLat((address.y + 1) * side),
    east: worldToLng((address.x + 1) * side),
    north: worldToLat(address.y * side),
  }
}

/** The tiles of zoom z that the rectangle touches; bounds beyond the square map are cut. */
export function tileRange(bounds: Bounds, z: number): TileRange {
  const count = 2 ** z
  const clamp = (tile: number) => Math.max(0, Math.min(count - 1, Math.floor(tile)))
  return {
    minX: clamp(lngToWorld(bounds.west) * count),
    minY: clamp(latToWorld(bounds.north) * count),
    maxX: clamp(lngToWorld(bounds.east) * count),
    maxY: clamp(latToWorld(bounds.south) * count),
  }
}

/** Every tile of the zooms from `minimumZoom` to `maximumZoom` that the rectangle touches: zoom by zoom, row by row. */
export function* listTiles(bounds: Bounds, minimumZoom: number, maximumZoom: number): Generator<TileAddress> {
  for (let z = minimumZoom; z <= maximumZoom; z++) {
    const range = tileRange(bounds, z)
    for (let y = range.minY; y <= range.maxY; y++) {
      for (let x = range.minX; x <= range.maxX; x++) yield { z, x, y }
    }
  }
}

/** Whether the tile touches the rectangle. */
export function tileTouchesBounds(address: TileAddress, bounds: Bounds): boolean {
  const range = tileRange(bounds, address.z)
  return address.x >= range.minX && address.x <= range.maxX && address.y >= range.minY && address.y <= range.maxY
}

const CANONICAL_DECIMAL = /^(?:0|[1-9][0-9]{0,7})$/

/**
 * The address named by three path segments, or null. Accepts the canonical decimal form only, so that a tile has one
 * address: `0x5`, `05`, `5.0`, ` 5`, `+5` and `1e1` are refused, and so are tiles outside the map and zooms above 22.
 */
export function parseTileAddress(z: string, x: string, y: string): TileAddress | null {
  if (!CANONICAL_DECIMAL.test(z) || !CANONICAL_DECIMAL.test(x) || !CANONICAL_DECIMAL.test(y)) return null
  const address = { z: Number(z), x: Number(x), y: Number(y) }
  if (address.z > MAXIMUM_ZOOM) return null
  const count = 2 ** address.z
  return address.x < count && address.y < count ? address : null
}
