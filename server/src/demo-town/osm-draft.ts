import type { Point } from './plane-geometry.ts'

export type Tags = Record<string, string>

export interface DraftNode {
  readonly id: number
  readonly lng: number
  readonly lat: number
  readonly tags?: Tags
}

export interface DraftWay {
  readonly id: number
  readonly nodes: readonly number[]
  readonly tags: Tags
}

export interface DraftMember {
  readonly type: 'node' | 'way' | 'relation'
  readonly ref: number
  readonly role: string
}

export interface DraftRelation {
  readonly id: number
  readonly members: readonly DraftMember[]
  readonly tags: Tags
}

/** Far above the ids that OpenStreetMap has given out, so that nobody takes a made-up element for a real one. */
const FIRST_ID = 900_000_000_001

/** Elements of an OpenStreetMap file while it is put together; ids count up in the order of adding. */
export class OsmDraft {
  readonly nodes: { id: number; lng: number; lat: number; tags?: Tags }[] = []
  readonly ways: DraftWay[] = []
  readonly relations: DraftRelation[] = []
  readonly #toLngLat: (point: Point) => readonly [lng: number, lat: number]

  constructor(toLngLat: (point: Point) => readonly [lng: number, lat: number]) {
    this.#toLngLat = toLngLat
  }

  addNode(point: Point, tags?: Tags): number {
    const [lng, lat] = this.#toLngLat(point)
    return this.addNodeAt(lng, lat, tags)
  }

  /** A node at a position in degrees. */
  addNodeAt(lng: number, lat: number, tags?: Tags): number {
    const id = FIRST_ID + this.nodes.length
    this.nodes.push(tags === undefined ? { id, lng, lat } : { id, lng, lat, tags })
    return id
  }

  /** More tags for a node; those that it has stay. */
  tagNode(id: number, tags: Tags): void {
    const node = this.nodes[id - FIRST_ID]
    node.tags = { ...tags, ...node.tags }
  }

  addWay(nodes: readonly number[], tags: Tags): number {
    const id = FIRST_ID + this.ways.length
    this.ways.push({ id, nodes, tags })
    return id
  }

  /** A closed way around new nodes; with holes, a multipolygon whose tags are on the relation. */
  addArea(ring: readonly Point[], tags: Tags, holes: readonly (readonly Point[])[] = []): void {
    const close = (points: readonly Point[]): number[] => {
      const nodes = points.map((point) => this.addNode(point))
      return [...nodes, nodes[0]]
    }
    if (holes.length === 0) {
      this.addWay(close(ring), tags)
      return
    }
    const members: DraftMember[] = [{ type: 'way', ref: this.addWay(close(ring), {}), role: 'outer' }]
    for (const hole of holes) members.push({ type: 'way', ref: this.addWay(close(hole), {}), role: 'inner' })
    this.addRelation(members, { type: 'multipolygon', ...tags })
  }

  addRelation(members: readonly DraftMember[], tags: Tags): number {
    const id = FIRST_ID + this.relations.length
    this.relations.push({ id, members, tags })
    return id
  }
}
