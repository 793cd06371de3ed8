/**
 * Map projections by EPSG code, from definitions of our own: nothing is looked up anywhere.
 *
 * ETRS89 and WGS 84 are taken as one: they differ by less than a metre in Central Europe, far below what a census square or
 * a district border can tell. For that reason no definition carries a datum shift.
 */
import proj4 from 'proj4'
import { ImportError } from '../issues/import-error.ts'
import type { LngLat } from './bounds.ts'

export interface Projection {
  readonly epsg: number
  /** Unit of the plane coordinates. */
  readonly unit: 'degrees' | 'metres'
  /** Plane coordinates (x = easting or longitude) to degrees. */
  toLngLat(x: number, y: number): LngLat
  /** Degrees to plane coordinates. */
  fromLngLat(lng: number, lat: number): readonly [x: number, y: number]
}

const DEGREES = '+proj=longlat +datum=WGS84 +no_defs'

const METRIC_DEFINITIONS: ReadonlyMap<number, string> = new Map([
  [3035, '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m +no_defs'],
  [3857, '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs'],
  [25832, '+proj=utm +zone=32 +ellps=GRS80 +units=m +no_defs'],
  [25833, '+proj=utm +zone=33 +ellps=GRS80 +units=m +no_defs'],
])

/** The EPSG codes that `createProjection` knows, ascending. */
export const KNOWN_EPSG_CODES: readonly number[] = [3035, 3857, 4326, 25832, 25833]

/** The projection of an EPSG code; throws an `ImportError` that names the known codes for any other. */
export function createProjection(epsg: number): Projection {
  if (epsg === 4326) {
    return { epsg, unit: 'degrees', toLngLat: (x, y) => [x, y], fromLngLat: (lng, lat) => [lng, lat] }
  }
  const definition = METRIC_DEFINITIONS.get(epsg)
  if (definition === undefined) {
    throw new ImportError(
      'crs-unknown',
      `The coordinate system EPSG:${epsg} is not known.`,
      `EPSG:${epsg}`,
      `Convert the file to one of ${KNOWN_EPSG_CODES.map((code) => `EPSG:${code}`).join(', ')}, for instance with QGIS (Export › Save Features As).`,
    )
  }
  const converter = proj4(DEGREES, definition)
  return {
    epsg,
    unit: 'metres',
    toLngLat(x, y) {
      const position = converter.inverse([x, y])
      return [position[0], position[1]]
    },
    fromLngLat(lng, lat) {
      const position = converter.forward([lng, lat])
      return [position[0], position[1]]
    },
  }
}
