import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchContext, BenchRow } from './bench.ts'

export const name = 'import'

const WORKER = fileURLToPath(new URL('./import-once.ts', import.meta.url))

/** One OSM file through reader, network, places and basemap features in a process of its own, so that its memory can be told. */
export async function run({ dataFolder }: BenchContext): Promise<BenchRow[]> {
  const files = dataFolder
    ? [
        ['Aachen, 3.3 MB', path.join(dataFolder, 'aachen/aachen-2021-08-01.osm.pbf'), 3],
        ['twelve places, 24.7 MB', path.join(dataFolder, 'scale/multi-region-merged.osm.pbf'), 1],
      ]
    : []
  return [['demo town', 'demo', 3] as const, ...(files as [string, string, number][])].flatMap(
    ([label, file, runs]) => {
      const outcomes = Array.from(
        { length: runs },
        () =>
          JSON.parse(
            execFileSync(process.execPath, [WORKER, file], { encoding: 'utf8', maxBuffer: 1 << 20 }),
          ) as Outcome,
      )
      const total = outcomes.map((o) => o.milliseconds).sort((a, b) => a - b)
      const memory = Math.max(...outcomes.map((o) => o.megabytes))
      return [
        {
          name: `${label}: read, network, places, basemap features (${memory} MB)`,
          medianMilliseconds: total[total.length >> 1],
          minMilliseconds: total[0],
          checksum: outcomes[0].checksum,
        },
      ]
    },
  )
}

interface Outcome {
  readonly milliseconds: number
  readonly megabytes: number
  readonly checksum: string
}
