/** `nahraum times`: walking times and metres between points of two files, straight from an OpenStreetMap extract. */
import { formatCsv, type CsvValue } from '../export/csv.ts'
import type { Bounds } from '../geo/bounds.ts'
import { metresPerDegree } from '../geo/distance.ts'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import { computeEdgeCosts } from '../network/edge-costs.ts'
import { PROFILE_IDS, PROFILES } from '../network/profile.ts'
import { ROUTE_HORIZON_DECISECONDS } from '../network/route-search.ts'
import { buildSnapIndex, snapPoints } from '../network/snap.ts'
import type { SnappedPoints } from '../network/snap-place.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { buildWalkGraph } from '../network/walk-graph.ts'
import { computeTravelTimes, type TravelTimes } from '../reach/travel-times.ts'
import { CELL_SNAP_METRES, MINIMUM_COMPONENT_NODES } from '../reach/walker.ts'
import { parseChoiceOption, parseCommandArgs, parseNumberOption } from './args.ts'
import { UsageError, type Command, type CommandIo } from './command.ts'
import { readCsvPoints, requireOrderOfAxes, type CsvPoints } from './csv-points.reader.ts'
import { readInputFile, requireOneStandardInput } from './input-file.reader.ts'
import { readOsmFile } from './osm-file.reader.ts'
import { writeOutputFiles, writeStandardOutput } from './output-files.writer.ts'
import { createProgress } from './progress.writer.ts'

const OPTIONS = {
  osm: { type: 'string', required: true },
  origins: { type: 'string', required: true },
  destinations: { type: 'string', required: true },
  profile: { type: 'string' },
  cutoff: { type: 'string' },
  out: { type: 'string' },
} as const

/** Above this the answer would not fit into memory. */
const MAXIMUM_PAIRS = 50_000_000
/** A week of walking. */
const MAXIMUM_CUTOFF_MINUTES = 10_080
const ROWS_PER_PIECE = 5_000

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values } = parseCommandArgs(args, OPTIONS)
  const profile = PROFILES[parseChoiceOption(values.profile ?? 'standard', 'profile', PROFILE_IDS)]
  const cutoffMinutes =
    values.cutoff === undefined ? null : parseNumberOption(values.cutoff, 'cutoff', 0, MAXIMUM_CUTOFF_MINUTES)
  requireOneStandardInput({ osm: values.osm, origins: values.origins, destinations: values.destinations })

  const progress = createProgress(io)
  progress.step({ de: 'Dateien lesen', en: 'reading files' })
  const osm = await readInputFile(values.osm, 'osm', io)
  const originFile = await readInputFile(values.origins, 'origins', io)
  const sameFile = values.destinations === values.origins
  const destinationFile = sameFile ? originFile : await readInputFile(values.destinations, 'destinations', io)
  const originPoints = readCsvPoints(originFile.bytes, values.origins)
  const destinationPoints = sameFile ? originPoints : readCsvPoints(destinationFile.bytes, values.destinations)
  requireFewPairs(originPoints, destinationPoints)

  const extract = readOsmFile(osm.bytes, values.osm, (share) =>
    progress.step({ de: 'OpenStreetMap lesen', en: 'reading OpenStreetMap' }, share),
  )
  progress.step({ de: 'Wegenetz bauen', en: 'building the street network' })
  // A street of the data serves points just beyond its rectangle as well: many extracts have no box of their own.
  const bounds = extract.bounds === null ? undefined : widen(extract.bounds, CELL_SNAP_METRES)
  const network = buildStreetNetwork(extract, new IssueList(), { bounds })
  requireOrderOfAxes(originPoints, network.bounds, values.origins)
  requireOrderOfAxes(destinationPoints, network.bounds, values.destinations)
  const graph = buildWalkGraph(network, computeEdgeCosts(network, profile), {
    minimumComponentNodes: MINIMUM_COMPONENT_NODES,
  })
  const snapIndex = buildSnapIndex(network, graph)
  const snapping = { maximumMetres: CELL_SNAP_METRES, speedMetresPerSecond: profile.speedMetresPerSecond }
  const origins = snapPoints(snapIndex, originPoints.lng, originPoints.lat, snapping)
  const destinations = snapPoints(snapIndex, destinationPoints.lng, destinationPoints.lat, snapping)
  const times = computeTravelTimes(graph, network, origins, destinations, {
    cutoffDeciseconds: cutoffMinutes === null ? ROUTE_HORIZON_DECISECONDS : Math.floor(cutoffMinutes * 600),
    onProgress: (share) => progress.step({ de: 'Gehzeiten rechnen', en: 'computing walking times' }, share),
  })
  progress.done()

  const pairs = listPairs(times, originPoints, origins, destinationPoints, destinations, cutoffMinutes !== null)
  const content = io.json
    ? formatJson(pairs, { profile: profile.id, speedMetresPerSecond: profile.speedMetresPerSecond, cutoffMinutes })
    : formatRows(pairs)
  if (values.out === undefined || values.out === '-') await writeStandardOutput(content, io)
  else await writeOutputFiles([{ path: values.out, content }])
  if (!io.json) io.stderr.write(`${summarise(times, io)}\n`)
  return 0
}

interface Pair {
  readonly origin: string
  readonly destination: string
  readonly seconds: number | null
  readonly metres: number | null
  readonly reason: string | null
}

/** Every origin with every destination, in the order of the files. */
function* listPairs(
  times: TravelTimes,
  originPoints: CsvPoints,
  origins: SnappedPoints,
  destinationPoints: CsvPoints,
  destinations: SnappedPoints,
  hasCutoff: boolean,
): Generator<Pair> {
  for (let i = 0; i < times.originCount; i++) {
    let entry = times.originFirst[i]
    for (let j = 0; j < times.destinationCount; j++) {
      const pair = { origin: originPoints.ids[i], destination: destinationPoints.ids[j] }
      const isReached = entry < times.originFirst[i + 1] && times.destination[entry] === j
      const isSamePlace = originPoints.lng[i] === destinationPoints.lng[j] && originPoints.lat[i] === destinationPoints.lat[j] // prettier-ignore
      if (isSamePlace && origins.status[i] === SNAP_STATUS.connected) {
        // Nobody walks to the street and back to be where they are.
        yield { ...pair, seconds: 0, metres: 0, reason: null }
        if (isReached) entry++
      } else if (isReached) {
        const metres = Math.round(times.metres[entry] * 10) / 10
        yield { ...pair, seconds: times.deciseconds[entry] / 10, metres, reason: null }
        entry++
      } else {
        const reason =
          reasonOfEnd('origin', origins.status[i]) ??
          reasonOfEnd('destination', destinations.status[j]) ??
          (hasCutoff ? 'beyond-cutoff' : 'no-route')
        yield { ...pair, seconds: null, metres: null, reason }
      }
    }
  }
}

function reasonOfEnd(end: 'origin' | 'destination', status: number): string | null {
  if (status === SNAP_STATUS.outsideNetwork) return `${end}-outside-network`
  return status === SNAP_STATUS.noStreet ? `${end}-no-street` : null
}

const HEADER = ['origin', 'destination', 'seconds', 'metres', 'reason'] as const

function* formatRows(pairs: Iterable<Pair>): Generator<string> {
  yield formatCsv(HEADER, [], 'plain')
  let rows: CsvValue[][] = []
  const flush = (): string => {
    // Ids are the caller's own and are joined with their table again: no guard against formulas.
    const text = formatCsv(HEADER, rows, 'plain', { guardFormulas: false })
    rows = []
    return text.slice(text.indexOf('\n') + 1)
  }
  for (const pair of pairs) {
    rows.push(HEADER.map((name) => pair[name]))
    if (rows.length === ROWS_PER_PIECE) yield flush()
  }
  if (rows.length > 0) yield flush()
}

function* formatJson(pairs: Iterable<Pair>, head: Readonly<Record<string, unknown>>): Generator<string> {
  yield `${JSON.stringify({ ...head, pairs: [] }).slice(0, -2)}`
  let separator = '\n'
  for (const pair of pairs) {
    yield separator + JSON.stringify(pair)
    separator = ',\n'
  }
  yield '\n]}\n'
}

function requireFewPairs(origins: CsvPoints, destinations: CsvPoints): void {
  const pairs = origins.ids.length * destinations.ids.length
  if (pairs <= MAXIMUM_PAIRS) return
  throw new UsageError({
    de: `${origins.ids.length} × ${destinations.ids.length} Paare sind mehr als ${MAXIMUM_PAIRS}. Bitte die Orte aufteilen.`,
    en: `${origins.ids.length} × ${destinations.ids.length} pairs are more than ${MAXIMUM_PAIRS}. Split the points.`,
  })
}

function widen(bounds: Bounds, metres: number): Bounds {
  const scale = metresPerDegree(Math.max(Math.abs(bounds.south), Math.abs(bounds.north)))
  return {
    west: bounds.west - metres / scale.lng,
    south: bounds.south - metres / scale.lat,
    east: bounds.east + metres / scale.lng,
    north: bounds.north + metres / scale.lat,
  }
}

function summarise(times: TravelTimes, io: CommandIo): string {
  const pairs = times.originCount * times.destinationCount
  const reached = times.destination.length
  return io.language === 'de'
    ? `${pairs} Paare, davon ${reached} mit Gehzeit und ${pairs - reached} mit Grund.`
    : `${pairs} pairs: ${reached} with a walking time, ${pairs - reached} with a reason.`
}

export const command: Command = {
  name: 'times',
  summary: { de: 'Gehzeiten zwischen Punkten, ohne Datenbank', en: 'walking times between points, without a database' },
  usage: {
    de: `Aufruf: nahraum times --osm DATEI.pbf --origins ORTE.csv --destinations ZIELE.csv [Optionen]

Gehzeiten von jedem Ort zu jedem Ziel, gerechnet auf dem Wegenetz von OpenStreetMap. Beide CSV-Dateien haben die Spalten
id,lon,lat (Grad, EPSG:4326). Ausgabe: CSV mit origin,destination,seconds,metres,reason; nicht erreichbare Paare stehen
mit leeren Werten und einem Grund darin: origin-… oder destination-outside-network (außerhalb der Daten), …-no-street
(keine Straße im Umkreis von ${CELL_SNAP_METRES} m), no-route (kein Weg), beyond-cutoff (weiter als --cutoff).

  --osm DATEI           OpenStreetMap-Auszug (.osm.pbf)
  --origins DATEI       Orte; „-“ ist die Standardeingabe
  --destinations DATEI  Ziele; „-“ ist die Standardeingabe
  --profile P           ${PROFILE_IDS.join(', ')} (Vorgabe: standard)
  --cutoff MIN          längste Gehzeit in Minuten (Vorgabe: keine)
  --out DATEI           Ausgabedatei (Vorgabe: Standardausgabe)
  --json                JSON statt CSV

Beispiel: nahraum times --osm aachen.osm.pbf --origins wohnorte.csv --destinations treffs.csv --profile 80plus --cutoff 30`,
    en: `Usage: nahraum times --osm FILE.pbf --origins ORIGINS.csv --destinations DESTINATIONS.csv [options]

Walking times from every origin to every destination on the streets of OpenStreetMap. Both CSV files have the columns
id,lon,lat (degrees, EPSG:4326). Output: CSV with origin,destination,seconds,metres,reason; pairs without a way are rows with
empty values and a reason: origin-… or destination-outside-network (outside the data), …-no-street (no street within ${CELL_SNAP_METRES} m),
no-route, beyond-cutoff (longer than --cutoff).

  --osm FILE            OpenStreetMap extract (.osm.pbf)
  --origins FILE        origins; "-" is standard input
  --destinations FILE   destinations; "-" is standard input
  --profile P           ${PROFILE_IDS.join(', ')} (default: standard)
  --cutoff MIN          longest walk in minutes (default: none)
  --out FILE            output file (default: standard output)
  --json                JSON instead of CSV

Example: nahraum times --osm aachen.osm.pbf --origins homes.csv --destinations meeting-places.csv --profile 80plus --cutoff 30`,
  },
  run,
}
