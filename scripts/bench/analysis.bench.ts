import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDemoTown } from '../../server/src/demo-town/demo-town.writer.ts'
import { readDemoRecipe } from '../../server/src/cli/demo-town.command.ts'
import { readCatalogue } from '../../server/src/http/create-services.service.ts'
import { buildRegion } from '../../server/src/import/build-region.service.ts'
import { readManifest } from '../../server/src/regions/manifest.reader.ts'
import { computeAnalysis } from '../../server/src/runs/compute-analysis.ts'
import { measure, type BenchContext, type BenchRow } from './bench.ts'

export const name = 'analysis'

const REGIONS = fileURLToPath(new URL('../../data/regions/', import.meta.url))

/** All kinds of the catalogue for every group and level: walking times of ranks 1 to 3, coverage of every district. */
export async function run({ dataFolder }: BenchContext): Promise<BenchRow[]> {
  const catalogue = readCatalogue()
  const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-bench-'))
  for (const [file, bytes] of Object.entries(createDemoTown(readDemoRecipe()).files))
    writeFileSync(path.join(folder, file), bytes)
  const regions: [string, string][] = [['demo', folder]]
  if (dataFolder && existsSync(path.join(dataFolder, 'aachen')))
    regions.push(['aachen', path.join(dataFolder, 'aachen')])
  const rows: BenchRow[] = []
  for (const [key, sources] of regions) {
    const region = buildRegion(readManifest(path.join(REGIONS, `${key}.json`)), sources, catalogue)
    const { network, cells, facilities, population } = region
    const input = {
      network,
      profileId: '65plus' as const,
      cells,
      facilities,
      population,
      levels: region.manifest.levels.map((level, i) => ({ id: level.id, districts: region.districts[i] })),
      categories: catalogue.categories.map((c) => ({ id: c.id, thresholdMinutes: c.thresholdMinutes.default })),
    }
    let served = 0
    const times = await measure(5, () => {
      served = computeAnalysis(input).districts.reduce((sum, row) => sum + row.served, 0)
    })
    rows.push({
      name: `${key}: ${catalogue.categories.length} kinds × ${population.groupIds.length} groups, ${cells.cellCount} cells`,
      ...times,
      checksum: served.toFixed(6),
    })
  }
  rmSync(folder, { recursive: true })
  return rows
}
