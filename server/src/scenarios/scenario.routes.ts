import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { RegionKey } from '../contract/common.ts'
import { Modifications, Scenario, SCENARIO_LIMITS, ScenarioSummary } from '../contract/scenario.ts'
import { BODY_LIMITS, perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'

const RegionParams = Type.Object({ region: RegionKey })
const ScenarioParams = Type.Object({ region: RegionKey, scenario: Scenario.properties.id })
const Name = Type.String({ minLength: 1, maxLength: SCENARIO_LIMITS.nameLength })
const written = {
  name: Name,
  description: Type.Optional(Type.String({ maxLength: SCENARIO_LIMITS.textLength })),
  modifications: Modifications,
  /** Both come with a scenario that was handed on as a file. */
  region: Type.Optional(Type.String({ maxLength: 64 })),
  format: Type.Optional(Type.Integer({ minimum: 1 })),
}
/** Large drawn areas and forecasts by district and group need room. */
const bodyLimit = BODY_LIMITS.scenario
const writing = { config: { access: 'editor', ...perMinute('write') }, bodyLimit } as const
/** Scenarios are drafts: editors read them, and whoever has a link to one. */
const reading = { config: { access: 'editor' } } as const
const readingOne = { config: { access: 'editor', shared: { kind: 'scenario', param: 'scenario' } } } as const
const tags = ['scenarios']
const READ_PROBLEMS = [
  'unknown-region',
  'unknown-scenario',
  'sign-in-needed',
  'not-allowed',
  'unknown-share-link',
  'link-over',
  'database-away',
] as const
const WRITE_PROBLEMS = [...READ_PROBLEMS, 'other-origin', 'too-large', 'unsupported-media'] as const
const CONTENT_PROBLEMS = [...WRITE_PROBLEMS, 'other-region', 'newer-format'] as const

export const scenarioRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { scenarios, audit }) => {
  /** Leaves an entry in the audit trail and hands the scenario on. */
  async function recorded({ person }: FastifyRequest, action: string, scenario: Scenario): Promise<Scenario> {
    const { id, region, name, version, modifications } = scenario
    const facts = { name, version, modifications: modifications.length }
    const [before, after] = action === 'delete' ? [facts, null] : [null, facts]
    const subject = `scenario/${id}`
    await audit.record({ person, action: `scenario.${action}`, regionKey: region, subject, before, after })
    return scenario
  }
  const at = (region: string, id: string) => `/api/v1/regions/${region}/scenarios/${id}`

  app.get(
    '/regions/:region/scenarios',
    {
      ...reading,
      schema: {
        summary: 'Scenarios of a region, the one saved last first',
        tags,
        params: RegionParams,
        querystring: Type.Object({ deleted: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])) }),
        response: {
          200: Type.Object({ scenarios: Type.Array(ScenarioSummary) }),
          ...problemResponses('unknown-region', 'sign-in-needed', 'not-allowed', 'database-away'),
        },
      },
    },
    async ({ params, query }) => ({ scenarios: await scenarios.list(params.region, query.deleted === 'true') }),
  )

  app.post(
    '/regions/:region/scenarios',
    {
      ...writing,
      schema: {
        summary: 'Save a new scenario',
        tags,
        params: RegionParams,
        body: Type.Object(written),
        response: { 201: Scenario, ...problemResponses(...CONTENT_PROBLEMS) },
      },
    },
    async (request, reply) => {
      const { params, body } = request
      const scenario = await recorded(request, 'create', await scenarios.create(params.region, body))
      return reply.code(201).header('location', at(params.region, scenario.id)).send(scenario)
    },
  )

  app.get(
    '/regions/:region/scenarios/:scenario',
    {
      ...readingOne,
      schema: {
        summary: 'A scenario as it is, or as it was at one of its versions',
        tags,
        params: ScenarioParams,
        querystring: Type.Object({ version: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,8}$' })) }),
        response: { 200: Scenario, ...problemResponses(...READ_PROBLEMS) },
      },
    },
    async ({ params, query }) =>
      scenarios.get(params.region, params.scenario, query.version === undefined ? undefined : Number(query.version)),
  )

  app.get(
    '/regions/:region/scenarios/:scenario/versions',
    {
      ...reading,
      schema: {
        summary: 'Every save of a scenario, newest first',
        tags,
        params: ScenarioParams,
        response: {
          200: Type.Object({ versions: Type.Array(ScenarioSummary) }),
          ...problemResponses(...READ_PROBLEMS),
        },
      },
    },
    async ({ params }) => ({ versions: await scenarios.versions(params.region, params.scenario) }),
  )

  app.put(
    '/regions/:region/scenarios/:scenario',
    {
      ...writing,
      schema: {
        summary: 'Save a scenario over the version that the writer has seen',
        description: '409 scenario-changed where somebody else has saved meanwhile: nothing is overwritten.',
        tags,
        params: ScenarioParams,
        body: Type.Object({ ...written, version: Type.Integer({ minimum: 1 }) }),
        response: {
          200: Scenario,
          ...problemResponses(...CONTENT_PROBLEMS, 'scenario-changed', 'scenario-deleted'),
        },
      },
    },
    async (request) => {
      const { params, body } = request
      return recorded(request, 'save', await scenarios.save(params.region, params.scenario, body.version, body))
    },
  )

  app.delete(
    '/regions/:region/scenarios/:scenario',
    {
      ...writing,
      schema: {
        summary: 'Delete a scenario; it can be restored',
        tags,
        params: ScenarioParams,
        response: { 200: Scenario, ...problemResponses(...WRITE_PROBLEMS) },
      },
    },
    async (request) => {
      const { region, scenario } = request.params
      return recorded(request, 'delete', await scenarios.markDeleted(region, scenario, true))
    },
  )

  app.post(
    '/regions/:region/scenarios/:scenario/restore',
    {
      ...writing,
      schema: {
        summary: 'Bring a deleted scenario back',
        tags,
        params: ScenarioParams,
        response: { 200: Scenario, ...problemResponses(...WRITE_PROBLEMS) },
      },
    },
    async (request) => {
      const { region, scenario } = request.params
      return recorded(request, 'restore', await scenarios.markDeleted(region, scenario, false))
    },
  )

  app.post(
    '/regions/:region/scenarios/:scenario/copy',
    {
      ...writing,
      schema: {
        summary: 'Save a copy of a scenario under another name',
        tags,
        params: ScenarioParams,
        body: Type.Object({ name: Name }),
        response: { 201: Scenario, ...problemResponses(...WRITE_PROBLEMS) },
      },
    },
    async (request, reply) => {
      const { params, body } = request
      const scenario = await recorded(request, 'copy', await scenarios.copy(params.region, params.scenario, body.name))
      return reply.code(201).header('location', at(params.region, scenario.id)).send(scenario)
    },
  )
}
