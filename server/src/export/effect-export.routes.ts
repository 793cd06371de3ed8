import { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RegionKey } from '../contract/common.ts'
import type { SourceInfo } from '../contract/region.ts'
import { SCENARIO_LIMITS, type WhatIfQuestion } from '../contract/scenario.ts'
import { BODY_LIMITS, perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { recordExport } from '../http/route-access.service.ts'
import { checkMayReadSides } from '../http/read-sides.service.ts'
import type { Services } from '../http/services.ts'
import { PROFILES } from '../network/profile.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import { listSources } from '../regions/region.store.ts'
import { METHOD_VERSION } from '../runs/compute-analysis.ts'
import {
  EFFECT_PROBLEMS,
  EffectRequest,
  findSideImport,
  resolveSide,
  type Side,
} from '../scenarios/what-if-side.service.ts'
import type { ImportSide } from '../scenarios/what-if.service.ts'
import type { CsvVariant } from './csv.ts'
import { formatAboutLines, type AboutSide, type EffectAbout } from './effect-about.ts'
import { formatEffectCellsCsv, formatEffectCellsGeoJson } from './effect-cells.ts'
import { formatChangesCsv, formatChangesGeoJson, listChanges } from './effect-changes.ts'
import { formatEffectDistrictsCsv } from './effect-districts-csv.ts'
import { formatEffectFileName } from './effect-file-name.ts'

export const EFFECT_FILES = [
  'districts.csv',
  'cells.csv',
  'cells.geojson',
  'changes.csv',
  'changes.geojson',
  'about.json',
] as const
type EffectFile = (typeof EFFECT_FILES)[number]

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  geojson: 'application/geo+json',
  json: 'application/json; charset=utf-8',
}
const Variant = Type.Union([Type.Literal('plain'), Type.Literal('german')])
const Truth = Type.Union([Type.Literal('true'), Type.Literal('false')])
const Named = Type.Object({
  name: Type.Optional(Type.String({ maxLength: SCENARIO_LIMITS.nameLength })),
  description: Type.Optional(Type.String({ maxLength: SCENARIO_LIMITS.textLength })),
})

/** Effects as files: the same figures that the effect answers, in the same words. */
export const effectExportRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { regions, scenarios, whatIf, catalogue, database } = services

  async function describeSide(
    region: RegionData,
    side: Side,
    named: { readonly name?: string; readonly description?: string },
    question: WhatIfQuestion,
  ): Promise<AboutSide> {
    const { profile = question.profile, scenario: id, modifications = [] } = side
    const shown = { profile, import: { id: region.importId, importedAt: region.importedAt } }
    if (id === undefined) {
      const { name = '', description = '' } = named
      return { ...shown, scenario: null, name, description, modificationCount: modifications.length }
    }
    const stored = await scenarios.get(region.key, id)
    const { name, description, version } = stored
    return {
      ...shown,
      scenario: { id, version },
      name,
      description,
      modificationCount: stored.modifications.length,
    }
  }

  app.post(
    '/regions/:region/what-if/effect/export/:file',
    {
      config: { access: 'figures', ...perMinute('export') },
      bodyLimit: BODY_LIMITS.scenario,
      schema: {
        summary: 'What changes, as a file: per district, per cell, and the modifications themselves',
        description:
          'Files: ' +
          EFFECT_FILES.join(', ') +
          '. The body is that of the effect; "named" names modifications that are not stored. CSV is German (semicolon, decimal comma, UTF-8 with mark, a head that names question, sides, sources and method above the table) with variant=german, else plain (comma, decimal point, only the table); head=true and head=false say otherwise. GeoJSON names the same in its member "nahraum", and about.json by itself.',
        tags: ['export'],
        params: Type.Object({
          region: RegionKey,
          file: Type.Unsafe<EffectFile>({ type: 'string', enum: [...EFFECT_FILES] }),
        }),
        querystring: Type.Object({ variant: Type.Optional(Variant), head: Type.Optional(Truth) }),
        body: Type.Object({
          ...EffectRequest.properties,
          named: Type.Optional(Type.Object({ before: Type.Optional(Named), after: Type.Optional(Named) })),
        }),
        response: { 200: Type.Any(), ...problemResponses(...EFFECT_PROBLEMS) },
      },
    },
    async (request, reply) => {
      const { params, query, body } = request
      const { variant = 'plain', head = String(variant === 'german') } = query
      const { before = {}, after, named = {} } = body
      await checkMayReadSides(services, request, params.region, [before, after])
      const [from, to] = [
        await findSideImport(regions, params.region, before),
        await findSideImport(regions, params.region, after),
      ]
      const question = whatIf.completeQuestion(to, body.question)
      const sides = {
        before: { region: from, side: await resolveSide(scenarios, from, before, question) },
        after: { region: to, side: await resolveSide(scenarios, to, after, question) },
      }
      const about = buildAbout(to, question, {
        before: await describeSide(from, before, named.before ?? {}, question),
        after: await describeSide(to, after, named.after ?? {}, question),
        sources: await listSourcesOfSides(from, to),
      })
      const pieces = await writeFile(params.file, sides, question, about, variant, head === 'true')
      await recordExport(services, request, params.region, `what-if/${params.file}`, [from.importId, to.importId])
      const [, ending] = params.file.split('.')
      return reply
        .type(MEDIA_TYPES[ending])
        .header('content-disposition', `attachment; filename="${formatEffectFileName(about, params.file)}"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(pieces, { objectMode: false }))
    },
  )

  /** Sources of both imports; one that both were made from stands once. */
  async function listSourcesOfSides(from: RegionData, to: RegionData): Promise<SourceInfo[]> {
    const sources = await listSources(database.db, to.importId)
    if (from.importId === to.importId) return sources
    const known = new Set(sources.map(({ key, sha256 }) => `${key} ${sha256}`))
    const earlier = await listSources(database.db, from.importId)
    return [...sources, ...earlier.filter(({ key, sha256 }) => !known.has(`${key} ${sha256}`))]
  }

  async function writeFile(
    file: EffectFile,
    sides: { readonly before: ImportSide; readonly after: ImportSide },
    question: WhatIfQuestion,
    about: EffectAbout,
    variant: CsvVariant,
    hasHead: boolean,
  ): Promise<Iterable<string>> {
    if (file === 'about.json') return [`${JSON.stringify({ nahraum: about }, null, 2)}\n`]
    const detail = await whatIf.effectDetail(sides.before, sides.after, question)
    const lines = hasHead ? formatAboutLines(about, variant) : []
    const members = { nahraum: about }
    if (file === 'districts.csv') return formatEffectDistrictsCsv(detail.effect, variant, lines)
    if (file === 'cells.csv') return formatEffectCellsCsv(detail, variant, lines)
    if (file === 'cells.geojson') return formatEffectCellsGeoJson(detail, members)
    const changes = (['before', 'after'] as const).flatMap((side) => {
      const { region, side: asked } = sides[side]
      const places = new Map(region.facilities.map((facility) => [facility.id, facility]))
      return listChanges({ side, modifications: asked.modifications, problems: detail.problems[side] }, (id) =>
        places.get(id),
      )
    })
    return file === 'changes.csv' ? formatChangesCsv(changes, variant, lines) : formatChangesGeoJson(changes, members)
  }

  function buildAbout(
    region: RegionData,
    question: WhatIfQuestion,
    { before, after, sources }: Pick<EffectAbout, 'before' | 'after'> & { readonly sources: readonly SourceInfo[] },
  ): EffectAbout {
    const { key, manifest, summary } = region
    const labelOf = (side: AboutSide) => PROFILES[side.profile as keyof typeof PROFILES].label
    return {
      region: { key, name: manifest.name, fictional: manifest.fictional },
      question,
      labels: {
        categories: catalogue.categories
          .filter(({ id }) => question.categoryIds.includes(id))
          .map(({ label }) => label),
        group: summary.groups.find(({ id }) => id === question.groupId)!.label,
        level: summary.levels.find(({ id }) => id === question.levelId)!.label,
        profiles: { before: labelOf(before), after: labelOf(after) },
      },
      before,
      after,
      createdAt: new Date().toISOString(),
      software: `Nahraum ${services.version}`,
      method: { version: METHOD_VERSION, url: `${services.publicUrl()}/about#whatif` },
      sources: sources.map(({ key: id, title, url, licence, attribution, keyDate, sha256 }) => ({
        key: id,
        title,
        url,
        licence,
        attribution,
        keyDate,
        sha256,
      })),
      licences: [...new Set(sources.map(({ licence }) => licence).filter((licence) => licence !== ''))],
    }
  }
}
