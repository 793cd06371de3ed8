import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { isWalkable } from './bend-town.ts'
import { outlineRegions } from './district-outlines.ts'
import { generateTown } from './generate-town.ts'
import { distanceBetween, lineLength, pointAlongLine, pointInRing, ringArea, type Point } from './plane-geometry.ts'
import { createRandom } from './random.ts'
import type { TownRecipe } from './recipe.ts'
import type { TownPlan } from './town-plan.ts'

const recipe = JSON.parse(
  readFileSync(new URL('../../../data/demo-town/auenstedt.json', import.meta.url), 'utf8'),
) as TownRecipe
let plan: TownPlan
beforeAll(() => {
  plan = generateTown(recipe)
})

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0)

describe('the people of the demo town', () => {
  it('are as many as the recipe says', () => {
    expect(sum(plan.people.all)).toBe(60_240)
  })

  it('are as old as the people of a German town of that size', () => {
    expect(sum(plan.people.from65) / 60_240).toBeGreaterThan(0.2)
    expect(sum(plan.people.from65) / 60_240).toBeLessThan(0.27)
    expect(sum(plan.people.from80) / 60_240).toBeGreaterThan(0.055)
    expect(sum(plan.people.under18) / 60_240).toBeGreaterThan(0.13)
  })

  it('are in one age group at most, and the very old among the old', () => {
    const { all, under18, from65, from80 } = plan.people
    const houses = Array.from(all.keys())
    expect(houses.filter((b) => under18[b] + from65[b] > all[b])).toEqual([])
    expect(houses.filter((b) => from80[b] > from65[b])).toEqual([])
  })

  it('are older in the slab estate than in the blocks by the station', () => {
    expect(shareFrom65('08')).toBeGreaterThan(shareFrom65('03') * 1.5)
  })
})

function housesOf(districtId: string): number[] {
  const district = recipe.districts.findIndex(({ id }) => id === districtId)
  return plan.built.buildings.flatMap((building, b) =>
    plan.town.blocks[building.block].district === district && plan.people.all[b] > 0 ? [b] : [],
  )
}

function shareFrom65(districtId: string): number {
  const houses = housesOf(districtId)
  return sum(houses.map((b) => plan.people.from65[b])) / sum(houses.map((b) => plan.people.all[b]))
}

describe('the districts of the demo town', () => {
  it('are 16, each in one piece and inhabited', () => {
    const outlines = outlineRegions(plan.town, (block) => plan.town.blocks[block].district, recipe.districts.length)
    expect(outlines).toHaveLength(16)
    expect(outlines.map((outline) => outline.length)).toEqual(Array(16).fill(1))
    for (const { id } of recipe.districts) expect(housesOf(id).length).toBeGreaterThan(20)
  })

  it('tile the municipality: their areas add up, and a point lies in one of them', () => {
    const outlines = outlineRegions(plan.town, (block) => plan.town.blocks[block].district, recipe.districts.length)
    const [whole] = outlineRegions(plan.town, (block) => (plan.town.blocks[block].district === null ? null : 0), 1)
    const areaOf = (outline: (typeof outlines)[number]): number =>
      sum(outline.flatMap(({ outer, holes }) => [ringArea(outer), ...holes.map(ringArea)]))
    expect(sum(outlines.map(areaOf))).toBeCloseTo(areaOf(whole), 2)
    const random = createRandom('points')
    for (let i = 0; i < 300; i++) {
      const point: Point = [random.between(-4200, 4200), random.between(-4200, 4200)]
      const inWhole = pointInRing(point, whole[0].outer) ? 1 : 0
      const owners = outlines.filter((outline) => outline.some(({ outer }) => pointInRing(point, outer)))
      expect(owners).toHaveLength(inWhole)
    }
  })
})

describe('the streets of the demo town', () => {
  it('hang together, apart from the planted island', () => {
    expect(countComponents(plan)).toBe(1)
    expect(plan.island.length).toBeGreaterThan(1)
    const nearest = Math.min(
      ...plan.town.streets.edges.flatMap((edge) =>
        edge === null || !isWalkable(plan.town.streets.lines[edge.line])
          ? []
          : edge.shape.map((point) => distanceBetween(point, plan.island[0])),
      ),
    )
    expect(nearest).toBeGreaterThan(50)
  })

  it('cross the river on two road bridges and one footbridge only', () => {
    const bridges = plan.town.streets.lines.filter((line) => line.structure === 'bridge')
    expect(bridges.map((line) => `${line.name}, ${line.kind}`).sort()).toEqual([
      'Magdeburger Straße, primary',
      'Schlosssteg, footway',
      'Südbrücke, secondary',
    ])
  })

  it('have names that say what they are, and many of them', () => {
    const names = new Set(plan.streetNames.filter((name) => name !== null))
    expect(names.size).toBeGreaterThan(400)
    expect([...names].filter((name) => /undefined|null|=| {2}/.test(name))).toEqual([])
  })
})

/** Union-find over walkable edges; the ways inside parks and grounds start at nodes of theirs. */
function countComponents({ town, innerPaths }: TownPlan): number {
  const parent = new Map<number, number>()
  const rootOf = (node: number): number => {
    let root = node
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up
    return root
  }
  for (const edge of town.streets.edges) {
    if (edge === null || !isWalkable(town.streets.lines[edge.line])) continue
    for (const node of [edge.from, edge.to]) if (!parent.has(node)) parent.set(node, node)
    parent.set(rootOf(edge.from), rootOf(edge.to))
  }
  for (const { node } of innerPaths) expect(parent.has(node)).toBe(true)
  return new Set([...parent.keys()].map(rootOf)).size
}

describe('the planted gaps of the demo town', () => {
  it('leave a village and an estate without places as the crow flies', () => {
    const gaps = plan.plantedGaps.filter((gap) => gap.statement === 'nobody')
    expect(gaps.length).toBeGreaterThan(10)
    for (const { categoryId, districtId, metres, people, expectedUnservedPeople } of gaps) {
      const houses = housesOf(districtId)
      const places = plan.places.filter((place) => place.categoryIds.includes(categoryId))
      expect(places.length, `${categoryId} must exist somewhere in town`).toBeGreaterThan(0)
      const nearest = Math.min(
        ...places.map(({ at }) => Math.min(...houses.map((b) => distanceBetween(at, plan.built.buildings[b].front)))),
      )
      // A door is a step behind the front.
      expect(nearest, `${categoryId} near ${districtId}`).toBeGreaterThan(metres - 2)
      expect(people).toBe(sum(houses.map((b) => plan.people.all[b])))
      expect(expectedUnservedPeople).toBe(people)
    }
  })

  it('give every house of the old centre a bench within 200 m on foot', () => {
    const gap = plan.plantedGaps.find((candidate) => candidate.statement === 'everybody')
    expect(gap).toMatchObject({ categoryId: 'bench', districtId: '01', metres: 200, expectedUnservedPeople: 0 })
    const away = walkFromBenches(plan)
    for (const b of housesOf('01')) {
      const building = plan.built.buildings[b]
      const edge = plan.town.streets.edges[building.edge ?? -1]
      if (!edge) throw new Error(`house ${b} is on no street`)
      const length = lineLength(edge.shape)
      const steps = Array.from({ length: Math.floor(length) + 1 }, (_, metre) => metre)
      const along = steps.reduce((best, metre) =>
        distanceBetween(pointAlongLine(edge.shape, metre).point, building.front) <
        distanceBetween(pointAlongLine(edge.shape, best).point, building.front)
          ? metre
          : best,
      )
      expect(Math.min(along + away[edge.from], length - along + away[edge.to])).toBeLessThan(200)
    }
  })
})

/** Slow and obvious: relaxes all edges until nothing changes. Counts only benches that stand at a street corner. */
function walkFromBenches({ town, places }: TownPlan): Float64Array {
  const benches = places.filter((place) => place.categoryIds.includes('bench')).map(({ at }) => `${at[0]} ${at[1]}`)
  const atBench = new Set(benches)
  const away = Float64Array.from(town.streets.points, ([x, y]) => (atBench.has(`${x} ${y}`) ? 0 : Infinity))
  const edges = town.streets.edges.flatMap((edge) =>
    edge !== null && isWalkable(town.streets.lines[edge.line])
      ? [{ from: edge.from, to: edge.to, metres: lineLength(edge.shape) }]
      : [],
  )
  for (let changed = true; changed;) {
    changed = false
    for (const { from, to, metres } of edges) {
      if (away[from] + metres < Math.min(away[to], 400)) {
        away[to] = away[from] + metres
        changed = true
      }
      if (away[to] + metres < Math.min(away[from], 400)) {
        away[from] = away[to] + metres
        changed = true
      }
    }
  }
  return away
}

describe('the places of the demo town', () => {
  it('are as many as a town of 60,000 has', () => {
    const count = (id: string): number => plan.places.filter((place) => place.categoryIds.includes(id)).length
    expect(count('pharmacy')).toBe(14)
    expect(count('general_practitioner')).toBeGreaterThan(30)
    expect(count('kindergarten')).toBeGreaterThan(20)
    expect(count('supermarket')).toBeGreaterThan(12)
    expect(count('primary_school')).toBeGreaterThan(8)
    expect(count('hospital')).toBe(1)
    expect(count('rail_station')).toBe(1)
    expect(count('senior_meeting_place')).toBe(8)
    expect(count('bench')).toBeGreaterThan(150)
  })

  it('have houses to be in', () => {
    const count = plan.built.buildings.length
    expect(count).toBeGreaterThan(9000)
    expect(count).toBeLessThan(20_000)
  })
})
