import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { encodeColumns } from '../columns/columns.ts'
import type { FrozenFile, PublicationFile } from '../contract/publication.ts'
import type { ScenarioProblem } from '../contract/scenario.ts'
import { TILE_SETS } from '../tiles/tile-sets.ts'
import { writePmtiles } from '../tiles/pmtiles.writer.ts'
import { buildCells } from './build-cells.ts'
import { buildPack, withoutNotes } from './build-pack.ts'
import { buildDistricts, buildPlaces } from './build-places.ts'
import { buildSearch } from './build-search.ts'
import { buildTable } from './build-table.ts'
import type { FreezeInput } from './freeze-input.ts'
import { buildFreezeState } from './freeze-state.ts'
import type { FileContent } from './publication.store.ts'

/** What freezing computes; publication.json is written when the version's number is known. */
export interface FrozenContents {
  readonly files: readonly FileContent[]
  /** Places that count per kind, in the order of the definition. */
  readonly placeCounts: readonly number[]
  readonly problems: readonly ScenarioProblem[]
}

/** Packed files must save this share, or they travel as they are. */
const LEAST_SAVING = 0.1

/** All files of a version but publication.json. Equal inputs give equal bytes. */
export function buildFrozenContents(
  input: FreezeInput,
  report: (step: string, share: number) => void = () => {},
): FrozenContents {
  const { definition, modifications, addressBook } = input
  report('state', 0)
  const state = buildFreezeState(input)
  report('figures', 0.1)
  const table = buildTable(state, definition, input.rule, (share) => report('figures', 0.1 + share * 0.4))
  const places = buildPlaces(state, definition)
  const files: FileContent[] = [
    packJson('table.json', table),
    packJson('districts.json', buildDistricts(state, definition), 'application/geo+json'),
    packFile('cells.nrc', COLUMNS_TYPE, encodeColumns(buildCells(state, definition))),
    packJson('places.json', { ...places, places: definition.showPlaces ? places.places : [] }),
  ]
  report('search', 0.55)
  if (addressBook !== null)
    files.push(packJson('search.json', buildSearch(addressBook, state.region, definition.levelId)))
  report('map', 0.6)
  files.push(packFile('map.pmtiles', 'application/vnd.pmtiles', buildMap(input, (share) => report('map', 0.6 + share * 0.2)))) // prettier-ignore
  report('pack', 0.85)
  if (definition.allowWhatIf) {
    const pack = buildPack(state.region, definition, withoutNotes(modifications ?? []))
    files.push(packFile('pack.nrc', COLUMNS_TYPE, encodeColumns(pack)))
  }
  return {
    files,
    placeCounts: definition.categories.map(({ id }) => places.places.filter((p) => p.categoryIds.includes(id)).length),
    problems: state.problems,
  }
}

const COLUMNS_TYPE = 'application/vnd.nahraum.columns'

function buildMap({ map }: FreezeInput, onShare: (share: number) => void): Uint8Array {
  const { minimumZoom, maximumZoom, layers } = TILE_SETS.basemap
  const tiles = map.tiles.map(({ z, x, y, data }, i) => {
    if (i % 256 === 0) onShare(i / map.tiles.length)
    return { z, x, y, data: gunzipSync(data) }
  })
  return writePmtiles(tiles, {
    name: map.name,
    description: '',
    attribution: map.attribution,
    vectorLayers: layers,
    bounds: map.extent,
    minimumZoom,
    maximumZoom,
  })
}

export function packJson(name: string, value: unknown, type = 'application/json'): FileContent {
  return packFile(name, type, Buffer.from(JSON.stringify(value)))
}

/** PMTiles are read by byte ranges, which only plain bytes have. */
export function packFile(name: string, type: string, plain: Uint8Array): FileContent {
  const gzip = name.endsWith('.pmtiles') ? null : gzipSync(plain, { level: 9 })
  const isPacked = gzip !== null && gzip.length <= plain.length * (1 - LEAST_SAVING)
  const file: FrozenFile = {
    name,
    type,
    bytes: plain.length,
    gzipBytes: isPacked ? gzip.length : null,
    sha256: createHash('sha256').update(plain).digest('hex'),
  }
  return { file, stored: isPacked ? gzip : plain }
}

/** publication.json, which names every other file. */
export function packPublicationFile(content: PublicationFile): FileContent {
  return packJson('publication.json', content)
}
