/** Inputs of `nahraum site` beside matrix, demand and supply: lists of ids, classes of need and graphs as lists of edges. */
import { readCsvTable } from '../csv/csv-rows.reader.ts'
import { ImportError } from '../issues/import-error.ts'
import type { EdgeList } from '../siting/all-pairs-costs.ts'
import { CsvFaults, getColumn, parseAmount, shorten } from './csv-faults.ts'

/** Ids of a file with the row each stands in. */
export interface IdRows {
  readonly ids: readonly string[]
  readonly rows: readonly number[]
  /** How messages name the file. */
  readonly where: string
}

export interface NamedEdges extends EdgeList {
  /** Of the nodes, in order of first appearance. */
  readonly ids: readonly string[]
}

const ID_NAMES = ['id', 'kennung', 'fid', 'to_id']
const FROM_NAMES = ['from', 'from_id', 'von']
const TO_NAMES = ['to', 'to_id', 'nach']
const COST_NAMES = ['cost', 'travel_time', 'kosten', 'length', 'minutes', 'seconds']

/** All pairs of so many nodes still fit into memory. */
const MAXIMUM_NODES = 10_000

/**
 * A list may be empty below its header: no candidates is a question with an answer.
 *
 * @throws ImportError with the rows: missing column, empty id, id given twice
 */
export function readIdRows(bytes: Uint8Array, where: string): IdRows {
  const faults = new CsvFaults(where)
  const rowOfId = new Map<string, number>()
  let idColumn = 0
  readCsvTable(bytes, where, {
    onHeader(header) {
      idColumn = getColumn(header, ID_NAMES, where)
    },
    onRow(fields, row) {
      const id = (fields[idColumn] ?? '').trim()
      if (id === '') return faults.add('table-id-missing', row, 'the id is empty')
      const earlier = rowOfId.get(id)
      if (earlier === undefined) rowOfId.set(id, row)
      else faults.add('table-id-duplicate', row, `the id "${shorten(id)}" stands in row ${earlier} already`)
    },
  })
  faults.refuseAny()
  return { ids: [...rowOfId.keys()], rows: [...rowOfId.values()], where }
}

/** @throws ImportError with the rows of ids that are not among the known ones */
export function requireKnown({ ids, rows, where }: IdRows, known: ReadonlyMap<string, number>, what: string): void {
  const faults = new CsvFaults(where)
  ids.forEach((id, n) => {
    if (!known.has(id)) faults.add('table-id-unknown', rows[n], `the id "${shorten(id)}" is no ${what}`)
  })
  faults.refuseAny()
}

/** @throws ImportError with the rows: missing column, empty id, not a number, negative; no rows, too many nodes */
export function readEdges(bytes: Uint8Array, where: string): NamedEdges {
  const faults = new CsvFaults(where)
  const nodes = new Map<string, number>()
  const from: number[] = []
  const to: number[] = []
  const costs: number[] = []
  let columns = { from: 0, to: 0, cost: 0 }
  let width = 0
  const nodeOf = (id: string): number => {
    let node = nodes.get(id)
    if (node === undefined) nodes.set(id, (node = nodes.size))
    return node
  }
  readCsvTable(bytes, where, {
    onHeader(header) {
      columns = {
        from: getColumn(header, FROM_NAMES, where),
        to: getColumn(header, TO_NAMES, where),
        cost: getColumn(header, COST_NAMES, where),
      }
      width = header.names.length
    },
    onRow(fields, row) {
      if (fields.length !== width) {
        return faults.add('table-row-length', row, `${fields.length} fields instead of ${width}`)
      }
      const ends = [fields[columns.from].trim(), fields[columns.to].trim()]
      if (ends.includes('')) return faults.add('table-id-missing', row, 'from or to is empty')
      const cost = parseAmount(fields[columns.cost], 'cost', row, faults)
      if (cost === null) return
      from.push(nodeOf(ends[0]))
      to.push(nodeOf(ends[1]))
      costs.push(cost)
    },
  })
  faults.refuseAny()
  if (costs.length === 0) {
    throw new ImportError('table-empty', 'The file holds no row below its header.', where, 'Add at least one row with from, to and cost.') // prettier-ignore
  }
  if (nodes.size > MAXIMUM_NODES) {
    throw new ImportError(
      'graph-too-large',
      `The graph has ${nodes.size} nodes; all pairs are computed for up to ${MAXIMUM_NODES}.`,
      where,
      'Give a matrix of the pairs that matter with --matrix instead.',
    )
  }
  return {
    ids: [...nodes.keys()],
    nodeCount: nodes.size,
    from: Uint32Array.from(from),
    to: Uint32Array.from(to),
    cost: Float64Array.from(costs),
  }
}
