import type { PlanEdge, StreetPlan } from './street-plan.ts'

export interface GridCityOptions {
  /** Crossings per side. */
  readonly size: number
  readonly seed: number
  /** Share of streets that are one-way for walking, 0 … 1. */
  readonly oneWayShare: number
}

/**
 * A made-up city of any size: crooked blocks of about 80 m with gaps, bends and dead ends, walked at 1 m/s; uphill
 * (to the east) a tenth slower where `oneWayShare` is above 0. The same seed gives the same city.
 */
export function createGridCity({ size, seed, oneWayShare }: GridCityOptions): StreetPlan {
  const random = createRandom(seed)
  const nodes: [number, number][] = []
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) nodes.push([80 * x + 40 * random(), 80 * y + 40 * random()])
  }
  const edges: PlanEdge[] = []
  const connect = (from: number, to: number): void => {
    const [ax, ay] = nodes[from]
    const [bx, by] = nodes[to]
    const bend: [number, number] = [(ax + bx) / 2 + 20 * (random() - 0.5), (ay + by) / 2 + 20 * (random() - 0.5)]
    const metres = Math.hypot(bend[0] - ax, bend[1] - ay) + Math.hypot(bx - bend[0], by - bend[1])
    const time = Math.round(10 * metres)
    const climb = oneWayShare > 0 && bx > ax ? Math.round(time / 10) : 0
    edges.push({ from, to, forward: time + climb, backward: random() < oneWayShare ? null : time, bends: [bend] })
  }
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const node = y * size + x
      if (x + 1 < size && random() < 0.85) connect(node, node + 1)
      if (y + 1 < size && random() < 0.85) connect(node, node + size)
      if (random() < 0.3) {
        nodes.push([nodes[node][0] + 30 * random(), nodes[node][1] + 30 * random()])
        connect(node, nodes.length - 1)
      }
    }
  }
  return { nodes, edges }
}

/** Numbers from 0 to below 1 in a fixed sequence (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
