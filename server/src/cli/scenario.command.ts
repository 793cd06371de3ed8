import { Value } from 'typebox/value'
import { CategoryId } from '../contract/common.ts'
import {
  Modifications,
  SCENARIO_FORMAT,
  type AskedQuestion,
  type Effect,
  type EffectRow,
  type Modification,
} from '../contract/scenario.ts'
import { FolderInUseError } from '../db/directory-lock.service.ts'
import { formatCsv } from '../export/csv.ts'
import type { Services } from '../http/services.ts'
import { PROFILE_IDS } from '../network/profile.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import { Problem } from '../problems/problems.ts'
import { parseChoiceOption, parseCommandArgs, parseNumberOption } from './args.ts'
import { UsageError, type Command, type CommandIo } from './command.ts'
import { withServices } from './hand-over.service.ts'
import { readInputFile } from './input-file.reader.ts'
import { writeOutputFiles } from './output-files.writer.ts'
import { describeProblem } from './problem-texts.ts'

const OPTIONS = {
  category: { type: 'string', required: true },
  group: { type: 'string' },
  profile: { type: 'string' },
  minutes: { type: 'string' },
  rank: { type: 'string' },
  mode: { type: 'string' },
  level: { type: 'string' },
  day: { type: 'string' },
  out: { type: 'string' },
  data: { type: 'string' },
} as const

export const command: Command = {
  name: 'scenario',
  summary: {
    de: 'was sich mit einem Szenario ändert: für wen und in welchem Gebiet',
    en: 'what a scenario changes: for whom, and in which district',
  },
  usage: {
    de: `Aufruf: nahraum scenario apply REGION DATEI.json --category A[,B] [Optionen]

Rechnet, was ein Szenario gegenüber heute ändert; gespeichert wird nichts. DATEI.json ist ein Szenario, wie die Oberfläche
oder die Schnittstelle es ausgibt, oder nur die Liste seiner Änderungen; - liest von der Standardeingabe.

  --category A,B     Arten von Orten; mehrere: der nächste Ort irgendeiner davon
  --group G          Bevölkerungsgruppe (sonst: all)
  --profile P        ${PROFILE_IDS.join(', ')} (sonst: standard)
  --minutes T        Schwelle (sonst: die kürzeste des Katalogs)
  --rank K           1, 2 oder 3: nächster, zweit- oder drittnächster Ort
  --mode M           any oder score (15-Minuten-Wert)
  --level E          Gebietsebene (sonst: die feinste)
  --day JJJJ-MM-TT   was erst danach geplant ist, zählt nicht
  --out DATEI        schreibt die Bilanz je Gebiet als CSV (.csv) oder alles als JSON (.json)`,
    en: `Usage: nahraum scenario apply REGION FILE.json --category A[,B] [options]

Computes what a scenario changes compared with today; nothing is stored. FILE.json is a scenario as the map or the API hands
it out, or only the list of its modifications; - reads standard input.

  --category A,B     kinds of places; several: the nearest place of any of them
  --group G          population group (else all)
  --profile P        ${PROFILE_IDS.join(', ')} (else standard)
  --minutes T        threshold (else the shortest of the catalogue)
  --rank K           1, 2 or 3: nearest, second or third nearest place
  --mode M           any or score (15-minute score)
  --level L          level of districts (else the finest)
  --day YYYY-MM-DD   what is planned for later does not count
  --out FILE         writes the balance per district as CSV (.csv), or everything as JSON (.json)`,
  },
  async run(args, io) {
    const { values, positionals } = parseCommandArgs(args, OPTIONS, ['apply', 'REGION', 'FILE.json'])
    const [verb, region, file] = positionals
    parseChoiceOption(verb, 'scenario', ['apply'] as const)
    const modifications = readModifications(await readInputFile(file, 'FILE.json', io), region)
    const asked: Asked = {
      region,
      modifications,
      question: {
        profile: parseChoiceOption(values.profile ?? 'standard', 'profile', PROFILE_IDS),
        categoryIds: parseCategories(values.category),
        groupId: values.group ?? 'all',
        rank: Number(parseChoiceOption(values.rank ?? '1', 'rank', ['1', '2', '3'] as const)),
        mode: parseChoiceOption(values.mode ?? 'any', 'mode', ['any', 'score'] as const),
        levelId: values.level,
        minutes: values.minutes === undefined ? undefined : parseNumberOption(values.minutes, 'minutes', 0.5, 60),
        day: parseDay(values.day),
      },
    }
    const format = values.out === undefined ? null : formatOf(values.out)
    let effect: Effect
    try {
      effect = await withServices(values, (services) => applyHere(services, asked))
    } catch (error) {
      if (!(error instanceof FolderInUseError) || error.holder.controlUrl === null) throw error
      effect = await applyThere(error.holder.controlUrl, asked)
    }
    if (values.out !== undefined && format !== null) {
      const content = format === 'json' ? `${JSON.stringify(effect, null, 2)}\n` : districtsCsv(effect)
      await writeOutputFiles([{ path: values.out, content: [content] }])
    }
    if (io.json) io.stdout.write(`${JSON.stringify(effect)}\n`)
    else print(effect, io)
    return 0
  },
}

interface Asked {
  readonly region: string
  readonly modifications: readonly Modification[]
  readonly question: AskedQuestion
}

function parseCategories(text: string): string[] {
  const ids = [...new Set(text.split(',').map((id) => id.trim()))].sort()
  const faulty = ids.find((id) => !Value.Check(CategoryId, id))
  if (faulty === undefined) return ids
  throw new UsageError({
    de: `--category: „${faulty}“ ist keine Art von Orten, zum Beispiel pharmacy.`,
    en: `--category: "${faulty}" is no kind of place, for instance pharmacy.`,
  })
}

function parseDay(text: string | undefined): string | null {
  if (text === undefined || /^\d{4}-\d{2}-\d{2}$/.test(text)) return text ?? null
  throw new UsageError({
    de: `--day muss ein Tag sein wie 2027-01-31, nicht „${text}“.`,
    en: `--day must be a day such as 2027-01-31, not "${text}".`,
  })
}

function formatOf(file: string): 'csv' | 'json' {
  const ending = /\.(csv|json)$/.exec(file)?.[1]
  if (ending === 'csv' || ending === 'json') return ending
  throw new UsageError({
    de: `--out: „${file}“ muss auf .csv oder .json enden.`,
    en: `--out: "${file}" must end with .csv or .json.`,
  })
}

/** A scenario as it is handed out, or the bare list; the first fault is named with its place. */
function readModifications(
  file: { readonly name: string; readonly bytes: Uint8Array },
  region: string,
): Modification[] {
  const refuse = (de: string, en: string) => new ExpectedError({ de: `${file.name}: ${de}`, en: `${file.name}: ${en}` })
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.bytes))
  } catch {
    throw refuse(
      'kein lesbares JSON. Bitte die Datei noch einmal aus der Oberfläche laden.',
      'no readable JSON. Download the file from the map again.',
    )
  }
  const scenario = (Array.isArray(json) ? { modifications: json } : (json ?? {})) as {
    modifications?: unknown
    region?: unknown
    format?: unknown
  }
  if (typeof scenario.region === 'string' && scenario.region !== region) {
    throw refuse(
      `Das Szenario gehört zur Region „${scenario.region}“, nicht zu „${region}“.`,
      `the scenario is one of the region "${scenario.region}", not of "${region}".`,
    )
  }
  if (typeof scenario.format === 'number' && scenario.format > SCENARIO_FORMAT) {
    throw refuse(
      `Das Szenario hat das Format ${scenario.format}; diese Fassung liest Formate bis ${SCENARIO_FORMAT}. Bitte aktualisieren.`,
      `the scenario has the format ${scenario.format}; this version reads formats up to ${SCENARIO_FORMAT}. Please update.`,
    )
  }
  if (Value.Check(Modifications, scenario.modifications)) return scenario.modifications
  const [fault] = Value.Errors(Modifications, scenario.modifications)
  const place = fault === undefined ? 'modifications' : `modifications${fault.instancePath}`
  throw refuse(
    `${place}: ${fault?.message ?? 'fehlt'}. Die Datei ist kein Szenario, oder sie wurde von Hand verändert.`,
    `${place}: ${fault?.message ?? 'missing'}. The file is no scenario, or it was changed by hand.`,
  )
}

/** Unknown regions, kinds, groups and levels are wrong usage. */
async function applyHere(services: Services, { region: key, modifications, question }: Asked): Promise<Effect> {
  try {
    const region = await services.regions.get(key)
    const complete = services.whatIf.completeQuestion(region, question)
    const { effect } = await services.whatIf.effect(region, {
      before: { profile: question.profile, modifications: [] },
      after: { profile: question.profile, modifications },
      question: complete,
    })
    return effect
  } catch (error) {
    if (error instanceof Problem && error.code.startsWith('unknown')) throw new UsageError(describeProblem(error))
    throw error
  } finally {
    await services.whatIf.close()
  }
}

/** The same from the running server that holds the embedded database. */
async function applyThere(apiUrl: string, { region, modifications, question }: Asked): Promise<Effect> {
  const response = await fetch(`${apiUrl}/regions/${encodeURIComponent(region)}/what-if/effect`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question, after: { modifications } }),
  })
  if (response.ok) return (await response.json()) as Effect
  const { detail } = (await response.json()) as { detail: string }
  throw response.status === 404 || response.status === 400
    ? new UsageError({ de: detail, en: detail })
    : new ExpectedError({ de: detail, en: detail })
}

function districtsCsv({ total, rows }: Effect): string {
  const header = [
    'district_id', 'name', 'people', 'served_before', 'served_after', 'gained', 'lost', 'served_by_population',
    'faster', 'slower', 'person_minutes_saved', 'mean_minutes_before', 'mean_minutes_after', 'p90_minutes_before', 'p90_minutes_after',
  ] // prettier-ignore
  const lines = [...rows, total].map((row) => [
    row.districtId,
    row.name,
    row.after.people,
    row.before.served,
    row.after.served,
    row.gained,
    row.lost,
    row.servedByPopulation,
    row.faster,
    row.slower,
    row.personMinutesSaved,
    row.before.meanMinutes,
    row.after.meanMinutes,
    row.before.p90Minutes,
    row.after.p90Minutes,
  ])
  return formatCsv(header, lines, 'plain')
}

function print({ total, rows, problems }: Effect, io: CommandIo): void {
  const locale = io.language === 'de' ? 'de-DE' : 'en-GB'
  const number = (n: number) => Math.round(n).toLocaleString(locale)
  const minutes = (n: number | null) => (n === null ? '–' : n.toLocaleString(locale, { maximumFractionDigits: 1 }))
  for (const { modificationId, severity, message, remedy } of problems) {
    const word = { error: { de: 'Fehler', en: 'error' }, warning: { de: 'Warnung', en: 'warning' } }[severity]
    io.stderr.write(`${word[io.language]} (${modificationId}): ${message[io.language]} ${remedy[io.language]}\n`)
  }
  const title = {
    de: 'Gebiet: versorgt vorher, nachher, neu versorgt, nicht mehr versorgt, mittlere Minuten vorher, nachher',
    en: 'district: served before, after, newly served, no longer served, mean minutes before, after',
  }
  const line = (row: EffectRow, name: string) =>
    name.slice(0, 30).padEnd(32) +
    [row.before.served, row.after.served, row.gained, row.lost].map((n) => number(n).padStart(10)).join('') +
    minutes(row.before.meanMinutes).padStart(8) +
    minutes(row.after.meanMinutes).padStart(8)
  io.stdout.write(`${title[io.language]}\n`)
  const changed = rows.filter(
    ({ gained, lost, before, after }) => gained > 0 || lost > 0 || before.served !== after.served,
  )
  for (const row of [...changed].sort((a, b) => b.gained - b.lost - (a.gained - a.lost))) {
    io.stdout.write(`${line(row, row.name)}\n`)
  }
  io.stdout.write(`${line(total, total.name)}\n`)
}
