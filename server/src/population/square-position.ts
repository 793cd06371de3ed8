/**
 * Squares of a census grid from pairs of coordinate columns: which columns, whether they mean the corner or the centre, and
 * how large a square is. Refuses coordinates that are not EPSG:3035, by what they look like.
 */
import { ImportError } from '../issues/import-error.ts'

export interface CoordinateColumns {
  readonly x: string
  readonly y: string
  /** `centre` as in the tables of the Zensus (`x_mp_100m`), `corner` for the south-western one. */
  readonly anchor: 'centre' | 'corner'
}

const KNOWN_PAIRS: readonly { readonly x: RegExp; readonly y: RegExp; readonly anchor: 'centre' | 'corner' }[] = [
  { x: /^x_?mp(_|$)/i, y: /^y_?mp(_|$)/i, anchor: 'centre' },
  { x: /^x_?min(_3035|_etrs89.*)?$/i, y: /^y_?min(_3035|_etrs89.*)?$/i, anchor: 'corner' },
  { x: /^x_?(3035|laea|sw|ll)$/i, y: /^y_?(3035|laea|sw|ll)$/i, anchor: 'corner' },
]

/** The pair of coordinate columns of a header that goes by a known name, or undefined. */
export function findCoordinateColumns(header: readonly string[]): CoordinateColumns | undefined {
  for (const pair of KNOWN_PAIRS) {
    const x = header.find((name) => pair.x.test(name))
    const y = header.find((name) => pair.y.test(name))
    if (x !== undefined && y !== undefined) return { x, y, anchor: pair.anchor }
  }
  return undefined
}

/** The square size that a column name carries (`x_mp_100m`, `GITTER_ID_1km`), or undefined. */
export function parseSizeInName(name: string): 100 | 1000 | undefined {
  const match = /(?:^|_)(100|1000|1)(k?m)(?:_|$)/i.exec(name)
  if (match === null) return undefined
  const metres = Number(match[1]) * (match[2].length === 2 ? 1000 : 1)
  return metres === 100 || metres === 1000 ? metres : undefined
}

/** The largest square size whose lattice holds all coordinates, or undefined where neither 1 km nor 100 m does. */
export function inferSquareSize(coordinates: ArrayLike<number>, anchor: 'centre' | 'corner'): 100 | 1000 | undefined {
  for (const size of [1000, 100] as const) {
    const offset = anchor === 'centre' ? size / 2 : 0
    let fits = true
    for (let i = 0; i < coordinates.length && fits; i++) fits = (coordinates[i] - offset) % size === 0
    if (fits) return size
  }
  return undefined
}

/** Where EPSG:3035 holds: the Azores to the Caucasus, the Canaries to Svalbard. */
const PLANE = { west: 900_000, south: 900_000, east: 7_500_000, north: 6_500_000 }

/** Throws an `ImportError` that says what the bounds of the coordinates look like instead of EPSG:3035 metres. */
export function requireEpsg3035(west: number, south: number, east: number, north: number, where: string): void {
  if (west >= PLANE.west && east <= PLANE.east && south >= PLANE.south && north <= PLANE.north) return
  const isWithin = (low: number, value: number, high: number) => value >= low && value <= high
  let looksLike = 'something else'
  if (isWithin(-180, west, 180) && isWithin(-180, east, 180) && isWithin(-90, south, 90) && isWithin(-90, north, 90)) {
    looksLike = 'degrees (EPSG:4326)'
  } else if (isWithin(0, west, 1_000_000) && isWithin(3_000_000, south, 6_200_000)) {
    looksLike = 'UTM coordinates (EPSG:25832 or 25833)'
  } else if (west >= 30_000_000 && east < 34_000_000) {
    looksLike = 'UTM coordinates with the number of the zone in front (EPSG:4647 or 5650)'
  } else if (isWithin(0, south, 1_000_000) && isWithin(3_000_000, west, 6_200_000)) {
    looksLike = 'UTM coordinates with northing first'
  } else if (isWithin(-4_000_000, west, 5_500_000) && isWithin(3_000_000, south, 16_000_000)) {
    looksLike = 'Web Mercator (EPSG:3857)'
  }
  throw new ImportError(
    'population-crs-wrong',
    `The coordinates of the squares (${west}, ${south} to ${east}, ${north}) are not EPSG:3035 metres; they look like ${looksLike}.`,
    where,
    'Give the grid with its EPSG:3035 ids (“CRS3035RES100mN…E…”) or coordinates, as the statistical offices publish it.',
  )
}
