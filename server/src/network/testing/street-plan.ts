import { distanceMetres, metresPerDegree } from '../../geo/distance.ts'
import { FORBIDDEN, type EdgeCosts, type StreetNetwork } from '../street-network.ts'

/** A street plan drawn in metres, with the costs given outright. */
export interface StreetPlan {
  /** East and north of the plan's corner, metres. */
  readonly nodes: readonly (readonly [east: number, north: number])[]
  readonly edges: readonly PlanEdge[]
  readonly closed?: readonly number[]
}

export interface PlanEdge {
  readonly from: number
  readonly to: number
  /** Deciseconds, or null for forbidden. */
  readonly forward: number | null
  readonly backward: number | null
  /** Inner points of the shape, metres. */
  readonly bends?: readonly (readonly [east: number, north: number])[]
}

const CORNER = { lng: 11.6, lat: 52.1 }
const SCALE = metresPerDegree(CORNER.lat)

/** Degrees of a place in the plan. */
export function planToDegrees(east: number, north: number): { lng: number; lat: number } {
  return { lng: CORNER.lng + east / SCALE.lng, lat: CORNER.lat + north / SCALE.lat }
}

/** The plan as a network (bounds: one kilometre around it) and the costs of one profile. */
export function buildPlan(plan: StreetPlan): { network: StreetNetwork; costs: EdgeCosts } {
  const nodeCount = plan.nodes.length
  const edgeCount = plan.edges.length
  const nodes = plan.nodes.map(([east, north]) => planToDegrees(east, north))
  const pointLng: number[] = []
  const pointLat: number[] = []
  const edgeFirstPoint = [0]
  const edgeLengthMetres = new Float64Array(edgeCount)
  plan.edges.forEach((edge, e) => {
    const shape = [nodes[edge.from], ...(edge.bends ?? []).map(([x, y]) => planToDegrees(x, y)), nodes[edge.to]]
    shape.forEach((point, i) => {
      pointLng.push(point.lng)
      pointLat.push(point.lat)
      if (i > 0) edgeLengthMetres[e] += distanceMetres(shape[i - 1].lng, shape[i - 1].lat, point.lng, point.lat)
    })
    edgeFirstPoint.push(pointLng.length)
  })
  const southWest = planToDegrees(-1000, -1000)
  const northEast = planToDegrees(
    plan.nodes.reduce((most, [east]) => Math.max(most, east), 0) + 1000,
    plan.nodes.reduce((most, [, north]) => Math.max(most, north), 0) + 1000,
  )
  const network: StreetNetwork = {
    nodeCount,
    edgeCount,
    nodeOsmId: Float64Array.from(nodes, (_, i) => i + 1),
    nodeLng: Float64Array.from(nodes, ({ lng }) => lng),
    nodeLat: Float64Array.from(nodes, ({ lat }) => lat),
    nodeAttribute: new Uint16Array(nodeCount),
    nodeAttributes: [],
    edgeFrom: Uint32Array.from(plan.edges, ({ from }) => from),
    edgeTo: Uint32Array.from(plan.edges, ({ to }) => to),
    edgeLengthMetres,
    edgeWayId: Float64Array.from(plan.edges, (_, e) => e + 1),
    edgeAttribute: new Uint32Array(edgeCount),
    attributes: [],
    edgeName: new Uint32Array(edgeCount),
    names: [''],
    edgeFirstPoint: Uint32Array.from(edgeFirstPoint),
    pointLng: Float64Array.from(pointLng),
    pointLat: Float64Array.from(pointLat),
    bounds: { west: southWest.lng, south: southWest.lat, east: northEast.lng, north: northEast.lat },
  }
  const nodeClosed = new Uint8Array(nodeCount)
  for (const node of plan.closed ?? []) nodeClosed[node] = 1
  const costs: EdgeCosts = {
    forwardDeciseconds: Uint32Array.from(plan.edges, ({ forward }) => forward ?? FORBIDDEN),
    backwardDeciseconds: Uint32Array.from(plan.edges, ({ backward }) => backward ?? FORBIDDEN),
    nodeClosed,
  }
  return { network, costs }
}
