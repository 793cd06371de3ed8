import type { OtherFeet, SnappedPoints } from './snap-place.ts'

/** Points of one graph behind each other: copies of every column, those of `last` after those of `first`. */
export function joinPoints(first: SnappedPoints, last: SnappedPoints): SnappedPoints {
  const join = <T extends Uint8Array | Uint32Array | Float64Array>(a: T, b: T): T => {
    const joined = new (a.constructor as new (length: number) => T)(a.length + b.length)
    joined.set(a)
    joined.set(b, a.length)
    return joined
  }
  return {
    count: first.count + last.count,
    status: join(first.status, last.status),
    pointLng: join(first.pointLng, last.pointLng),
    pointLat: join(first.pointLat, last.pointLat),
    lng: join(first.lng, last.lng),
    lat: join(first.lat, last.lat),
    accessMetres: join(first.accessMetres, last.accessMetres),
    accessDeciseconds: join(first.accessDeciseconds, last.accessDeciseconds),
    edge: join(first.edge, last.edge),
    edgeShare: join(first.edgeShare, last.edgeShare),
    chain: join(first.chain, last.chain),
    chainPlace: join(first.chainPlace, last.chainPlace),
    toA: join(first.toA, last.toA),
    fromA: join(first.fromA, last.fromA),
    toB: join(first.toB, last.toB),
    fromB: join(first.fromB, last.fromB),
    ...((first.others ?? last.others) && { others: joinOthers(first, last) }),
  }
}

function joinOthers(first: SnappedPoints, last: SnappedPoints): OtherFeet | undefined {
  if (last.others === undefined) return first.others
  const moved = last.others.owner.map((point) => point + first.count)
  if (first.others === undefined) return { points: last.others.points, owner: moved }
  return {
    points: joinPoints(first.others.points, last.others.points),
    owner: Uint32Array.from([...first.others.owner, ...moved]),
  }
}
