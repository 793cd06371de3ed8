/** What each tile set holds: one list for TileJSON, PMTiles metadata, routes and documents. */

export type TileSetId = 'basemap' | 'districts' | 'facilities' | 'hexagons' | 'gaps'

export interface VectorLayer {
  /** Layer name in the tile. */
  readonly id: string
  readonly description: string
  /** Attribute → what it is, in words. */
  readonly fields: Readonly<Record<string, string>>
  readonly minzoom: number
  readonly maxzoom: number
}

export interface TileSet {
  readonly id: TileSetId
  readonly minimumZoom: number
  readonly maximumZoom: number
  readonly layers: readonly VectorLayer[]
}

const MINIMUM_ZOOM = 6
const MAXIMUM_ZOOM = 14

function layer(id: string, description: string, fields: Record<string, string>, minzoom = MINIMUM_ZOOM): VectorLayer {
  return { id, description, fields, minzoom, maxzoom: MAXIMUM_ZOOM }
}

function tileSet(id: TileSetId, layers: readonly VectorLayer[]): TileSet {
  return { id, minimumZoom: MINIMUM_ZOOM, maximumZoom: MAXIMUM_ZOOM, layers }
}

/** Clients zoom beyond 14 by enlarging tiles of zoom 14, whose grid is finer than half a metre. */
export const TILE_SETS: Readonly<Record<TileSetId, TileSet>> = {
  basemap: tileSet('basemap', [
    layer('landuse', 'Areas by use', {
      kind: 'String: residential, commercial, industrial, institution, railway, green, park, forest, farmland, cemetery, allotments, pitch, playground, parking, square, sand',
    }),
    layer('water', 'Water areas and waterway lines', {
      kind: 'String: river, lake, stream',
      name: 'String: name, if any',
    }),
    layer('boundary', 'Administrative boundary lines', { level: 'Number: OpenStreetMap admin_level, 2 … 10' }),
    layer('building', 'Building outlines', {}, 13),
    layer('street', 'Streets and paths', {
      kind: 'String: motorway, primary, secondary, tertiary, residential, pedestrian, service, track, cycleway, path, steps',
      name: 'String: name, if any',
      ref: 'String: road number, if any',
      link: 'Boolean: true for slip roads',
      bridge: 'Boolean: true on bridges',
      tunnel: 'Boolean: true in tunnels',
      rank: 'Number: 0 for motorways … 10 for steps',
    }),
    layer('rail', 'Railway tracks above ground', {
      kind: 'String: rail, tram',
      service: 'Boolean: true for sidings and yards',
      bridge: 'Boolean: true on bridges',
    }),
    layer('place', 'Names of places', {
      kind: 'String: city, town, suburb, village, hamlet, neighbourhood',
      name: 'String: local name',
      'name:de': 'String: German name where it differs',
      'name:en': 'String: English name where it differs',
      rank: 'Number: smaller is more important',
    }),
  ]),
  districts: tileSet('districts', [
    layer('district', 'Districts', {
      id: 'String: id at the source',
      name: 'String: name',
      level: 'String: level of districts',
    }),
    layer('district_label', 'One label position per district', {
      id: 'String: id at the source',
      name: 'String: name',
      level: 'String: level of districts',
      area: 'Number: square kilometres',
    }),
  ]),
  facilities: tileSet('facilities', [
    layer('facility', 'Facilities', {
      id: 'String: stable id',
      name: 'String: name, if any',
      categories: 'String: ids of kinds as ;a;b;',
    }),
  ]),
  hexagons: tileSet('hexagons', [
    layer('hexagon', 'H3 cells with results: resolution 10, from zoom 11 down coarser parents', {
      h3: 'String: H3 id of the cell',
      minutes: 'Number: walking minutes; absent without a value',
      people: 'Number: people of the group',
      served: 'Number: people of the group within the threshold',
      reason: 'String: why there is no value: outside-network, no-street, no-facility, beyond-cutoff',
    }),
  ]),
  gaps: tileSet('gaps', [
    layer('gap', 'Connected areas without coverage', {
      id: 'String: id within the result',
      name: 'String: name',
      people: 'Number: people of the group in the area',
    }),
  ]),
}
