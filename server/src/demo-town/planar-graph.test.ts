import { describe, expect, it } from 'vitest'
import { arrangeCurves, findFaces } from './planar-graph.ts'
import { ringArea, type Point } from './plane-geometry.ts'
import { createRandom } from './random.ts'
import { splitIntoBlocks } from './split-face.ts'

const square = (size: number): Point[] => [
  [0, 0],
  [size, 0],
  [size, size],
  [0, size],
  [0, 0],
]

describe('arrangeCurves and findFaces', () => {
  it('gives crossing lines a common node and finds the faces between them', () => {
    const graph = arrangeCurves([
      square(100),
      [
        [-10, 50],
        [110, 50],
      ],
      [
        [30, -10],
        [30, 110],
      ],
    ])
    const areas = findFaces(graph).map((face) => Math.round(ringArea(graph.ringOf(face))))
    expect(areas.sort((a, b) => a - b)).toEqual([1500, 1500, 3500, 3500])
  })

  it('leaves out loose ends', () => {
    const graph = arrangeCurves([
      square(100),
      [
        [50, 100],
        [50, 60],
        [70, 40],
      ],
    ])
    const faces = findFaces(graph)
    expect(faces).toHaveLength(1)
    expect(ringArea(graph.ringOf(faces[0]))).toBeCloseTo(10_000)
  })
})

describe('splitIntoBlocks', () => {
  const rules = { length: 120, width: 80, stray: 0.2, turn: 0.1, snapMetres: 15 }

  it('divides a face into blocks that cover it without overlap', () => {
    const graph = arrangeCurves([square(700)])
    const [face] = findFaces(graph)
    const blocks = splitIntoBlocks(graph, face, rules, createRandom('blocks'), () => 1)
    const areas = blocks.map((block) => ringArea(graph.ringOf(graph.flattenFace(block))))
    expect(blocks.length).toBeGreaterThan(25)
    expect(Math.min(...areas)).toBeGreaterThan(0)
    expect(areas.reduce((a, b) => a + b, 0)).toBeCloseTo(490_000, 3)
  })

  it('ends every street on another one', () => {
    const graph = arrangeCurves([square(700)])
    const [face] = findFaces(graph)
    splitIntoBlocks(graph, face, rules, createRandom('ends'), () => 1)
    const degree = new Map<number, number>()
    for (const { from, to, halves } of graph.edges) {
      if (halves !== null) continue
      degree.set(from, (degree.get(from) ?? 0) + 1)
      degree.set(to, (degree.get(to) ?? 0) + 1)
    }
    expect(Math.min(...degree.values())).toBe(2)
  })
})
