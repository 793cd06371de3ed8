import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Answers that are no pages: nothing may be loaded from them, nobody may show them in a frame. */
export const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * Files of the client that are no pages. A worker has the policy of the file that it was started from: it may load its own modules and ask this
 * server, and nothing else.
 */
export const ASSET_POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** What a page's own policy (a meta element with the hashes of its scripts, written by the build) cannot say. */
export const PAGE_POLICY = "frame-ancestors 'none'"

/** What browsers can do for pages and this product never asks for. */
const UNUSED_FEATURES = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'xr-spatial-tracking',
] as const
export const PERMISSIONS_POLICY = UNUSED_FEATURES.map((feature) => `${feature}=()`).join(', ')

/** Frames of other sites: `publications` says which site may show which embed, and what its page may load. */
const isEmbed = (url: string): boolean => /^\/embed(\/|$|\?)/.test(url)

const YEAR_SECONDS = 365 * 24 * 3600

/**
 * Headers of every answer, set before a route is looked for, so that refusals and mistakes have them too. A route that needs another policy sets
 * `content-security-policy` itself; the stricter one is what happens by forgetting.
 */
export async function registerSecurityHeaders(app: FastifyInstance, publicUrl: string | null): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false, // set below as text, to be read and compared as a whole
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' }, // tiles and figures are meant for other sites' maps
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: publicUrl?.startsWith('https:')
      ? { maxAge: YEAR_SECONDS, includeSubDomains: false }
      : false,
  })
  app.addHook('onRequest', async (request, reply) => {
    setPolicies(reply)
    if (isEmbed(request.url)) reply.raw.removeHeader('x-frame-options')
  })
}

function setPolicies(reply: FastifyReply): void {
  // On the raw answer, as helmet does: event streams are written past Fastify and keep them.
  reply.raw.setHeader('content-security-policy', DATA_POLICY)
  reply.raw.setHeader('permissions-policy', PERMISSIONS_POLICY)
}

/** For answers that are made before any hook runs: an address that cannot be decoded, a request that is no HTTP. */
export const BARE_HEADERS = {
  'content-security-policy': DATA_POLICY,
  'permissions-policy': PERMISSIONS_POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
} as const
