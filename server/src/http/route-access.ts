import type { OpenLink } from '../accounts/share-link.service.ts'
import type { Person, Role } from '../contract/account.ts'
import type { ShareKind } from '../contract/share-link.ts'

/**
 * Who may call a route, stated by every route as `config: { access }`; a route without it stops the start.
 * A role: whoever has it or a higher one, for the region of the address (`:region`). `figures`: results from which people are counted; anybody
 * where all figures of the region are published ones, else editors only, because numbers from a municipal register are protected on public
 * routes. `machine`: commands on the machine of the server, by the control token of the lock file; no person over the network.
 */
export type RouteAccess = Role | 'figures' | 'machine'

/** A link to a draft opens this route too, for reading unless it says more: the kind of subject, and which parameter of the address names it. */
export interface SharedAccess {
  readonly kind: ShareKind
  readonly param: string
  /** Not only for reading, but to start work that stores nothing. */
  readonly starts?: true
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess
    shared?: SharedAccess
    /** With `access: 'public'`: nobody is asked who he is, and no cookie looked at, so that the answer needs no database. */
    anonymous?: boolean
  }
  interface FastifyRequest {
    person: Person
    /** The valid link to a draft that came with the request, else null. */
    share: OpenLink | null
  }
}
