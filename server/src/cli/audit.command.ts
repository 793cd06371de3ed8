import type { AuditEntryBody } from '../contract/account.ts'
import { withAccounts } from './account-door.service.ts'
import { parseCommandArgs, parseNumberOption } from './args.ts'
import { UsageError, type Command, type CommandIo } from './command.ts'

const OPTIONS = {
  action: { type: 'string' },
  limit: { type: 'string' },
  known: { type: 'string' },
  data: { type: 'string' },
} as const

export const command: Command = {
  name: 'audit',
  summary: { de: 'wer hat was getan: Protokoll zeigen und prüfen', en: 'who did what: show and check the audit trail' },
  usage: {
    de: `Aufruf: nahraum audit list [--action AKTION] [--limit N]
        nahraum audit verify [--known NUMMER:PRÜFSUMME]

list zeigt die neuesten Einträge des Protokolls, verify rechnet die Kette der Prüfsummen nach.
verify nennt den letzten Eintrag als NUMMER:PRÜFSUMME. Wer ihn woanders aufhebt und später mit --known angibt,
bemerkt auch, wenn am Ende Einträge fehlen. Rückgabewert 1, wenn etwas nicht stimmt.

  --action AKTION   nur diese, z. B. publication.publish oder account (alles, was mit account. beginnt)
  --limit N         höchstens so viele (sonst 50)
  --known N:P       ein Eintrag, den es noch so geben muss
  --data ORDNER     Datenordner (sonst: .data); mit DATABASE_URL in der Umgebung gilt PostgreSQL`,
    en: `Usage: nahraum audit list [--action ACTION] [--limit N]
       nahraum audit verify [--known NUMBER:HASH]

list shows the newest entries of the audit trail, verify recomputes the chain of its hashes.
verify names the last entry as NUMBER:HASH. Who keeps it elsewhere and gives it with --known later
notices missing entries at the end as well. Exit code 1 where something is wrong.

  --action ACTION   only these, e.g. publication.publish or account (all that begin with account.)
  --limit N         at most so many (else 50)
  --known N:H       an entry that must still be there as it was
  --data FOLDER     data folder (else .data); with DATABASE_URL in the environment PostgreSQL is used`,
  },
  async run(args, io) {
    const [action, ...rest] = args
    if (action !== 'list' && action !== 'verify') {
      throw new UsageError({ de: 'Nach „audit“ steht list oder verify.', en: '"audit" is followed by list or verify.' })
    }
    const { values } = parseCommandArgs(rest, OPTIONS)
    if (action === 'verify') return verify(values, io)
    const limit = parseNumberOption(values.limit ?? '50', 'limit', 1, 100_000)
    const entries = await withAccounts(values, (door) => door.listAudit(values.action, limit))
    if (io.json) io.stdout.write(`${JSON.stringify({ entries })}\n`)
    else for (const entry of entries) io.stdout.write(`${formatEntry(entry)}\n`)
    return 0
  },
}

async function verify(values: { known?: string; data?: string }, io: CommandIo): Promise<number> {
  const [number, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(values.known ?? '')?.slice(1) ?? []
  if (values.known !== undefined && hash === undefined) {
    throw new UsageError({
      de: '--known hat die Form NUMMER:PRÜFSUMME, so wie verify sie nennt.',
      en: '--known has the form NUMBER:HASH, as verify names it.',
    })
  }
  const known = hash === undefined ? undefined : { number: Number(number), hash }
  const check = await withAccounts(values, (door) => door.verifyAudit(known))
  if (io.json) io.stdout.write(`${JSON.stringify(check)}\n`)
  else {
    const german = io.language === 'de'
    const { count, head, fault } = check
    const last = `${head.number}:${head.hash}`
    if (fault === null)
      io.stdout.write(german ? `${count} Einträge, alle unverändert. Letzter: ${last}\n` : `${count} entries, all as they were written. Last: ${last}\n`) // prettier-ignore
    else
      io.stdout.write(german ? `Eintrag ${fault.number}: ${FAULTS[fault.reason].de} Bis ${count} ist alles unverändert.\n` : `Entry ${fault.number}: ${FAULTS[fault.reason].en} Up to ${count} all is as it was written.\n`) // prettier-ignore
  }
  return check.fault === null ? 0 : 1
}

const FAULTS = {
  gap: { de: 'Davor oder an dieser Stelle fehlen Einträge.', en: 'Entries are missing before it or here.' },
  link: { de: 'Er schließt nicht an den vorigen an.', en: 'It does not follow on the entry before.' },
  content: { de: 'Sein Inhalt wurde verändert.', en: 'Its content was changed.' },
  head: { de: 'Er ist nicht der, der bekannt ist.', en: 'It is not the one that is known.' },
}

function formatEntry({ number, at, person, role, action, regionKey, subject, before, after }: AuditEntryBody): string {
  const change = [before && `- ${before}`, after && `+ ${after}`].filter(Boolean)
  return [number, at, `${person} (${role})`, action, regionKey ?? '–', subject ?? '–', ...change].join(' · ')
}
