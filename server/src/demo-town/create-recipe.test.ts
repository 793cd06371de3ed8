import { describe, expect, it } from 'vitest'
import { createRecipe } from './create-recipe.ts'
import { generateTown } from './generate-town.ts'
import { distanceBetween } from './plane-geometry.ts'

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0)

describe('createRecipe', () => {
  it('refuses sizes that are no town', () => {
    expect(() => createRecipe({ seed: 'x', people: 1999 })).toThrow('2000 to 500000 people, not 1999')
    expect(() => createRecipe({ seed: 'x', people: 600_000 })).toThrow(RangeError)
  })

  it('gives larger towns more rings and districts', () => {
    const sizes = [2000, 20_000, 100_000, 500_000].map((people) => createRecipe({ seed: 'grow', people }))
    const districts = sizes.map((recipe) => recipe.districts.length)
    expect(districts).toEqual([...districts].sort((a, b) => a - b))
    expect(districts[3]).toBeGreaterThan(50)
    expect(sizes[3].ringRadiiMetres.length).toBeGreaterThan(sizes[1].ringRadiiMetres.length)
  })

  it.each([2000, 12_000, 45_000])('makes a town of %i people with homes for them and gaps that hold', (people) => {
    const recipe = createRecipe({ seed: 'sizes', people })
    const plan = generateTown(recipe)
    expect(sum(plan.people.all)).toBe(people)
    const homes = sum(plan.built.buildings.map((building) => building.homes))
    expect(homes / people).toBeGreaterThan(0.5)
    expect(homes / people).toBeLessThan(2)
    const nobody = plan.plantedGaps.filter((gap) => gap.statement === 'nobody')
    expect(nobody.map((gap) => gap.metres)).toEqual([2000, 2000, 2000, 2000, 2000])
    for (const gap of nobody) {
      expect(gap.expectedUnservedPeople).toBeGreaterThan(20)
      const district = recipe.districts.findIndex(({ id }) => id === gap.districtId)
      const houses = plan.built.buildings.filter(
        (building, b) => plan.town.blocks[building.block].district === district && plan.people.all[b] > 0,
      )
      for (const place of plan.places.filter(({ categoryIds }) => categoryIds.includes(gap.categoryId))) {
        for (const { front } of houses) expect(distanceBetween(front, place.at)).toBeGreaterThan(1998)
      }
    }
  })
})
