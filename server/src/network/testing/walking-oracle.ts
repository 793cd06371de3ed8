import type { SnappedPoints } from '../snap-place.ts'
import { FORBIDDEN, type EdgeCosts, type StreetNetwork } from '../street-network.ts'

/**
 * Walking times from every origin to every destination by the plainest means: the uncontracted network, cut where the
 * points stand, and Floyd–Warshall over all of it. Uses of the points only edge, share, status and access. Infinity where no way leads.
 */
export function oracleTimes(
  network: StreetNetwork,
  costs: EdgeCosts,
  origins: SnappedPoints,
  destinations: SnappedPoints,
): number[][] {
  let vertexCount = network.nodeCount
  const links: [from: number, to: number, cost: number][] = []
  const vertexOf = [new Map<number, number>(), new Map<number, number>()]
  for (let e = 0; e < network.edgeCount; e++) {
    const forward = costs.forwardDeciseconds[e]
    const backward = costs.backwardDeciseconds[e]
    const from = costs.nodeClosed[network.edgeFrom[e]] === 1 ? vertexCount++ : network.edgeFrom[e]
    const to = costs.nodeClosed[network.edgeTo[e]] === 1 ? vertexCount++ : network.edgeTo[e]
    const shares = new Set([0, 1])
    for (const points of [origins, destinations]) {
      for (let i = 0; i < points.count; i++) if (points.edge[i] === e) shares.add(points.edgeShare[i])
    }
    const stops = [...shares]
      .sort((x, y) => x - y)
      .map((share) => ({ share, vertex: share === 0 ? from : share === 1 ? to : vertexCount++ }))
    for (let s = 1; s < stops.length; s++) {
      const [a, b] = [stops[s - 1], stops[s]]
      const part = (cost: number): number => Math.round(b.share * cost) - Math.round(a.share * cost)
      if (forward !== FORBIDDEN) links.push([a.vertex, b.vertex, part(forward)])
      if (backward !== FORBIDDEN) links.push([b.vertex, a.vertex, part(backward)])
    }
    for (const [which, points] of [origins, destinations].entries()) {
      for (let i = 0; i < points.count; i++) {
        if (points.edge[i] !== e) continue
        const stop = stops.find(({ share }) => share === points.edgeShare[i])
        if (stop !== undefined) vertexOf[which].set(i, stop.vertex)
      }
    }
  }
  const times = Array.from({ length: vertexCount }, (_, x) =>
    Float64Array.from({ length: vertexCount }, (_, y) => (x === y ? 0 : Infinity)),
  )
  for (const [from, to, cost] of links) times[from][to] = Math.min(times[from][to], cost)
  for (let via = 0; via < vertexCount; via++) {
    for (let from = 0; from < vertexCount; from++) {
      for (let to = 0; to < vertexCount; to++) {
        const time = times[from][via] + times[via][to]
        if (time < times[from][to]) times[from][to] = time
      }
    }
  }
  return Array.from({ length: origins.count }, (_, i) =>
    Array.from({ length: destinations.count }, (_, j) => {
      const from = vertexOf[0].get(i)
      const to = vertexOf[1].get(j)
      if (from === undefined || to === undefined) return Infinity
      return origins.accessDeciseconds[i] + times[from][to] + destinations.accessDeciseconds[j]
    }),
  )
}

/** The k nearest facilities of every origin by sorting all of them: [time, facility] by time, then facility. */
export function oracleNearest(
  times: readonly (readonly number[])[],
  destinationFacility: Uint32Array,
  k: number,
  cutoff: number,
): [time: number, facility: number][][] {
  return times.map((row) => {
    const best = new Map<number, number>()
    row.forEach((time, j) => {
      const facility = destinationFacility[j]
      if (time <= cutoff) best.set(facility, Math.min(time, best.get(facility) ?? Infinity))
    })
    return [...best]
      .map(([facility, time]): [number, number] => [time, facility])
      .sort((x, y) => x[0] - y[0] || x[1] - y[1])
      .slice(0, k)
  })
}
