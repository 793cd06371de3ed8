import { describe, expect, it } from 'vitest'
import { DISTRICT_CLASS_COUNT, findDistrictClass, spreadColours } from './district-classes.ts'
import { chooseLabels, drawDistricts, findDistrictBox, type DistrictFile } from './district-drawing.ts'
import { districts, table } from './testing/fixtures.ts'
import { listFigureRows } from './figure-rows.ts'

const drawing = drawDistricts(districts, findDistrictBox(districts), 1000, 0)

describe('the drawing of districts', () => {
  it('is as wide as asked for, and as high as the map is', () => {
    expect(drawing.width).toBe(1000)
    // 0.01° of latitude are 1 / cos 50.905° = 1.5859 times as long as 0.01° of longitude, of which there are three.
    expect(drawing.height).toBeCloseTo(1000 / 3 * 1.5859, 0) // prettier-ignore
  })

  it('puts three squares side by side', () => {
    expect(drawing.districts.map(({ id, x }) => [id, Math.round(x)])).toEqual([
      ['aue', 167],
      ['berg', 500],
      ['leer', 833],
    ])
    expect(drawing.districts[0].path).toMatch(/^M0 [\d.]+L333\.3 [\d.]+L333\.3 0L0 0Z$/)
  })

  it('goes back from a point to the position', () => {
    for (const [lng, lat] of [
      [9.7, 50.9],
      [9.7123, 50.9071],
      [9.73, 50.91],
    ]) {
      // prettier-ignore
      const { x, y } = drawing.project(lng, lat)
      const back = drawing.unproject(x, y)
      expect(back.lng).toBeCloseTo(lng, 9)
      expect(back.lat).toBeCloseTo(lat, 9)
    }
  })

  it('frames the chosen districts, and all where none is chosen', () => {
    const some: DistrictFile = {
      ...districts,
      features: districts.features.map((f, i) => ({ ...f, properties: { ...f.properties, chosen: i === 1 } })),
    }
    expect(findDistrictBox(some)).toEqual([9.71, 50.9, 9.72, 50.91])
    const none: DistrictFile = {
      ...districts,
      features: districts.features.map((f) => ({ ...f, properties: { ...f.properties, chosen: false } })),
    }
    expect(findDistrictBox(none)).toEqual([9.7, 50.9, 9.73, 50.91])
    expect(() => findDistrictBox({ type: 'FeatureCollection', features: [] })).toThrow(RangeError)
  })

  it('draws holes and parts of a district as one path', () => {
    const [first] = districts.features
    const ring = first.geometry.coordinates[0] as number[][]
    const parts: DistrictFile = {
      type: 'FeatureCollection',
      features: [{ ...first, geometry: { type: 'MultiPolygon', coordinates: [[ring, ring], [ring]] } }],
    }
    expect(drawDistricts(parts, [9.7, 50.9, 9.73, 50.91]).districts[0].path.match(/Z/g)).toHaveLength(3)
  })
})

describe('names in the drawing', () => {
  it('stand where they do not meet one that came before', () => {
    const at = (name: string, x: number, y: number) => ({ ...drawing.districts[0], name, x, y })
    const [a, b, c] = [at('Mitte', 100, 100), at('Markt', 110, 104), at('Rand', 100, 140)]
    expect(chooseLabels([a, b, c], 6, 15)).toEqual([a, c])
    expect(chooseLabels([b, a, c], 6, 15)).toEqual([b, c])
  })
})

describe('classes of districts', () => {
  it('follow the share that is not served; ends belong to the lower class', () => {
    const row = listFigureRows(table, { categoryId: 'pharmacy', minutes: 10, groupId: 'all' })[0]
    const classOf = (share: number | null) => findDistrictClass({ ...row, share, shareUpper: share })
    expect([1, 0.9, 0.899, 0.75, 0.5, 0.25, 0.2, 0].map(classOf)).toEqual([0, 0, 1, 1, 2, 3, 4, 4])
    expect(classOf(null)).toBeNull()
    expect(findDistrictClass({ ...row, share: 0, shareUpper: 1 })).toBeNull()
    expect(findDistrictClass(undefined)).toBeNull()
  })

  it('take colours from the whole of a legend', () => {
    expect(spreadColours(['a', 'b', 'c', 'd'], DISTRICT_CLASS_COUNT)).toEqual(['a', 'b', 'c', 'c', 'd'])
    expect(spreadColours(['a'], 3)).toEqual(['a', 'a', 'a'])
    expect(() => spreadColours([], 3)).toThrow(RangeError)
  })
})
