import path from 'node:path'
import { FolderInUseError } from '../db/directory-lock.service.ts'
import {
  EXPORT_FORMATS,
  EXPORT_LAYERS,
  exportLayer,
  type ExportFormat,
  type ExportLayer,
} from '../export/export.service.ts'
import type { Services } from '../http/services.ts'
import { PROFILE_IDS, type ProfileId } from '../network/profile.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import { Problem } from '../problems/problems.ts'
import type { QuestionQuery } from '../runs/question.ts'
import { parseChoiceOption, parseCommandArgs, parseNumberOption } from './args.ts'
import { UsageError, type Command } from './command.ts'
import { PROFILES_USAGE, runExportProfiles } from './export-profiles.service.ts'
import { withServices } from './hand-over.service.ts'
import { describeProblem } from './problem-texts.ts'
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
  --out DATEI        Zieldatei oder - für die Standardausgabe
${PROFILES_USAGE.de}`,
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
  --out FILE         target file, or - for standard output
${PROFILES_USAGE.en}`,
  },
  async run(args, io) {
    if (args[0] === 'profiles') return runExportProfiles(args, io)
    const { values, positionals } = parseCommandArgs(args, OPTIONS, ['REGION'])
    const layer = parseChoiceOption(values.layer ?? 'cells', 'layer', EXPORT_LAYERS)
    const format = parseChoiceOption(values.format ?? path.extname(values.out).slice(1), 'format', EXPORT_FORMATS)
    const profile = parseChoiceOption(values.profile ?? 'standard', 'profile', PROFILE_IDS)
    const variant = parseChoiceOption(values.variant ?? 'plain', 'variant', ['plain', 'german'] as const)
    const rank = parseChoiceOption(values.rank ?? '1', 'rank', ['1', '2', '3'] as const)
    const minutes =
      values.minutes === undefined ? undefined : String(parseNumberOption(values.minutes, 'minutes', 0.5, 60))
    const asked = {
      region: positionals[0],
      profile,
      layer,
      format,
      variant,
      query: { categories: values.category, group: values.group, minutes, rank, level: values.level },
    }
    let content: Iterable<string | Uint8Array>
    try {
      content = await withServices(values, (services) => exportHere(services, asked))
    } catch (error) {
      if (!(error instanceof FolderInUseError) || error.holder.controlUrl === null) throw error
      content = [await exportThere(error.holder.controlUrl, asked)]
    }
    if (values.out === '-') await writeStandardOutput(content, io)
    else await writeOutputFiles([{ path: values.out, content }])
    return 0
  },
}

interface Asked {
  readonly region: string
  readonly profile: ProfileId
  readonly layer: ExportLayer
  readonly format: ExportFormat
  readonly variant: 'plain' | 'german'
  readonly query: QuestionQuery
}

const notAnalysed = (region: string, profile: string) =>
  new ExpectedError({
    de: `Die Region „${region}“ ist mit dem Gehprofil „${profile}“ noch nicht gerechnet. Zuerst: nahraum analyse ${region} --profile ${profile}`,
    en: `The region "${region}" has not been analysed with the profile "${profile}". First: nahraum analyse ${region} --profile ${profile}`,
  })

/** Unknown regions, kinds, groups and levels are wrong usage. */
async function exportHere(
  services: Services,
  { region: key, profile, layer, format, variant, query }: Asked,
): Promise<string[] | Uint8Array[]> {
  try {
    const region = await services.regions.get(key)
    const info = (await services.results.listPublished(region)).find((run) => run.profile === profile)
    if (!info) throw notAnalysed(key, profile)
    const run = await services.results.get(region, info.id)
    // Whole in memory, because the database is closed before it is written.
    return [...(await exportLayer(services, run, services.results.resolve(run, query), layer, format, variant))] as
      string[] | Uint8Array[]
  } catch (error) {
    if (error instanceof Problem && error.code.startsWith('unknown')) throw new UsageError(describeProblem(error))
    throw error
  }
}

/** The same from the running server that holds the embedded database. */
async function exportThere(
  apiUrl: string,
  { region, profile, layer, format, variant, query }: Asked,
): Promise<Uint8Array> {
  const ask = async (address: string): Promise<Response> => {
    const response = await fetch(`${apiUrl}${address}`)
    if (response.ok) return response
    const { detail } = (await response.json()) as { detail: string }
    throw response.status === 404 || response.status === 400
      ? new UsageError({ de: detail, en: detail })
      : new ExpectedError({ de: detail, en: detail })
  }
  const { runs } = (await (await ask(`/regions/${encodeURIComponent(region)}/runs`)).json()) as {
    runs: { id: string; profile: string }[]
  }
  const run = runs.find((candidate) => candidate.profile === profile)
  if (!run) throw notAnalysed(region, profile)
  const given = Object.entries({ ...query, variant }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  const file = await ask(`/regions/${region}/runs/${run.id}/export/${layer}.${format}?${new URLSearchParams(given)}`)
  return new Uint8Array(await file.arrayBuffer())
}
