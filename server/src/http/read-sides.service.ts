import type { FastifyRequest } from 'fastify'
import { checkMayReadDraft } from './route-access.service.ts'
import type { Services } from './services.ts'

/** Questions may name stored scenarios, which are drafts: only who may read a draft gets to know what it changes. */
export async function checkMayReadSides(
  services: Services,
  request: FastifyRequest,
  regionKey: string,
  sides: readonly { readonly scenario?: string }[],
): Promise<void> {
  const named = sides.flatMap(({ scenario }) => (scenario === undefined ? [] : [scenario]))
  if (named.length > 0) request.isPrivate = true
  for (const id of new Set(named)) await checkMayReadDraft(services, request, regionKey, 'scenario', id)
}
