/** How OpenStreetMap tags become kinds of the basemap, and from which zoom they are drawn. Tables, no geometry. */
import type { OsmTags } from '../osm/osm-extract.ts'

export type BasemapLayerId = 'landuse' | 'water' | 'boundary' | 'building' | 'street' | 'rail' | 'place'

export interface BasemapClass {
  readonly layer: BasemapLayerId
  readonly minimumZoom: number
  readonly properties: Readonly<Record<string, string | number | boolean>>
}

/** A table to be asked for any text: unlike an object it knows nothing of `constructor`. */
function table<T>(entries: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(entries))
}

const LANDUSE_MINIMUM_ZOOM = {
  residential: 8,
  commercial: 9,
  industrial: 9,
  institution: 12,
  railway: 12,
  farmland: 9,
  forest: 7,
  green: 11,
  park: 10,
  cemetery: 11,
  allotments: 11,
  sand: 12,
  pitch: 13,
  playground: 14,
  parking: 14,
  square: 13,
} as const
export type LanduseKind = keyof typeof LANDUSE_MINIMUM_ZOOM

/** `key=value` → kind of land use; the first key of `LANDUSE_KEYS` that matches decides. */
const LANDUSE_KINDS = table<LanduseKind>({
  'leisure=park': 'park',
  'leisure=garden': 'park',
  'leisure=dog_park': 'park',
  'leisure=pitch': 'pitch',
  'leisure=track': 'pitch',
  'leisure=sports_centre': 'pitch',
  'leisure=stadium': 'pitch',
  'leisure=golf_course': 'green',
  'leisure=common': 'green',
  'leisure=playground': 'playground',
  'amenity=grave_yard': 'cemetery',
  'amenity=school': 'institution',
  'amenity=kindergarten': 'institution',
  'amenity=university': 'institution',
  'amenity=college': 'institution',
  'amenity=hospital': 'institution',
  'amenity=nursing_home': 'institution',
  'amenity=parking': 'parking',
  'place=square': 'square',
  'landuse=residential': 'residential',
  'landuse=garages': 'residential',
  'landuse=commercial': 'commercial',
  'landuse=retail': 'commercial',
  'landuse=industrial': 'industrial',
  'landuse=port': 'industrial',
  'landuse=quarry': 'industrial',
  'landuse=landfill': 'industrial',
  'landuse=construction': 'industrial',
  'landuse=brownfield': 'industrial',
  'landuse=depot': 'industrial',
  'landuse=railway': 'railway',
  'landuse=forest': 'forest',
  'landuse=grass': 'green',
  'landuse=meadow': 'green',
  'landuse=village_green': 'green',
  'landuse=recreation_ground': 'green',
  'landuse=greenfield': 'green',
  'landuse=flowerbed': 'green',
  'landuse=cemetery': 'cemetery',
  'landuse=allotments': 'allotments',
  'landuse=farmland': 'farmland',
  'landuse=farmyard': 'farmland',
  'landuse=orchard': 'farmland',
  'landuse=vineyard': 'farmland',
  'landuse=plant_nursery': 'farmland',
  'landuse=greenhouse_horticulture': 'farmland',
  'natural=wood': 'forest',
  'natural=scrub': 'green',
  'natural=grassland': 'green',
  'natural=heath': 'green',
  'natural=wetland': 'green',
  'natural=sand': 'sand',
  'natural=beach': 'sand',
})
const LANDUSE_KEYS = ['leisure', 'amenity', 'place', 'landuse', 'natural']

const STREET_KINDS = {
  motorway: { rank: 0, minimumZoom: 6 },
  primary: { rank: 1, minimumZoom: 8 },
  secondary: { rank: 2, minimumZoom: 10 },
  tertiary: { rank: 3, minimumZoom: 11 },
  residential: { rank: 4, minimumZoom: 12 },
  pedestrian: { rank: 5, minimumZoom: 12 },
  service: { rank: 6, minimumZoom: 13 },
  track: { rank: 7, minimumZoom: 13 },
  cycleway: { rank: 8, minimumZoom: 13 },
  path: { rank: 9, minimumZoom: 13 },
  steps: { rank: 10, minimumZoom: 14 },
} as const
export type StreetKind = keyof typeof STREET_KINDS

const HIGHWAY_KINDS = table<StreetKind>({
  motorway: 'motorway',
  trunk: 'motorway',
  primary: 'primary',
  secondary: 'secondary',
  tertiary: 'tertiary',
  residential: 'residential',
  unclassified: 'residential',
  living_street: 'residential',
  road: 'residential',
  pedestrian: 'pedestrian',
  service: 'service',
  services: 'service',
  track: 'track',
  cycleway: 'cycleway',
  path: 'path',
  footway: 'path',
  bridleway: 'path',
  steps: 'steps',
})

/** `place` value → kind, zoom and rank (smaller is written first). */
const PLACE_KINDS = table<{ readonly kind: string; readonly minimumZoom: number; readonly rank: number }>({
  city: { kind: 'city', minimumZoom: 6, rank: 1 },
  town: { kind: 'town', minimumZoom: 7, rank: 2 },
  village: { kind: 'village', minimumZoom: 9, rank: 3 },
  borough: { kind: 'suburb', minimumZoom: 10, rank: 4 },
  suburb: { kind: 'suburb', minimumZoom: 10, rank: 4 },
  quarter: { kind: 'neighbourhood', minimumZoom: 12, rank: 5 },
  hamlet: { kind: 'hamlet', minimumZoom: 12, rank: 6 },
  neighbourhood: { kind: 'neighbourhood', minimumZoom: 13, rank: 7 },
})
const LARGE_CITY_PEOPLE = 500_000

/** What a closed way or a multipolygon is drawn as; null for nothing. */
export function classifyArea(tags: OsmTags): BasemapClass | null {
  if (tags.building !== undefined && tags.building !== 'no') {
    const underground = tags.location === 'underground'
    return underground ? null : { layer: 'building', minimumZoom: 13, properties: {} }
  }
  const water = classifyWaterArea(tags)
  if (water !== null) return water
  if (tags.highway !== undefined) {
    const walked = tags.highway === 'pedestrian' || tags.highway === 'footway' || tags.highway === 'service'
    return walked && (tags.area === 'yes' || tags.type === 'multipolygon') ? landuseClass('square') : null
  }
  for (const key of LANDUSE_KEYS) {
    const kind = tags[key] === undefined ? undefined : LANDUSE_KINDS.get(`${key}=${tags[key]}`)
    if (kind === undefined) continue
    const underground = kind === 'parking' && (tags.parking === 'underground' || tags.parking === 'multi-storey')
    return underground ? null : landuseClass(kind)
  }
  return null
}

function landuseClass(kind: LanduseKind): BasemapClass {
  return { layer: 'landuse', minimumZoom: LANDUSE_MINIMUM_ZOOM[kind], properties: { kind } }
}

function classifyWaterArea(tags: OsmTags): BasemapClass | null {
  const pool = tags.leisure === 'swimming_pool'
  const basin = tags.landuse === 'basin' || tags.landuse === 'reservoir'
  const water = tags.natural === 'water' || tags.waterway === 'riverbank' || tags.waterway === 'dock'
  if (!pool && !basin && !water) return null
  if (isBelowGround(tags) || tags.intermittent === 'yes' || tags.basin === 'infiltration') return null
  const river = tags.waterway === 'riverbank' || ['river', 'canal', 'stream'].includes(tags.water ?? '')
  const name = nameOf(tags)
  return {
    layer: 'water',
    minimumZoom: pool ? 14 : 6,
    properties: { kind: river ? 'river' : 'lake', ...(name === null ? {} : { name }) },
  }
}

/** What a way is drawn as when taken as a line; null for nothing. */
export function classifyLine(tags: OsmTags): BasemapClass | null {
  return classifyStreet(tags) ?? classifyRail(tags) ?? classifyWaterway(tags)
}

function classifyStreet(tags: OsmTags): BasemapClass | null {
  const link = tags.highway?.endsWith('_link') === true
  const kind =
    tags.highway === undefined ? undefined : HIGHWAY_KINDS.get(link ? tags.highway.slice(0, -5) : tags.highway)
  if (kind === undefined || tags.area === 'yes' || tags.indoor === 'yes') return null
  const { rank, minimumZoom } = STREET_KINDS[kind]
  const name = nameOf(tags)
  const beside =
    tags.footway === 'sidewalk' ||
    tags.footway === 'crossing' ||
    tags.service === 'parking_aisle' ||
    tags.service === 'driveway'
  return {
    layer: 'street',
    minimumZoom: link ? Math.max(10, minimumZoom + 2) : beside ? 14 : minimumZoom,
    properties: {
      kind,
      rank,
      ...(name === null ? {} : { name }),
      ...(tags.ref === undefined || rank > 3 ? {} : { ref: tags.ref }),
      ...(link ? { link } : {}),
      ...(isBridge(tags) ? { bridge: true } : {}),
      ...(isTunnel(tags) ? { tunnel: true } : {}),
    },
  }
}

function classifyRail(tags: OsmTags): BasemapClass | null {
  const kind =
    tags.railway === 'tram'
      ? 'tram'
      : ['rail', 'light_rail', 'subway', 'narrow_gauge', 'preserved', 'funicular'].includes(tags.railway ?? '')
        ? 'rail'
        : null
  if (kind === null || isTunnel(tags)) return null
  const siding = tags.service !== undefined
  return {
    layer: 'rail',
    minimumZoom: siding ? 13 : kind === 'tram' ? 12 : 9,
    properties: { kind, ...(siding ? { service: true } : {}), ...(isBridge(tags) ? { bridge: true } : {}) },
  }
}

function classifyWaterway(tags: OsmTags): BasemapClass | null {
  const river = tags.waterway === 'river' || tags.waterway === 'canal'
  const stream = ['stream', 'brook', 'ditch', 'drain'].includes(tags.waterway ?? '')
  if ((!river && !stream) || isBelowGround(tags)) return null
  const name = nameOf(tags)
  return {
    layer: 'water',
    minimumZoom: river ? 8 : 12,
    properties: { kind: river ? 'river' : 'stream', ...(name === null ? {} : { name }) },
  }
}

/** The name of a place to be written on the map; null for nodes that are none or have no name. */
export function classifyPlace(tags: OsmTags): BasemapClass | null {
  const place = tags.place === undefined ? undefined : PLACE_KINDS.get(tags.place)
  const name = nameOf(tags)
  if (place === undefined || name === null) return null
  const large = place.kind === 'city' && Number(tags.population) >= LARGE_CITY_PEOPLE
  return {
    layer: 'place',
    minimumZoom: place.minimumZoom,
    properties: { kind: place.kind, name, ...translatedNames(tags, name), rank: large ? 0 : place.rank },
  }
}

/** Boundary lines of an administrative level (OpenStreetMap admin_level 2 … 10); null for others. */
export function classifyBoundary(tags: OsmTags): BasemapClass | null {
  if (tags.boundary !== 'administrative' || !/^(?:[2-9]|10)$/.test(tags.admin_level ?? '')) return null
  const level = Number(tags.admin_level)
  return {
    layer: 'boundary',
    minimumZoom: level <= 4 ? 6 : level <= 6 ? 8 : level <= 8 ? 10 : 12,
    properties: { level },
  }
}

function nameOf(tags: OsmTags): string | null {
  const name = tags.name?.trim()
  return name === undefined || name === '' ? null : name
}

/** Names in the languages of the product where they differ from the local one (Aix-la-Chapelle is Aachen in German). */
function translatedNames(tags: OsmTags, name: string): Record<string, string> {
  const names: Record<string, string> = {}
  for (const key of ['name:de', 'name:en']) if (tags[key] !== undefined && tags[key] !== name) names[key] = tags[key]
  return names
}

function isBridge(tags: OsmTags): boolean {
  return tags.bridge !== undefined && tags.bridge !== 'no'
}

function isTunnel(tags: OsmTags): boolean {
  return tags.tunnel !== undefined && tags.tunnel !== 'no'
}

function isBelowGround(tags: OsmTags): boolean {
  return isTunnel(tags) || tags.location === 'underground' || tags.covered === 'yes'
}
