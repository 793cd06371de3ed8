import type { BentTown } from './bend-town.ts'
import type { Building } from './block-site.ts'
import type { Random } from './random.ts'

/** Street and number of a building. */
export interface Address {
  readonly street: string
  readonly houseNumber: string
}

/** Streets that turn this far around the market square are numbered by angle, like ring roads. */
const RING_RADIANS = 4

/**
 * House numbers as towns give them: they start at the end nearer to the market square, odd on the left, even on the right.
 * Result by building.
 */
export function numberHouses(
  town: BentTown,
  names: readonly (string | null)[],
  buildings: readonly Building[],
  random: Random,
): (Address | null)[] {
  const byStreet = new Map<string, number[]>()
  buildings.forEach((building, b) => {
    const edge = building.edge === null ? null : town.streets.edges[building.edge]
    const name = edge === null ? null : names[edge.line]
    if (name === null || ['shed', 'barn', 'garages', 'farm_auxiliary'].includes(building.kind)) return
    byStreet.set(name, [...(byStreet.get(name) ?? []), b])
  })
  const addresses: (Address | null)[] = buildings.map(() => null)
  for (const [street, members] of byStreet) {
    const position = positionAlong(buildings, members)
    const ordered = [...members].sort((a, b) => position(a) - position(b) || a - b)
    let odd = 1
    let even = 2
    for (const b of ordered) {
      const number = buildings[b].left ? odd : even
      if (buildings[b].left) odd += random.chance(0.06) ? 4 : 2
      else even += random.chance(0.06) ? 4 : 2
      addresses[b] = { street, houseNumber: random.chance(0.03) ? `${number}a` : `${number}` }
    }
  }
  return addresses
}

function positionAlong(buildings: readonly Building[], members: readonly number[]): (building: number) => number {
  const angles = members.map((b) => Math.atan2(buildings[b].front[1], buildings[b].front[0])).sort((a, b) => a - b)
  const gaps = angles.map((angle, i) => (i + 1 < angles.length ? angles[i + 1] : angles[0] + 2 * Math.PI) - angle)
  if (2 * Math.PI - Math.max(...gaps) > RING_RADIANS) {
    return (b) => Math.atan2(buildings[b].front[1], buildings[b].front[0])
  }
  let first = buildings[members[0]].front
  let last = first
  for (const b of members) if (squared(buildings[b].front) < squared(first)) first = buildings[b].front
  for (const b of members) if (apart(buildings[b].front, first) > apart(last, first)) last = buildings[b].front
  return (b) =>
    (buildings[b].front[0] - first[0]) * (last[0] - first[0]) +
    (buildings[b].front[1] - first[1]) * (last[1] - first[1])
}

function squared([x, y]: readonly [number, number]): number {
  return x * x + y * y
}

function apart(a: readonly [number, number], b: readonly [number, number]): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2
}
