/** `nahraum measure`: any measure of the method cards on any matrix of travel times, from CSV to CSV. */
import { MEASURE_NAMES, MEASURES, type MeasureSpec } from '../measures/measure-list.ts'
import { resolveMeasure, type ResolvedMeasure } from '../measures/resolve-measure.ts'
import { joinMatrix } from '../measures/time-matrix.ts'
import { findNearestName, parseCommandArgs } from './args.ts'
import { UsageError, type Command, type CommandIo } from './command.ts'
import { readInputFile, requireOneStandardInput } from './input-file.reader.ts'
import {
  fromMinutes,
  readDemand,
  readMatrix,
  readSupply,
  type AmountTable,
  type CostTable,
} from './matrix-csv.reader.ts'
import { formatMeasureJson, formatMeasureRows, summariseMeasure } from './measure-answer.ts'
import { MEASURE_USAGE } from './measure-usage.ts'
import { writeOutputFiles, writeStandardOutput } from './output-files.writer.ts'
import { createProgress } from './progress.writer.ts'

const OPTIONS = {
  matrix: { type: 'string', required: true },
  demand: { type: 'string', required: true },
  supply: { type: 'string' },
  measure: { type: 'string', required: true },
  param: { type: 'string', multiple: true },
  out: { type: 'string' },
  reasons: { type: 'boolean' },
} as const

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values } = parseCommandArgs(args, OPTIONS)
  const { name, spec, resolved } = chooseMeasure(values.measure, values.param ?? [])
  if (values.supply === undefined && spec.supply !== 'optional') throw supplyMissing(name)
  requireOneStandardInput({ matrix: values.matrix, demand: values.demand, supply: values.supply })

  const progress = createProgress(io)
  progress.step({ de: 'Dateien lesen', en: 'reading files' })
  const read = async (option: 'matrix' | 'demand' | 'supply', file: string): Promise<Uint8Array> =>
    (await readInputFile(file, option, io)).bytes
  const demand = readDemand(await read('demand', values.demand), values.demand)
  const supplyTable =
    values.supply === undefined
      ? null
      : readSupply(await read('supply', values.supply), values.supply, { mayBeEmpty: spec.supply !== 'amounts' })
  const table = readMatrix(await read('matrix', values.matrix), values.matrix)

  progress.step({ de: 'Rechnen', en: 'computing' })
  const placeIds = supplyTable?.ids ?? table.toIds
  const joined = joinMatrix(table, demand.ids, placeIds, fromMinutes(1, table.costName))
  const supply = supplyOf(spec, supplyTable, placeIds.length)
  const answer = spec.compute({ matrix: joined.matrix, people: demand.amount, supply }, resolved.values, resolved.decay)
  const named = { name, spec, resolved, joined, answer, originIds: demand.ids, placeIds, supply }
  const content = io.json ? formatMeasureJson(named) : formatMeasureRows(named, values.reasons === true)
  if (values.out === undefined || values.out === '-') await writeStandardOutput(content, io)
  else await writeOutputFiles([{ path: values.out, content }])
  progress.done()
  if (!io.json) io.stderr.write(`${summariseMeasure(named, isReversed(table, demand))[io.language]}\n`)
  return 0
}

function chooseMeasure(
  given: string,
  pairs: readonly string[],
): { readonly name: string; readonly spec: MeasureSpec; readonly resolved: ResolvedMeasure } {
  const name = given.toLowerCase().replaceAll('-', '_')
  if (!Object.hasOwn(MEASURES, name)) throw unknownMeasure(given)
  const parsed = resolveMeasure(name, MEASURES[name], pairs)
  if (!parsed.ok) throw new UsageError(parsed.fault)
  return { name, spec: MEASURES[name], resolved: parsed.value }
}

/** Where amounts do not count, a place is one whose supply is not stated as 0. */
function supplyOf({ supply }: MeasureSpec, table: AmountTable | null, placeCount: number): Float64Array {
  if (table === null) return new Float64Array(placeCount).fill(1)
  if (supply === 'amounts') return table.amount
  return table.amount.map((amount, place) => (amount > 0 || table.isStated[place] === 0 ? 1 : 0))
}

/** Whether the origins stand where the destinations belong. */
function isReversed(table: CostTable, demand: AmountTable): boolean {
  const from = new Set(table.fromIds)
  if (demand.ids.some((id) => from.has(id))) return false
  const to = new Set(table.toIds)
  return demand.ids.some((id) => to.has(id))
}

function unknownMeasure(given: string): UsageError {
  const nearest = findNearestName(given, MEASURE_NAMES)
  const list = MEASURE_NAMES.join(', ')
  return new UsageError({
    de: `--measure: „${given}“ ist nicht bekannt.${nearest === null ? '' : ` Gemeint ist vielleicht „${nearest}“.`} Möglich: ${list}.`,
    en: `--measure: "${given}" is not known.${nearest === null ? '' : ` Did you mean "${nearest}"?`} Possible: ${list}.`,
  })
}

function supplyMissing(name: string): UsageError {
  return new UsageError({
    de: `--supply fehlt: ${name} braucht die Orte mit ihrem Angebot (id,supply).`,
    en: `--supply is missing: ${name} needs the places with their supply (id,supply).`,
  })
}

export const command: Command = {
  name: 'measure',
  summary: {
    de: 'ein Maß der Erreichbarkeit auf einer Matrix von Reisezeiten',
    en: 'a measure of accessibility on a matrix of travel times',
  },
  usage: MEASURE_USAGE,
  run,
}
