/**
 * Groups member cells that hang together through H3 neighbours. Breadth-first over the neighbour lists, O(cells + neighbours),
 * memory 4 bytes per cell; components come in the order of their smallest cell, cells ascending: the same for any input order.
 */
import type { CellNeighbours } from '../grid/cells.ts'

const NO_COMPONENT = 0xffffffff

/**
 * @param classes 0 = not a member; members are joined to neighbours of the same class only
 * @param bridgeClass class that cells marked 1 in `bridgeable` may connect, or null: see `joinAcross`
 * @param bridgeable 1 = not a member itself, but may connect members on two sides of it
 * @returns ascending cell indexes per component, bridging cells included
 */
export function findComponents(
  { offsets, neighbours }: CellNeighbours,
  classes: Uint8Array,
  bridgeClass: number | null = null,
  bridgeable: Uint8Array = new Uint8Array(classes.length),
): Uint32Array[] {
  if (offsets.length !== classes.length + 1 || bridgeable.length !== classes.length) {
    throw new RangeError(`neighbours of ${offsets.length - 1} cells do not fit ${classes.length} classes`)
  }
  const component = new Uint32Array(classes.length).fill(NO_COMPONENT)
  const queue = new Uint32Array(classes.length)
  let count = 0
  for (let start = 0; start < classes.length; start++) {
    if (classes[start] === 0 || component[start] !== NO_COMPONENT) continue
    let tail = 0
    queue[tail++] = start
    component[start] = count
    for (let head = 0; head < tail; head++) {
      const cell = queue[head]
      for (let n = offsets[cell]; n < offsets[cell + 1]; n++) {
        const other = neighbours[n]
        if (classes[other] !== classes[start] || component[other] !== NO_COMPONENT) continue
        component[other] = count
        queue[tail++] = other
      }
    }
    count++
  }
  if (bridgeClass !== null) joinAcross({ offsets, neighbours }, classes, bridgeClass, bridgeable, component, count)
  const cellsOf: number[][] = []
  const positionOf = new Map<number, number>()
  for (let cell = 0; cell < classes.length; cell++) {
    if (component[cell] === NO_COMPONENT) continue
    let position = positionOf.get(component[cell])
    if (position === undefined) {
      position = cellsOf.length
      positionOf.set(component[cell], position)
      cellsOf.push([])
    }
    cellsOf[position].push(cell)
  }
  return cellsOf.map((cells) => Uint32Array.from(cells))
}

/**
 * Joins components that are only one bridgeable cell apart. A cell bridges where at least two different components (as they
 * are without any bridge) touch it; so the outcome does not depend on an order, and no two empty cells in a row are crossed.
 */
function joinAcross(
  { offsets, neighbours }: CellNeighbours,
  classes: Uint8Array,
  bridgeClass: number,
  bridgeable: Uint8Array,
  component: Uint32Array,
  count: number,
): void {
  const parent = Uint32Array.from({ length: count }, (_, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while (parent[root] !== root) root = parent[root] = parent[parent[root]]
    return root
  }
  const bridges: { cell: number; component: number }[] = []
  for (let cell = 0; cell < classes.length; cell++) {
    if (bridgeable[cell] === 0 || classes[cell] !== 0) continue
    let one = NO_COMPONENT
    let isBridge = false
    for (let n = offsets[cell]; n < offsets[cell + 1]; n++) {
      if (classes[neighbours[n]] !== bridgeClass) continue
      const touched = component[neighbours[n]]
      if (one === NO_COMPONENT) one = touched
      if (touched === one) continue
      isBridge = true
      parent[Math.max(rootOf(one), rootOf(touched))] = Math.min(rootOf(one), rootOf(touched))
    }
    if (isBridge) bridges.push({ cell, component: one })
  }
  for (const bridge of bridges) component[bridge.cell] = bridge.component
  for (let cell = 0; cell < classes.length; cell++) {
    if (component[cell] !== NO_COMPONENT) component[cell] = rootOf(component[cell])
  }
}
