/** `nahraum gaps`: the whole main job from files to files, without a database, with the same analysis as the server's. */
import path from 'node:path'
import { computeReasonCodes } from '../access/no-value-reason.ts'
import { formatCellsGeoJson } from '../export/cells-geojson.ts'
import { formatDistrictsCsv } from '../export/districts-csv.ts'
import { buildGapAreaFeatures } from '../export/gap-areas-geojson.ts'
import type { Catalogue, Category } from '../facilities/catalogue.ts'
import { boundsOf } from '../geo/bounds.ts'
import { IssueList } from '../issues/issue-list.ts'
import { PROFILE_IDS, PROFILES } from '../network/profile.ts'
import { sumPeopleByCell } from '../population/people-sums.ts'
import { NO_FACILITY } from '../reach/nearest-table.ts'
import { mainDistricts, NO_DISTRICT_16 } from '../regions/cell-columns.ts'
import { CUTOFF_MINUTES } from '../reach/nearest-of-kind.ts'
import { parseChoiceOption, parseCommandArgs, parseNumberOption } from './args.ts'
import { UsageError, type Command, type CommandIo } from './command.ts'
import { loadCatalogue, loadGapsData, WEIGHTINGS, type GapsData } from './gaps-data.service.ts'
import { answerQuestion, type GapsAnswer, type GapsQuestion } from './gaps-answer.ts'
import { buildGapsSummary, sentenceOf } from './gaps-summary.ts'
import { writeHexagonArchive } from './hexagons.writer.ts'
import { formatIssueLines } from './issue-lines.ts'
import { requireOneStandardInput } from './input-file.reader.ts'
import { writeOutputFiles } from './output-files.writer.ts'
import { createProgress } from './progress.writer.ts'
import { stepText } from './step-texts.ts'

const OPTIONS = {
  osm: { type: 'string', required: true },
  districts: { type: 'string', required: true },
  population: { type: 'string', required: true },
  column: { type: 'string', multiple: true },
  facilities: { type: 'string', multiple: true },
  'without-osm-places': { type: 'boolean' },
  category: { type: 'string', multiple: true, required: true },
  group: { type: 'string' },
  profile: { type: 'string' },
  minutes: { type: 'string' },
  weighting: { type: 'string' },
  'district-id': { type: 'string' },
  'district-name': { type: 'string' },
  out: { type: 'string', required: true },
} as const

const ATTRIBUTION = '© OpenStreetMap contributors'
const MINIMUM_MINUTES = 0.5

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values } = parseCommandArgs(args, OPTIONS)
  const catalogue = await loadCatalogue()
  const categories = parseCategories(values.category, catalogue)
  const columns = values.column === undefined ? null : parseColumns(values.column)
  const groupIds = columns === null ? ['all'] : Object.keys(columns)
  const groupId = parseChoiceOption(values.group ?? (groupIds.includes('all') ? 'all' : groupIds[0]), 'group', groupIds)
  const question: GapsQuestion = {
    categories,
    groupId,
    profile: PROFILES[parseChoiceOption(values.profile ?? 'standard', 'profile', PROFILE_IDS)],
    minutes:
      values.minutes === undefined
        ? categories[0].thresholdMinutes.default
        : parseNumberOption(values.minutes, 'minutes', MINIMUM_MINUTES, CUTOFF_MINUTES),
    weighting: parseChoiceOption(values.weighting ?? 'buildings', 'weighting', WEIGHTINGS),
    withOsmPlaces: values['without-osm-places'] !== true,
  }
  const facilities = values.facilities ?? []
  if (!question.withOsmPlaces && facilities.length === 0) throw withoutPlaces()
  const [firstList, ...furtherLists] = facilities
  requireOneStandardInput({
    osm: values.osm,
    districts: values.districts,
    population: values.population,
    facilities: firstList,
  })
  for (const list of furtherLists) requireOneStandardInput({ population: values.population, facilities: list })

  const progress = createProgress(io)
  const issues = new IssueList()
  const data = await loadGapsData(
    {
      osm: values.osm,
      districts: values.districts,
      population: values.population,
      facilities,
      columns,
      weighting: question.weighting,
      districtId: values['district-id'] ?? null,
      districtName: values['district-name'] ?? null,
      defaultCategory: categories.length === 1 ? categories[0].id : undefined,
      withOsmPlaces: question.withOsmPlaces,
    },
    catalogue,
    issues,
    io,
    progress,
  )
  progress.step(stepText('computing'))
  const answer = answerQuestion(data, question)
  progress.step({ de: 'Dateien schreiben', en: 'writing files' })
  const summary = buildGapsSummary(data, question, answer, issues.list())
  const text = `${JSON.stringify(summary, null, 2)}\n`
  await writeOutputFiles(listOutputs(values.out, data, question, answer, text))
  progress.done()
  io.stdout.write(io.json ? text : `${sentenceOf(question, answer, io.language)}\n`)
  // What changes the numbers is said at once; mere notes stand in the summary with the rest.
  const grave = issues.list().filter(({ severity }) => severity !== 'note')
  if (!io.json) io.stderr.write(formatIssueLines(grave, io.language))
  return 0
}

function listOutputs(folder: string, data: GapsData, question: GapsQuestion, answer: GapsAnswer, summary: string) {
  const { cells, population } = data.people
  const { outcome, rows } = answer.assessment
  const main = mainDistricts(population, 0, cells.cellCount)
  const cellPeople = sumPeopleByCell(population, cells.cellCount)[answer.groupIndex]
  const reasonCodes = computeReasonCodes(outcome.deciseconds, answer.analysis.cells.status, answer.placesOfKinds === 0)
  const asked = {
    categories: question.categories.map(({ id }) => id),
    group: question.groupId,
    profile: question.profile.id,
    minutes: question.minutes,
  }
  const members = { attribution: ATTRIBUTION, nahraum: asked }
  const bounds = boundsOf(data.districts.flatMap((district) => district.geometry.flat(2)))!
  const archive = writeHexagonArchive({
    cells,
    outcome,
    reasonCodes,
    cellPeople,
    bounds,
    name: 'Nahraum',
    description: `${question.categories.map(({ label }) => label.de).join(', ')}: ${question.minutes} min (${question.profile.id}, ${question.groupId})`,
    attribution: ATTRIBUTION,
    metadata: { nahraum: asked },
  })
  const gapAreas = {
    type: 'FeatureCollection',
    ...members,
    features: buildGapAreaFeatures(answer.gapAreas.areas, data.districts),
  }
  const file = (name: string, content: Iterable<string | Uint8Array>) => ({ path: path.join(folder, name), content })
  return [
    file(
      'cells.geojson',
      formatCellsGeoJson({
        cells,
        outcome,
        reasonCodes,
        cellPeople,
        districtOfCell: (cell) => (main[cell] === NO_DISTRICT_16 ? null : data.districts[main[cell]]),
        facilityIdOfCell: (cell) => {
          const facility = answer.nearest.facility[cell]
          return facility === NO_FACILITY ? null : data.facilities[facility].id
        },
        members,
      }),
    ),
    file('districts.csv', [formatDistrictsCsv(rows, { variant: 'plain' })]),
    file('gap-areas.geojson', [`${JSON.stringify(gapAreas)}\n`]),
    file('hexagons.pmtiles', [archive]),
    file('summary.json', [summary]),
  ]
}

function parseCategories(lists: readonly string[], catalogue: Catalogue): Category[] {
  const known = catalogue.categories.map(({ id }) => id)
  const ids = lists.flatMap((list) => list.split(',')).map((id) => parseChoiceOption(id.trim(), 'category', known))
  return [...new Set(ids)].map((id) => catalogue.categories.find((category) => category.id === id)!)
}

function parseColumns(pairs: readonly string[]): Record<string, string> {
  const columns: Record<string, string> = {}
  for (const pair of pairs) {
    const [, group, column] = /^([a-z0-9]{1,32})=(.+)$/s.exec(pair) ?? []
    if (group === undefined) {
      throw new UsageError({
        de: `--column hat die Form GRUPPE=SPALTE, zum Beispiel 65plus=ab65 (Gruppe aus Kleinbuchstaben und Ziffern), nicht „${pair}“.`,
        en: `--column has the form GROUP=COLUMN, for instance 65plus=age_65 (group of small letters and digits), not "${pair}".`,
      })
    }
    if (Object.hasOwn(columns, group)) {
      throw new UsageError({
        de: `--column nennt die Gruppe ${group} zweimal.`,
        en: `--column names the group ${group} twice.`,
      })
    }
    columns[group] = column
  }
  return columns
}

function withoutPlaces(): UsageError {
  return new UsageError({
    de: 'Ohne Orte aus OpenStreetMap braucht es eine Liste: --facilities DATEI.',
    en: 'Without places from OpenStreetMap a list is needed: --facilities FILE.',
  })
}

export const command: Command = {
  name: 'gaps',
  summary: {
    de: 'von Dateien zur Lückenkarte: Hexagone, Bezirke, Kacheln',
    en: 'from files to a map of gaps: hexagons, districts, tiles',
  },
  usage: {
    de: `Aufruf: nahraum gaps --osm DATEI.pbf --districts GEBIETE.geojson --population RASTER.csv --category ART --out ORDNER [Optionen]

Wer erreicht zu Fuß keinen Ort dieser Art? Von Dateien zu Dateien, ohne Datenbank. Im Ordner entstehen cells.geojson
(Hexagone), districts.csv (je Gebiet: Menschen, versorgt, nicht versorgt, Anteil …), gap-areas.geojson (Lücken mit Namen),
hexagons.pmtiles (Kacheln) und summary.json (Eingaben mit Prüfwert, Methode, Summen, Mängel). Alle oder keine.

  --osm DATEI              OpenStreetMap-Auszug (.osm.pbf)
  --districts DATEI        Gebiete als GeoJSON
  --population DATEI       Zensusraster als CSV (100 m oder 1 km, EPSG:3035)
  --column GRUPPE=SPALTE   Spalte einer Gruppe (all, 65plus …); mehrfach möglich (Vorgabe: all aus der Spalte der Einwohner).
                           Eine Spalte, deren Name Prozent sagt (…_pct, Prozent, Anteil…, %), zählt als Anteil an all
  --facilities DATEI       Liste von Orten als CSV, zusätzlich zu OpenStreetMap; mehrfach möglich
  --without-osm-places     nur die Orte der Listen zählen
  --category ART           Art des Katalogs; mehrere mit Komma: der nächste Ort irgendeiner davon
  --group GRUPPE           um wen es geht (Vorgabe: all)
  --profile P              ${PROFILE_IDS.join(', ')} (Vorgabe: standard)
  --minutes T              zumutbare Gehzeit, ${MINIMUM_MINUTES} bis ${CUTOFF_MINUTES} (Vorgabe: die des Katalogs)
  --weighting W            Verteilung im Rasterquadrat: buildings (Wohngebäude) oder area (Fläche) (Vorgabe: buildings)
  --district-id NAME       Eigenschaft mit der Nummer des Gebiets (Vorgabe: id oder ein üblicher Name)
  --district-name NAME     Eigenschaft mit dem Namen (Vorgabe: name oder ein üblicher Name)
  --out ORDNER             Ausgabeordner; wird angelegt
  --json                   summary.json auch auf die Standardausgabe

Beispiel: nahraum gaps --osm aachen.osm.pbf --districts bezirke.geojson --population zensus.csv --column all=einwohner
          --column 65plus=ab65 --category senior_meeting_place --group 65plus --profile 80plus --minutes 10 --out luecken`,
    en: `Usage: nahraum gaps --osm FILE.pbf --districts DISTRICTS.geojson --population GRID.csv --category KIND --out FOLDER [options]

Who cannot reach a place of this kind on foot? From files to files, without a database. The folder gets cells.geojson
(hexagons), districts.csv (per district: people, served, unserved, share …), gap-areas.geojson (gaps by name),
hexagons.pmtiles (tiles) and summary.json (inputs with hash, method, totals, defects). All of them or none.

  --osm FILE               OpenStreetMap extract (.osm.pbf)
  --districts FILE         districts as GeoJSON
  --population FILE        census grid as CSV (100 m or 1 km, EPSG:3035)
  --column GROUP=COLUMN    column of a group (all, 65plus …); may be repeated (default: all from the column of people).
                           A column whose name says percent (…_pct, percent, Anteil…, %) counts as a share of all
  --facilities FILE        list of places as CSV, besides OpenStreetMap; may be repeated
  --without-osm-places     count the places of the lists only
  --category KIND          kind of the catalogue; several with commas: the nearest place of any of them
  --group GROUP            who it is about (default: all)
  --profile P              ${PROFILE_IDS.join(', ')} (default: standard)
  --minutes T              longest acceptable walk, ${MINIMUM_MINUTES} to ${CUTOFF_MINUTES} (default: that of the catalogue)
  --weighting W            spread within a census square: buildings (residential) or area (default: buildings)
  --district-id NAME       property with the id of a district (default: id or another usual name)
  --district-name NAME     property with the name (default: name or another usual name)
  --out FOLDER             output folder; is made
  --json                   summary.json on standard output as well

Example: nahraum gaps --osm aachen.osm.pbf --districts districts.geojson --population census.csv --column all=people
         --column 65plus=age_65 --category senior_meeting_place --group 65plus --profile 80plus --minutes 10 --out gaps`,
  },
  run,
}
