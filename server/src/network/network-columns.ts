import type { ColumnSet } from '../columns/columns.ts'
import type { Bounds } from '../geo/bounds.ts'
import type { EdgeAttributes } from './edge-attributes.ts'
import type { NodeAttributes } from './node-attributes.ts'
import type { StreetNetwork } from './street-network.ts'

/** The network as a column set, to be stored and sent; shared attribute objects and names travel in the meta data. */
export function networkToColumns(network: StreetNetwork): ColumnSet {
  const { nodeCount, edgeCount, nodeAttributes, attributes, names, bounds, nodeAttribute, ...columns } = network
  return {
    meta: { nodeCount, edgeCount, nodeAttributes, attributes, names, bounds },
    columns: { ...columns, nodeAttribute },
  }
}

/** The inverse of `networkToColumns`; columns are views of the set. */
export function networkFromColumns(set: ColumnSet): StreetNetwork {
  const meta = set.meta as {
    nodeCount: number
    edgeCount: number
    nodeAttributes: NodeAttributes[]
    attributes: EdgeAttributes[]
    names: string[]
    bounds: Bounds
  }
  return { ...meta, ...set.columns } as unknown as StreetNetwork
}
