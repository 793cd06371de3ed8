import { randomUUID } from 'node:crypto'
import path from 'node:path'
import compress from '@fastify/compress'
import Fastify, { type FastifyInstance } from 'fastify'
import { Problem } from '../problems/problems.ts'
import { embedRoutes } from '../publications/embed.routes.ts'
import { PublicationMirror } from '../publications/mirror.service.ts'
import { PublishedFilesService } from '../publications/published-files.service.ts'
import { answerBrokenRequest } from './broken-request.service.ts'
import type { Config } from './config.service.ts'
import { handleError, sendProblem } from './problem-handler.service.ts'
import { createLogSettings, type LogTarget } from './request-log.service.ts'
import { BARE_HEADERS, registerSecurityHeaders } from './security-headers.service.ts'

/** A server for published maps alone, from their copies on disk, while there is no database to start with; everything else answers 503. */
export async function buildEmbedOnlyApp(
  config: Config,
  publicUrl: () => string,
  { logTo = process.stderr, embedFolder }: { readonly logTo?: LogTarget; readonly embedFolder?: string } = {},
): Promise<FastifyInstance> {
  const app = Fastify({
    logger: createLogSettings(config, logTo),
    genReqId: () => randomUUID(),
    frameworkErrors: (error, request, reply) => void handleError(error, request, reply.headers(BARE_HEADERS)),
    clientErrorHandler: answerBrokenRequest,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 200 },
  })
  app.setErrorHandler(handleError)
  await registerSecurityHeaders(app, config.publicUrl)
  await app.register(compress, { threshold: 1024, encodings: ['gzip'] })
  app.addHook('onRequest', async (_request, reply) => void reply.header('access-control-allow-origin', '*'))
  const mirror = new PublicationMirror(path.join(config.dataFolder, 'publications'))
  const publishedFiles = new PublishedFilesService({ db: null, mirror })
  await app.register(embedRoutes, {
    publishedFiles,
    previews: { find: () => Promise.resolve(undefined) },
    publicUrl,
    embedFolder,
  })
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      reply.header('retry-after', 30),
      new Problem(
        'database-away',
        'The server has no database yet; published maps are shown, everything else waits for it.',
      ),
      `urn:nahraum:request:${request.id}`,
    ),
  )
  return app
}
