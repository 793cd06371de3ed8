/**
 * Inputs of the commands that work on any matrix: `from_id,to_id,travel_time`, `id,demand` and `id,supply` as CSV, with any
 * usual delimiter, encoding and decimal sign. Besides the bytes of the file only one row and the columns are held: 24 bytes
 * per pair while reading, 12 afterwards. Every faulty row is found before a file is refused.
 */
import { readCsvTable } from '../csv/csv-rows.reader.ts'
import { ImportError } from '../issues/import-error.ts'
import { CsvFaults, getColumn, parseAmount, shorten } from './csv-faults.ts'

/** Costs from every origin to every destination, sparse: pairs that are absent or have no cost are unreachable. */
export interface CostTable {
  /** In order of first appearance, also where no pair of the id has a cost. */
  readonly fromIds: readonly string[]
  readonly toIds: readonly string[]
  /** Length `fromIds.length + 1`: pairs of origin i are fromFirst[i] … fromFirst[i + 1] − 1. */
  readonly fromFirst: Uint32Array
  /** Position in `toIds`, ascending within an origin. */
  readonly to: Uint32Array
  /** ≥ 0, in the unit of the file. */
  readonly cost: Float64Array
  /** What the file calls the column of costs, in small letters: `travel_time`, `seconds` … */
  readonly costName: string
}

/** One number per id. */
export interface AmountTable {
  /** In the order of the file; every id stands once. */
  readonly ids: readonly string[]
  /** ≥ 0; 0 where the file leaves the cell empty and that is allowed. */
  readonly amount: Float64Array
  /** 1 where the file states the amount. */
  readonly isStated: Uint8Array
}

/** Larger matrices do not fit into memory; the limit is named, nothing is cut. */
const MAXIMUM_PAIRS = 100_000_000

const FROM_NAMES = ['from_id', 'from', 'origin', 'origin_id']
const TO_NAMES = ['to_id', 'to', 'destination', 'destination_id']
/** `travel_time_p50` is how r5r names its median, `seconds` how `nahraum times` names its times, `deciseconds` how a search for sites does. */
const COST_NAMES = ['travel_time', 'cost', 'minutes', 'travel_time_p50', 'seconds', 'deciseconds']

/** Minutes in the unit of a column of costs: where its name is no unit of time, the file's own unit is meant. */
export function fromMinutes(minutes: number, costName: string): number {
  if (costName === 'seconds') return minutes * 60
  // Whole, as all times in deciseconds are.
  return costName === 'deciseconds' ? Math.round(minutes * 600) : minutes
}
const ID_NAMES = ['id', 'kennung', 'fid']
const DEMAND_NAMES = ['demand', 'population', 'people', 'nachfrage', 'einwohner']
const NEED_NAMES = ['need', 'bedarf', 'class', 'klasse']
const SUPPLY_NAMES = ['supply', 'capacity', 'opportunities', 'angebot', 'kapazität', 'kapazitaet']

/**
 * @param where how messages name the file
 * @throws ImportError that names the rows: missing column, empty id, not a number, negative, pair given twice, no rows
 */
export function readMatrix(bytes: Uint8Array, where: string): CostTable {
  const faults = new CsvFaults(where)
  const origins = new IdList()
  const destinations = new IdList()
  const pairs = new PairList()
  let columns = { from: 0, to: 0, cost: 0 }
  let width = 0
  let costName = ''
  readCsvTable(bytes, where, {
    onHeader(header) {
      columns = {
        from: getColumn(header, FROM_NAMES, where),
        to: getColumn(header, TO_NAMES, where),
        cost: getColumn(header, COST_NAMES, where),
      }
      width = header.names.length
      costName = header.names[columns.cost].toLowerCase()
    },
    onRow(fields, row) {
      if (fields.length !== width) {
        return faults.add('table-row-length', row, `${fields.length} fields instead of ${width}`)
      }
      const from = fields[columns.from].trim()
      const to = fields[columns.to].trim()
      if (from === '') return faults.add('table-id-missing', row, 'from_id is empty')
      if (to === '') return faults.add('table-id-missing', row, 'to_id is empty')
      const cost = isEmpty(fields[columns.cost]) ? NO_COST : parseAmount(fields[columns.cost], costName, row, faults)
      if (cost === null) return
      if (pairs.count === MAXIMUM_PAIRS) {
        throw new ImportError(
          'matrix-too-many-pairs',
          `The matrix holds more than ${MAXIMUM_PAIRS} pairs.`,
          `${where}, row ${row}`,
          'Leave out pairs that are too far to matter, or split the origins.',
        )
      }
      pairs.add(origins.indexOf(from), destinations.indexOf(to), cost, row)
    },
  })
  faults.refuseAny()
  if (pairs.count === 0) throw noRows(where, 'from_id, to_id and travel_time')
  const sorted = pairs.sort(origins.ids.length, destinations.ids.length)
  sorted.visitDuplicates((from, to, row, earlierRow) =>
    faults.add(
      'matrix-pair-duplicate',
      row,
      `the pair "${shorten(origins.ids[from])}", "${shorten(destinations.ids[to])}" stands in row ${earlierRow} already`,
    ),
  )
  faults.refuseAny()
  return { fromIds: origins.ids, toIds: destinations.ids, ...sorted.dropWithoutCost(), costName }
}

/** @throws ImportError as `readMatrix`, also where an id stands twice or a demand is left out */
export function readDemand(bytes: Uint8Array, where: string): AmountTable {
  return readAmounts(bytes, where, DEMAND_NAMES, false)
}

/**
 * @param options.mayBeEmpty whether places without a stated supply (capacity unknown) are let through
 * @throws ImportError as `readDemand`
 */
export function readSupply(
  bytes: Uint8Array,
  where: string,
  { mayBeEmpty = false }: { readonly mayBeEmpty?: boolean } = {},
): AmountTable {
  return readAmounts(bytes, where, SUPPLY_NAMES, mayBeEmpty)
}

/** Classes of need: a larger number means more need. @throws ImportError as `readDemand` */
export function readNeed(bytes: Uint8Array, where: string): AmountTable {
  return readAmounts(bytes, where, NEED_NAMES, false)
}

function readAmounts(bytes: Uint8Array, where: string, names: readonly string[], mayBeEmpty: boolean): AmountTable {
  const faults = new CsvFaults(where)
  const rowOfId = new Map<string, number>()
  const amounts: number[] = []
  const stated: number[] = []
  let columns = { id: 0, amount: 0 }
  let width = 0
  readCsvTable(bytes, where, {
    onHeader(header) {
      columns = { id: getColumn(header, ID_NAMES, where), amount: getColumn(header, names, where) }
      width = header.names.length
    },
    onRow(fields, row) {
      if (fields.length !== width) {
        return faults.add('table-row-length', row, `${fields.length} fields instead of ${width}`)
      }
      const id = fields[columns.id].trim()
      const text = fields[columns.amount]
      if (id === '') return faults.add('table-id-missing', row, 'the id is empty')
      const earlier = rowOfId.get(id)
      if (earlier !== undefined) {
        return faults.add('table-id-duplicate', row, `the id "${shorten(id)}" stands in row ${earlier} already`)
      }
      const isLeftOut = mayBeEmpty && isEmpty(text)
      const amount = isLeftOut ? 0 : parseAmount(text, names[0], row, faults)
      if (amount === null) return
      rowOfId.set(id, row)
      amounts.push(amount)
      stated.push(isLeftOut ? 0 : 1)
    },
  })
  faults.refuseAny()
  if (amounts.length === 0) throw noRows(where, `id and ${names[0]}`)
  return { ids: [...rowOfId.keys()], amount: Float64Array.from(amounts), isStated: Uint8Array.from(stated) }
}

/** Nothing, or NA, which is how R writes nothing. */
function isEmpty(text: string): boolean {
  const trimmed = text.trim()
  return trimmed === '' || trimmed === 'NA'
}

function noRows(where: string, columns: string): ImportError {
  return new ImportError(
    'table-empty',
    'The file holds no row below its header.',
    where,
    `Add at least one row with ${columns}.`,
  )
}

/** Ids with their position by first appearance. */
class IdList {
  readonly ids: string[] = []
  readonly #positions = new Map<string, number>()
  #lastId = ''
  #last = -1

  indexOf(id: string): number {
    // Matrices mostly come ordered by origin.
    if (id === this.#lastId && this.#last >= 0) return this.#last
    let position = this.#positions.get(id)
    if (position === undefined) {
      position = this.ids.length
      this.#positions.set(id, position)
      this.ids.push(id)
    }
    this.#lastId = id
    this.#last = position
    return position
  }
}

/** Stands for a pair that is named but has no cost; real costs are ≥ 0. */
const NO_COST = Number.NEGATIVE_INFINITY

/** Pairs in columns that grow by doubling. */
class PairList {
  count = 0
  #from = new Uint32Array(1024)
  #to = new Uint32Array(1024)
  #cost = new Float64Array(1024)
  #row = new Uint32Array(1024)

  add(from: number, to: number, cost: number, row: number): void {
    if (this.count === this.#from.length) {
      this.#from = grow(this.#from, new Uint32Array(this.count * 2))
      this.#to = grow(this.#to, new Uint32Array(this.count * 2))
      this.#cost = grow(this.#cost, new Float64Array(this.count * 2))
      this.#row = grow(this.#row, new Uint32Array(this.count * 2))
    }
    this.#from[this.count] = from
    this.#to[this.count] = to
    this.#cost[this.count] = cost
    this.#row[this.count++] = row
  }

  /** Ordered by origin, destination and row, by two counting sorts: O(pairs + ids). */
  sort(fromCount: number, toCount: number): SortedPairs {
    const order = orderByKey(this.#from, orderByKey(this.#to, null, this.count, toCount), this.count, fromCount)
    const { from, to, cost, row } = { from: this.#from, to: this.#to, cost: this.#cost, row: this.#row }
    return {
      visitDuplicates(visit) {
        for (let n = 1; n < order.length; n++) {
          const i = order[n]
          const before = order[n - 1]
          if (from[i] === from[before] && to[i] === to[before]) visit(from[i], to[i], row[i], row[before])
        }
      },
      dropWithoutCost() {
        const kept = order.filter((i) => cost[i] !== NO_COST)
        const columns = {
          fromFirst: new Uint32Array(fromCount + 1),
          to: new Uint32Array(kept.length),
          cost: new Float64Array(kept.length),
        }
        for (let n = 0; n < kept.length; n++) {
          columns.fromFirst[from[kept[n]] + 1]++
          columns.to[n] = to[kept[n]]
          columns.cost[n] = cost[kept[n]]
        }
        for (let i = 0; i < fromCount; i++) columns.fromFirst[i + 1] += columns.fromFirst[i]
        return columns
      },
    }
  }
}

interface SortedPairs {
  visitDuplicates(visit: (from: number, to: number, row: number, earlierRow: number) => void): void
  dropWithoutCost(): Pick<CostTable, 'fromFirst' | 'to' | 'cost'>
}

function grow<T extends Uint32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old)
  return larger
}

/** Positions ordered by key; equal keys keep the order they come in (that of the file where `before` is null). */
function orderByKey(keys: Uint32Array, before: Uint32Array | null, count: number, keyCount: number): Uint32Array {
  const next = new Uint32Array(keyCount + 1)
  for (let i = 0; i < count; i++) next[keys[i] + 1]++
  for (let key = 0; key < keyCount; key++) next[key + 1] += next[key]
  const sorted = new Uint32Array(count)
  for (let n = 0; n < count; n++) {
    const i = before === null ? n : before[n]
    sorted[next[keys[i]]++] = i
  }
  return sorted
}
