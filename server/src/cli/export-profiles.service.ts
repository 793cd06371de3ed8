import path from 'node:path'
import type { ProfileDocumentResult } from '../contract/district-profile.ts'
import type { JobBody } from '../contract/result.ts'
import { FolderInUseError } from '../db/directory-lock.service.ts'
import { PROFILE_TABLE_IDS } from '../district-profile/profile-tables.ts'
import type { Services } from '../http/services.ts'
import { PROFILE_IDS, type ProfileId } from '../network/profile.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import { Problem } from '../problems/problems.ts'
import { exportProfiles } from '../report/profile-export.service.ts'
import { parseChoiceOption, parseCommandArgs } from './args.ts'
import { UsageError, type CommandIo } from './command.ts'
import { withServices } from './hand-over.service.ts'
import { writeOutputFiles, writeStandardOutput } from './output-files.writer.ts'
import { describeProblem } from './problem-texts.ts'

const FORMATS = ['pdf', 'xlsx', 'csv'] as const
const OPTIONS = {
  level: { type: 'string' },
  format: { type: 'string' },
  profile: { type: 'string' },
  group: { type: 'string' },
  edition: { type: 'string' },
  extent: { type: 'string' },
  table: { type: 'string' },
  variant: { type: 'string' },
  language: { type: 'string' },
  title: { type: 'string' },
  out: { type: 'string', required: true },
  data: { type: 'string' },
} as const

export const PROFILES_USAGE = {
  de: `
Aufruf: nahraum export profiles REGION --out DATEI [Optionen]
  Steckbriefe aller Bezirke einer Ebene.
  --level E          Gebietsebene (sonst: die feinste)
  --format F         ${FORMATS.join(', ')} (sonst nach der Endung von DATEI)
  --profile P        Gehprofil (sonst: standard)
  --group G          eine Gruppe für alle Arten (sonst: je Art die Zielgruppe)
  --edition A        public oder internal (sonst: public)
  --extent K         PDF: Karten equal (gleicher Maßstab) oder own (sonst: equal)
  --title T          PDF: Überschrift der Titelseite
  --table T          CSV: ${PROFILE_TABLE_IDS.join(', ')} (sonst: kinds)
  --variant V        CSV: plain oder german
  --language S       de oder en (sonst: de)`,
  en: `
Usage: nahraum export profiles REGION --out FILE [options]
  Profiles of all districts of a level.
  --level L          level of districts (else the finest)
  --format F         ${FORMATS.join(', ')} (else by the ending of FILE)
  --profile P        walking profile (else standard)
  --group G          one group for all kinds (else each kind's own)
  --edition E        public or internal (else public)
  --extent K         PDF: maps equal (the same scale) or own (else equal)
  --title T          PDF: heading of the title page
  --table T          CSV: ${PROFILE_TABLE_IDS.join(', ')} (else kinds)
  --variant V        CSV: plain or german
  --language L       de or en (else de)`,
} as const

interface Asked {
  readonly region: string
  readonly profile: ProfileId
  readonly format: (typeof FORMATS)[number]
  readonly level: string | undefined
  readonly group: string | undefined
  readonly edition: 'public' | 'internal'
  readonly extent: 'own' | 'equal'
  readonly table: (typeof PROFILE_TABLE_IDS)[number]
  readonly variant: 'plain' | 'german'
  readonly language: 'de' | 'en'
  readonly title: string
}

/** `nahraum export profiles …`: profiles as one file. */
export async function runExportProfiles(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommandArgs(args, OPTIONS, ['profiles', 'REGION'])
  const asked: Asked = {
    region: positionals[1],
    profile: parseChoiceOption(values.profile ?? 'standard', 'profile', PROFILE_IDS),
    format: parseChoiceOption(values.format ?? path.extname(values.out).slice(1), 'format', FORMATS),
    level: values.level,
    group: values.group,
    edition: parseChoiceOption(values.edition ?? 'public', 'edition', ['public', 'internal'] as const),
    extent: parseChoiceOption(values.extent ?? 'equal', 'extent', ['own', 'equal'] as const),
    table: parseChoiceOption(values.table ?? 'kinds', 'table', PROFILE_TABLE_IDS),
    variant: parseChoiceOption(values.variant ?? 'plain', 'variant', ['plain', 'german'] as const),
    language: parseChoiceOption(values.language ?? 'de', 'language', ['de', 'en'] as const),
    title: (values.title ?? '').slice(0, 160),
  }
  let content: Uint8Array
  try {
    content = await withServices(values, (services) => exportHere(services, asked))
  } catch (error) {
    if (!(error instanceof FolderInUseError) || error.holder.controlUrl === null) throw error
    content = await exportThere(error.holder.controlUrl, error.holder.controlToken, asked)
  }
  if (values.out === '-') await writeStandardOutput([content], io)
  else await writeOutputFiles([{ path: values.out, content: [content] }])
  return 0
}

const notAnalysed = (region: string, profile: string) =>
  new ExpectedError({
    de: `Die Region „${region}“ ist mit dem Gehprofil „${profile}“ noch nicht gerechnet. Zuerst: nahraum analyse ${region} --profile ${profile}`,
    en: `The region "${region}" has not been analysed with the profile "${profile}". First: nahraum analyse ${region} --profile ${profile}`,
  })

const titleOf = ({ title }: Asked) => ({
  heading: title,
  municipality: '',
  foreword: '',
  accent: '#0c5d68',
  logo: null,
})

async function exportHere(services: Services, asked: Asked): Promise<Uint8Array> {
  try {
    const region = await services.regions.get(asked.region)
    const info = (await services.results.listPublished(region)).find((run) => run.profile === asked.profile)
    if (!info) throw notAnalysed(asked.region, asked.profile)
    const run = await services.results.get(region, info.id)
    const { format, group, edition, extent, language } = asked
    const level = asked.level ?? region.levels[0].id
    if (format === 'pdf') {
      const order = services.prints.resolve(run, { level, group, edition, extent, language, title: titleOf(asked) })
      return (await services.prints.print(order, () => {})).file.bytes
    }
    const computed = await services.profiles.compute(run, { levelId: level, groupId: group ?? null, edition })
    return await exportProfiles(services, computed, format, asked)
  } catch (error) {
    if (error instanceof Problem && error.code.startsWith('unknown')) throw new UsageError(describeProblem(error))
    throw error
  }
}

/** The same from the running server that holds the embedded database. */
async function exportThere(apiUrl: string, token: string, asked: Asked): Promise<Uint8Array> {
  const headers = { 'x-control-token': token }
  const ask = async (address: string, body?: object): Promise<Response> => {
    const response = await fetch(
      `${apiUrl}${address}`,
      body === undefined
        ? { headers }
        : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) },
    )
    if (response.ok) return response
    const { detail } = (await response.json()) as { detail: string }
    throw response.status === 404 || response.status === 400
      ? new UsageError({ de: detail, en: detail })
      : new ExpectedError({ de: detail, en: detail })
  }
  const regionPath = `/regions/${encodeURIComponent(asked.region)}`
  const { levels, runs } = (await (await ask(regionPath)).json()) as {
    levels: { id: string }[]
    runs: { id: string; profile: string }[]
  }
  const run = runs.find((candidate) => candidate.profile === asked.profile)
  if (!run) throw notAnalysed(asked.region, asked.profile)
  const { format, group, edition, extent, language, table, variant } = asked
  const level = asked.level ?? levels[0].id
  if (format !== 'pdf') {
    const query = new URLSearchParams({ level, edition, language, table, variant, ...(group ? { group } : {}) })
    const file = await ask(`${regionPath}/runs/${run.id}/export-profiles/profiles.${format}?${query}`)
    return new Uint8Array(await file.arrayBuffer())
  }
  const request = { level, edition, extent, language, ...(group ? { group } : {}), title: titleOf(asked) }
  let job = (await (await ask(`${regionPath}/runs/${run.id}/profiles/pdf`, request)).json()) as JobBody
  while (job.finishedAt === null) {
    await new Promise((resolve) => setTimeout(resolve, 300))
    job = (await (await ask(`/jobs/${job.id}`)).json()) as JobBody
  }
  if (job.status !== 'successful') throw new ExpectedError(job.message ?? { de: job.status, en: job.status })
  const { file } = job.result as ProfileDocumentResult
  // The file's address has the prefix of the API, which the control address ends with.
  const bytes = await ask(file.replace(/^\/api\/v1/, ''))
  return new Uint8Array(await bytes.arrayBuffer())
}
