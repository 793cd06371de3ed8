/** The tables of a search for sites as `nahraum site` reads them: comma, decimal point, numbers to the last digit. In pieces, so that no table is held whole. */
import type { SearchTables } from '../site-search/site-search.ts'
import type { SitingFile } from '../site-search/site-command.ts'
import { formatCsv, type CsvValue } from './csv.ts'

/** Rows per piece. */
const PIECE_ROWS = 5000

/** Pieces of one file; empty below the header where there is nothing. */
export function* writeSitingTable(
  {
    tables,
    files,
    command,
  }: { readonly tables: SearchTables; readonly files: readonly string[]; readonly command: string },
  file: SitingFile,
): Generator<string> {
  const { candidates, demandIds, demandPeople, existingIds, problem } = tables
  switch (file) {
    case 'matrix.csv':
      return yield* inPieces(['from_id', 'to_id', 'deciseconds'], listPairs(tables))
    case 'demand.csv':
      return yield* inPieces(
        ['id', 'demand', 'people'],
        demandIds.map((id, i) => [id, problem.weight[i], demandPeople[i]]),
      )
    case 'candidates.csv':
      return yield* inPieces(
        ['id', 'lng', 'lat', 'source', 'name'],
        listNew(tables).map(({ id, lng, lat, source, name }) => [id, lng, lat, source, name]),
      )
    case 'existing.csv':
      return yield* inPieces(
        ['id'],
        existingIds.map((id) => [id]),
      )
    case 'supply.csv':
      return yield* inPieces(
        ['id', 'supply'],
        problem.capacity === undefined ? [] : candidates.map(({ id }, j) => [id, problem.capacity![j]]),
      )
    case 'need.csv':
      return yield* inPieces(
        ['id', 'need'],
        problem.isNeediest === undefined ? [] : demandIds.map((id, i) => [id, problem.isNeediest![i]]),
      )
    case 'readme.txt':
      yield describeFiles(files, command)
  }
}

/** Existing places stand in their own list. */
const listNew = ({ candidates }: SearchTables) => candidates.filter(({ existingIndex }) => existingIndex === null)

function* inPieces(header: readonly string[], rows: Iterable<readonly CsvValue[]>): Generator<string> {
  let isFirst = true
  let piece: (readonly CsvValue[])[] = []
  const format = (): string => {
    const text = formatCsv(header, piece, 'plain', { guardFormulas: false })
    return isFirst ? text : text.slice(text.indexOf('\n') + 1)
  }
  for (const row of rows) {
    piece.push(row)
    if (piece.length < PIECE_ROWS) continue
    yield format()
    isFirst = false
    piece = []
  }
  if (isFirst || piece.length > 0) yield format()
}

/** All pairs by demand; places that nobody reaches have a row without a time, so that they are known. */
function* listPairs({
  problem,
  candidates,
  demandIds,
  existingIds,
  existingPairs,
}: SearchTables): Generator<readonly CsvValue[]> {
  const { first, demand, cost, candidateCount } = problem.matrix
  // Transposed by counting: from demand to candidate.
  const firstOf = new Uint32Array(demandIds.length + 1)
  const end = first[candidateCount]
  for (let e = 0; e < end; e++) firstOf[demand[e] + 1]++
  for (let i = 0; i < demandIds.length; i++) firstOf[i + 1] += firstOf[i]
  const next = firstOf.slice(0, demandIds.length)
  const to = new Uint32Array(end)
  const time = new Uint16Array(end)
  for (let j = 0; j < candidateCount; j++) {
    for (let e = first[j]; e < first[j + 1]; e++) {
      to[next[demand[e]]] = j
      time[next[demand[e]]++] = cost[e]
    }
  }
  let at = 0
  const isNamed = new Uint8Array(existingIds.length)
  for (let i = 0; i < demandIds.length; i++) {
    for (let e = firstOf[i]; e < firstOf[i + 1]; e++) yield [demandIds[i], candidates[to[e]].id, time[e]]
    for (; at < existingPairs.demand.length && existingPairs.demand[at] === i; at++) {
      isNamed[existingPairs.existing[at]] = 1
      yield [demandIds[i], existingIds[existingPairs.existing[at]], existingPairs.cost[at]]
    }
  }
  if (demandIds.length === 0) return
  for (let j = 0; j < candidateCount; j++) if (first[j] === first[j + 1]) yield [demandIds[0], candidates[j].id, null]
  const areCandidates = new Set(candidates.map(({ id }) => id))
  for (let n = 0; n < existingIds.length; n++)
    if (isNamed[n] === 0 && !areCandidates.has(existingIds[n])) yield [demandIds[0], existingIds[n], null]
}

function describeFiles(files: readonly string[], command: string): string {
  return `Nahraum: Dateien zum Nachrechnen / files to compute it again

${command}

Deutsch: Alle Dateien (${files.join(', ')}) in einen Ordner legen und den Befehl dort ausführen. Er gibt denselben Zielwert (objective) und
dieselbe Schranke (bound) aus wie die Suche, auf die letzte Stelle; Zeiten sind Zehntelsekunden, Personen-Minuten also
durch 600 zu teilen. Läuft die Zeit ab, bevor etwas bewiesen ist, kann das Ergebnis auf einem anderen Rechner abweichen.

English: Put all files (${files.join(', ')}) into one folder and run the command there. It prints the same objective and bound as the
search, to the last digit; times are tenths of a second, so divide by 600 for person-minutes. Where time runs out
before a proof, another machine may give another result.

matrix.csv      from_id (people), to_id (site), deciseconds
demand.csv      id, demand (people times need), people
candidates.csv  id, lng, lat, source, name
existing.csv    id of existing places that count
supply.csv      id, supply: people that a site takes (capacitated)
need.csv        id, need: 1 for the neediest districts (equity-coverage)
`
}
