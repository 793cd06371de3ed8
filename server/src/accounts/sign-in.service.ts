import { TextProblem } from '../problems/text-problem.ts'
import { foldLogin, type Account } from './account.ts'
import type { AccountService } from './account.service.ts'
import { formatAddressKey, LoginLimit } from './login-limit.ts'

/** Failed tries a minute, for each address and for each account. */
export const LOGIN_TRIES_PER_MINUTE = 5

/** Checks names and passwords, few times a minute. */
export class SignInService {
  readonly #accounts: AccountService
  readonly #limit = new LoginLimit(LOGIN_TRIES_PER_MINUTE, 60_000)

  constructor(accounts: AccountService) {
    this.#accounts = accounts
  }

  /**
   * The account that name and password are of. Whether the name exists can be seen neither by the answer nor by its time.
   * Throws `sign-in-failed`, `too-many-requests`.
   */
  async check(login: string, password: string, address: string): Promise<Account> {
    const keys = [`address ${formatAddressKey(address)}`, `account ${foldLogin(login) ?? ''}`]
    const seconds = this.#limit.take(keys, performance.now())
    if (seconds > 0) {
      throw new TextProblem(
        'too-many-requests',
        {
          de: `Zu viele Versuche. Warten Sie ${seconds} Sekunden; danach geht es weiter.`,
          en: `Too many tries. Wait for ${seconds} seconds, then try again.`,
        },
        seconds,
      )
    }
    const account = await this.#accounts.findByPassword(login, password)
    if (!account) {
      throw new TextProblem('sign-in-failed', {
        de: 'Anmeldename oder Kennwort stimmt nicht. Achten Sie auf Groß- und Kleinschreibung im Kennwort.',
        en: 'Name or password is wrong. Mind capital and small letters in the password.',
      })
    }
    this.#limit.giveBack(keys)
    return account
  }
}
