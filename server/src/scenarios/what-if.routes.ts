import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { encodeColumns } from '../columns/columns.ts'
import { CategoryId, RegionKey } from '../contract/common.ts'
import { AskedQuestion, ClosureCheck, Effect, SharedUse, type WhatIfQuestion } from '../contract/scenario.ts'
import { BODY_LIMITS, perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { checkMayReadSides } from '../http/read-sides.service.ts'
import { COLUMNS_TYPE } from '../http/send-columns.service.ts'
import type { Services } from '../http/services.ts'
import { Problem } from '../problems/problems.ts'
import { comparisonColumns, effectColumns } from './effect-columns.ts'
import { EFFECT_PROBLEMS, EffectRequest, findSideImport, resolveSide, Side } from './what-if-side.service.ts'

const Params = Type.Object({ region: RegionKey })
const limits = {
  config: { access: 'figures', ...perMinute('whatIf') },
  bodyLimit: BODY_LIMITS.scenario,
} as const
const tags = ['what-if']

export const whatIfRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { regions, scenarios, whatIf, results } = services
  /** A place has no access of its own to lose or to give where several kinds count together. */
  function checkMode({ mode }: WhatIfQuestion): void {
    if (mode !== 'any')
      throw new Problem('invalid-request', 'This is answered for the nearest place ("any"), not for a score.')
  }

  app.post(
    '/regions/:region/what-if/effect',
    {
      ...limits,
      schema: {
        summary:
          'What changes, for whom and where: today against a scenario, or any two of scenarios, profiles and imports',
        description: `Nothing is stored. With "Accept: ${COLUMNS_TYPE}" the answer is columns: "before" and "after" in deciseconds per cell (cells that a side adds behind those of the region, their ids in the header), and the effect in the header. With "cells", and between imports always, the columns have the ids of the cells and everything that maps of both sides need; docs/api.md describes them.`,
        tags,
        params: Params,
        body: Type.Object({
          ...EffectRequest.properties,
          /** Columns with everything about the cells and places of both sides. */
          cells: Type.Optional(Type.Boolean()),
        }),
        response: { 200: Effect, ...problemResponses(...EFFECT_PROBLEMS) },
      },
    },
    async (request, reply) => {
      const { before = {}, after, cells = false } = request.body
      const key = request.params.region
      await checkMayReadSides(services, request, key, [before, after])
      const [from, to] = [await findSideImport(regions, key, before), await findSideImport(regions, key, after)]
      const question = whatIf.completeQuestion(to, request.body.question)
      const sides = {
        before: await resolveSide(scenarios, from, before, question),
        after: await resolveSide(scenarios, to, after, question),
      }
      const isFull = cells || from.importId !== to.importId
      const answer = isFull
        ? await whatIf.compare({ region: from, side: sides.before }, { region: to, side: sides.after }, question)
        : await whatIf.effect(to, { ...sides, question })
      reply.header('vary', 'accept')
      if (!(request.headers.accept ?? '').includes(COLUMNS_TYPE)) return answer.effect
      const columns = encodeColumns(
        'maps' in answer ? comparisonColumns(answer, to.importId) : effectColumns(answer, to.importId),
      )
      // Bytes pass by the schema of the JSON answer.
      return reply.type(COLUMNS_TYPE).send(Buffer.from(columns.buffer) as never)
    },
  )

  app.post(
    '/regions/:region/what-if/closures',
    {
      ...limits,
      schema: {
        summary: 'Every existing place of the kinds, closed in thought: who loses access, and who takes over',
        tags,
        params: Params,
        body: Type.Object({ question: AskedQuestion, side: Type.Optional(Side) }),
        response: { 200: ClosureCheck, ...problemResponses(...EFFECT_PROBLEMS) },
      },
    },
    async (request) => {
      const {
        params,
        body: { side = {}, ...body },
      } = request
      await checkMayReadSides(services, request, params.region, [side])
      const region = await findSideImport(regions, params.region, side)
      const question = whatIf.completeQuestion(region, body.question)
      checkMode(question)
      return whatIf.closureCheck(region, { side: await resolveSide(scenarios, region, side, question), question })
    },
  )

  app.post(
    '/regions/:region/what-if/shared-use',
    {
      ...limits,
      schema: {
        summary: 'Existing places of other kinds, opened to the need in thought: who would gain',
        tags,
        params: Params,
        body: Type.Object({
          question: AskedQuestion,
          side: Type.Optional(Side),
          /** Kinds whose places are looked at; default: those that the catalogue says could serve older people. */
          candidateCategoryIds: Type.Optional(Type.Array(CategoryId, { minItems: 1, maxItems: 60, uniqueItems: true })),
        }),
        response: { 200: SharedUse, ...problemResponses(...EFFECT_PROBLEMS) },
      },
    },
    async (request) => {
      const {
        params,
        body: { side = {}, candidateCategoryIds, ...body },
      } = request
      await checkMayReadSides(services, request, params.region, [side])
      const region = await findSideImport(regions, params.region, side)
      const question = whatIf.completeQuestion(region, body.question)
      checkMode(question)
      for (const id of candidateCategoryIds ?? []) results.category(id)
      return whatIf.sharedUse(region, {
        side: await resolveSide(scenarios, region, side, question),
        question,
        candidateCategoryIds,
      })
    },
  )
}
