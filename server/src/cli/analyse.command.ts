import { PROFILE_IDS, type ProfileId } from '../network/profile.ts'
import type { AnalyseOutcome } from '../runs/analyse.service.ts'
import { parseChoiceOption, parseCommandArgs } from './args.ts'
import { UsageError, type Command, type CommandIo } from './command.ts'
import { runHere } from './hand-over.service.ts'
import type { JobProgress } from '../jobs/job.ts'
import { createProgress } from './progress.writer.ts'
import { stepText } from './step-texts.ts'

const OPTIONS = {
  profile: { type: 'string', multiple: true },
  categories: { type: 'string' },
  group: { type: 'string' },
  data: { type: 'string' },
} as const

export const command: Command = {
  name: 'analyse',
  summary: {
    de: 'Gehzeiten und Versorgung einer Region rechnen und speichern',
    en: 'compute and store walking times and coverage of a region',
  },
  usage: {
    de: `Aufruf: nahraum analyse REGION [--profile P] [--categories a,b] [--group 65plus] [--data ORDNER]

Rechnet für jede Zelle die Gehzeit zu den nächsten Orten und speichert das Ergebnis unter dem Prüfwert seiner Eingaben.
Gleiche Eingaben werden nicht noch einmal gerechnet.

  --profile P        Gehprofil: ${PROFILE_IDS.join(', ')}; mehrfach möglich (sonst: alle)
  --categories a,b   Arten von Orten (sonst: alle des Katalogs)
  --group G          gibt danach die Versorgung dieser Gruppe je Art aus (sonst: alle Menschen)`,
    en: `Usage: nahraum analyse REGION [--profile P] [--categories a,b] [--group 65plus] [--data FOLDER]

Computes for every cell the walking time to the nearest places and stores the result under the hash of its inputs.
Equal inputs are not computed again.

  --profile P        walking profile: ${PROFILE_IDS.join(', ')}; may be repeated (else all)
  --categories a,b   kinds of places (else all of the catalogue)
  --group G          then prints the coverage of this group per kind (else all people)`,
  },
  async run(args, io) {
    const { values, positionals } = parseCommandArgs(args, OPTIONS, ['REGION'])
    const [region] = positionals
    const profiles: readonly ProfileId[] =
      values.profile?.map((p) => parseChoiceOption(p, 'profile', PROFILE_IDS)) ?? PROFILE_IDS
    if (values.group !== undefined && !/^[a-z0-9]+$/.test(values.group)) {
      throw new UsageError({
        de: `--group: „${values.group}“ ist keine Gruppe, zum Beispiel 65plus.`,
        en: `--group: "${values.group}" is no group, for instance 65plus.`,
      })
    }
    const categories = values.categories?.split(',').map((id) => id.trim()) ?? null
    const progress = createProgress(io)
    const runs: (AnalyseOutcome & { profile: ProfileId })[] = []
    try {
      const reportFor =
        (profile: ProfileId) =>
        ({ step, share }: JobProgress) => {
          const text = stepText(step)
          progress.step({ de: `${profile}: ${text.de}`, en: `${profile}: ${text.en}` }, share)
        }
      const order = profiles.map((profile) => ({
        path: '/control/analyses',
        body: { region, profile, categories },
        report: reportFor(profile),
      }))
      const outcomes = await runHere<AnalyseOutcome>(values, order, async ({ analyses }, i) =>
        analyses.run(region, profiles[i], categories, order[i].report),
      )
      runs.push(...outcomes.map((outcome, i) => ({ profile: profiles[i], ...outcome })))
    } finally {
      progress.done()
    }
    if (io.json) {
      io.stdout.write(`${JSON.stringify({ region, runs })}\n`)
      return 0
    }
    for (const { profile, runId, computed } of runs) {
      const how = computed
        ? { de: 'gerechnet', en: 'computed' }
        : { de: 'war schon gerechnet', en: 'had been computed' }
      io.stdout.write(`${profile.padEnd(11)} ${runId}  ${how[io.language]}\n`)
    }
    requireGroup(runs[0], values.group ?? 'all')
    printCoverage(runs[0], values.group ?? 'all', io)
    return 0
  },
}

function requireGroup({ coverage }: AnalyseOutcome, groupId: string): void {
  const groupIds = [...new Set(coverage.map((row) => row.groupId))]
  if (coverage.length > 0) parseChoiceOption(groupId, 'group', groupIds)
}

/** People served and not served in the whole region, per kind; kinds that nobody is served by come first. */
function printCoverage(
  { coverage, profile }: AnalyseOutcome & { profile: ProfileId },
  groupId: string,
  io: CommandIo,
): void {
  const rows = coverage
    .filter((row) => row.groupId === groupId)
    .sort((a, b) => a.served / a.people - b.served / b.people)
  const locale = io.language === 'de' ? 'de-DE' : 'en-GB'
  const number = (n: number) => Math.round(n).toLocaleString(locale)
  const title = {
    de: `Versorgung (${groupId}, ${profile}): Art, Minuten, versorgt, nicht versorgt, Anteil`,
    en: `coverage (${groupId}, ${profile}): kind, minutes, served, not served, share`,
  }
  // A kind that nobody mapped looks like one that nobody reaches.
  const nobody = { de: '  kein Ort in Reichweite oder in den Daten', en: '  no place within reach or in the data' }
  io.stdout.write(`\n${title[io.language]}\n`)
  for (const { categoryId, minutes, people, served } of rows) {
    const share =
      people > 0 ? `${((served / people) * 100).toLocaleString(locale, { maximumFractionDigits: 1 })} %` : '–'
    io.stdout.write(
      `${categoryId.padEnd(26)}${String(minutes).padStart(4)}${number(served).padStart(10)}${number(Math.round(people) - Math.round(served)).padStart(10)}${share.padStart(10)}${served === 0 ? nobody[io.language] : ''}\n`,
    )
  }
}
