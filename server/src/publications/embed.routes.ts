import { fileURLToPath } from 'node:url'
import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PUBLICATION_FORMAT, PublicationId, type CurrentFile, type PublicationFile } from '../contract/publication.ts'
import { sendProblem } from '../http/problem-handler.service.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { Problem } from '../problems/problems.ts'
import { BuiltEmbed } from './built-embed.service.ts'
import { AWAY, lookUp, sendAway, sendCurrent, sendNotice, sendPage } from './embed-answers.service.ts'
import { createWithdrawnNotice, EXPIRED_NOTICE, MISSING_NOTICE } from './embed-page.ts'
import type { Preview, PreviewService } from './preview.service.ts'
import type { ShownState } from './shown-state.store.ts'
import { unpackContent, type PublishedFilesService } from './published-files.service.ts'
import { IMMUTABLE, sendBuilt, sendContent } from './send-content.service.ts'

/** What serving published maps needs; no database, so that it works without one. */
export interface EmbedServices {
  readonly publishedFiles: Pick<PublishedFilesService, 'find' | 'findFile' | 'settle'>
  readonly previews: Pick<PreviewService, 'find'>
  readonly publicUrl: () => string
  /** Where the built embed is; another one in tests. */
  readonly embedFolder?: string
}

const EMBED_FOLDER = fileURLToPath(new URL('../../../web/build-embed', import.meta.url))

const Version = Type.String({ pattern: '^[1-9]\\d{0,8}$' })
const FileName = Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}\\.[a-z0-9]{1,10}$' })
const Token = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' })
const IdParams = Type.Object({ publication: PublicationId })
const Language = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 20 })) })
const tags = ['embeds']
/** Files from memory, asked for by many at once from behind one address; nobody is asked who he is. */
const config = { access: 'public', anonymous: true, rateLimit: false } as const
const response = { 200: Type.Any(), 304: Type.Null(), ...problemResponses('not-found', 'publication-withdrawn', 'database-away') } // prettier-ignore

/** Everything that visitors of published maps load. Nothing here depends on who asks, sets a cookie or needs the database. */
export const embedRoutes: FastifyPluginAsyncTypebox<EmbedServices> = async (app, services) => {
  const { publishedFiles, previews, publicUrl, embedFolder = EMBED_FOLDER } = services
  const built = new BuiltEmbed(embedFolder)
  app.addHook('onClose', () => publishedFiles.settle())

  app.addHook('onRequest', async (_request, reply) => {
    reply.header('access-control-expose-headers', 'content-range, accept-ranges, etag')
  })

  app.options('/embed/*', { config, schema: { hide: true } }, async (_request, reply) =>
    // A frame without an origin asks for pieces of files as a stranger; some browsers ask before whether they may.
    reply
      .code(204)
      .headers({
        'access-control-allow-methods': 'GET, HEAD',
        'access-control-allow-headers': 'range, if-range, if-none-match, cache-control',
        'access-control-max-age': '86400',
      })
      .send(null),
  )

  app.get(
    '/embed/:publication',
    {
      config,
      schema: {
        summary: 'A published map as a page, for frames of the websites that may show it',
        description:
          'Query: lang (de, en), theme (light, dark), kind, district. 404 and 410 are pages that say what and whom to ask.',
        tags,
        params: Type.Object({ publication: Type.String({ maxLength: 100 }) }),
        querystring: Language,
        response: { ...response, 308: Type.Null() },
      },
    },
    async (request, reply) => {
      const { publication } = request.params
      const shown = await findShown(request, reply, publication)
      if (!shown) return reply
      return sendPage(request, reply, {
        template: await built.readPage(),
        shown,
        toAssets: './',
        discoveryAt: publicUrl(),
      })
    },
  )
  // Files beside a page are found with a slash at its end as well, scripts only without.
  app.get('/embed/:publication/', { config, schema: { hide: true, params: IdParams } }, async (request, reply) =>
    reply.redirect(`../${request.params.publication}${queryOf(request)}`, 308),
  )
  app.get(
    '/embed/:publication/v/:version/',
    { config, schema: { hide: true, params: Type.Object({ publication: PublicationId, version: Version }) } },
    async (request, reply) => reply.redirect(`../${request.params.version}${queryOf(request)}`, 308),
  )

  app.get(
    '/embed/:publication/current.json',
    {
      config,
      schema: {
        summary: 'Which version of a published map is shown',
        description: 'May be up to a minute old in caches.',
        tags,
        params: IdParams,
        response,
      },
    },
    async (request, reply) => {
      const shown = await getShown(request.params.publication)
      return sendCurrent(request, reply, describeCurrent(shown, shown.version, `v/${shown.version}/`))
    },
  )

  app.get(
    '/embed/:publication/v/:version',
    {
      config,
      schema: {
        summary: 'One version of a published map as a page',
        tags,
        params: Type.Object({ publication: PublicationId, version: Version }),
        querystring: Language,
        response,
      },
    },
    async (request, reply) => {
      const shown = await findShown(request, reply, request.params.publication)
      if (!shown) return reply
      const known = await lookUp(request, () =>
        publishedFiles.findFile(shown.id, Number(request.params.version), 'publication.json'),
      )
      if (known === AWAY) return sendAway(request, reply)
      if (!known) return sendNotice(request, reply, 404, MISSING_NOTICE)
      return sendPage(request, reply, {
        template: await built.readPage(),
        shown,
        toAssets: '../../',
        discoveryAt: null,
      })
    },
  )

  app.get(
    '/embed/:publication/v/:version/:file',
    {
      config,
      compress: false,
      schema: {
        summary: 'A frozen file of a version',
        description:
          'Never changes; one byte range is answered by 206 or 416, several by the whole file. docs/publications.md describes the files.',
        tags,
        params: Type.Object({ publication: PublicationId, version: Version, file: FileName }),
        response: { ...response, 206: Type.Any(), 416: Type.Null() },
      },
    },
    async (request, reply) => {
      const { publication, file } = request.params
      const version = Number(request.params.version)
      const shown = await getShown(publication)
      const content = await publishedFiles.findFile(
        publication,
        version,
        file === 'current.json' ? 'publication.json' : file,
      )
      if (!content) throw new Problem('not-found', `The version ${version} of this publication has no file "${file}".`)
      if (file === 'current.json') {
        const { publishedAt } = JSON.parse(Buffer.from(await unpackContent(content)).toString()) as PublicationFile
        return sendCurrent(request, reply, describeCurrent({ ...shown, publishedAt }, version, './'))
      }
      reply.header('cache-control', IMMUTABLE)
      return sendContent(request, reply, content)
    },
  )

  app.get(
    '/embed/:publication/preview/:token',
    {
      config,
      schema: {
        summary: 'A draft as a page, for an hour and for frames of this server',
        tags,
        params: Type.Object({ publication: PublicationId, token: Token }),
        querystring: Language,
        response,
      },
    },
    async (request, reply) => {
      const { publication, token } = request.params
      const preview = await lookUp(request, () => previews.find(publication, token))
      if (preview === AWAY) return sendAway(request, reply)
      if (!preview) return sendNotice(request, reply, 404, EXPIRED_NOTICE)
      const shown = { ...preview, id: preview.publication, allowedParents: [] }
      return sendPage(request, reply, {
        template: await built.readPage(),
        shown,
        toAssets: '../../',
        discoveryAt: null,
      })
    },
  )
  app.get(
    '/embed/:publication/preview/:token/*',
    {
      config,
      compress: false,
      schema: { hide: true, params: Type.Object({ publication: PublicationId, token: Token, '*': Type.String() }) },
    },
    async (request, reply) => {
      const { publication, token } = request.params
      const name = request.params['*']
      const preview = await previews.find(publication, token)
      const content = preview?.files.get(name.replace(/^v\/0\//, ''))
      reply.header('cache-control', 'no-store')
      if (preview && name === 'current.json') return reply.send(describePreview(preview))
      if (!preview || !content) throw new Problem('not-found', 'The preview is over, or has no such file.')
      return sendContent(request, reply, content)
    },
  )

  for (const [url, folder] of [
    ['/embed/_assets/:file', '_assets/'],
    ['/embed/:file(^component\\.js$)', ''],
  ]) {
    app.get<{ Params: { file: string } }>(
      url,
      {
        config,
        compress: false,
        schema: { hide: true, params: Type.Object({ file: Type.String({ pattern: '^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*$', maxLength: 200 }) }) }, // prettier-ignore
      },
      async (request, reply) => {
        const file = await built.find(`${folder}${request.params.file}`)
        if (!file) throw new Problem('not-found', `The embed has no file "${request.params.file}".`)
        // Names of assets tell their content; the component's does not.
        reply.header('cache-control', folder === '' ? 'public, max-age=3600' : IMMUTABLE)
        return sendBuilt(request, reply, file)
      },
    )
  }

  /** What is shown; throws problems for files. */
  async function getShown(id: string): Promise<ShownState & { version: number; publishedAt: string }> {
    const shown = await publishedFiles.find(id)
    if (!shown || shown.version === null || shown.publishedAt === null)
      throw new Problem('not-found', `No publication "${id}" is shown here.`)
    if (shown.withdrawnReason !== null) throw new Problem('publication-withdrawn', shown.withdrawnReason)
    return { ...shown, version: shown.version, publishedAt: shown.publishedAt }
  }

  /** The same for pages: sends a page that says why there is nothing to see. */
  async function findShown(request: FastifyRequest, reply: FastifyReply, id: string): Promise<ShownState | undefined> {
    if (!/^[a-z2-7]{12}$/.test(id)) return void sendNotice(request, reply, 404, MISSING_NOTICE)
    const shown = await lookUp(request, () => publishedFiles.find(id))
    if (shown === AWAY) return void sendAway(request, reply)
    if (!shown || shown.version === null) return void sendNotice(request, reply, 404, MISSING_NOTICE)
    if (shown.withdrawnReason === null) return shown
    return void sendNotice(request, reply, 410, createWithdrawnNotice(shown.withdrawnReason, shown.contact))
  }

  function describeCurrent(shown: ShownState & { publishedAt: string }, version: number, base: string): CurrentFile {
    return {
      format: PUBLICATION_FORMAT,
      id: shown.id,
      version,
      publishedAt: shown.publishedAt,
      base,
      allowedParents: [...shown.allowedParents],
      reportUrl: shown.allowCorrections ? `${publicUrl()}/report/${shown.regionKey}` : null,
      preview: false,
    }
  }

  function describePreview({ publication, madeAt }: Preview): CurrentFile {
    return {
      format: PUBLICATION_FORMAT,
      id: publication,
      version: 0,
      publishedAt: madeAt,
      base: 'v/0/',
      allowedParents: [],
      reportUrl: null,
      preview: true,
    }
  }

  /** JSON for files and pages for people: how something went wrong in the form that was asked for. */
  app.setErrorHandler((error: Error, request, reply) => {
    if (error instanceof Problem || 'validation' in error) {
      const problem = error instanceof Problem ? error : new Problem('not-found', 'No published file has this address.')
      return sendProblem(reply, problem, `urn:nahraum:request:${request.id}`)
    }
    throw error
  })
}

const queryOf = ({ url }: FastifyRequest): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '')
