import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { FeatureCollection, LevelId, RegionKey } from '../contract/common.ts'
import { Categories, ImportIssues, ImportList, Region, RegionSummary, type SourceInfo } from '../contract/region.ts'
import { LastKnown } from '../db/last-known.ts'
import type { ImportIssue } from '../issues/import-issue.ts'
import { Problem } from '../problems/problems.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'
import { sendColumns } from '../http/send-columns.service.ts'
import { sendVersioned } from '../http/send-versioned.service.ts'
import { buildCategories, buildRegion, districtFeatures, facilityFeatures, issueTexts } from './region-answers.ts'
import { cellColumns } from './cell-columns.ts'
import { listIssues, listRegions, listSources } from './region.store.ts'

const Params = Type.Object({ region: RegionKey })
const tags = ['regions']

export const regionRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { database, regions, results, catalogue } = services
  const isProblem = (error: unknown) => error instanceof Problem
  const lists = new LastKnown<RegionSummary[]>(isProblem)
  const sourceLists = new LastKnown<SourceInfo[]>(isProblem)
  const issueLists = new LastKnown<ImportIssue[]>(isProblem)

  app.get(
    '/regions',
    {
      schema: {
        summary: 'All regions',
        tags,
        response: { 200: Type.Object({ regions: Type.Array(RegionSummary) }), ...problemResponses('database-away') },
      },
    },
    async () => ({ regions: await lists.get('', () => listRegions(database.db)) }),
  )

  app.get(
    '/regions/:region',
    {
      schema: {
        summary: 'A region: levels, groups, profiles, sources, published runs',
        tags,
        params: Params,
        response: { 200: Region, ...problemResponses('unknown-region', 'database-away') },
      },
    },
    async (request) => {
      const region = await regions.get(request.params.region)
      const [sources, runs] = [
        await sourceLists.get(region.importId, () => listSources(database.db, region.importId)),
        await results.listPublished(region),
      ]
      const standard = runs.find((run) => run.profile === 'standard') ?? runs[0]
      const dropped = standard ? (await results.get(region, standard.id)).cells.network.droppedKilometres : 0
      return buildRegion(region, sources, runs, dropped)
    },
  )

  app.get(
    '/regions/:region/imports',
    {
      schema: {
        summary: 'Imports of the region that are kept, newest first: what results of different dates can be compared',
        tags,
        params: Params,
        response: { 200: ImportList, ...problemResponses('unknown-region', 'database-away') },
      },
    },
    async (request) => {
      const { importId: current } = await regions.get(request.params.region)
      const imports = await regions.listImports(request.params.region)
      return {
        imports: imports.map(({ importId, importedAt, summary }) => ({
          importId,
          importedAt,
          current: importId === current,
          people: summary.groups[0].people,
          facilityCount: summary.facilityCount,
        })),
      }
    },
  )

  app.get(
    '/regions/:region/issues',
    {
      schema: {
        summary: 'Defects met while importing the region',
        tags,
        params: Params,
        response: { 200: ImportIssues, ...problemResponses('unknown-region', 'database-away') },
      },
    },
    async (request) => {
      const region = await regions.get(request.params.region)
      return {
        issues: issueTexts(await issueLists.get(region.importId, () => listIssues(database.db, region.importId))),
      }
    },
  )

  app.get(
    '/regions/:region/categories',
    {
      schema: {
        summary: 'Kinds of places with thresholds, and ready-made choices of them',
        tags,
        params: Params,
        response: { 200: Categories, ...problemResponses('unknown-region', 'database-away') },
      },
    },
    async (request) => buildCategories(catalogue, (await regions.get(request.params.region)).facilities),
  )

  app.get(
    '/regions/:region/districts',
    {
      schema: {
        summary: 'Districts of one level as GeoJSON',
        tags,
        params: Params,
        querystring: Type.Object({ level: Type.Optional(LevelId) }),
        response: { 200: FeatureCollection, ...problemResponses('unknown-region', 'unknown-level', 'database-away') },
      },
    },
    async (request, reply) => {
      const region = await regions.get(request.params.region)
      const collection = districtFeatures(region, request.query.level ?? region.levels[0].id)
      return sendVersioned(request, reply, `${region.importId}-${request.query.level ?? ''}`, collection)
    },
  )

  app.get(
    '/regions/:region/facilities',
    {
      schema: {
        summary: 'Places as GeoJSON, of all kinds or of those named',
        tags,
        params: Params,
        querystring: Type.Object({
          categories: Type.Optional(Type.String({ pattern: '^[a-z0-9_]+(,[a-z0-9_]+)*$', maxLength: 2000 })),
        }),
        response: {
          200: FeatureCollection,
          ...problemResponses('unknown-region', 'unknown-category', 'database-away'),
        },
      },
    },
    async (request, reply) => {
      const region = await regions.get(request.params.region)
      const ids = request.query.categories?.split(',')
      for (const id of ids ?? []) results.category(id)
      return sendVersioned(
        request,
        reply,
        `${region.importId}-${request.query.categories ?? ''}`,
        facilityFeatures(region, ids),
      )
    },
  )

  app.get(
    '/regions/:region/cells',
    {
      schema: {
        summary: 'Cells of the region as columns: H3 id, people by group, main district per level',
        description:
          'application/vnd.nahraum.columns, or JSON with Accept: application/json. docs/api.md describes the format.',
        tags,
        params: Params,
        response: { 200: Type.Any(), ...problemResponses('unknown-region', 'database-away') },
      },
    },
    async (request, reply) => {
      const region = await regions.get(request.params.region)
      return sendColumns(request, reply, `${region.importId}-cells`, () => cellColumns(region))
    },
  )
}
