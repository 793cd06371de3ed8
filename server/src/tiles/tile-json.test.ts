import { describe, expect, it } from 'vitest'
import { buildTileJson, tileUrlTemplate } from './tile-json.ts'
import { TILE_SETS, type TileSetId } from './tile-sets.ts'

const options = {
  region: 'aachen',
  name: 'Aachen',
  publicUrl: 'https://nahraum.example.org',
  version: 'a1b2c3',
  query: '',
  bounds: { west: 6.026, south: 50.7451, east: 6.1479, north: 50.7941 },
  attribution: '© OpenStreetMap contributors',
}

/** The rules of the TileJSON 3.0.0 specification that concern vector tiles, by hand. */
function findTileJsonFaults(document: unknown): string[] {
  const faults: string[] = []
  const json = document as Record<string, unknown>
  const check = (good: boolean, fault: string) => void (good || faults.push(fault))
  const isZoom = (value: unknown) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 30
  check(json.tilejson === '3.0.0', 'tilejson')
  check(Array.isArray(json.tiles) && json.tiles.length > 0, 'tiles')
  for (const tile of json.tiles as string[]) {
    check(/^https?:\/\//.test(tile) && ['{z}', '{x}', '{y}'].every((part) => tile.includes(part)), `tiles: ${tile}`)
  }
  check(json.scheme === undefined || json.scheme === 'xyz' || json.scheme === 'tms', 'scheme')
  check(isZoom(json.minzoom) && isZoom(json.maxzoom) && (json.minzoom as number) <= (json.maxzoom as number), 'zooms')
  const [west, south, east, north] = json.bounds as number[]
  check(west >= -180 && east <= 180 && south >= -90 && north <= 90 && west < east && south < north, 'bounds')
  const [lng, lat, zoom] = json.center as number[]
  check(lng >= west && lng <= east && lat >= south && lat <= north, 'center outside the bounds')
  check(isZoom(zoom) && zoom >= (json.minzoom as number) && zoom <= (json.maxzoom as number), 'center zoom')
  check(typeof json.attribution === 'string', 'attribution')
  check(Array.isArray(json.vector_layers) && json.vector_layers.length > 0, 'vector_layers')
  const ids = new Set<string>()
  for (const layer of json.vector_layers as Record<string, unknown>[]) {
    check(typeof layer.id === 'string' && !ids.has(layer.id), `vector layer id ${String(layer.id)}`)
    ids.add(layer.id as string)
    check(typeof layer.fields === 'object' && layer.fields !== null, `fields of ${String(layer.id)}`)
    for (const text of Object.values(layer.fields as object))
      check(typeof text === 'string', `field of ${String(layer.id)}`)
    check(isZoom(layer.minzoom) && isZoom(layer.maxzoom), `zooms of ${String(layer.id)}`)
    check(
      (layer.minzoom as number) >= (json.minzoom as number) && (layer.maxzoom as number) <= (json.maxzoom as number),
      'layer zooms',
    )
  }
  return faults
}

describe('TileJSON', () => {
  it.each(Object.keys(TILE_SETS) as TileSetId[])('of %s keeps the rules of version 3.0.0', (set) => {
    const document = JSON.parse(JSON.stringify(buildTileJson({ ...options, set })))
    expect(findTileJsonFaults(document)).toEqual([])
  })

  it('names the version and the query in the address', () => {
    expect(tileUrlTemplate({ ...options, set: 'hexagons', query: 'run=00aa&categories=pharmacy%2Cdoctor' })).toBe(
      'https://nahraum.example.org/tiles/aachen/hexagons/a1b2c3/{z}/{x}/{y}.mvt?run=00aa&categories=pharmacy%2Cdoctor',
    )
    expect(() => tileUrlTemplate({ ...options, set: 'hexagons', version: 'a/b' })).toThrow(/a\/b/)
  })

  it('shows the whole region at its centre and zoom', () => {
    expect(buildTileJson({ ...options, set: 'basemap' }).center.map((value) => Math.round(value * 1e5) / 1e5)).toEqual([
      6.08695, 50.7696, 12,
    ])
  })
})
