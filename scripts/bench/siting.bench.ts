import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readDemoRecipe } from '../../server/src/cli/demo-town.command.ts'
import { createDemoTown } from '../../server/src/demo-town/demo-town.writer.ts'
import { createRandom } from '../../server/src/demo-town/random.ts'
import { readCatalogue } from '../../server/src/http/create-services.service.ts'
import { buildRegion } from '../../server/src/import/build-region.service.ts'
import { snapPoints } from '../../server/src/network/snap.ts'
import { computeReachTable } from '../../server/src/reach/compute-reach-table.ts'
import { buildWalker, CELL_SNAP_METRES } from '../../server/src/reach/walker.ts'
import { readManifest } from '../../server/src/regions/manifest.reader.ts'
import { computeAllPairsCosts } from '../../server/src/siting/all-pairs-costs.ts'
import { costMatrixOfReachTable } from '../../server/src/siting/cost-matrix.ts'
import { searchSets } from '../../server/src/siting/search-sets.ts'
import { buildServiceGoals } from '../../server/src/siting/service-goals.ts'
import type { SitingAnswer } from '../../server/src/siting/siting-answer.ts'
import type { SitingModel, SitingProblem } from '../../server/src/siting/siting-problem.ts'
import { prepareProblem, solveSitingHeuristically } from '../../server/src/siting/solve-siting-heuristically.ts'
import { solveSiting } from '../../server/src/siting/solve-siting.service.ts'
import { measure, type BenchContext, type BenchRow } from './bench.ts'

export const name = 'siting'

const REGIONS = fileURLToPath(new URL('../../data/regions/', import.meta.url))
const CANDIDATES = 2000
const DEMAND = 8000
const TIME_LIMIT_SECONDS = 60
const CUTOFF_DECISECONDS = 18_000
/** Ten minutes. */
const THRESHOLD_DECISECONDS = 6000

/**
 * Best sites on the inhabited hexagons of Aachen (or of a made-up town where the data is absent), people of 65 and more with
 * their own profile, candidates among the same hexagons; and the p-median problem on graphs made like those of OR-Library:
 * 400 nodes in a ring with random chords, costs 1 … 100, every node candidate and demand.
 */
export async function run(context: BenchContext): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  const town = buildTown(context)
  const size = `${town.matrix.candidateCount} × ${town.matrix.demandCount}, p = 5`
  const ask = (model: SitingModel): SitingProblem => ({
    model,
    ...town,
    siteCount: 5,
    threshold: THRESHOLD_DECISECONDS,
  })

  const mclp = ask('mclp')
  const prepared = prepareProblem(mclp)
  const { eligible, isForced, reach } = prepared
  const search = (starts: number) => {
    const { tables } = buildServiceGoals(mclp, reach, eligible)
    return searchSets({ goals: tables, eligible, isForced, siteCount: 5, seed: 1, starts }).sets[0]
  }
  for (const starts of [1, 8]) {
    const time = await measure(3, () => search(starts))
    const { losses, chosen } = search(starts)
    rows.push({
      name: `mclp ${size}: greedy + interchange, ${starts} ${starts === 1 ? 'start' : 'starts'}`,
      ...time,
      checksum: `${(reach.totalWeight - losses[0]).toFixed(3)} people, ${chosen.join()}`,
    })
  }
  const heuristic = (): SitingAnswer => solveSitingHeuristically(mclp, { mayEnumerate: false })
  rows.push({ name: `mclp ${size}: with the bound, no solver`, ...(await measure(1, heuristic)), checksum: describe(heuristic()) }) // prettier-ignore
  for (const model of ['mclp', 'pmedian', 'equity-gap'] as const) {
    rows.push(await exact(`${model} ${size}: exact`, ask(model)))
  }
  const all = size.split(',')[0]
  for (const model of ['lscp', 'backup'] as const) rows.push(await exact(`${model} ${all}: exact`, ask(model)))
  // So many that everybody within reach of some candidate is within reach of a chosen one.
  rows.push(await exact(`pcenter ${all}, p = 150: exact`, { ...ask('pcenter'), siteCount: 150 }))
  for (const siteCount of [5, 10, 40, 80, 133]) {
    const matrix = computeAllPairsCosts(ringWithChords(400, 3200, siteCount))
    const weight = new Float64Array(400).fill(1)
    rows.push(
      await exact(`pmedian, graph of 400 nodes, p = ${siteCount}: exact`, {
        model: 'pmedian',
        matrix,
        weight,
        siteCount,
      }),
    )
  }
  return rows
}

/** Once only: a minute's search need not be repeated. */
async function exact(label: string, problem: SitingProblem): Promise<BenchRow> {
  const start = performance.now()
  const answer = await solveSiting(problem, { timeLimitSeconds: TIME_LIMIT_SECONDS, mayEnumerate: false })
  const milliseconds = performance.now() - start
  return { name: label, medianMilliseconds: milliseconds, minMilliseconds: milliseconds, checksum: describe(answer) }
}

function describe({ solution, bound, gapShare, proven, tieProven }: SitingAnswer): string {
  const gap = gapShare === null ? 'no bound' : `gap ${(100 * gapShare).toFixed(3)} %`
  const state = proven ? `proven${tieProven ? ', ties too' : ''}` : gap
  return `${solution?.objective.toFixed(3) ?? 'none'} (bound ${bound?.toFixed(3) ?? 'none'}, ${state})`
}

function buildTown({ dataFolder }: BenchContext): Pick<SitingProblem, 'matrix' | 'weight'> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-bench-'))
  const isReal = dataFolder !== null && existsSync(path.join(dataFolder, 'aachen'))
  if (!isReal) {
    for (const [file, bytes] of Object.entries(createDemoTown(readDemoRecipe()).files)) {
      writeFileSync(path.join(folder, file), bytes)
    }
  }
  const sources = isReal ? path.join(dataFolder, 'aachen') : folder
  const manifest = readManifest(path.join(REGIONS, isReal ? 'aachen.json' : 'demo.json'))
  const { network, cells, population } = buildRegion(manifest, sources, readCatalogue())
  rmSync(folder, { recursive: true })

  const group = Math.max(0, population.groupIds.indexOf('65plus'))
  const people = new Float64Array(cells.cellCount)
  population.partCell.forEach((cell, part) => (people[cell] += population.people[group][part]))
  const random = createRandom('siting')
  const inhabited = random.shuffle([...people.keys()].filter((cell) => people[cell] > 0)).slice(0, DEMAND)
  // Empty hexagons, with one person each, make up the number.
  const empty = random.shuffle([...people.keys()].filter((cell) => people[cell] === 0))
  for (const cell of empty.slice(0, DEMAND - inhabited.length)) people[inhabited[inhabited.push(cell) - 1]] = 1
  const sites = inhabited.slice(0, CANDIDATES)
  const walker = buildWalker(network, '65plus', cells, [])
  const options = { maximumMetres: CELL_SNAP_METRES, speedMetresPerSecond: walker.profile.speedMetresPerSecond }
  const snap = (list: readonly number[]) =>
    snapPoints(
      walker.snapIndex,
      Float64Array.from(list, (cell) => cells.originLng[cell]),
      Float64Array.from(list, (cell) => cells.originLat[cell]),
      options,
    )
  const owner = Uint32Array.from(sites.keys())
  const reach = { cutoffDeciseconds: CUTOFF_DECISECONDS }
  const table = computeReachTable(walker.graph, snap(inhabited), snap(sites), owner, sites.length, reach)
  return { matrix: costMatrixOfReachTable(table), weight: Float64Array.from(inhabited, (cell) => people[cell]) }
}

function ringWithChords(
  nodeCount: number,
  edgeCount: number,
  seed: number,
): Parameters<typeof computeAllPairsCosts>[0] {
  const random = createRandom(`ring ${seed}`)
  const edges = Array.from({ length: edgeCount }, (_, e) => ({
    from: e < nodeCount ? e : random.integer(nodeCount),
    to: e < nodeCount ? (e + 1) % nodeCount : random.integer(nodeCount),
    cost: 1 + random.integer(100),
  }))
  return {
    nodeCount,
    from: Uint32Array.from(edges, ({ from }) => from),
    to: Uint32Array.from(edges, ({ to }) => to),
    cost: Float64Array.from(edges, ({ cost }) => cost),
  }
}
