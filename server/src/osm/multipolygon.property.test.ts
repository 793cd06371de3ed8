import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assembleMultipolygon } from './multipolygon.ts'
import { buildOsmIndex } from './osm-index.ts'
import { readOsmPbf } from './osm-pbf.reader.ts'
import { writeOsmPbf } from './osm-pbf.writer.ts'

const SIZE = 7

/** A random set of squares of a chessboard; its outline has touching corners, holes and islands in holes. */
const squaresArbitrary = fc.array(fc.boolean(), { minLength: SIZE * SIZE, maxLength: SIZE * SIZE }).filter((s) => s.some((v) => v)) // prettier-ignore
const cutsArbitrary = fc.array(fc.nat(), { minLength: 1, maxLength: 40 })

const nodeAt = (x: number, y: number): number => y * (SIZE + 1) + x + 1

/** Edges between squares that are in the set and squares that are not. */
function outlineOf(squares: readonly boolean[]): [number, number][] {
  const isIn = (x: number, y: number) => x >= 0 && y >= 0 && x < SIZE && y < SIZE && squares[y * SIZE + x]
  const edges: [number, number][] = []
  for (let y = 0; y <= SIZE; y++) {
    for (let x = 0; x <= SIZE; x++) {
      if (isIn(x, y) !== isIn(x, y - 1)) edges.push([nodeAt(x, y), nodeAt(x + 1, y)])
      if (isIn(x, y) !== isIn(x - 1, y)) edges.push([nodeAt(x, y), nodeAt(x, y + 1)])
    }
  }
  return edges
}

/** Ways of random length made of the edges, in random order and direction. */
function drawWays(edges: [number, number][], cuts: readonly number[]): number[][] {
  let step = 0
  const random = (limit: number): number => (cuts[step % cuts.length] + 31 * step++) % limit
  const rest = [...edges]
  const ways: number[][] = []
  while (rest.length > 0) {
    const way = [...rest.splice(random(rest.length), 1)[0]]
    for (let length = random(6); length > 0; length--) {
      const next = rest.findIndex((edge) => edge.includes(way[way.length - 1]))
      if (next < 0) break
      const [edge] = rest.splice(next, 1)
      way.push(edge[0] === way[way.length - 1] ? edge[1] : edge[0])
    }
    ways.push(random(2) === 0 ? way : way.reverse())
  }
  return ways
}

describe('multipolygon', () => {
  it('covers exactly the squares whose outline it was given, whatever the ways', () => {
    fc.assert(
      fc.property(squaresArbitrary, cutsArbitrary, (squares, cuts) => {
        const ways = drawWays(outlineOf(squares), cuts).map((nodes, i) => ({ id: i + 1, nodes, tags: {} }))
        const nodes = Array.from({ length: (SIZE + 1) ** 2 }, (_, i) => {
          return { id: i + 1, lng: (i % (SIZE + 1)) / 1000, lat: Math.floor(i / (SIZE + 1)) / 1000 }
        })
        const members = ways.map((way) => ({ type: 'way' as const, ref: way.id, role: '' }))
        const extract = readOsmPbf(writeOsmPbf({ nodes, ways, relations: [{ id: 1, members, tags: {} }] }))
        const { polygons, problems } = assembleMultipolygon(extract, extract.relations[0], buildOsmIndex(extract))

        expect(problems).toEqual([])
        let area = 0
        for (const polygon of polygons) {
          polygon.forEach((ring, i) => {
            const ringArea = signedArea(ring)
            expect(Math.sign(ringArea), 'Outer rings run counterclockwise, holes clockwise.').toBe(i === 0 ? 1 : -1)
            expect(ring[0]).toEqual(ring[ring.length - 1])
            const corners = new Set(ring.map(String))
            expect(corners.size, 'A ring passes each corner once.').toBe(ring.length - 1)
            area += ringArea
          })
        }
        expect(Math.round(area * 1e6)).toBe(squares.filter((isIn) => isIn).length)
        squares.forEach((isIn, i) => {
          const point = [((i % SIZE) + 0.5) / 1000, (Math.floor(i / SIZE) + 0.5) / 1000] as const
          const owners = polygons.filter((polygon) => polygon.every((ring, r) => contains(ring, point) === (r === 0)))
          expect(owners.length).toBe(isIn ? 1 : 0)
        })
      }),
      { numRuns: 300 },
    )
  })
})

function signedArea(ring: readonly (readonly [number, number])[]): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]
  return sum / 2
}

function contains(ring: readonly (readonly [number, number])[], [x, y]: readonly [number, number]): boolean {
  let inside = false
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1], ring[i]]
    if (ay > y !== by > y && ax + ((y - ay) / (by - ay)) * (bx - ax) > x) inside = !inside
  }
  return inside
}
