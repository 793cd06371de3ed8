import type { FastifyRequest } from 'fastify'
import { checkFigures, checkMayReadDraft } from './route-access.service.ts'
import type { Services } from './services.ts'

/**
 * Questions may name stored scenarios, which are drafts: only who may read a draft gets to know what it changes. They may also name earlier imports, whose
 * people may come from a register although those of the newest do not.
 */
export async function checkMayReadSides(
  services: Services,
  request: FastifyRequest,
  regionKey: string,
  sides: readonly { readonly scenario?: string; readonly importId?: string }[],
): Promise<void> {
  const named = sides.flatMap(({ scenario }) => (scenario === undefined ? [] : [scenario]))
  if (named.length > 0) request.isPrivate = true
  for (const id of new Set(named)) await checkMayReadDraft(services, request, regionKey, 'scenario', id)
  const imports = sides.flatMap(({ importId }) => importId ?? [])
  for (const id of new Set(imports)) await checkFigures(services, request, regionKey, id)
}
