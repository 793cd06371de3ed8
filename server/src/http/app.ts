import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import compress from '@fastify/compress'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance } from 'fastify'
import { accountRoutes } from '../accounts/account.routes.ts'
import { auditRoutes } from '../accounts/audit.routes.ts'
import { oidcRoutes } from '../accounts/oidc.routes.ts'
import { ownAccountRoutes } from '../accounts/own-account.routes.ts'
import { shareLinkRoutes } from '../accounts/share-link.routes.ts'
import { sessionRoutes } from '../accounts/session.routes.ts'
import { barrierRoutes } from '../barriers/barrier.routes.ts'
import { correctionRoutes } from '../corrections/correction.routes.ts'
import { moderationRoutes } from '../corrections/moderation.routes.ts'
import { jobRoutes } from '../jobs/job.routes.ts'
import { importRoutes } from '../import/import.routes.ts'
import { addressRoutes } from '../regions/address.routes.ts'
import { regionRoutes } from '../regions/region.routes.ts'
import { runRoutes } from '../runs/run.routes.ts'
import { explainRoutes } from '../runs/explain.routes.ts'
import { effectExportRoutes } from '../export/effect-export.routes.ts'
import { exportRoutes } from '../export/export.routes.ts'
import { profileRoutes } from '../report/profile.routes.ts'
import { packRoutes } from '../scenarios/pack.routes.ts'
import { sitingFileRoutes } from '../export/siting-files.routes.ts'
import { scenarioRoutes } from '../scenarios/scenario.routes.ts'
import { sitingRoutes } from '../scenarios/siting.routes.ts'
import { isochroneRoutes } from '../scenarios/isochrone.routes.ts'
import { streetRoutes } from '../scenarios/street.routes.ts'
import { whatIfRoutes } from '../scenarios/what-if.routes.ts'
import { embedRoutes } from '../publications/embed.routes.ts'
import { publicationRoutes } from '../publications/publication.routes.ts'
import { tileRoutes } from '../tiles/tile.routes.ts'
import { healthRoutes } from './health.routes.ts'
import { BODY_LIMITS, CONNECTION_LIMIT, describeLimits, TIMEOUTS } from './limits.ts'
import { operatorRoutes, wellKnownRoutes } from './operator.routes.ts'
import { nameSchemas } from './name-schemas.ts'
import { NAMED_SCHEMAS } from './named-schemas.ts'
import { handleError, sendProblem } from './problem-handler.service.ts'
import { registerJobQuota, registerRequestLimits } from './request-limits.service.ts'
import { createLogSettings, type LogTarget } from './request-log.service.ts'
import { Problem } from '../problems/problems.ts'
import { answerBrokenRequest } from './broken-request.service.ts'
import { ASSET_POLICY, BARE_HEADERS, PAGE_POLICY, registerSecurityHeaders } from './security-headers.service.ts'
import { createAccessCheck, registerRouteAccess } from './route-access.service.ts'
import type { Services } from './services.ts'

export const API_PREFIX = '/api/v1'
const WEB_FOLDER = fileURLToPath(new URL('../../../web/build', import.meta.url))

/** The server; wired by hand, in one list. It owns no state: that is in `services`. The log goes to standard error unless a test reads it. */
export async function buildApp(services: Services, logTo: LogTarget = process.stderr): Promise<FastifyInstance> {
  const { config } = services
  const app = Fastify({
    logger: createLogSettings(config, logTo),
    genReqId: () => randomUUID(),
    frameworkErrors: (error, request, reply) => void handleError(error, request, reply.headers(BARE_HEADERS)),
    clientErrorHandler: answerBrokenRequest,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    bodyLimit: BODY_LIMITS.usual,
    requestTimeout: TIMEOUTS.request,
    connectionTimeout: TIMEOUTS.connection,
    keepAliveTimeout: TIMEOUTS.keepAlive,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, discriminator: true } },
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setErrorHandler(handleError)
  app.server.maxConnections = CONNECTION_LIMIT
  // Files are sent for as long as a slow line needs; computing has an end.
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith(`${API_PREFIX}/`)) route.handlerTimeout ??= TIMEOUTS.handler
  })

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Nahraum',
        version: services.version,
        description: 'Walking accessibility and coverage gaps for municipalities. Problems are RFC 9457.',
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      },
      servers: [{ url: config.publicUrl ?? '/' }],
    },
    transform: ({ schema, url, route }) => ({ url, schema: { ...schema, ...describeLimits(route) } }),
    transformObject: (document) =>
      'openapiObject' in document ? nameSchemas(document.openapiObject, NAMED_SCHEMAS) : {},
  })
  await registerSecurityHeaders(app, config.publicUrl)
  await registerRequestLimits(app, config.requestsPerMinute)
  await app.register(compress, {
    threshold: 1024,
    encodings: ['gzip'],
    customTypes: /^(application\/(.*\+)?json|application\/vnd\.nahraum\.columns|text\/)/,
  })
  // What anybody may see, any site may read; `registerRouteAccess` takes it back where an answer depends on who asks.
  app.addHook('onRequest', async (_request, reply) => void reply.header('access-control-allow-origin', '*'))
  registerRouteAccess(app, services)
  registerJobQuota(app, services.jobs)
  const checkAccessStated = createAccessCheck(app)

  await app.register(
    async (api) => {
      api.register(healthRoutes, services)
      api.register(operatorRoutes, services)
      api.register(sessionRoutes, services)
      api.register(oidcRoutes, services)
      api.register(ownAccountRoutes, services)
      api.register(accountRoutes, services)
      api.register(auditRoutes, services)
      api.register(shareLinkRoutes, services)
      api.register(barrierRoutes, services)
      api.register(regionRoutes, services)
      api.register(addressRoutes, services)
      api.register(runRoutes, services)
      api.register(explainRoutes, services)
      api.register(exportRoutes, services)
      api.register(profileRoutes, services)
      api.register(effectExportRoutes, services)
      api.register(scenarioRoutes, services)
      api.register(whatIfRoutes, services)
      api.register(streetRoutes, services)
      api.register(packRoutes, services)
      api.register(isochroneRoutes, services)
      api.register(sitingRoutes, services)
      api.register(sitingFileRoutes, services)
      api.register(correctionRoutes, services)
      api.register(moderationRoutes, services)
      api.register(publicationRoutes, services)
      api.register(jobRoutes, services)
      api.register(importRoutes, services)
      api.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => app.swagger())
    },
    { prefix: API_PREFIX },
  )
  await app.register(tileRoutes, services)
  await app.register(embedRoutes, services)
  await app.register(wellKnownRoutes, services)
  await registerClient(app)
  checkAccessStated()
  return app
}

/** The web client: static files, and its shell for every address that is not an API, a tile or an asset. */
async function registerClient(app: FastifyInstance): Promise<void> {
  const built = existsSync(`${WEB_FOLDER}/200.html`)
  if (built) {
    // The plug-in takes no configuration for its one route.
    app.addHook('onRoute', (route) => {
      if (route.url === '/*') route.config = { ...route.config, access: 'public' }
    })
    await app.register(fastifyStatic, {
      root: WEB_FOLDER,
      preCompressed: true,
      wildcard: true,
      setHeaders(reply, file) {
        const immutable = file.includes('/_app/immutable/')
        reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
        const isPage = /\.html(\.(br|gz))?$/.test(file)
        reply.header('content-security-policy', isPage ? PAGE_POLICY : ASSET_POLICY)
        reply.header('cross-origin-resource-policy', 'same-origin')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const forPages = ['GET', 'HEAD'].includes(request.method) && !/^\/(api|tiles|_app|embed)(\/|$)/.test(request.url)
    if (built && forPages) return reply.type('text/html').sendFile('200.html')
    return sendProblem(
      reply,
      new Problem('not-found', `${request.method} ${request.url.slice(0, 200)} leads nowhere.`),
      `urn:nahraum:request:${request.id}`,
    )
  })
}
