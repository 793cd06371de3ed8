import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { countUnbalancedRows } from '../db/check.store.ts'
import { findLockHolder } from '../db/directory-lock.service.ts'
import { openDatabase } from '../db/open-database.service.ts'
import type { LocalText } from '../contract/common.ts'
import { readConfig } from '../http/config.service.ts'
import { readCatalogue } from '../http/create-services.service.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import { listRegions } from '../regions/region.store.ts'
import { listRuns } from '../runs/run.store.ts'
import { parseCommandArgs } from './args.ts'
import type { Command } from './command.ts'

interface Finding {
  readonly check: string
  readonly ok: boolean
  readonly text: LocalText
}

const OPTIONS = { data: { type: 'string' } } as const

export const command: Command = {
  name: 'doctor',
  summary: { de: 'prüfen, ob alles da ist und zusammenpasst', en: 'check that everything is there and fits together' },
  usage: {
    de: `Aufruf: nahraum doctor [--data ORDNER]

Prüft Node, Einstellungen, Datenordner, Datenbank, Webseite, Katalog und die gespeicherten Regionen.
Rückgabewert 1, wenn etwas fehlt; jede Zeile sagt, was zu tun ist.`,
    en: `Usage: nahraum doctor [--data FOLDER]

Checks Node, settings, data folder, database, web client, catalogue and the stored regions.
Exit code 1 where something is missing; every line says what to do.`,
  },
  async run(args, io) {
    const { values } = parseCommandArgs(args, OPTIONS)
    const findings = await examine(values)
    const ok = findings.every((finding) => finding.ok)
    if (io.json)
      io.stdout.write(
        `${JSON.stringify({ ok, findings: findings.map(({ text, ...f }) => ({ ...f, text: text[io.language] })) })}\n`,
      )
    else
      for (const finding of findings)
        io.stdout.write(`${finding.ok ? '✓' : '✗'} ${finding.check}: ${finding.text[io.language]}\n`)
    return ok ? 0 : 1
  },
}

async function examine(options: { readonly data?: string }): Promise<Finding[]> {
  const findings: Finding[] = []
  const add = (check: string, ok: boolean, de: string, en: string) => findings.push({ check, ok, text: { de, en } })
  const [major, minor] = process.versions.node.split('.').map(Number)
  const isNodeRecent = major > 24 || (major === 24 && minor >= 7) // argon2
  add('node', isNodeRecent, `Version ${process.versions.node}`, `version ${process.versions.node}`)
  const config = readConfig(options, process.env)
  add('settings', true, `Datenordner ${config.dataFolder}`, `data folder ${config.dataFolder}`)
  add('catalogue', true, `${readCatalogue().categories.length} Arten`, `${readCatalogue().categories.length} kinds`)
  const built = existsSync(fileURLToPath(new URL('../../../web/build/200.html', import.meta.url)))
  add('web', built, built ? 'gebaut' : 'nicht gebaut: npm run build', built ? 'built' : 'not built: npm run build')
  const holder = config.databaseUrl ? null : findLockHolder(config.dataFolder)
  if (holder) {
    add(
      'database',
      true,
      `in Benutzung durch Prozess ${holder.pid}; für die ganze Prüfung erst beenden`,
      `in use by process ${holder.pid}; stop it for the full check`,
    )
    return findings
  }
  try {
    const database = await openDatabase({ databaseUrl: config.databaseUrl, dataFolder: config.dataFolder })
    try {
      add(
        'database',
        true,
        `${database.kind}, PostGIS ${database.postgisVersion}`,
        `${database.kind}, PostGIS ${database.postgisVersion}`,
      )
      for (const region of await listRegions(database.db)) {
        const runs = await listRuns(database.db, region.key)
        const published = runs.filter((run) => run.published).length
        const next = published > 0 ? '' : `; nahraum analyse ${region.key}`
        add(
          `region ${region.key}`,
          published > 0,
          `${region.districtCount} Gebiete, ${region.facilityCount} Orte, ${published} veröffentlichte Ergebnisse${next}`,
          `${region.districtCount} districts, ${region.facilityCount} places, ${published} published runs${next}`,
        )
      }
      add(
        'sums',
        (await countUnbalancedRows(database.db)) === 0,
        'versorgt + nicht versorgt = alle, in jeder Zeile',
        'served + unserved = total in every row',
      )
    } finally {
      await database.close()
    }
  } catch (error) {
    const message = (error as Error).message || String((error as { code?: string }).code)
    const text = error instanceof ExpectedError ? error.text : { de: message, en: message }
    add('database', false, text.de, text.en)
  }
  return findings
}
