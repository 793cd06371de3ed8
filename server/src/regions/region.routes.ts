import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { FeatureCollection, LevelId, RegionKey } from '../contract/common.ts'
import {
  Categories,
  ImportDescription,
  ImportIssues,
  ImportList,
  Region,
  RegionSummary,
  type SourceInfo,
} from '../contract/region.ts'
import { LastKnown } from '../db/last-known.ts'
import type { ImportIssue } from '../issues/import-issue.ts'
import { Problem } from '../problems/problems.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'
import { sendColumns } from '../http/send-columns.service.ts'
import { sendVersioned } from '../http/send-versioned.service.ts'
import { buildCategories, buildRegion, districtFeatures, facilityFeatures, issueTexts } from './region-answers.ts'
import { cellColumns } from './cell-columns.ts'
import { listIssues, listRegions, listSources, type StoredImport } from './region.store.ts'

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
      config: { access: 'public' },
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
      config: { access: 'public' },
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
      config: { access: 'public' },
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
        imports: imports.map((kept) => summariseImport(kept, current)),
      }
    },
  )

  app.get(
    '/regions/:region/imports/:import',
    {
      config: { access: 'public' },
      schema: {
        summary: 'An import that is kept: its sources with licences and dates, its levels and groups',
        tags,
        params: Type.Object({ region: RegionKey, import: Type.String({ minLength: 1, maxLength: 64 }) }),
        response: {
          200: ImportDescription,
          ...problemResponses('unknown-region', 'unknown-import', 'database-away'),
        },
      },
    },
    async ({ params }) => {
      const { importId: current } = await regions.get(params.region)
      const found = (await regions.listImports(params.region)).find(({ importId }) => importId === params.import)
      if (!found) throw new Problem('unknown-import', `The region "${params.region}" has no import "${params.import}".`)
      const { levels, groups } = found.summary
      return {
        ...summariseImport(found, current),
        sources: await sourceLists.get(found.importId, () => listSources(database.db, found.importId)),
        levels: levels.map(({ id, label }) => ({ id, label })),
        groups: groups.map(({ id, label }) => ({ id, label })),
      }
    },
  )

  app.get(
    '/regions/:region/issues',
    {
      config: { access: 'public' },
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
      config: { access: 'public' },
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
      config: { access: 'figures' },
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
      config: { access: 'public' },
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
      config: { access: 'figures' },
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

function summariseImport({ importId, importedAt, summary }: StoredImport, currentImportId: string) {
  return {
    importId,
    importedAt,
    current: importId === currentImportId,
    people: summary.groups[0].people,
    facilityCount: summary.facilityCount,
  }
}
