/** The hexagons of one question as a PMTiles archive, with the attributes of the server's tile set `hexagons`. */
import type { CellOutcome } from '../access/cell-outcome.ts'
import type { Bounds } from '../geo/bounds.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import { buildHexagonPyramid, createHexagonTiles } from '../tiles/hexagon-tiles.ts'
import { writePmtiles, type PmtilesTile } from '../tiles/pmtiles.writer.ts'
import { buildResultColumns } from '../tiles/result-columns.ts'
import { TILE_SETS } from '../tiles/tile-sets.ts'

export interface HexagonArchiveInput {
  readonly cells: CellGrid
  readonly outcome: CellOutcome
  /** From `computeReasonCodes`. */
  readonly reasonCodes: Uint8Array
  /** People of the group per cell. */
  readonly cellPeople: Float64Array
  readonly bounds: Bounds
  readonly name: string
  readonly description: string
  readonly attribution: string
  /** Further keys of the archive's metadata. */
  readonly metadata: Readonly<Record<string, unknown>>
}

export function writeHexagonArchive(input: HexagonArchiveInput): Uint8Array {
  const { cells, outcome, reasonCodes, cellPeople } = input
  const columns = buildResultColumns(outcome, reasonCodes, cellPeople)
  const { minimumZoom, maximumZoom, layers } = TILE_SETS.hexagons
  const hexagons = createHexagonTiles(buildHexagonPyramid(cells.cellIds, cells.resolution), cellPeople, columns)
  const tiles: PmtilesTile[] = []
  for (let zoom = minimumZoom; zoom <= maximumZoom; zoom++) {
    for (const { z, x, y } of hexagons.listAddresses(zoom)) {
      const data = hexagons.get(z, x, y)
      if (data !== null) tiles.push({ z, x, y, data })
    }
  }
  const { name, description, attribution, bounds, metadata } = input
  return writePmtiles(tiles, {
    name,
    description,
    attribution,
    bounds,
    metadata,
    vectorLayers: layers,
    minimumZoom,
    maximumZoom,
  })
}
