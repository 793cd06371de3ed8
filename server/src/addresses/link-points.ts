import { distanceMetres, metresPerDegree } from '../geo/distance.ts'

/** Positions in degrees, side by side. */
export interface Points {
  readonly lng: readonly number[]
  readonly lat: readonly number[]
  /** Which members of a whole are the same from the start: points of one edge, or of edges that meet. */
  readonly member: readonly number[]
}

/**
 * Numbers groups of members that hang together: two are linked where a point of one lies within the distance of a point of the other,
 * and links go on from member to member. Result per member, numbered from 0 in the order of first members; `memberCount` members, those
 * without a point alone. Points are hashed into squares as large as the distance, so that a dense town costs O(points × neighbours).
 */
export function linkPoints(points: Points, memberCount: number, linkMetres: number): Uint32Array {
  const parent = Uint32Array.from({ length: memberCount }, (_, member) => member)
  const find = (member: number): number => {
    let root = member
    while (parent[root] !== root) root = parent[root] = parent[parent[root]]
    return root
  }
  const scale = metresPerDegree(points.lat[0] ?? 0)
  // A little wider, because the scale is exact at one latitude only.
  const size = linkMetres * 1.01
  const column = (i: number) => Math.floor((points.lng[i] * scale.lng) / size)
  const row = (i: number) => Math.floor((points.lat[i] * scale.lat) / size)
  const squares = new Map<string, number[]>()
  for (let i = 0; i < points.member.length; i++) {
    for (let c = column(i) - 1; c <= column(i) + 1; c++) {
      for (let r = row(i) - 1; r <= row(i) + 1; r++) {
        for (const j of squares.get(`${c} ${r}`) ?? []) {
          const [a, b] = [find(points.member[i]), find(points.member[j])]
          if (a !== b && distanceMetres(points.lng[i], points.lat[i], points.lng[j], points.lat[j]) <= linkMetres)
            parent[Math.max(a, b)] = Math.min(a, b)
        }
      }
    }
    const key = `${column(i)} ${row(i)}`
    const square = squares.get(key)
    if (square) square.push(i)
    else squares.set(key, [i])
  }
  const groups = new Uint32Array(memberCount)
  let count = 0
  for (let member = 0; member < memberCount; member++) {
    const root = find(member)
    groups[member] = root === member ? count++ : groups[root]
  }
  return groups
}
