import { describe, expect, it } from 'vitest'
import { findDirection, nameGapAreas } from './gap-area-name.ts'

const middle = { people: 100, lng: 6.1, lat: 50.75, spreadMetres: 900 }

describe('direction within a district', () => {
  it('has eight sectors and a centre of a third of the spread', () => {
    const at = (x: number, y: number) => findDirection(middle, 6.1 + x / 70_350, 50.75 + y / 111_195)
    expect([
      at(0, 290),
      at(0, 310),
      at(400, 400),
      at(400, 0),
      at(400, -400),
      at(0, -400),
      at(-400, -400),
      at(-400, 0),
      at(-400, 400),
    ]).toEqual(['centre', 'north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'])
  })
})

describe('names of gap areas', () => {
  const name = (districtName: string | null, direction: 'north' | null, unknown = false) => ({
    districtName,
    direction,
    otherDistricts: 0,
    unknown,
  })
  it('number what would be called the same', () => {
    expect(
      nameGapAreas([name('Brand', 'north'), name('Brand', null), name('Brand', 'north'), name(null, null)]),
    ).toEqual([
      { de: 'Brand-Nord', en: 'Brand (north)' },
      { de: 'Brand', en: 'Brand' },
      { de: 'Brand-Nord 2', en: 'Brand (north) 2' },
      { de: 'Außerhalb der Bezirke', en: 'Outside the districts' },
    ])
  })
  it('say that most of the people live in other districts', () => {
    const parts = { ...name('Brand', 'north'), otherDistricts: 3 }
    expect(nameGapAreas([parts])).toEqual([{ de: 'Brand-Nord und 3 weitere', en: 'Brand (north) and 3 more' }])
  })
  it('skip a number that is the name of another district', () => {
    const names = nameGapAreas([name('Feld 2', null), name('Feld', null), name('Feld', null)])
    expect(names.map(({ de }) => de)).toEqual(['Feld 2', 'Feld', 'Feld 3'])
  })
  it('tell what cannot be assessed from a gap', () => {
    expect(nameGapAreas([name('Brand', null, true)])).toEqual([
      { de: 'Brand – nicht beurteilbar', en: 'Brand – cannot be assessed' },
    ])
  })
})
