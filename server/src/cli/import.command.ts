import path from 'node:path'
import type { LocalText } from '../contract/common.ts'
import type { ImportOutcome } from '../import/import.service.ts'
import { readManifest } from '../regions/manifest.reader.ts'
import { parseCommandArgs } from './args.ts'
import type { Command, CommandIo } from './command.ts'
import { runHere } from './hand-over.service.ts'
import { formatIssueLines } from './issue-lines.ts'
import { createProgress } from './progress.writer.ts'
import { stepText } from './step-texts.ts'

const OPTIONS = { sources: { type: 'string' }, data: { type: 'string' } } as const

export const command: Command = {
  name: 'import',
  summary: {
    de: 'eine Region aus ihren Dateien einlesen, ganz oder gar nicht',
    en: 'read a region from its files, all or nothing',
  },
  usage: {
    de: `Aufruf: nahraum import REGION.json [--sources ORDNER] [--data ORDNER]

Liest alle Quellen, die die Beschreibung der Region nennt, prüft sie und speichert sie in einem Zug.
Bei einem Fehler bleibt alles, wie es war. Läuft ein Server auf demselben Datenordner, übernimmt er den Auftrag.

  --sources ORDNER   wo die Dateien liegen (sonst: neben der Beschreibung)
  --data ORDNER      Datenordner (sonst: .data); mit DATABASE_URL in der Umgebung gilt PostgreSQL

Beispiel: nahraum import data/regions/aachen.json --sources ../shared/data/aachen`,
    en: `Usage: nahraum import REGION.json [--sources FOLDER] [--data FOLDER]

Reads all sources that the region manifest names, checks them and stores them in one go.
After an error everything is as it was. A server running on the same data folder takes the job over.

  --sources FOLDER   where the files are (else beside the manifest)
  --data FOLDER      data folder (else .data); with DATABASE_URL in the environment PostgreSQL is used

Example: nahraum import data/regions/aachen.json --sources ../shared/data/aachen`,
  },
  async run(args, io) {
    const { values, positionals } = parseCommandArgs(args, OPTIONS, ['REGION.json'])
    const manifest = path.resolve(positionals[0])
    const sources = values.sources === undefined ? null : path.resolve(values.sources)
    readManifest(manifest)
    const progress = createProgress(io)
    const report = ({ step, share }: { step: string; share: number }) => progress.step(stepText(step), share)
    try {
      const order = { path: '/control/imports', body: { manifest, sources }, report }
      const [outcome] = await runHere<ImportOutcome>(values, [order], ({ imports }) =>
        imports.run(manifest, sources, report),
      )
      progress.done()
      printOutcome(outcome, io)
    } finally {
      progress.done()
    }
    return 0
  },
}

/** What is counted of a source. */
const UNITS: Readonly<Record<string, LocalText>> = {
  streets: { de: 'Wege', en: 'streets' },
  areas: { de: 'Flächen', en: 'areas' },
  districts: { de: 'Gebiete', en: 'districts' },
  cells: { de: 'Gitterzellen', en: 'squares' },
  places: { de: 'Orte', en: 'places' },
}

function printOutcome(outcome: ImportOutcome, io: CommandIo): void {
  if (io.json) {
    io.stdout.write(`${JSON.stringify(outcome)}\n`)
    return
  }
  const de = io.language === 'de'
  const number = (n: number) => Math.round(n).toLocaleString(de ? 'de-DE' : 'en-GB')
  const header = de ? ['Quelle', 'gelesen', 'übernommen', 'abgelehnt', ''] : ['source', 'in', 'out', 'rejected', '']
  const rows = outcome.sources.map((s) => [
    s.key,
    number(s.countIn),
    number(s.countOut),
    number(s.countRejected),
    UNITS[s.unit]?.[io.language] ?? s.unit,
  ])
  io.stdout.write(`${formatTable([header, ...rows])}\n`)
  io.stdout.write(formatIssueLines(outcome.issues, io.language))
  const summary = de
    ? `${outcome.region}: ${number(outcome.people)} Menschen in ${number(outcome.cells)} Zellen; ${number(outcome.peopleOutside)} Menschen des Gitters liegen außerhalb der Gebiete. Import ${outcome.importId}${outcome.stored ? '' : ' war schon gespeichert'}.`
    : `${outcome.region}: ${number(outcome.people)} people in ${number(outcome.cells)} cells; ${number(outcome.peopleOutside)} people of the grid are outside the districts. Import ${outcome.importId}${outcome.stored ? '' : ' was stored already'}.`
  io.stdout.write(`${summary}\n`)
}

/** Columns aligned: the first to the left, numbers to the right. */
function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 || i === row.length - 1 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
