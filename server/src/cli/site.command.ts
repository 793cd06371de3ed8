/** `nahraum site`: the best sites on any matrix of costs or graph, from CSV to JSON. */
import { ImportError } from '../issues/import-error.ts'
import { computeAllPairsCosts } from '../siting/all-pairs-costs.ts'
import { COUNTING_MODELS, SITING_MODELS, THRESHOLD_MODELS, type SitingModel } from '../siting/siting-problem.ts'
import { DEFAULT_TIME_LIMIT_SECONDS } from '../siting/siting-defaults.ts'
import { solveSiting, solveSitingCurve } from '../siting/solve-siting.service.ts'
import { parseChoiceOption, parseCommandArgs, parseNumberOption } from './args.ts'
import { UsageError, type Command, type CommandIo } from './command.ts'
import { readInputFile, requireOneStandardInput } from './input-file.reader.ts'
import { fromMinutes, readDemand, readMatrix, readNeed, readSupply, type AmountTable } from './matrix-csv.reader.ts'
import { writeOutputFiles, writeStandardOutput } from './output-files.writer.ts'
import { createProgress, type Progress } from './progress.writer.ts'
import { formatSiteJson, summariseSites } from './site-answer.ts'
import { readEdges, readIdRows, requireKnown, type IdRows } from './site-csv.reader.ts'
import { buildSiteProblem, type NamedCosts, type SiteQuestion, type SiteTables } from './site-problem.ts'
import { refuseContradictions } from './site-lists.ts'
import { SITE_USAGE } from './site-usage.ts'

const OPTIONS = {
  matrix: { type: 'string' },
  edges: { type: 'string' },
  demand: { type: 'string' },
  candidates: { type: 'string' },
  existing: { type: 'string' },
  movable: { type: 'boolean' },
  forced: { type: 'string' },
  forbidden: { type: 'string' },
  model: { type: 'string', required: true },
  p: { type: 'string' },
  minutes: { type: 'string' },
  supply: { type: 'string' },
  divide: { type: 'boolean' },
  'unserved-cost': { type: 'string' },
  need: { type: 'string' },
  curve: { type: 'boolean' },
  'time-limit': { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string' },
} as const
type Values = ReturnType<typeof parseCommandArgs<typeof OPTIONS>>['values']

const LARGEST_COST = Number.MAX_SAFE_INTEGER
const LONGEST_SECONDS = 86_400

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values } = parseCommandArgs(args, OPTIONS)
  const model = parseChoiceOption(values.model, 'model', SITING_MODELS)
  checkTogether(model, values)
  const siteCount = values.p === undefined ? null : parseWhole(values.p, 'p', 1_000_000)
  const minutes = values.minutes === undefined ? null : parseThreshold(model, values.minutes)
  const unserved = values['unserved-cost']
  const unservedCost = unserved === undefined ? null : parseNumberOption(unserved, 'unserved-cost', 0, LARGEST_COST)
  const timeLimitSeconds = parseNumberOption(values['time-limit'] ?? String(DEFAULT_TIME_LIMIT_SECONDS), 'time-limit', 0.01, LONGEST_SECONDS) // prettier-ignore
  const seed = parseWhole(values.seed ?? '1', 'seed', 4_294_967_295)

  const progress = createProgress(io)
  progress.step({ de: 'Dateien lesen', en: 'reading files' })
  const { tables, costName } = await readTables(values, progress, io)
  const threshold = minutes === null ? null : fromMinutes(minutes, costName)
  const question: SiteQuestion = { model, siteCount, threshold, unservedCost, mayDivide: values.divide === true }
  const named = buildSiteProblem(tables, question)

  progress.step({ de: 'Standorte suchen', en: 'searching for sites' })
  const start = performance.now()
  const answer = await solveSiting(named.problem, {
    timeLimitSeconds,
    seed,
    onProgress: ({ objective, bound }) =>
      progress.step({
        de: `Standorte suchen: ${objective ?? '–'}, Schranke ${bound ?? '–'}`,
        en: `searching for sites: ${objective ?? '–'}, bound ${bound ?? '–'}`,
      }),
  })
  const curve =
    values.curve === true
      ? await solveSitingCurve(named.problem, named.problem.siteCount!, { timeLimitSeconds, seed })
      : null
  const seconds = Math.round(performance.now() - start) / 1000
  const result = { named, answer, curve, costName, seconds }
  const content = formatSiteJson(result)
  if (values.out === undefined || values.out === '-') await writeStandardOutput([content], io)
  else await writeOutputFiles([{ path: values.out, content: [content] }])
  progress.done()
  if (!io.json) io.stderr.write(`${summariseSites(result)[io.language]}\n`)
  return 0
}

/** What must be given together, and what makes no sense together. */
function checkTogether(model: SitingModel, values: Values): void {
  if ((values.matrix === undefined) === (values.edges === undefined)) {
    throw new UsageError({
      de: 'Es braucht genau eine von --matrix und --edges.',
      en: 'Exactly one of --matrix and --edges is needed.',
    })
  }
  if (values.matrix !== undefined && values.demand === undefined) throw missing('demand', '--matrix')
  const isCounting = COUNTING_MODELS.includes(model)
  if (!isCounting && values.p === undefined) throw missing('p', model)
  if (THRESHOLD_MODELS.includes(model) && values.minutes === undefined) throw missing('minutes', model)
  if (model === 'capacitated' && values.supply === undefined) throw missing('supply', model)
  if (model === 'equity-coverage' && values.need === undefined) throw missing('need', model)
  const useless = [
    isCounting && values.p !== undefined && 'p',
    isCounting && values.curve === true && 'curve',
    !THRESHOLD_MODELS.includes(model) && values.minutes !== undefined && 'minutes',
    model !== 'capacitated' && values.supply !== undefined && 'supply',
    model !== 'capacitated' && values.divide === true && 'divide',
    model !== 'equity-coverage' && values.need !== undefined && 'need',
    model !== 'pmedian' && model !== 'capacitated' && values['unserved-cost'] !== undefined && 'unserved-cost',
  ].find((option) => typeof option === 'string')
  if (useless !== undefined) {
    throw new UsageError({
      de: `--${useless} hat beim Modell ${model} keine Bedeutung. Bitte weglassen.`,
      en: `--${useless} means nothing for the model ${model}. Leave it out.`,
    })
  }
  if (values.movable === true && values.existing === undefined) throw missing('existing', '--movable')
  const { matrix, edges, demand, candidates, existing, forced, forbidden, supply, need } = values
  requireOneStandardInput({ matrix, edges, demand, candidates, existing, forced, forbidden, supply, need })
}

function missing(option: string, because: string): UsageError {
  return new UsageError({
    de: `--${option} fehlt; ${because} braucht es.`,
    en: `--${option} is missing; ${because} needs it.`,
  })
}

function parseWhole(text: string, name: string, maximum: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (value <= maximum) return value
  throw new UsageError({
    de: `--${name} muss eine ganze Zahl von 0 bis ${maximum} sein, nicht „${text}“.`,
    en: `--${name} must be a whole number from 0 to ${maximum}, not "${text}".`,
  })
}

function parseThreshold(model: SitingModel, text: string): number {
  const value = parseNumberOption(text, 'minutes', 0, LARGEST_COST)
  if (value > 0 || model !== 'equity-gap') return value
  throw new UsageError({
    de: '--minutes muss bei equity-gap größer als 0 sein.',
    en: '--minutes must be more than 0 for equity-gap.',
  })
}

async function readTables(
  values: Values,
  progress: Progress,
  io: CommandIo,
): Promise<{ readonly tables: SiteTables; readonly costName: string }> {
  const read = async (option: keyof Values & string): Promise<Uint8Array> =>
    (await readInputFile(values[option] as string, option, io)).bytes
  const readIds = async (option: 'candidates' | 'existing' | 'forced' | 'forbidden'): Promise<IdRows | null> =>
    values[option] === undefined ? null : readIdRows(await read(option), values[option])

  const amounts = values.demand === undefined ? null : readDemand(await read('demand'), values.demand)
  const supply = values.supply === undefined ? null : readSupply(await read('supply'), values.supply)
  const need = values.need === undefined ? null : readNeed(await read('need'), values.need)
  const lists = {
    candidates: await readIds('candidates'),
    existing: await readIds('existing'),
    forced: await readIds('forced'),
    forbidden: await readIds('forbidden'),
  }
  const costs = values.edges === undefined ? readMatrix(await read('matrix'), values.matrix!) : null
  let named: NamedCosts & { readonly costName: string }
  if (costs === null) {
    const edges = readEdges(await read('edges'), values.edges!)
    progress.step({ de: 'Kürzeste Wege rechnen', en: 'computing shortest paths' })
    // The graph is undirected, so what leads to a node leads from it as well.
    const { first, demand, cost } = computeAllPairsCosts(edges)
    named = { fromIds: edges.ids, toIds: edges.ids, fromFirst: first, to: demand, cost: cost as Float64Array, costName: 'cost' } // prettier-ignore
  } else {
    named = costs
  }
  const places = new Map(named.toIds.map((id, j) => [id, j]))
  const origins = new Map(named.fromIds.map((id, i) => [id, i]))
  const what = values.edges === undefined ? 'to_id of the matrix' : 'node of the graph'
  for (const list of Object.values(lists)) if (list !== null) requireKnown(list, places, what)
  if (amounts !== null && !amounts.ids.some((id) => origins.has(id))) {
    throw new ImportError(
      'table-ids-foreign',
      `None of the ${amounts.ids.length} ids is a ${values.edges === undefined ? 'from_id of the matrix' : what}.`,
      values.demand!,
      'Check that the ids are written alike, and that from_id is the demand and to_id the candidate.',
    )
  }
  const demand = new Map(amounts === null ? named.fromIds.map((id) => [id, 1]) : amounts.ids.map((id, n) => [id, amounts.amount[n]])) // prettier-ignore
  if (supply !== null) requireSupply(supply.ids, lists.candidates?.ids ?? named.toIds, lists.existing?.ids ?? [], values.supply!) // prettier-ignore
  const tables: SiteTables = {
    costs: named,
    demand,
    candidates: lists.candidates?.ids ?? null,
    existing: lists.existing?.ids ?? [],
    isMovable: values.movable === true,
    forced: lists.forced?.ids ?? [],
    forbidden: lists.forbidden?.ids ?? [],
    capacity: supply === null ? null : new Map(supply.ids.map((id, n) => [id, supply.amount[n]])),
    neediest: need === null ? null : listNeediest(need, demand, values.need!),
  }
  refuseContradictions(tables)
  return { tables, costName: named.costName }
}

/** @throws ImportError where a site has no capacity */
function requireSupply(
  given: readonly string[],
  candidates: readonly string[],
  existing: readonly string[],
  where: string,
): void {
  const known = new Set(given)
  const without = [...new Set([...candidates, ...existing])].filter((id) => !known.has(id))
  if (without.length === 0) return
  throw new ImportError(
    'supply-missing',
    `${without.length} sites have no supply: ${without.slice(0, 5).join(', ')}${without.length > 5 ? ', …' : ''}.`,
    where,
    'Add a row with id and supply for each of them, or leave them out of the candidates.',
  )
}

/**
 * The highest class that people live in.
 *
 * @throws ImportError where the file classes none of the demand
 */
function listNeediest({ ids, amount }: AmountTable, demand: ReadonlyMap<string, number>, where: string): Set<string> {
  if (!ids.some((id) => demand.has(id))) {
    throw new ImportError(
      'table-ids-foreign',
      `None of the ${ids.length} ids with a class of need is one of the demand.`,
      where,
      'Check that the ids are written as in the demand.',
    )
  }
  const isInhabited = (id: string): boolean => (demand.get(id) ?? 0) > 0
  const highest = amount.reduce((most, value, n) => (isInhabited(ids[n]) ? Math.max(most, value) : most), 0)
  return new Set(ids.filter((id, n) => isInhabited(id) && amount[n] === highest))
}

export const command: Command = {
  name: 'site',
  summary: {
    de: 'die besten Standorte auf einer Kostenmatrix, mit Schranke oder Beweis',
    en: 'the best sites on a matrix of costs, with a bound or a proof',
  },
  usage: SITE_USAGE,
  run,
}
