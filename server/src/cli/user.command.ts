import { ROLES, type AccountBody, type AccountRole, type PasswordLinkBody } from '../contract/account.ts'
import { foldLogin } from '../accounts/account.ts'
import { findPasswordFault } from '../accounts/password-rules.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import { withAccounts, type AccountDoor } from './account-door.service.ts'
import { parseCommandArgs } from './args.ts'
import { UsageError, type Command, type CommandIo } from './command.ts'
import { USER_USAGE } from './user-usage.ts'

const OPTIONS = {
  name: { type: 'string' },
  role: { type: 'string' },
  regions: { type: 'string' },
  organisation: { type: 'string' },
  'password-stdin': { type: 'boolean' },
  data: { type: 'string' },
} as const
type Values = ReturnType<typeof parseCommandArgs<typeof OPTIONS>>['values']

/** Which options an action takes, besides --data. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  add: ['name', 'role', 'regions', 'organisation', 'password-stdin'],
  list: [],
  role: ['role', 'regions'],
  password: ['password-stdin'],
  remove: [],
}

export const command: Command = {
  name: 'user',
  summary: { de: 'Konten anlegen, ändern und entfernen', en: 'make, change and remove accounts' },
  usage: USER_USAGE,
  async run(args, io) {
    const action = args[0] ?? ''
    if (!Object.hasOwn(ACTIONS, action)) {
      const known = Object.keys(ACTIONS).join(', ')
      throw new UsageError({
        de: `Nach „user“ steht eines von: ${known}.`,
        en: `"user" is followed by one of: ${known}.`,
      })
    }
    const { values, positionals } = parseCommandArgs(args.slice(1), OPTIONS, action === 'list' ? [] : ['NAME'])
    const strange = Object.keys(values).find((name) => name !== 'data' && !ACTIONS[action].includes(name))
    if (strange !== undefined) {
      throw new UsageError({
        de: `„user ${action}“ kennt --${strange} nicht.`,
        en: `"user ${action}" has no option --${strange}.`,
      })
    }
    const password = values['password-stdin'] ? await readLine(io) : null
    // Before anything is made: an account should not be left without the password that was meant for it.
    const fault = password === null ? null : findPasswordFault(password, [positionals[0], values.name ?? ''])
    if (fault) throw new ExpectedError(fault)
    return withAccounts(values, prepare(action, positionals[0] ?? '', values, password, io))
  },
}

/** Reads the options and returns what is to be done: nothing is opened for a call that is wrong. */
function prepare(
  action: string,
  login: string,
  values: Values,
  password: string | null,
  io: CommandIo,
): (door: AccountDoor) => Promise<number> {
  const regionKeys = parseRegions(values.regions)
  if (action === 'list') return async (door) => printAccounts(await door.list(), io)
  if (action === 'add') {
    const { name = login, organisation = null } = values
    const role = parseRole(values.role ?? 'editor')
    return async (door) => {
      const link = await door.add({ login, name, role, regionKeys, organisation }, password)
      return printDone(link, io, `Konto „${login}“ angelegt (${role}).`, `Made the account "${login}" (${role}).`)
    }
  }
  if (action === 'password') {
    return async (door) => {
      const link = await door.setPassword((await find(door, login)).id, password)
      return link
        ? printDone(link, io, `Link für „${login}“ erzeugt.`, `Made a link for "${login}".`)
        : printDone(null, io, `Kennwort von „${login}“ gesetzt, alle Sitzungen beendet.`, `Set the password of "${login}", ended all sessions.`) // prettier-ignore
    }
  }
  if (action === 'remove') {
    return async (door) => {
      await door.remove((await find(door, login)).id)
      return printDone(null, io, `Konto „${login}“ entfernt.`, `Removed the account "${login}".`)
    }
  }
  if (values.role === undefined) throw new UsageError({ de: '--role fehlt.', en: '--role is missing.' })
  const role = parseRole(values.role)
  const regions = values.regions === undefined ? {} : { regionKeys }
  return async (door) => {
    await door.change((await find(door, login)).id, { role, ...regions })
    return printDone(null, io, `Konto „${login}“ ist jetzt ${role}.`, `The account "${login}" is ${role} now.`)
  }
}

async function find(door: AccountDoor, login: string): Promise<AccountBody> {
  const folded = foldLogin(login)
  const found = (await door.list()).find((account) => account.login === folded)
  if (found) return found
  throw new ExpectedError({
    de: `Es gibt kein Konto „${login}“. Alle Konten zeigt: nahraum user list`,
    en: `There is no account "${login}". All accounts are shown by: nahraum user list`,
  })
}

function parseRole(text: string): AccountRole {
  const roles = ROLES.filter((role) => role !== 'public')
  const role = roles.find((known) => known === text)
  if (role) return role
  throw new UsageError({
    de: `--role muss eines von ${roles.join(', ')} sein, nicht „${text}“.`,
    en: `--role must be one of ${roles.join(', ')}, not "${text}".`,
  })
}

function parseRegions(text: string | undefined): string[] | 'all' {
  if (text === undefined || text === 'all') return 'all'
  const keys = text.split(',').map((key) => key.trim())
  const wrong = keys.find((key) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(key))
  if (wrong === undefined) return keys
  throw new UsageError({
    de: `--regions: „${wrong}“ ist kein Schlüssel einer Region.`,
    en: `--regions: "${wrong}" is no key of a region.`,
  })
}

/** The first line of standard input; the line end of the terminal or of `echo` does not count. */
async function readLine(io: CommandIo): Promise<string> {
  let text = ''
  for await (const chunk of io.stdin) {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
    if (text.includes('\n')) break
  }
  return text.split(/\r?\n/)[0]
}

function printDone(link: PasswordLinkBody | null, io: CommandIo, de: string, en: string): number {
  const german = io.language === 'de'
  if (io.json) io.stdout.write(`${JSON.stringify({ done: true, passwordLink: link })}\n`)
  else {
    io.stdout.write(`${german ? de : en}\n`)
    if (link) {
      const until = new Date(link.expiresAt).toLocaleString(german ? 'de-DE' : 'en-GB')
      io.stdout.write(
        german
          ? `Link zum Setzen des Kennworts, einmal und bis ${until} gültig:\n${link.url}\n`
          : `Link to set the password, once and until ${until}:\n${link.url}\n`,
      )
    }
  }
  return 0
}

function printAccounts(accounts: readonly AccountBody[], io: CommandIo): number {
  const german = io.language === 'de'
  if (io.json) io.stdout.write(`${JSON.stringify({ accounts })}\n`)
  else if (accounts.length === 0) {
    io.stdout.write(
      german
        ? 'Es gibt keine Konten. Das erste: nahraum user add NAME --role admin\n'
        : 'There are no accounts. The first: nahraum user add NAME --role admin\n',
    )
  } else {
    for (const { login, name, role, regionKeys, disabledAt } of accounts) {
      const regions = regionKeys === 'all' ? (german ? 'alle Regionen' : 'all regions') : regionKeys.join(', ')
      const disabled = disabledAt === null ? '' : german ? ' · gesperrt' : ' · disabled'
      io.stdout.write(`${login} · ${role} · ${regions} · ${name}${disabled}\n`)
    }
  }
  return 0
}
