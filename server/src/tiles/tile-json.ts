/** TileJSON 3.0.0 documents: how a client learns where the tiles of a set are and what they hold. */
import type { Bounds, LngLat } from '../geo/bounds.ts'
import { TILE_SETS, type TileSetId, type VectorLayer } from './tile-sets.ts'

export interface TileJson {
  readonly tilejson: '3.0.0'
  readonly name: string
  readonly scheme: 'xyz'
  readonly tiles: readonly string[]
  readonly vector_layers: readonly VectorLayer[]
  /** May hold links; sources are named as they ask for it. */
  readonly attribution: string
  readonly minzoom: number
  readonly maxzoom: number
  /** West, south, east, north in degrees. */
  readonly bounds: readonly [number, number, number, number]
  /** Longitude, latitude, zoom. */
  readonly center: readonly [number, number, number]
}

export interface TileJsonOptions {
  readonly set: TileSetId
  readonly region: string
  readonly name: string
  /** Public address of the server without a slash at the end: `https://nahraum.example.org`. */
  readonly publicUrl: string
  /** Part of every tile's address, so that tiles never change under one address; letters, digits, `.`, `_` and `-`. */
  readonly version: string
  /** Further address parameters of a set with values (`run=…&categories=…`), already encoded, without `?`; or empty. */
  readonly query: string
  readonly bounds: Bounds
  readonly attribution: string
}

/** Address template of the tiles of a set, with `{z}/{x}/{y}` to be filled in by the client. */
export function tileUrlTemplate(
  options: Pick<TileJsonOptions, 'publicUrl' | 'region' | 'set' | 'version' | 'query'>,
): string {
  if (!/^[\w.-]+$/.test(options.version))
    throw new RangeError(`tile version ${options.version} does not fit into an address`)
  const query = options.query === '' ? '' : `?${options.query}`
  return `${options.publicUrl}/tiles/${options.region}/${options.set}/${options.version}/{z}/{x}/{y}.mvt${query}`
}

export function buildTileJson(options: TileJsonOptions): TileJson {
  const { minimumZoom, maximumZoom, layers } = TILE_SETS[options.set]
  const { west, south, east, north } = options.bounds
  const [lng, lat] = centerOf(options.bounds)
  return {
    tilejson: '3.0.0',
    name: options.name,
    scheme: 'xyz',
    tiles: [tileUrlTemplate(options)],
    vector_layers: layers,
    attribution: options.attribution,
    minzoom: minimumZoom,
    maxzoom: maximumZoom,
    bounds: [west, south, east, north],
    center: [lng, lat, zoomToFit(options.bounds, minimumZoom, maximumZoom)],
  }
}

function centerOf(bounds: Bounds): LngLat {
  return [(bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2]
}

/** The highest whole zoom at which the bounds' width fits a screen of 1,024 pixels, tiles being 512 pixels wide. */
function zoomToFit(bounds: Bounds, minimumZoom: number, maximumZoom: number): number {
  const tilesWide = (bounds.east - bounds.west) / 360
  const zoom = tilesWide > 0 ? Math.floor(Math.log2(2 / tilesWide)) : maximumZoom
  return Math.max(minimumZoom, Math.min(maximumZoom, zoom))
}
