import { COMMAND_LINE_PERSON } from '../accounts/account.ts'
import type { PersonReports } from '../contract/correction.ts'
import { FolderInUseError } from '../db/directory-lock.service.ts'
import type { ConfigOptions } from '../http/config.service.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import { parseCommandArgs } from './args.ts'
import { UsageError, type Command } from './command.ts'
import { withServices } from './hand-over.service.ts'

const OPTIONS = { data: { type: 'string' } } as const

export const command: Command = {
  name: 'corrections',
  summary: {
    de: 'Angaben zu einer Person aus Meldungen herausgeben oder löschen',
    en: 'hand out or erase what reports hold about a person',
  },
  usage: {
    de: `Aufruf: nahraum corrections export-person E-MAIL
        nahraum corrections erase-person E-MAIL

export-person gibt als JSON alles aus, was Meldungen über die Person mit dieser E-Mail-Adresse enthalten.
erase-person löscht Name, Adresse, Anmerkungen und Ergänzungen ihrer Meldungen und macht ihre Links zum Stand ungültig.
Was sie über Orte gesagt hat, bleibt: Ergebnisse sind damit gerechnet. Das Protokoll hält fest, dass es geschah, nicht für wen.

  --data ORDNER     Datenordner (sonst: .data); mit DATABASE_URL in der Umgebung gilt PostgreSQL`,
    en: `Usage: nahraum corrections export-person EMAIL
       nahraum corrections erase-person EMAIL

export-person writes as JSON everything that reports hold about the person with this mail address.
erase-person deletes name, address, comments and additions of that person's reports and ends the links to their status.
What was said about places stays: results were computed from it. The audit trail keeps that it was done, not for whom.

  --data FOLDER     data folder (else .data); with DATABASE_URL in the environment PostgreSQL is used`,
  },
  async run(args, io) {
    const [action, ...rest] = args
    if (action !== 'export-person' && action !== 'erase-person') {
      throw new UsageError({
        de: 'Nach „corrections“ steht export-person oder erase-person.',
        en: '"corrections" is followed by export-person or erase-person.',
      })
    }
    const { values, positionals } = parseCommandArgs(rest, OPTIONS)
    const [email, ...more] = positionals
    if (email === undefined || more.length > 0) {
      throw new UsageError({ de: 'Es fehlt genau eine E-Mail-Adresse.', en: 'Exactly one mail address is needed.' })
    }
    if (action === 'export-person') {
      const found = await ask<PersonReports>(values, 'export', email)
      io.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
      return 0
    }
    const { erased } = await ask<{ erased: number }>(values, 'erase', email)
    if (io.json) io.stdout.write(`${JSON.stringify({ erased })}\n`)
    else
      io.stdout.write(io.language === 'de' ? `Aus ${erased} Meldungen gelöscht.\n` : `Erased from ${erased} reports.\n`)
    return 0
  },
}

/** Here, or in the running server that has the embedded database. */
async function ask<T>(options: ConfigOptions, action: 'export' | 'erase', email: string): Promise<T> {
  try {
    return (await withServices(options, async ({ persons }) =>
      action === 'export'
        ? persons.export(COMMAND_LINE_PERSON, email)
        : { erased: await persons.erase(COMMAND_LINE_PERSON, email) },
    )) as T
  } catch (error) {
    if (!(error instanceof FolderInUseError) || error.holder.controlUrl === null) throw error
    const { controlUrl, controlToken } = error.holder
    const response = await fetch(`${controlUrl}/control/persons`, {
      method: 'POST',
      headers: { 'x-control-token': controlToken, 'content-type': 'application/json' },
      body: JSON.stringify({ email, action }),
    })
    const answer = (await response.json()) as T & { detail?: string }
    if (response.ok) return answer
    const detail = answer.detail ?? `the running server answered ${response.status}`
    throw new ExpectedError({ de: detail, en: detail })
  }
}
