import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { GroupId, LevelId, RegionKey, RunId } from '../contract/common.ts'
import {
  DistrictProfileAnswer,
  DistrictProfiles,
  ProfileDocumentRequest,
  ProfileEdition,
} from '../contract/district-profile.ts'
import { JobBody } from '../contract/result.ts'
import { writeMapSvg } from '../district-profile/map-svg.ts'
import { PROFILE_TABLE_IDS } from '../district-profile/profile-tables.ts'
import { PROFILE_TEXTS } from '../district-profile/profile-texts.ts'
import { BODY_LIMITS, perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { checkRole } from '../http/route-access.service.ts'
import type { Services } from '../http/services.ts'
import { Problem } from '../problems/problems.ts'
import { protectionOf } from './protected-runs.service.ts'
import { OVERVIEW_MAP_SIZE, ProfileMaps } from './profile-document.service.ts'
import { exportProfiles } from './profile-export.service.ts'

const RunParams = Type.Object({ region: RegionKey, run: RunId })
const ProfilesQuery = Type.Object({
  level: LevelId,
  /** One group for all kinds; default: each kind with the group it is meant for. */
  group: Type.Optional(GroupId),
  edition: Type.Optional(ProfileEdition),
})
const Language = Type.Optional(Type.Union([Type.Literal('de'), Type.Literal('en')]))
const Extent = Type.Optional(Type.Union([Type.Literal('own'), Type.Literal('equal')]))
const PROBLEMS = ['unknown-region', 'unknown-run', 'unknown-level', 'unknown-group', 'database-away'] as const
const EDITORS = ['sign-in-needed', 'not-allowed', 'other-origin'] as const
const tags = ['profiles']
const MEDIA_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const

/** Profiles of districts: figures, maps, spreadsheets, and documents as jobs. */
export const profileRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { regions, results, profiles, prints, audit } = services
  type Params = { region: string; run: string }
  type Query = { level: string; group?: string; edition?: 'public' | 'internal' }
  const load = async ({ region, run }: Params) => results.get(await regions.get(region), run)
  /** True figures of a register are for editors, and who took them is on record. */
  const compute = async (request: Parameters<typeof checkRole>[0], params: Params, query: Query) => {
    const run = await load(params)
    if (query.edition === 'internal') checkRole(request, 'editor', params.region)
    const { level: levelId, group: groupId = null, edition = 'public' } = query
    return profiles.compute(run, { levelId, groupId, edition })
  }
  const recordExport = async (
    request: Parameters<typeof checkRole>[0],
    params: Params,
    edition: string | undefined,
    format: string,
  ) => {
    const region = await regions.get(params.region)
    if (edition !== 'internal' || protectionOf(region) === null) return
    const { person } = request
    const subject = `run/${params.run}/profiles.${format}`
    await audit.record({ person, action: 'figures.export', regionKey: region.key, subject })
  }

  app.get(
    '/regions/:region/runs/:run/profiles',
    {
      config: { access: 'figures' },
      schema: {
        summary: 'Profiles of all districts of a level',
        description:
          'People by group, supply by kind and field of action, gaps, similar districts and needs for action.',
        tags,
        params: RunParams,
        querystring: ProfilesQuery,
        response: { 200: DistrictProfiles, ...problemResponses(...PROBLEMS, ...EDITORS) },
      },
    },
    async (request) => (await compute(request, request.params, request.query)).answer,
  )

  app.get(
    '/regions/:region/runs/:run/districts/:level/:district/profile',
    {
      config: { access: 'figures' },
      schema: {
        summary: 'Profile of one district',
        tags,
        params: Type.Object({ ...RunParams.properties, level: LevelId, district: Type.String({ maxLength: 200 }) }),
        querystring: Type.Omit(ProfilesQuery, ['level']),
        response: { 200: DistrictProfileAnswer, ...problemResponses(...PROBLEMS, ...EDITORS, 'not-found') },
      },
    },
    async (request) => {
      const { params, query } = request
      const { districts, ...frame } = (await compute(request, params, { ...query, level: params.level })).answer
      const district = districts.find(({ districtId }) => districtId === params.district)
      if (!district) throw new Problem('not-found', `The level "${params.level}" has no district "${params.district}".`)
      return { ...frame, district }
    },
  )

  app.get(
    '/regions/:region/runs/:run/profile-maps/:level/:district',
    {
      config: { access: 'figures' },
      schema: {
        summary: 'Map of a district’s profile as SVG; with "all" as district that of the whole level',
        tags,
        params: Type.Object({ ...RunParams.properties, level: LevelId, district: Type.String({ maxLength: 200 }) }),
        querystring: Type.Object({ edition: Type.Optional(ProfileEdition), extent: Extent, language: Language }),
        response: { 200: { description: 'image/svg+xml' }, ...problemResponses(...PROBLEMS, ...EDITORS, 'not-found') },
      },
    },
    async (request, reply) => {
      const { params, query } = request
      const { edition, extent = 'own', language = 'de' } = query
      const computed = await compute(request, params, { level: params.level, edition })
      const maps = mapsOf(computed)
      const index = computed.answer.districts.findIndex(({ districtId }) => districtId === params.district)
      if (index < 0 && params.district !== 'all')
        throw new Problem('not-found', `The level "${params.level}" has no district "${params.district}".`)
      const map = index < 0 ? maps.drawOverview(OVERVIEW_MAP_SIZE) : maps.draw(index, extent)
      return reply
        .type('image/svg+xml')
        .header('cache-control', 'private, max-age=300')
        .send(writeMapSvg(map, PROFILE_TEXTS[language].mapText, true))
    },
  )

  app.get(
    '/regions/:region/runs/:run/export-profiles/:file',
    {
      config: { access: 'figures', ...perMinute('export') },
      schema: {
        summary: 'Profiles of a level as XLSX, or one of their tables as CSV',
        description: `profiles.xlsx has every table and a sheet of sources; profiles.csv the one that "table" names (${PROFILE_TABLE_IDS.join(', ')}), German (semicolon, decimal comma, UTF-8 with mark) with variant=german, else plain.`,
        tags,
        params: Type.Object({ ...RunParams.properties, file: Type.String({ pattern: '^profiles\\.(xlsx|csv)$' }) }),
        querystring: Type.Object({
          ...ProfilesQuery.properties,
          language: Language,
          table: Type.Optional(Type.Union(PROFILE_TABLE_IDS.map((id) => Type.Literal(id)))),
          variant: Type.Optional(Type.Union([Type.Literal('plain'), Type.Literal('german')])),
        }),
        response: { 200: Type.Any(), ...problemResponses(...PROBLEMS, ...EDITORS) },
      },
    },
    async (request, reply) => {
      const { params, query } = request
      const format = params.file.endsWith('.csv') ? 'csv' : 'xlsx'
      const computed = await compute(request, params, query)
      await recordExport(request, params, query.edition, format)
      const { language = 'de', variant = 'plain' } = query
      const table = (query.table as (typeof PROFILE_TABLE_IDS)[number] | undefined) ?? 'kinds'
      const content = await exportProfiles(services, computed, format, { language, table, variant })
      const name = `${params.region}-profiles-${query.level}-${params.run}${format === 'csv' ? `-${table}` : ''}.${format}`
      return reply
        .type(MEDIA_TYPES[format])
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-cache')
        .send(content)
    },
  )

  app.post(
    '/regions/:region/runs/:run/profiles/pdf',
    {
      bodyLimit: BODY_LIMITS.profiles,
      config: { access: 'editor', ...perMinute('job') },
      schema: {
        summary: 'Print profiles as one PDF',
        description:
          'Answers at once with a job; its result names the file, which is kept for half an hour. Tagged where the server has a Chromium. A logo must be PNG or JPEG.',
        tags,
        params: RunParams,
        body: ProfileDocumentRequest,
        response: {
          202: JobBody,
          ...problemResponses(...PROBLEMS, ...EDITORS, 'too-many-jobs', 'too-large', 'unsupported-media'),
        },
      },
    },
    async (request, reply) => {
      const order = prints.resolve(await load(request.params), request.body)
      await recordExport(request, request.params, order.request.edition, 'pdf')
      const { job } = await prints.start(order)
      return reply.code(202).header('location', `/api/v1/jobs/${job.id}`).send(job)
    },
  )

  app.get(
    '/regions/:region/profiles/files/:file',
    {
      config: { access: 'editor' },
      schema: {
        summary: 'A printed document',
        tags,
        params: Type.Object({ region: RegionKey, file: Type.String({ pattern: '^[0-9a-f]{32}$' }) }),
        response: { 200: { description: 'application/pdf' }, ...problemResponses(...EDITORS, 'not-found') },
      },
    },
    async (request, reply) => {
      const { bytes, name } = prints.getFile(request.params.region, request.params.file)
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    },
  )
}

const drawn = new WeakMap<object, ProfileMaps>()

/** Outlines of cells and districts are prepared once per set of profiles. */
function mapsOf(computed: ConstructorParameters<typeof ProfileMaps>[0]): ProfileMaps {
  let maps = drawn.get(computed)
  if (!maps) drawn.set(computed, (maps = new ProfileMaps(computed)))
  return maps
}
