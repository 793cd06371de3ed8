import { readFileSync } from 'node:fs'
import { COMMAND_LINE_PERSON } from '../accounts/account.ts'
import type { Services } from '../http/services.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import { TextProblem } from '../problems/text-problem.ts'

/**
 * A server that others reach has an admin, or does not start: without one everybody would be as good as anybody else. Where there is no account
 * at all, the settings for the first start make one.
 */
export async function ensureAdmin(
  { config, accounts }: Services,
  say: (de: string, en: string) => void,
): Promise<void> {
  if (config.firstAdmin !== null && !(await accounts.hasAny())) {
    const { login, passwordFile } = config.firstAdmin
    const password = readPassword(passwordFile)
    const content = { name: login, role: 'admin', regionKeys: 'all', organisation: null, facilityIds: [], disabled: false } as const // prettier-ignore
    try {
      await accounts.create(COMMAND_LINE_PERSON, login, content, { password })
    } catch (error) {
      if (error instanceof TextProblem) throw new ExpectedError(inSettings(error.text))
      throw error
    }
    say(
      `Das Konto „${login}“ (admin) wurde angelegt. Die Datei mit dem Kennwort wird nicht mehr gebraucht und sollte gelöscht werden.`,
      `Made the account "${login}" (admin). The file with the password is not needed any more and should be deleted.`,
    )
  }
  if (!config.isPublic || (await accounts.hasAdmin())) return
  throw new ExpectedError({
    de: 'Andere können diesen Server erreichen (PUBLIC_URL oder HOST), aber es gibt kein Konto, das verwalten darf. Legen Sie eines an: nahraum user add NAME --role admin – oder nennen Sie für den ersten Start NAHRAUM_ADMIN_NAME und NAHRAUM_ADMIN_PASSWORD_FILE. Nur auf diesem Rechner (ohne beide Einstellungen) geht es ohne Konto.',
    en: 'Others can reach this server (PUBLIC_URL or HOST), but no account may administrate. Make one: nahraum user add NAME --role admin – or give NAHRAUM_ADMIN_NAME and NAHRAUM_ADMIN_PASSWORD_FILE for the first start. On this machine only (without both settings) no account is needed.',
  })
}

function readPassword(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ExpectedError({
      de: `NAHRAUM_ADMIN_PASSWORD_FILE: Die Datei ${file} lässt sich nicht lesen (${code}).`,
      en: `NAHRAUM_ADMIN_PASSWORD_FILE: the file ${file} cannot be read (${code}).`,
    })
  }
}

function inSettings({ de, en }: { readonly de: string; readonly en: string }): { de: string; en: string } {
  return { de: `NAHRAUM_ADMIN_NAME/_PASSWORD_FILE: ${de}`, en: `NAHRAUM_ADMIN_NAME/_PASSWORD_FILE: ${en}` }
}
