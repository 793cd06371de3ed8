import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDemoTown } from '../demo-town/demo-town.writer.ts'
import { createRecipe, LARGEST_TOWN, SMALLEST_TOWN } from '../demo-town/create-recipe.ts'
import type { TownRecipe } from '../demo-town/recipe.ts'
import { parseCommandArgs, parseNumberOption } from './args.ts'
import type { Command } from './command.ts'
import { writeOutputFiles } from './output-files.writer.ts'
import { createProgress } from './progress.writer.ts'

const OPTIONS = {
  out: { type: 'string', required: true },
  people: { type: 'string' },
  seed: { type: 'string' },
} as const

const dataFile = (name: string) => fileURLToPath(new URL(`../../../data/${name}`, import.meta.url))

/** The recipe of the town that every installation starts with. */
export function readDemoRecipe(): TownRecipe {
  return JSON.parse(readFileSync(dataFile('demo-town/auenstedt.json'), 'utf8')) as TownRecipe
}

export const command: Command = {
  name: 'demo-town',
  summary: {
    de: 'eine erfundene Stadt beliebiger Größe als Dateien erzeugen',
    en: 'make a fictional town of any size as files',
  },
  usage: {
    de: `Aufruf: nahraum demo-town --out ORDNER [--people N] [--seed TEXT]

Schreibt Straßen (OSM PBF), Gebiete, Bevölkerungsgitter, Einrichtungsliste, region.json und planted-gaps.json
(eingebaute Lücken, deren Antwort bekannt ist). Ohne --people und --seed: die Demostadt Auenstedt.
Gleiche Angaben geben gleiche Dateien.

  --people N    etwa so viele Menschen, ${SMALLEST_TOWN} bis ${LARGEST_TOWN}
  --seed TEXT   andere Stadt gleicher Größe

Danach: nahraum import ORDNER/region.json`,
    en: `Usage: nahraum demo-town --out FOLDER [--people N] [--seed TEXT]

Writes streets (OSM PBF), districts, population grid, list of places, region.json and planted-gaps.json
(built-in gaps whose answer is known). Without --people and --seed: the demo town Auenstedt.
Equal options give equal files.

  --people N    about so many people, ${SMALLEST_TOWN} to ${LARGEST_TOWN}
  --seed TEXT   another town of the same size

Then: nahraum import FOLDER/region.json`,
  },
  async run(args, io) {
    const { values } = parseCommandArgs(args, OPTIONS)
    const made = values.people !== undefined || values.seed !== undefined
    const people =
      values.people === undefined ? 60_000 : parseNumberOption(values.people, 'people', SMALLEST_TOWN, LARGEST_TOWN)
    const progress = createProgress(io)
    progress.step({ de: 'Stadt erzeugen', en: 'making the town' })
    const town = createDemoTown(
      made ? createRecipe({ seed: values.seed ?? '1', people: Math.round(people) }) : readDemoRecipe(),
    )
    const manifest = JSON.parse(readFileSync(dataFile('regions/demo.json'), 'utf8')) as {
      key: string
      name: { de: string; en: string }
    }
    if (made) {
      manifest.key = 'made-up-town'
      manifest.name = {
        de: `Erfundene Stadt (${values.seed ?? '1'}, ${people})`,
        en: `Made-up town (${values.seed ?? '1'}, ${people})`,
      }
    }
    const files = {
      ...town.files,
      'region.json': JSON.stringify(manifest, null, 2),
      'planted-gaps.json': JSON.stringify(town.plantedGaps, null, 2),
    }
    await writeOutputFiles(
      Object.entries(files).map(([name, content]) => ({ path: path.join(values.out, name), content: [content] })),
    )
    progress.done()
    if (io.json)
      io.stdout.write(
        `${JSON.stringify({ out: values.out, files: Object.keys(files), plantedGaps: town.plantedGaps.length })}\n`,
      )
    else
      io.stdout.write(
        `${Object.keys(files)
          .map((name) => path.join(values.out, name))
          .join('\n')}\n`,
      )
    return 0
  },
}
