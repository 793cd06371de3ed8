import type { OtherFeet, SnappedPoints } from './snap-place.ts'

/** Some of the points, in the order of `indexes`, with all their feet: copies of every column. */
export function selectPoints(points: SnappedPoints, indexes: ArrayLike<number>): SnappedPoints {
  const select = <T extends Uint8Array | Uint32Array | Float64Array>(column: T): T => {
    const selected = new (column.constructor as new (length: number) => T)(indexes.length)
    for (let i = 0; i < indexes.length; i++) selected[i] = column[indexes[i]]
    return selected
  }
  return {
    count: indexes.length,
    status: select(points.status),
    pointLng: select(points.pointLng),
    pointLat: select(points.pointLat),
    lng: select(points.lng),
    lat: select(points.lat),
    accessMetres: select(points.accessMetres),
    accessDeciseconds: select(points.accessDeciseconds),
    edge: select(points.edge),
    edgeShare: select(points.edgeShare),
    chain: select(points.chain),
    chainPlace: select(points.chainPlace),
    toA: select(points.toA),
    fromA: select(points.fromA),
    toB: select(points.toB),
    fromB: select(points.fromB),
    ...(points.others && { others: selectOthers(points.others, indexes) }),
  }
}

function selectOthers({ points, owner }: OtherFeet, indexes: ArrayLike<number>): OtherFeet {
  const feetOf = new Map<number, number[]>()
  owner.forEach((point, foot) => feetOf.set(point, [...(feetOf.get(point) ?? []), foot]))
  const feet: number[] = []
  const owners: number[] = []
  for (let i = 0; i < indexes.length; i++) {
    for (const foot of feetOf.get(indexes[i]) ?? []) {
      feet.push(foot)
      owners.push(i)
    }
  }
  return { points: selectPoints(points, feet), owner: Uint32Array.from(owners) }
}
