import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { computeReasonCodes } from '../access/no-value-reason.ts'
import { FeatureCollection, ProfileId, RegionKey, RunId } from '../contract/common.ts'
import { RunInfo } from '../contract/region.ts'
import { DistrictResults, JobBody } from '../contract/result.ts'
import { perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'
import { isNotModified, sendVersioned } from '../http/send-versioned.service.ts'
import { sendColumns } from '../http/send-columns.service.ts'
import { buildGapAreaFeatures } from '../export/gap-areas-geojson.ts'
import { listGapAreas } from './gap-areas-of-run.ts'
import { formatQuestion, QUESTION_PROBLEMS, QuestionQuery } from './question.ts'
import type { LoadedRun } from './run-results.service.ts'

const RegionParams = Type.Object({ region: RegionKey })
const RunParams = Type.Object({ region: RegionKey, run: RunId })
const tags = ['results']

export const runRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { regions, results, analyses, audit } = services
  const load = async (params: { region: string; run: string }): Promise<LoadedRun> =>
    results.get(await regions.get(params.region), params.run)

  app.get(
    '/regions/:region/runs',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Runs of the region’s current data, newest first',
        tags,
        params: RegionParams,
        querystring: Type.Object({ all: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])) }),
        response: {
          200: Type.Object({ runs: Type.Array(RunInfo) }),
          ...problemResponses('unknown-region', 'database-away'),
        },
      },
    },
    async (request) => {
      const region = await regions.get(request.params.region)
      return {
        runs: request.query.all === 'true' ? await results.listCurrent(region) : await results.listPublished(region),
      }
    },
  )

  app.post(
    '/regions/:region/runs',
    {
      config: { access: 'editor', ...perMinute('job') },
      schema: {
        summary: 'Analyse the region with a walking profile',
        description:
          'Answers at once with a job; follow it at its Location. A run with the same inputs is published, not computed again.',
        tags: ['jobs'],
        params: RegionParams,
        body: Type.Object({ profile: ProfileId }, { additionalProperties: false }),
        response: {
          202: JobBody,
          ...problemResponses(
            'unknown-region',
            'sign-in-needed',
            'not-allowed',
            'other-origin',
            'too-many-jobs',
            'database-away',
            'too-large',
            'unsupported-media',
          ),
        },
      },
    },
    async (request, reply) => {
      const region = await regions.get(request.params.region)
      const { job } = await analyses.start(region.key, request.body.profile)
      await audit.record({
        person: request.person,
        action: 'analysis.start',
        regionKey: region.key,
        subject: `job/${job.id}`,
        after: { profile: request.body.profile },
      })
      return reply.code(202).header('location', `/api/v1/jobs/${job.id}`).send(job)
    },
  )

  app.get(
    '/regions/:region/runs/:run/cells',
    {
      config: { access: 'figures' },
      schema: {
        summary: 'Walking times or score of every cell, as columns in the order of the region’s cells',
        tags,
        params: RunParams,
        querystring: QuestionQuery,
        response: {
          200: Type.Any(),
          ...problemResponses(...QUESTION_PROBLEMS),
        },
      },
    },
    async (request, reply) => {
      const run = await load(request.params)
      const question = results.resolve(run, request.query)
      const { edgeDeciseconds, status } = run.cells
      const missingPlaces = results.facilityCount(run.region, question.categoryIds) < question.rank
      const version = `${run.info.id}/${formatQuestion(question)}`
      if (question.mode === 'any') {
        const nearest = await results.nearestOfAny(run, question.categoryIds)
        const deciseconds = nearest.deciseconds.slice(
          (question.rank - 1) * nearest.originCount,
          question.rank * nearest.originCount,
        )
        return sendColumns(request, reply, version, () => ({
          meta: {
            run: run.info.id,
            version: run.region.importId,
            mode: 'any',
            categoryIds: question.categoryIds,
            rank: question.rank,
          },
          columns: { deciseconds, reason: computeReasonCodes(deciseconds, status, missingPlaces), edgeDeciseconds },
        }))
      }
      const { outcome } = await results.assess(run, question)
      return sendColumns(request, reply, version, () => ({
        meta: {
          run: run.info.id,
          version: run.region.importId,
          mode: 'score',
          categoryIds: question.categoryIds,
          rank: question.rank,
        },
        columns: {
          score: Uint8Array.from(outcome.score!, (share, cell) => (status[cell] === 0 ? Math.round(share * 100) : 255)),
          reason: computeReasonCodes(new Uint16Array(status.length), status, false),
          edgeDeciseconds,
        },
      }))
    },
  )

  app.get(
    '/regions/:region/runs/:run/districts',
    {
      config: { access: 'figures' },
      schema: {
        summary: 'People served and not served per district, and for the whole region',
        tags,
        params: RunParams,
        querystring: QuestionQuery,
        response: {
          200: DistrictResults,
          304: Type.Null(),
          ...problemResponses(...QUESTION_PROBLEMS),
        },
      },
    },
    async (request, reply) => {
      const run = await load(request.params)
      const question = results.resolve(run, request.query)
      if (isNotModified(request, reply, `${run.info.id}/${formatQuestion(question)}/districts`))
        return reply.code(304).send(null)
      return results.districtResults(run, question)
    },
  )

  app.get(
    '/regions/:region/runs/:run/gap-areas',
    {
      config: { access: 'figures' },
      schema: {
        summary: 'Contiguous areas of people not served, most people first, as GeoJSON',
        tags,
        params: RunParams,
        querystring: QuestionQuery,
        response: {
          200: FeatureCollection,
          ...problemResponses(...QUESTION_PROBLEMS),
        },
      },
    },
    async (request, reply) => {
      const run = await load(request.params)
      const question = results.resolve(run, request.query)
      const { outcome } = await results.assess(run, question)
      const districts = run.region.districts[run.region.levels.findIndex((level) => level.id === question.levelId)]
      const features = buildGapAreaFeatures(listGapAreas(run, question, outcome), districts)
      return sendVersioned(request, reply, `${run.info.id}/${formatQuestion(question)}/gaps`, {
        type: 'FeatureCollection',
        features,
      })
    },
  )
}
