/** Holes of a set of lattice cells: what lies around is in the set, they are not. */
import { neighbourCell, type HexLattice } from './hex-lattice.ts'

/**
 * Puts the cells of every hole with at most `maximumCells` that may be filled into the set. The outermost rows and columns of the
 * window must not be in it. O(cells).
 */
export function fillHoles(
  lattice: HexLattice,
  inside: Uint8Array,
  maximumCells: number,
  mayFill: (cells: readonly number[]) => boolean,
): void {
  const { columns, rows, cellCount } = lattice
  const seen = inside.slice()
  const isBorder = (cell: number): boolean => {
    const row = Math.floor(cell / columns)
    const column = cell - row * columns
    return row === 0 || row === rows - 1 || column === 0 || column === columns - 1
  }
  const stack: number[] = []
  for (let cell = 0; cell < cellCount; cell++) {
    if (isBorder(cell)) {
      seen[cell] = 1
      stack.push(cell)
    }
  }
  const collect = (cells: number[] | null): void => {
    for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
      cells?.push(cell)
      const isRim = cells === null && isBorder(cell)
      for (let side = 0; side < 6; side++) {
        const other = neighbourCell(lattice, cell, side)
        // Beyond the rim of the window the number of a neighbour may be anybody's.
        if (isRim && (other < 0 || other >= cellCount || !areNear(columns, cell, other))) continue
        if (seen[other] === 1) continue
        seen[other] = 1
        stack.push(other)
      }
    }
  }
  collect(null)
  for (let start = 0; start < cellCount; start++) {
    if (seen[start] === 1) continue
    seen[start] = 1
    stack.push(start)
    const cells: number[] = []
    collect(cells)
    if (cells.length <= maximumCells && mayFill(cells)) for (const cell of cells) inside[cell] = 1
  }
}

function areNear(columns: number, cell: number, other: number): boolean {
  return Math.abs((cell % columns) - (other % columns)) <= 1
}
