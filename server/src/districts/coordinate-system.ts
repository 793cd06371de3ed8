/**
 * Which coordinate system the positions of a district file are in, from what the file and the manifest say and from the
 * numbers themselves. Refuses what does not fit together instead of guessing: a wrong guess puts a town into the sea.
 */
import type { Bounds } from '../geo/bounds.ts'
import { boundsContain } from '../geo/bounds.ts'
import { createProjection, KNOWN_EPSG_CODES } from '../geo/projection.ts'
import { ImportError } from '../issues/import-error.ts'

/** Azores to Ural, Canaries to Svalbard: where the regions of this project lie. */
const EUROPE: Bounds = { west: -32, south: 27, east: 46, north: 82 }

const SUPPORTED = KNOWN_EPSG_CODES.map((code) => `EPSG:${code}`).join(', ')

/**
 * The EPSG code in the name of a `crs` member (`urn:ogc:def:crs:EPSG::25832`, `EPSG:25832`, `…/EPSG/0/25832`, CRS84),
 * or undefined where it names none.
 */
export function parseCrsName(name: string): number | undefined {
  if (/crs:?84$/i.test(name.trim())) return 4326
  const match = /epsg.*?(\d+)$/i.exec(name.trim())
  return match === null ? undefined : Number(match[1])
}

/**
 * The EPSG code of the file. `statedEpsg` is what the file says itself, `givenEpsg` what the manifest says (it wins).
 * `bounds` are the bounds of the plain numbers: x as west and east, y as south and north.
 */
export function decideCoordinateSystem(
  statedEpsg: number | undefined,
  givenEpsg: number | undefined,
  bounds: Bounds,
  where: string,
): number {
  const epsg = givenEpsg ?? statedEpsg
  const areDegrees = bounds.west >= -180 && bounds.east <= 180 && bounds.south >= -90 && bounds.north <= 90
  const sample = `${roundForPeople(bounds.west)}, ${roundForPeople(bounds.south)}`
  if (epsg === undefined && !areDegrees) {
    throw new ImportError(
      'district-crs-missing',
      `The coordinates (${sample}) are metres, but the file does not say in which coordinate system.`,
      where,
      `Export the file again in EPSG:4326, or say it: as “crs” in the file, or as “epsg” in the manifest of the region, for instance 25832 (UTM zone 32); known are ${SUPPORTED}.`,
    )
  }
  const projection = createProjection(epsg ?? 4326)
  if (areDegrees !== (projection.unit === 'degrees')) {
    throw new ImportError(
      'district-crs-contradicts',
      `The coordinates (${sample}) are ${areDegrees ? 'degrees' : 'metres'}, but EPSG:${projection.epsg} counts in ${projection.unit}.`,
      where,
      'Give the coordinate system that the file is really in, or export it again in EPSG:4326.',
    )
  }
  const isUtm = projection.epsg === 25832 || projection.epsg === 25833
  if (isUtm && bounds.west > 30_000_000) {
    throw new ImportError(
      'district-crs-zone-prefix',
      `The eastings (${sample}) carry the number of the zone in front, which EPSG:${projection.epsg} does not.`,
      where,
      'Export the file again in EPSG:25832 or EPSG:4326.',
    )
  }
  const x = (bounds.west + bounds.east) / 2
  const y = (bounds.south + bounds.north) / 2
  const liesInEurope = (a: number, b: number) => {
    if (isUtm && (Math.abs(a - 500_000) > 1_500_000 || b < 0 || b > 10_000_000)) return false
    const [lng, lat] = projection.toLngLat(a, b)
    return boundsContain(EUROPE, lng, lat)
  }
  if (!liesInEurope(x, y) && liesInEurope(y, x)) {
    throw new ImportError(
      'district-axes-swapped',
      `The coordinates (${sample}) have latitude or northing first; GeoJSON has longitude or easting first.`,
      where,
      'Swap the two axes, for instance with QGIS (Processing › Swap X and Y coordinates), and import again.',
    )
  }
  if (!liesInEurope(x, y) && projection.unit === 'metres') {
    throw new ImportError(
      'district-crs-contradicts',
      `Read as EPSG:${projection.epsg}, the coordinates (${sample}) lie outside Europe.`,
      where,
      'Give the coordinate system that the file is really in, or export it again in EPSG:4326.',
    )
  }
  return projection.epsg
}

function roundForPeople(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
