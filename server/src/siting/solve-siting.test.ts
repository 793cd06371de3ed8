import { describe, expect, it } from 'vitest'
import { answerFromProgress } from './answer-from-progress.ts'
import { createSeededRandom } from './seeded-random.ts'
import { computeSitingCurve } from './siting-curve.ts'
import { isMaximised } from './siting-answer.ts'
import { SITING_MODELS, type SitingModel, type SitingProblem } from './siting-problem.ts'
import type { SitingProgress } from './siting-tools.ts'
import { solveSitingHeuristically } from './solve-siting-heuristically.ts'
import { solveSiting, solveSitingCurve } from './solve-siting.service.ts'
import { matrixFromRows } from './testing/matrix-from-rows.ts'

/** Points in a square, costs along the axes; everybody is a candidate. */
function createSquare(model: SitingModel, count: number, siteCount: number, seed = 1): SitingProblem {
  const random = createSeededRandom(seed)
  const points = Array.from({ length: count }, () => [Math.floor(random() * 1000), Math.floor(random() * 1000)])
  const weight = Float64Array.from(points, () => 1 + Math.floor(random() * 20))
  return {
    model,
    matrix: matrixFromRows(points.map(([x, y]) => points.map(([u, v]) => Math.abs(x - u) + Math.abs(y - v)))),
    weight,
    siteCount,
    threshold: 200,
    ...(model === 'equity-coverage' ? { isNeediest: Uint8Array.from(points, (_, i) => (i % 3) & 1) } : {}),
    ...(model === 'capacitated'
      ? { capacity: new Float64Array(count).fill((1.6 * weight.reduce((sum, w) => sum + w, 0)) / siteCount) }
      : {}),
  }
}

describe('solveSiting', () => {
  it.each(SITING_MODELS)('%s: a tiny time limit gives an answer whose bound is a bound', async (model) => {
    const problem = createSquare(model, 40, 5)
    const hurried = await solveSiting(problem, { timeLimitSeconds: 0.001, mayEnumerate: false })
    const best = await solveSiting(problem, { timeLimitSeconds: 60, mayEnumerate: false })
    expect(best.proven).toBe(true)
    expect(best.solver).toBe('exact')
    const optimum = best.solution!.objective
    const sign = isMaximised(model) ? 1 : -1
    // Of a set that is larger than need be, backup serves more twice.
    if (model !== 'backup') expect(sign * (optimum - hurried.solution!.objective)).toBeGreaterThanOrEqual(-1e-9)
    expect(sign * (hurried.bound! - optimum)).toBeGreaterThanOrEqual(-1e-9)
    if (hurried.proven) expect(hurried.solution!.objective).toBeCloseTo(optimum, 6)
  })

  it('finds the same optimum as looking at all sets', async () => {
    const problem = createSquare('pmedian', 24, 4)
    const exact = await solveSiting(problem, { mayEnumerate: false })
    const all = solveSitingHeuristically(problem, { mayEnumerate: true })
    expect([exact.solution, exact.proven]).toEqual([all.solution, true])
  })

  it('reports better sets and bounds, and the last of them is the answer', async () => {
    const seen: SitingProgress[] = []
    const problem = createSquare('pmedian', 60, 6)
    const answer = await solveSiting(problem, { onProgress: (progress) => seen.push(progress), mayEnumerate: false })
    expect(seen.length).toBeGreaterThan(1)
    const objectives = seen.flatMap(({ objective }) => (objective === null ? [] : [objective]))
    expect(objectives).toEqual([...objectives].sort((a, b) => b - a))
    expect(objectives.at(-1)).toBe(answer.solution!.objective)
    for (const { bound } of seen) expect(bound ?? 0).toBeLessThanOrEqual(answer.solution!.objective + 1e-6)
    const last = answerFromProgress(problem, seen.at(-1)!)
    expect([last.solution!.objective, last.proven, last.solver]).toEqual([
      answer.solution!.objective,
      false,
      'heuristic',
    ])
  })

  it('cancelling ends the process and rejects with the reason, before and during the search', async () => {
    const problem = createSquare('pmedian', 300, 12)
    const gone = new Error('nobody waits any more')
    await expect(solveSiting(problem, { signal: AbortSignal.abort(gone) })).rejects.toBe(gone)
    const controller = new AbortController()
    const search = solveSiting(problem, { signal: controller.signal, onProgress: () => controller.abort(gone) })
    await expect(search).rejects.toBe(gone)
  })

  it('a process without enough memory gives an honest answer or none, and this one lives on', async () => {
    const problem = createSquare('pmedian', 600, 12)
    const answer = await solveSiting(problem, { maximumHeapMegabytes: 24, timeLimitSeconds: 3 })
    expect(answer.proven).toBe(false)
    if (answer.solution === null) expect(answer.reason).toBe('time-too-short')
  })

  it('refuses a problem that contradicts itself', async () => {
    const problem = createSquare('mclp', 5, 2)
    await expect(solveSiting({ ...problem, siteCount: 1.5 })).rejects.toThrow('siteCount must be a whole number')
    await expect(solveSiting(problem, { timeLimitSeconds: 0 })).rejects.toThrow('timeLimitSeconds must be above 0')
  })
})

describe('the curve', () => {
  it('starts at nothing, never falls, and each point is the answer to its own question', async () => {
    const problem = createSquare('mclp', 30, 0)
    const points = await solveSitingCurve(problem, 6)
    expect(points.map((point) => [point.siteCount, point.chosen?.length, point.proven])).toEqual(
      Array.from({ length: 7 }, (_, n) => [n, n, true]),
    )
    const served = points.map((point) => point.servedWeight!)
    expect(served[0]).toBe(0)
    expect(served).toEqual([...served].sort((a, b) => a - b))
    for (const { siteCount, objective } of points) {
      expect((await solveSiting({ ...problem, siteCount })).solution!.objective).toBe(objective)
    }
  })

  it('ends where there are no more candidates', () => {
    const problem = createSquare('mclp', 3, 0)
    const tools = { solveMip: null, secondsLeft: () => Infinity, onProgress: () => undefined, seed: 1, starts: 2, mayEnumerate: true } // prettier-ignore
    expect(computeSitingCurve(problem, 9, tools).map(({ siteCount }) => siteCount)).toEqual([0, 1, 2, 3])
    expect(() => computeSitingCurve({ ...problem, model: 'lscp' }, 3, tools)).toThrow(
      'finds the number of sites itself',
    )
  })
})
