import { computeReasonCodes } from '../access/no-value-reason.ts'
import type { Services } from '../http/services.ts'
import { sumPeopleByCell } from '../population/people-sums.ts'
import { NO_FACILITY } from '../reach/nearest-table.ts'
import { facilityFeatures, districtFeatures } from '../regions/region-answers.ts'
import { mainDistricts, NO_DISTRICT_16 } from '../regions/cell-columns.ts'
import { listGapAreas } from '../runs/gap-areas-of-run.ts'
import { toQuery, type Question } from '../runs/question.ts'
import type { LoadedRun } from '../runs/run-results.service.ts'
import { buildFacilityTiles } from '../tiles/facility-tiles.ts'
import { TILE_SETS } from '../tiles/tile-sets.ts'
import { TileSources } from '../tiles/tile-sources.service.ts'
import { listTiles } from '../tiles/tile-math.ts'
import { writePmtiles, type PmtilesTile } from '../tiles/pmtiles.writer.ts'
import { formatCellsGeoJson } from './cells-geojson.ts'
import type { CsvVariant } from './csv.ts'
import { formatCsv } from './csv.ts'
import { formatDistrictsCsv } from './districts-csv.ts'
import { buildGapAreaFeatures } from './gap-areas-geojson.ts'

export const EXPORT_LAYERS = ['cells', 'districts', 'facilities', 'gap-areas'] as const
export type ExportLayer = (typeof EXPORT_LAYERS)[number]
export const EXPORT_FORMATS = ['geojson', 'csv', 'pmtiles'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Which layers a format can hold. */
export const LAYERS_OF_FORMAT: Readonly<Record<ExportFormat, readonly ExportLayer[]>> = {
  geojson: EXPORT_LAYERS,
  csv: ['cells', 'districts', 'facilities', 'gap-areas'],
  pmtiles: ['cells', 'districts', 'facilities', 'gap-areas'],
}

/** A file of results in pieces. */
export async function exportLayer(
  services: Services,
  run: LoadedRun,
  question: Question,
  layer: ExportLayer,
  format: ExportFormat,
  variant: CsvVariant,
): Promise<Iterable<string | Uint8Array>> {
  if (format === 'pmtiles') return [await exportPmtiles(services, run, question, layer)]
  return format === 'geojson'
    ? exportGeoJson(services, run, question, layer)
    : [await exportCsv(services, run, question, layer, variant)]
}

/** What stands in every exported collection: what was asked, of which data. */
function provenance(run: LoadedRun, question: Question) {
  return {
    nahraum: {
      region: run.region.key,
      run: run.info.id,
      profile: run.info.profile,
      methodVersion: run.info.methodVersion,
      import: run.region.importId,
      question,
    },
  }
}

async function exportGeoJson(
  services: Services,
  run: LoadedRun,
  question: Question,
  layer: ExportLayer,
): Promise<Iterable<string>> {
  const members = provenance(run, question)
  const collection = (features: readonly unknown[]) => [
    JSON.stringify({ type: 'FeatureCollection', ...members, features }),
  ]
  if (layer === 'facilities') return collection(facilityFeatures(run.region, question.categoryIds).features)
  if (layer === 'gap-areas') return collection(await gapFeatures(services, run, question))
  if (layer === 'districts') {
    const { rows } = await services.results.districtResults(run, question)
    return collection(
      districtFeatures(run.region, question.levelId).features.map((feature, i) => ({
        ...feature,
        properties: { ...feature.properties, ...rows[i] },
      })),
    )
  }
  return formatCellsGeoJson(await cellsInput(services, run, question))
}

async function gapFeatures({ results }: Services, run: LoadedRun, question: Question) {
  const { outcome } = await results.assess(run, question)
  return buildGapAreaFeatures(listGapAreas(run, question, outcome), districtsOf(run, question))
}

function districtsOf(run: LoadedRun, question: Question) {
  return run.region.districts[run.region.levels.findIndex((level) => level.id === question.levelId)]
}

async function cellsInput({ results }: Services, run: LoadedRun, question: Question) {
  const { region } = run
  const { cells, population } = region
  const { outcome } = await results.assess(run, question)
  const level = region.levels.findIndex((l) => l.id === question.levelId)
  const main = mainDistricts(population, level, cells.cellCount)
  const facility =
    question.mode === 'any'
      ? (await results.nearestOfAny(run, question.categoryIds)).facility.subarray((question.rank - 1) * cells.cellCount)
      : null
  return {
    cells,
    outcome,
    reasonCodes: computeReasonCodes(
      outcome.deciseconds,
      run.cells.status,
      results.facilityCount(region, question.categoryIds) < question.rank,
    ),
    cellPeople: sumPeopleByCell(population, cells.cellCount)[population.groupIds.indexOf(question.groupId)],
    districtOfCell: (cell: number) => (main[cell] === NO_DISTRICT_16 ? null : region.districts[level][main[cell]]),
    facilityIdOfCell: (cell: number) =>
      !facility || facility[cell] === NO_FACILITY ? null : region.facilities[facility[cell]].id,
    members: provenance(run, question),
  }
}

async function exportCsv(
  services: Services,
  run: LoadedRun,
  question: Question,
  layer: ExportLayer,
  variant: CsvVariant,
): Promise<string> {
  const { region } = run
  if (layer === 'districts') {
    const { rows, total } = await services.results.districtResults(run, question)
    return formatDistrictsCsv(rows, { variant, total: variant === 'german' ? total : undefined })
  }
  if (layer === 'facilities') {
    const header = [
      'id',
      'name',
      'categories',
      'lng',
      'lat',
      'capacity',
      'provider',
      'address',
      'opening_hours',
      'wheelchair',
      'website',
      'source',
    ]
    const places = region.facilities.filter((f) => f.categoryIds.some((id) => question.categoryIds.includes(id)))
    return formatCsv(
      header,
      places.map((f) => [
        f.id,
        f.name,
        f.categoryIds.join(' '),
        f.lng,
        f.lat,
        f.capacity,
        f.provider,
        f.address,
        f.openingHours,
        f.wheelchair,
        f.website,
        f.source,
      ]),
      variant,
    )
  }
  if (layer === 'gap-areas') {
    const features = await gapFeatures(services, run, question)
    const rows = features.map(({ properties: p }) => [
      p.id,
      p.name,
      p.kind,
      p.districtId,
      p.districtName,
      p.people,
      p.gapPersons,
      p.cells,
      p.areaSquareMetres,
      p.center[0],
      p.center[1],
      p.uncertainShare,
    ])
    return formatCsv(
      [
        'id',
        'name',
        'kind',
        'district_id',
        'district',
        'people',
        'gap_persons',
        'cells',
        'area_square_metres',
        'lng',
        'lat',
        'uncertain_share',
      ],
      rows,
      variant,
    )
  }
  const input = await cellsInput(services, run, question)
  const rows = region.cells.cellIds.map((h3, cell) => {
    const time = input.outcome.deciseconds[cell]
    const served = input.outcome.state[cell] === 0 ? input.cellPeople[cell] : 0
    return [
      h3,
      input.districtOfCell(cell)?.id ?? null,
      input.cellPeople[cell],
      served,
      input.cellPeople[cell] - served,
      time === 0xffff ? null : time / 600,
      input.outcome.gap[cell],
      input.facilityIdOfCell(cell),
    ]
  })
  return formatCsv(
    ['h3', 'district_id', 'people', 'served', 'unserved', 'minutes', 'gap', 'facility_id'],
    rows,
    variant,
  )
}

/** The same tiles that the server serves, in one file; of places those of the kinds asked for. */
async function exportPmtiles(
  services: Services,
  run: LoadedRun,
  question: Question,
  layer: ExportLayer,
): Promise<Uint8Array> {
  const set = ({ cells: 'hexagons', districts: 'districts', facilities: 'facilities', 'gap-areas': 'gaps' } as const)[
    layer
  ]
  const sources = new TileSources(services)
  const { region } = run
  await sources.describe(region, set, { run: run.info.id, categories: question.categoryIds.join() })
  const bounds = sources.bounds(region, set)
  const { minimumZoom, maximumZoom, layers } = TILE_SETS[set]
  const version = set === 'hexagons' || set === 'gaps' ? run.info.id : region.importId
  const provider =
    layer === 'facilities'
      ? buildFacilityTiles(
          region.facilities.filter((f) => f.categoryIds.some((id) => question.categoryIds.includes(id))),
        )
      : (await sources.open(region, set, version, toQuery(question))).provider
  const tiles: PmtilesTile[] = []
  for (const { z, x, y } of listTiles(bounds, minimumZoom, maximumZoom)) {
    const data = await provider.get(z, x, y)
    if (data !== null) tiles.push({ z, x, y, data })
  }
  return writePmtiles(tiles, {
    name: `${region.manifest.name.de}: ${set}`,
    description: `run ${run.info.id}, ${question.groupId}, ${question.minutes} min: ${question.categoryIds.join(', ')}`,
    attribution: sources.attribution(region),
    vectorLayers: layers,
    bounds,
    minimumZoom,
    maximumZoom,
    metadata: provenance(run, question),
  })
}
