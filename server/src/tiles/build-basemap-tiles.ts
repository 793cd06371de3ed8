/**
 * All tiles of the basemap, zooms 6 to 14; clients enlarge zoom 14 further. The map is cut block by block (tiles of zoom 10, a city or a part of one),
 * so that memory follows the densest block and not the extent of the file.
 */
import type { Feature } from 'geojson'
import type { Bounds } from '../geo/bounds.ts'
import type { BasemapLayerId } from './basemap-classes.ts'
import type { BasemapFeature } from './basemap-features.ts'
import {
  latToWorld,
  listTiles,
  lngToWorld,
  TILE_BUFFER,
  TILE_EXTENT,
  tileRange,
  type TileAddress,
} from './tile-math.ts'
import { TILE_SETS } from './tile-sets.ts'
import { cutVectorTiles, type LayerSource } from './vector-tiles.ts'

export interface BuiltTile extends TileAddress {
  /** Vector tile, not packed. */
  readonly data: Uint8Array
}

const BLOCK_ZOOM = 10

/**
 * The tiles that touch the bounds and have content: zooms 6 to 9 first, then block by block, each by zoom, row, column.
 * The same features in the same order give the same tiles.
 */
export function* buildBasemapTiles(features: readonly BasemapFeature[], bounds: Bounds): Generator<BuiltTile> {
  const { minimumZoom, maximumZoom } = TILE_SETS.basemap
  const boxes = new Float64Array(features.length * 4)
  features.forEach(({ geometry }, i) => boxes.set(worldBox(geometry), 4 * i))
  const early = features.flatMap(({ minimumZoom: first }, i) => (first < BLOCK_ZOOM ? [i] : []))
  const overview = cutVectorTiles(groupFeatures(features, boxes, early), maximumZoom)
  for (const address of listTiles(bounds, minimumZoom, BLOCK_ZOOM - 1)) {
    const data = overview.get(address.z, address.x, address.y)
    if (data !== null) yield { ...address, data }
  }
  const inBlock = groupByBlock(boxes, bounds)
  for (const block of listTiles(bounds, BLOCK_ZOOM, BLOCK_ZOOM)) {
    const inside = inBlock.get(block.x * 2 ** BLOCK_ZOOM + block.y)
    if (inside === undefined) continue
    const tiles = cutVectorTiles(groupFeatures(features, boxes, inside), maximumZoom)
    for (const { z, x, y } of listCandidates(features, boxes, inside, block, bounds)) {
      const data = tiles.get(z, x, y)
      if (data !== null) yield { z, x, y, data }
    }
  }
}

/** Ascending features by the blocks (x · 2¹⁰ + y) that their boxes touch, buffer included. */
function groupByBlock(boxes: Float64Array, bounds: Bounds): Map<number, number[]> {
  const tiles = 2 ** BLOCK_ZOOM
  const buffer = TILE_BUFFER / TILE_EXTENT
  const range = tileRange(bounds, BLOCK_ZOOM)
  const blocks = new Map<number, number[]>()
  for (let i = 0; i < boxes.length / 4; i++) {
    const fromX = Math.max(range.minX, Math.floor(boxes[4 * i] * tiles - buffer))
    const toX = Math.min(range.maxX, Math.floor(boxes[4 * i + 2] * tiles + buffer))
    const fromY = Math.max(range.minY, Math.floor(boxes[4 * i + 1] * tiles - buffer))
    const toY = Math.min(range.maxY, Math.floor(boxes[4 * i + 3] * tiles + buffer))
    for (let x = fromX; x <= toX; x++) {
      for (let y = fromY; y <= toY; y++) {
        const key = x * tiles + y
        const members = blocks.get(key)
        if (members === undefined) blocks.set(key, [i])
        else members.push(i)
      }
    }
  }
  return blocks
}

/** Tiles of the block and its descendants that some feature's box touches: by zoom, row, column. */
function* listCandidates(
  features: readonly BasemapFeature[],
  boxes: Float64Array,
  selected: readonly number[],
  block: TileAddress,
  bounds: Bounds,
): Generator<TileAddress> {
  const buffer = TILE_BUFFER / TILE_EXTENT
  for (let z = block.z; z <= TILE_SETS.basemap.maximumZoom; z++) {
    const tiles = 2 ** z
    const side = 2 ** (z - block.z)
    const range = tileRange(bounds, z)
    const fromX = Math.max(block.x * side, range.minX)
    const toX = Math.min(block.x * side + side - 1, range.maxX)
    const fromY = Math.max(block.y * side, range.minY)
    const toY = Math.min(block.y * side + side - 1, range.maxY)
    const hit = new Uint8Array(side * side)
    for (const i of selected) {
      if (features[i].minimumZoom > z) continue
      const minX = Math.max(fromX, Math.floor(boxes[4 * i] * tiles - buffer))
      const minY = Math.max(fromY, Math.floor(boxes[4 * i + 1] * tiles - buffer))
      const maxX = Math.min(toX, Math.floor(boxes[4 * i + 2] * tiles + buffer))
      const maxY = Math.min(toY, Math.floor(boxes[4 * i + 3] * tiles + buffer))
      for (let y = minY; y <= maxY; y++) {
        for (let x = minX; x <= maxX; x++) hit[(y - block.y * side) * side + x - block.x * side] = 1
      }
    }
    for (let cell = 0; cell < hit.length; cell++) {
      if (hit[cell] === 1) yield { z, x: block.x * side + (cell % side), y: block.y * side + Math.floor(cell / side) }
    }
  }
}

/**
 * Sources in the order of the layers; within a layer what appears first comes first, large areas before small ones. Grouping
 * by first zoom spares cutting buildings for zooms where they are not drawn.
 */
function groupFeatures(
  features: readonly BasemapFeature[],
  boxes: Float64Array,
  selected: readonly number[],
): LayerSource[] {
  const groups = new Map<string, { layer: BasemapLayerId; minimumZoom: number; members: number[] }>()
  for (const i of selected) {
    const { layer, minimumZoom } = features[i]
    const key = `${layer} ${minimumZoom}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { layer, minimumZoom, members: [i] })
    else group.members.push(i)
  }
  const layers = TILE_SETS.basemap.layers.map(({ id }) => id)
  const size = (i: number): number => (boxes[4 * i + 2] - boxes[4 * i]) * (boxes[4 * i + 3] - boxes[4 * i + 1])
  return [...groups.values()]
    .sort((a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer) || a.minimumZoom - b.minimumZoom)
    .map(({ layer, minimumZoom, members }) => ({
      layer,
      minimumZoom,
      features: (layer === 'landuse' || layer === 'water' ? members.sort((a, b) => size(b) - size(a)) : members).map(
        (i) => {
          const { properties, geometry } = features[i]
          return { type: 'Feature', properties, geometry } as unknown as Feature
        },
      ),
    }))
}

/** West, north, east, south in world units. */
function worldBox(geometry: BasemapFeature['geometry']): [number, number, number, number] {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  const lines =
    geometry.type === 'Point'
      ? [[geometry.coordinates]]
      : geometry.type === 'LineString'
        ? [geometry.coordinates]
        : geometry.coordinates.map(([outer]) => outer)
  for (const line of lines) {
    for (const [lng, lat] of line) {
      if (lng < west) west = lng
      if (lng > east) east = lng
      if (lat < south) south = lat
      if (lat > north) north = lat
    }
  }
  return [lngToWorld(west), latToWorld(north), lngToWorld(east), latToWorld(south)]
}
