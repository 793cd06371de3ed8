/**
 * Where the people of a cell start walking: the mean of their places weighted by people. Where buildings are known it moves
 * to the nearest one of them, because a mean may fall into a courtyard or a pond. Where nobody lives it is the cell's centre.
 */
import type { Projection } from '../geo/projection.ts'
import { cellToCenter } from '../grid/cells.ts'
import type { SquarePiece } from './square-pieces.ts'

/** Origins in degrees, in the order of `cellIds`. `weights` are the people on each piece; all pieces lie in cells of the list. */
export function computeCellOrigins(
  projection: Projection,
  cellIds: readonly string[],
  pieces: readonly SquarePiece[],
  weights: Float64Array,
): { readonly originLng: Float64Array; readonly originLat: Float64Array } {
  const indexOf = new Map(cellIds.map((id, i) => [id, i]))
  const n = cellIds.length
  const weight = new Float64Array(n)
  // Relative to the first piece of the cell: sums of large coordinates would lose the last metres.
  const anchor = new Int32Array(n).fill(-1)
  const sumX = new Float64Array(n)
  const sumY = new Float64Array(n)
  pieces.forEach((piece, p) => {
    if (!(weights[p] > 0)) return
    const cell = indexOf.get(piece.cellId)!
    if (anchor[cell] < 0) anchor[cell] = p
    const first = pieces[anchor[cell]]
    weight[cell] += weights[p]
    sumX[cell] += weights[p] * (piece.x - first.x)
    sumY[cell] += weights[p] * (piece.y - first.y)
  })
  const nearest = new Int32Array(n).fill(-1)
  const nearestSquared = new Float64Array(n).fill(Infinity)
  const meanX = (cell: number) => pieces[anchor[cell]].x + sumX[cell] / weight[cell]
  const meanY = (cell: number) => pieces[anchor[cell]].y + sumY[cell] / weight[cell]
  pieces.forEach((piece, p) => {
    if (!piece.isBuilding || !(weights[p] > 0)) return
    const cell = indexOf.get(piece.cellId)!
    const squared = (piece.x - meanX(cell)) ** 2 + (piece.y - meanY(cell)) ** 2
    if (squared >= nearestSquared[cell]) return
    nearestSquared[cell] = squared
    nearest[cell] = p
  })
  const originLng = new Float64Array(n)
  const originLat = new Float64Array(n)
  cellIds.forEach((id, cell) => {
    const origin =
      nearest[cell] >= 0
        ? [pieces[nearest[cell]].lng, pieces[nearest[cell]].lat]
        : weight[cell] > 0
          ? projection.toLngLat(meanX(cell), meanY(cell))
          : cellToCenter(id)
    originLng[cell] = origin[0]
    originLat[cell] = origin[1]
  })
  return { originLng, originLat }
}
