import { capacityTolerance, type CapacitatedPlan, type CapacitatedProblem } from './capacitated-problem.ts'

/** Passes over all demand that look for cheaper places. */
const MAXIMUM_PASSES = 20
/** Beyond so many demands pairs of them are not tried for an exchange. */
const MOST_EXCHANGED = 1500

interface Options {
  /** By demand: its pairs with the open sites, cheapest first. */
  readonly first: Uint32Array
  readonly entry: Uint32Array
  /** By pair: position of its site in `chosen`. */
  readonly siteOf: Int32Array
}

/**
 * Who goes where with these sites open: whoever loses most by missing the cheapest site is placed first, then shifts and
 * exchanges as long as they save. Good, not necessarily best; where it leaves somebody out there may be a plan that does not.
 */
export function assignToSites(problem: CapacitatedProblem, chosen: readonly number[]): CapacitatedPlan {
  const options = listOptions(problem, chosen)
  let best: CapacitatedPlan | null = null
  for (const order of listOrders(problem, options)) {
    const plan = new Assignment(problem, options, chosen).fill(order)
    const isBetter =
      best === null ||
      plan.unservedWeight < best.unservedWeight ||
      (plan.unservedWeight === best.unservedWeight && plan.servedCost < best.servedCost)
    if (isBetter) best = plan
  }
  return best!
}

function listOptions({ weight, first, demand, cost }: CapacitatedProblem, chosen: readonly number[]): Options {
  const firstOf = new Uint32Array(weight.length + 1)
  const siteOf = new Int32Array(cost.length).fill(-1)
  for (const j of chosen) for (let e = first[j]; e < first[j + 1]; e++) firstOf[demand[e] + 1]++
  for (let i = 0; i < weight.length; i++) firstOf[i + 1] += firstOf[i]
  const entry = new Uint32Array(firstOf[weight.length])
  const next = firstOf.slice(0, weight.length)
  chosen.forEach((j, position) => {
    for (let e = first[j]; e < first[j + 1]; e++) {
      siteOf[e] = position
      entry[next[demand[e]]++] = e
    }
  })
  for (let i = 0; i < weight.length; i++) {
    entry.subarray(firstOf[i], firstOf[i + 1]).sort((a, b) => cost[a] - cost[b] || a - b)
  }
  return { first: firstOf, entry, siteOf }
}

function listOrders({ weight, cost, unservedCost }: CapacitatedProblem, { first, entry }: Options): number[][] {
  const largest = unservedCost < Infinity ? unservedCost : cost.reduce((most, value) => Math.max(most, value), 1) * 4
  const regret = Float64Array.from(weight, (_, i) => {
    const count = first[i + 1] - first[i]
    if (count === 0) return 0
    const second = count === 1 ? largest : cost[entry[first[i] + 1]]
    return second - cost[entry[first[i]]]
  })
  const all = Array.from(weight, (_, i) => i)
  return [
    [...all].sort((a, b) => regret[b] * weight[b] - regret[a] * weight[a] || a - b),
    [...all].sort((a, b) => weight[b] - weight[a] || regret[b] - regret[a] || a - b),
    [...all].sort((a, b) => first[a + 1] - first[a] - first[b + 1] + first[b] || weight[b] - weight[a] || a - b),
  ]
}

/** One plan being made. */
class Assignment {
  readonly #problem: CapacitatedProblem
  readonly #options: Options
  readonly #chosen: readonly number[]
  readonly #room: Float64Array
  readonly #slack: Float64Array
  readonly #amount: Float64Array
  readonly #unserved: Float64Array

  constructor(problem: CapacitatedProblem, options: Options, chosen: readonly number[]) {
    this.#problem = problem
    this.#options = options
    this.#chosen = chosen
    this.#room = Float64Array.from(chosen, (j) => problem.capacity[j])
    this.#slack = Float64Array.from(chosen, (j) => capacityTolerance(problem.capacity[j]))
    this.#amount = new Float64Array(problem.cost.length)
    this.#unserved = problem.weight.slice()
  }

  fill(order: readonly number[]): CapacitatedPlan {
    for (const i of order) this.#place(i)
    for (let pass = 0; pass < MAXIMUM_PASSES; pass++) {
      let isBetter = false
      for (const i of order) {
        if (this.#unserved[i] > 0) isBetter = this.#makeRoom(i) || isBetter
        isBetter = this.#shift(i) || isBetter
      }
      if (order.length <= MOST_EXCHANGED && !this.#problem.mayDivide) isBetter = this.#exchangeAll(order) || isBetter
      if (!isBetter) break
    }
    return this.#plan()
  }

  /** How much of this amount fits. */
  #fitting(position: number, amount: number): number {
    if (this.#room[position] + this.#slack[position] >= amount) return amount
    return this.#problem.mayDivide ? Math.max(0, this.#room[position]) : 0
  }

  #move(from: number, to: number, amount: number): void {
    const { siteOf } = this.#options
    if (from >= 0) {
      this.#amount[from] -= amount
      this.#room[siteOf[from]] += amount
    } else {
      this.#unserved[this.#problem.demand[to]] -= amount
    }
    this.#amount[to] += amount
    this.#room[siteOf[to]] -= amount
  }

  #place(i: number): void {
    const { first, entry, siteOf } = this.#options
    for (let n = first[i]; n < first[i + 1] && this.#unserved[i] > 0; n++) {
      if (this.#problem.cost[entry[n]] >= this.#problem.unservedCost) break
      const amount = this.#fitting(siteOf[entry[n]], this.#unserved[i])
      if (amount > 0) this.#move(-1, entry[n], amount)
    }
  }

  /** Moves what demand i has at dearer sites to cheaper ones with room. */
  #shift(i: number): boolean {
    const { first, entry, siteOf } = this.#options
    const { cost } = this.#problem
    let isBetter = false
    for (let dear = first[i + 1] - 1; dear > first[i]; dear--) {
      for (let cheap = first[i]; cheap < dear && this.#amount[entry[dear]] > 0; cheap++) {
        if (cost[entry[cheap]] >= cost[entry[dear]]) break
        const amount = this.#fitting(siteOf[entry[cheap]], this.#amount[entry[dear]])
        if (amount <= 0) continue
        this.#move(entry[dear], entry[cheap], amount)
        isBetter = true
      }
    }
    return isBetter
  }

  /** Moves others away from a site so that demand i fits. */
  #makeRoom(i: number): boolean {
    const { first, entry, siteOf } = this.#options
    const { weight, demand, unservedCost, cost } = this.#problem
    const before = this.#unserved[i]
    for (let n = first[i]; n < first[i + 1] && this.#unserved[i] > 0; n++) {
      const target = siteOf[entry[n]]
      for (let k = 0; k < weight.length && this.#room[target] < this.#unserved[i]; k++) {
        if (k === i) continue
        const own = this.#findEntry(k, target)
        if (own < 0 || this.#amount[own] === 0) continue
        for (let m = first[k]; m < first[k + 1] && this.#amount[own] > 0; m++) {
          if (siteOf[entry[m]] === target) continue
          const extra = cost[entry[m]] - cost[own] + cost[entry[n]]
          if (extra >= unservedCost) break
          const amount = this.#fitting(siteOf[entry[m]], this.#amount[own])
          if (amount > 0) this.#move(own, entry[m], amount)
        }
      }
      this.#place(demand[entry[n]])
    }
    return this.#unserved[i] < before
  }

  /** Exchanges the sites of two demands where both fit and it saves. */
  #exchangeAll(order: readonly number[]): boolean {
    const { weight, cost } = this.#problem
    const { siteOf } = this.#options
    let isBetter = false
    for (let a = 0; a < order.length; a++) {
      for (let b = a + 1; b < order.length; b++) {
        const atA = this.#servedAt(order[a])
        const atB = this.#servedAt(order[b])
        if (atA < 0 || atB < 0 || siteOf[atA] === siteOf[atB]) continue
        const [wa, wb] = [weight[order[a]], weight[order[b]]]
        const toB = this.#findEntry(order[a], siteOf[atB])
        const toA = this.#findEntry(order[b], siteOf[atA])
        if (toA < 0 || toB < 0) continue
        const saved = wa * (cost[atA] - cost[toB]) + wb * (cost[atB] - cost[toA])
        if (saved <= 1e-12 * (wa * cost[atA] + wb * cost[atB])) continue
        if (this.#room[siteOf[atB]] + wb + this.#slack[siteOf[atB]] < wa) continue
        if (this.#room[siteOf[atA]] + wa + this.#slack[siteOf[atA]] < wb) continue
        this.#move(atA, toB, wa)
        this.#move(atB, toA, wb)
        isBetter = true
      }
    }
    return isBetter
  }

  #servedAt(i: number): number {
    const { first, entry } = this.#options
    for (let n = first[i]; n < first[i + 1]; n++) if (this.#amount[entry[n]] > 0) return entry[n]
    return -1
  }

  #findEntry(i: number, position: number): number {
    const { first, entry, siteOf } = this.#options
    for (let n = first[i]; n < first[i + 1]; n++) if (siteOf[entry[n]] === position) return entry[n]
    return -1
  }

  #plan(): CapacitatedPlan {
    return createPlan(this.#problem, this.#chosen, this.#amount)
  }
}

/** A plan from its amounts by pair, with sums from scratch. */
export function createPlan(
  { weight, demand, cost }: CapacitatedProblem,
  chosen: readonly number[],
  amount: Float64Array,
): CapacitatedPlan {
  const unserved = weight.slice()
  let servedCost = 0
  for (let e = 0; e < cost.length; e++) {
    if (amount[e] === 0) continue
    servedCost += amount[e] * cost[e]
    unserved[demand[e]] -= amount[e]
  }
  let unservedWeight = 0
  for (let i = 0; i < unserved.length; i++) {
    if (unserved[i] <= capacityTolerance(weight[i])) unserved[i] = 0
    unservedWeight += unserved[i]
  }
  return { chosen: [...chosen].sort((a, b) => a - b), amount, unserved, unservedWeight, servedCost }
}
