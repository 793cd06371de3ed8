import type { Role } from '../contract/account.ts'

/**
 * Who may call a route, stated by every route as `config: { access }`.
 * A role: whoever has it or a higher one, for the region of the address. `figures`: results from which people are counted; anybody where all
 * figures of the region are published ones, else editors only, because numbers from a municipal register are protected on public routes.
 */
export type RouteAccess = Role | 'figures'

/** Who is asking. */
export interface Person {
  /** Null for the public and in the local demo. */
  readonly accountId: string | null
  readonly name: string
  readonly role: Role
  /** Regions that the role counts for; elsewhere the person is public. */
  readonly regionKeys: readonly string[] | 'all'
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess
  }
  interface FastifyRequest {
    person: Person
  }
}
