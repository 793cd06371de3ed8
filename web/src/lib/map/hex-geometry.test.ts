import { cellToBoundary, cellToLatLng, gridDisk, latLngToCell } from 'h3-js'
import { MercatorCoordinate } from 'maplibre-gl'
import { expect, test } from 'vitest'
import { buildHexGeometry, GEOMETRY_UNIT } from './hex-geometry.ts'

test('every cell becomes a fan of triangles around its centre, at the place where the map draws it', () => {
  const ids = gridDisk(latLngToCell(50.95, 9.75, 10), 2)
  const geometry = buildHexGeometry(ids)
  expect(geometry.count).toBe(19)
  expect(geometry.keys.length).toBe(19 * 7)
  expect(geometry.triangles.length).toBe(19 * 18)
  const vertex = (i: number) =>
    [0, 1].map((axis) => geometry.origin[axis] + geometry.positions[i * 2 + axis] * GEOMETRY_UNIT)
  ids.forEach((id, cell) => {
    const center = cell * 7
    expect(geometry.keys[center]).toBe(cell * 2 + 1)
    const [lat, lng] = cellToLatLng(id)
    const expected = MercatorCoordinate.fromLngLat({ lng, lat })
    expect(vertex(center)[0]).toBeCloseTo(expected.x, 10)
    expect(vertex(center)[1]).toBeCloseTo(expected.y, 10)
    const [cornerLat, cornerLng] = cellToBoundary(id)[3]
    expect(geometry.keys[center + 4]).toBe(cell * 2)
    expect(vertex(center + 4)[0]).toBeCloseTo(MercatorCoordinate.fromLngLat({ lng: cornerLng, lat: cornerLat }).x, 10)
  })
  expect(Math.max(...geometry.triangles)).toBe(geometry.keys.length - 1)
})

test('distorted cells with more than six corners, pentagons and empty lists are drawn too', () => {
  const pentagon = latLngToCell(64.7, 10.536, 9)
  expect(buildHexGeometry([pentagon]).triangles.length).toBe(cellToBoundary(pentagon).length * 3)
  expect(buildHexGeometry([]).triangles.length).toBe(0)
})
