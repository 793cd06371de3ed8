import { stepOf } from '../disclosure/disclosure-rule.ts'
import { protectFigures } from '../disclosure/protect-figures.ts'
import { protectGrid } from '../disclosure/protect-grid.ts'
import { protectPopulation } from '../disclosure/protect-population.ts'
import type { District } from '../districts/district.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import type { OsmExtract } from '../osm/osm-extract.ts'
import { buildPopulation, type BuildPopulationInput } from '../population/build-population.ts'
import { readCensusGrid } from '../population/census-grid.reader.ts'
import type { CensusGroup } from '../population/census-grid.ts'
import { sumPeople } from '../population/people-sums.ts'
import type { GroupTotals } from '../population/interpolate.ts'
import type { Population } from '../population/population.ts'
import type { GroupSummary } from '../regions/import-summary.ts'
import { sourcesOfKind, type RegionManifest } from '../regions/manifest.ts'
import { findDisclosureRule, listNestedGroups } from '../regions/register-data.ts'
import { CELL_RESOLUTION } from './import-version.ts'
import { listResidentialBuildings } from './residential-buildings.ts'
import type { SourceFiles } from './source-files.reader.ts'

export interface ImportedPopulation {
  readonly cells: CellGrid
  readonly population: Population
  /** Null where it is the population itself. */
  readonly publicPopulation: Population | null
  readonly peopleOutside: number
  readonly groups: GroupSummary[]
}

/**
 * The people of a region from its grid and the figures of its districts. Where any of them come from a register, everything is computed twice: from the
 * true numbers, and from numbers that were protected at the source, before they were spread by what everybody knows (buildings, areas). What is seen with
 * every role, cells with their origins, sums of the summary and issues, is of the second.
 */
export function importPopulation(
  manifest: RegionManifest,
  { bytesOf, report }: SourceFiles,
  extract: OsmExtract,
  districts: readonly (readonly District[])[],
  issues: IssueSink,
): ImportedPopulation {
  const [source] = sourcesOfKind(manifest, 'population')
  const censusGroups = source.groups.flatMap(({ id, column, shareColumn }): CensusGroup[] =>
    column !== undefined ? [{ id, column }] : shareColumn !== undefined ? [{ id, shareColumn }] : [],
  )
  const isRegisterGrid = source.disclosure?.rule === 'register'
  const grid = readCensusGrid(
    bytesOf(source),
    {
      groups: censusGroups,
      idColumn: source.gridId?.column,
      cellSizeMetres: source.cellSizeMetres,
      source: source.key,
    },
    isRegisterGrid ? withRowsOnly(issues) : issues,
  )
  report(source, 'cells', grid.rowsIn, grid.rowsOut, grid.rowsRejected)
  const input: BuildPopulationInput = {
    grid,
    districtsByLevel: districts,
    groups: source.groups.map(({ id, like }) => ({ id, like })),
    resolution: CELL_RESOLUTION,
    buildings: source.weighting === 'buildings' ? listResidentialBuildings(extract) : undefined,
    benchmarks: source.groups.flatMap(({ id, benchmark }) =>
      benchmark
        ? [
            {
              groupId: id,
              level: manifest.levels.findIndex((level) => level.id === benchmark.level),
              figure: benchmark.figure,
            },
          ]
        : [],
    ),
    source: source.key,
  }
  const rule = findDisclosureRule(manifest)
  if (rule === null) {
    const { cells, population, peopleOutside, groups } = buildPopulation(input, issues)
    const summary = summariseGroups(manifest, population, groups)
    return { cells, population, publicPopulation: null, peopleOutside, groups: summary }
  }
  const nested = listNestedGroups(manifest)
  const shown = buildPopulation(
    {
      ...input,
      grid: isRegisterGrid ? protectGrid(grid, nested, rule) : grid,
      districtsByLevel: districts.map((ofLevel, level) => {
        const { disclosure } = sourcesOfKind(manifest, 'districts').find((s) => s.level === manifest.levels[level].id)!
        const benchmarks = input.benchmarks.filter((benchmark) => benchmark.level === level)
        return disclosure?.rule === 'register' ? protectFigures(ofLevel, benchmarks, nested, rule) : ofLevel
      }),
    },
    issues,
  )
  const publicPopulation = protectPopulation(shown.population, nested, rule)
  // What it would report was reported of the protected numbers.
  const { cells, population } = buildPopulation(input, { add: () => {} })
  if (cells.cellIds.join() !== shown.cells.cellIds.join())
    throw new Error('the protected population lies in other cells than the true one')
  return {
    cells: shown.cells,
    population,
    publicPopulation,
    peopleOutside: Math.round(shown.peopleOutside / stepOf(rule)) * stepOf(rule),
    groups: summariseGroups(manifest, publicPopulation, shown.groups),
  }
}

function summariseGroups(
  manifest: RegionManifest,
  population: Population,
  totals: readonly GroupTotals[],
): GroupSummary[] {
  return sourcesOfKind(manifest, 'population')[0].groups.map((group, g) => ({
    id: group.id,
    label: group.label,
    people: sumPeople(population, g),
    note: group.note ?? null,
    missingCells: totals[g].missingSquares,
  }))
}

/** Issues whose examples name the row and nothing of what stands in it. */
function withRowsOnly(issues: IssueSink): IssueSink {
  return {
    add(kind, severity, source, example, count) {
      issues.add(kind, severity, source, example === undefined ? undefined : /^row \d+/.exec(example)?.[0], count)
    },
  }
}
