import type { Block } from './bend-town.ts'
import type { Building } from './block-site.ts'
import { QUARTER_STYLES } from './quarter-types.ts'
import type { Random } from './random.ts'

/** Who lives in each building; whole people. `from80` are also in `from65`. */
export interface TownPeople {
  readonly all: Uint16Array
  readonly under18: Uint16Array
  readonly from65: Uint16Array
  readonly from80: Uint16Array
}

/**
 * Lets exactly `people` people move into the homes: in proportion to their size, whole people by largest remainder
 * (ties to the lower index). Ages are drawn person by person with the shares of the quarter, which differ from house to house.
 */
export function settlePeople(
  buildings: readonly Building[],
  blocks: readonly Block[],
  people: number,
  random: Random,
): TownPeople {
  const homes = buildings.map((building) => building.homes)
  const all = apportion(homes, people)
  const settled: TownPeople = {
    all,
    under18: new Uint16Array(buildings.length),
    from65: new Uint16Array(buildings.length),
    from80: new Uint16Array(buildings.length),
  }
  buildings.forEach((building, b) => {
    if (all[b] === 0) return
    const { ages } = QUARTER_STYLES[blocks[building.block].type]
    // Houses of the young and of the old: the same street does not age evenly.
    const lean = random.between(0.55, 1.45)
    const from65 = ages.from65 * lean
    const under18 = ages.under18 * (2 - lean)
    const oldShare = ages.from65 > 0 ? ages.from80 / ages.from65 : 0
    for (let person = 0; person < all[b]; person++) {
      const draw = random.next()
      if (draw < from65) {
        settled.from65[b]++
        if (random.chance(oldShare)) settled.from80[b]++
      } else if (draw < from65 + under18) settled.under18[b]++
    }
  })
  return settled
}

function apportion(weights: readonly number[], total: number): Uint16Array {
  const sum = weights.reduce((a, b) => a + b, 0)
  if (!(sum > 0)) throw new RangeError('nobody can live in a town without homes')
  const shares = weights.map((weight) => (weight / sum) * total)
  const whole = Uint16Array.from(shares, Math.floor)
  const rest = total - whole.reduce((a, b) => a + b, 0)
  const order = shares.map((_, i) => i).sort((a, b) => shares[b] - whole[b] - (shares[a] - whole[a]) || a - b)
  for (let i = 0; i < rest; i++) whole[order[i]]++
  return whole
}
