import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchContext, BenchRow } from './bench.ts'

/** Runs every `*.bench.ts` beside it (or those named) and prints one table each: medians, minima, ratios within this run, checksums. */
const folder = path.dirname(fileURLToPath(import.meta.url))
const dataFolder = path.resolve(folder, '../../../shared/data')
const context: BenchContext = { dataFolder: existsSync(path.join(dataFolder, 'aachen')) ? dataFolder : null }
const wanted = process.argv.slice(2)

interface Bench {
  readonly name: string
  run(context: BenchContext): Promise<readonly BenchRow[]>
}

console.log(
  context.dataFolder ? 'sample data: Aachen and the scale sets' : 'sample data are absent: made-up towns are used',
)
for (const file of readdirSync(folder)
  .filter((f) => f.endsWith('.bench.ts'))
  .sort()) {
  const bench = (await import(path.join(folder, file))) as Bench
  if (wanted.length > 0 && !wanted.includes(bench.name)) continue
  console.log(`\n${bench.name}`)
  for (const row of await bench.run(context)) {
    const ratio = row.ratio === undefined ? '' : `${row.ratio.toFixed(row.ratio < 10 ? 2 : 0)} × ${row.ratioTo ?? ''}`
    console.log(
      `  ${row.name.padEnd(64)} ${row.medianMilliseconds.toFixed(2).padStart(10)} ms  min ${row.minMilliseconds.toFixed(2).padStart(9)}  ${ratio.padEnd(34)} ${row.checksum}`,
    )
  }
}
process.exit(0)
