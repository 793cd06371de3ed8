import path from 'node:path'
import { EXPORT_FORMATS, EXPORT_LAYERS, exportLayer } from '../export/export.service.ts'
import { PROFILE_IDS } from '../network/profile.ts'
import { Problem } from '../problems/problems.ts'
import { parseChoiceOption, parseCommandArgs, parseNumberOption } from './args.ts'
import { UsageError, type Command } from './command.ts'
import { withServices } from './hand-over.service.ts'
import { writeOutputFiles, writeStandardOutput } from './output-files.writer.ts'

const OPTIONS = {
  layer: { type: 'string' },
  format: { type: 'string' },
  category: { type: 'string', required: true },
  group: { type: 'string' },
  profile: { type: 'string' },
  minutes: { type: 'string' },
  rank: { type: 'string' },
  level: { type: 'string' },
  variant: { type: 'string' },
  out: { type: 'string', required: true },
  data: { type: 'string' },
} as const

export const command: Command = {
  name: 'export',
  summary: { de: 'Ergebnisse als GeoJSON, CSV oder PMTiles ausgeben', en: 'write results as GeoJSON, CSV or PMTiles' },
  usage: {
    de: `Aufruf: nahraum export REGION --category A[,B] --out DATEI [Optionen]

  --category A,B     Arten von Orten; mehrere: der nächste Ort irgendeiner davon
  --layer L          ${EXPORT_LAYERS.join(', ')} (sonst: cells)
  --format F         ${EXPORT_FORMATS.join(', ')} (sonst nach der Endung von DATEI)
  --group G          Bevölkerungsgruppe (sonst: all)
  --profile P        ${PROFILE_IDS.join(', ')} (sonst: standard)
  --minutes T        Schwelle (sonst: die des Katalogs)
  --rank K           1, 2 oder 3: nächster, zweit- oder drittnächster Ort
  --level E          Gebietsebene (sonst: die feinste)
  --variant V        CSV: plain oder german (Semikolon, Dezimalkomma)
  --out DATEI        Zieldatei oder - für die Standardausgabe`,
    en: `Usage: nahraum export REGION --category A[,B] --out FILE [options]

  --category A,B     kinds of places; several: the nearest place of any of them
  --layer L          ${EXPORT_LAYERS.join(', ')} (else cells)
  --format F         ${EXPORT_FORMATS.join(', ')} (else by the ending of FILE)
  --group G          population group (else all)
  --profile P        ${PROFILE_IDS.join(', ')} (else standard)
  --minutes T        threshold (else that of the catalogue)
  --rank K           1, 2 or 3: nearest, second or third nearest place
  --level L          level of districts (else the finest)
  --variant V        CSV: plain or german (semicolon, decimal comma)
  --out FILE         target file, or - for standard output`,
  },
  async run(args, io) {
    const { values, positionals } = parseCommandArgs(args, OPTIONS, ['REGION'])
    const layer = parseChoiceOption(values.layer ?? 'cells', 'layer', EXPORT_LAYERS)
    const format = parseChoiceOption(values.format ?? path.extname(values.out).slice(1), 'format', EXPORT_FORMATS)
    const profile = parseChoiceOption(values.profile ?? 'standard', 'profile', PROFILE_IDS)
    const variant = parseChoiceOption(values.variant ?? 'plain', 'variant', ['plain', 'german'] as const)
    const rank = parseChoiceOption(values.rank ?? '1', 'rank', ['1', '2', '3'] as const)
    const minutes =
      values.minutes === undefined ? undefined : String(parseNumberOption(values.minutes, 'minutes', 0.5, 60))
    return withServices(values, async (services) => {
      try {
        const region = await services.regions.get(positionals[0])
        const info = (await services.results.listPublished(region)).find((run) => run.profile === profile)
        if (!info)
          throw new Problem(
            'not-analysed',
            `The region "${region.key}" has not been analysed with the profile "${profile}": run "nahraum analyse ${region.key} --profile ${profile}" first.`,
          )
        const run = await services.results.get(region, info.id)
        const question = services.results.resolve(run, {
          categories: values.category,
          group: values.group,
          minutes,
          rank,
          level: values.level,
        })
        const content = await exportLayer(services, run, question, layer, format, variant)
        if (values.out === '-') await writeStandardOutput(content, io)
        else await writeOutputFiles([{ path: values.out, content }])
      } catch (error) {
        if (error instanceof Problem && error.code.startsWith('unknown'))
          throw new UsageError({ de: error.message, en: error.message })
        throw error
      }
      return 0
    })
  },
}
