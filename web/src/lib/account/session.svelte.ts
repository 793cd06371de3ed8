import { getSession, signIn, signOut } from '../api/accounts.ts'
import type { Role, SessionBody } from '../api/contract.ts'
import { toProblem, type ApiProblem } from '../api/problem.ts'
import { hasRole } from './roles.ts'

/** Who is signed in on this page. One for all pages; the server answers every request for itself. */
class SessionState {
  body: SessionBody | null = $state.raw(null)
  problem: ApiProblem | null = $state.raw(null)
  #loading: Promise<void> | null = null

  /** Whether it is known yet who one is. */
  get isKnown(): boolean {
    return this.body !== null
  }

  get isSignedIn(): boolean {
    return typeof this.body?.person.accountId === 'string'
  }

  /** Whether nobody needs to sign in, because only this machine reaches the server. */
  get isDemo(): boolean {
    return this.body?.demo ?? false
  }

  /** Whether to offer what needs a role; false until it is known. */
  may(role: Role, regionKey: string | null): boolean {
    return this.body !== null && hasRole(this.body.person, role, regionKey)
  }

  /** Asks once; later calls wait for the same answer. */
  load(): Promise<void> {
    return (this.#loading ??= this.reload())
  }

  async reload(): Promise<void> {
    try {
      this.show(await getSession())
    } catch (error) {
      this.problem = toProblem(error)
      this.#loading = null
    }
  }

  show(body: SessionBody): void {
    this.body = body
    this.problem = null
  }

  /** Throws `ApiProblem`. */
  async signIn(login: string, password: string): Promise<void> {
    this.show(await signIn(login, password))
  }

  /** Throws `ApiProblem`. */
  async signOut(): Promise<void> {
    this.show(await signOut())
  }
}

export const session = new SessionState()
