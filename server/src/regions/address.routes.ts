import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { SEARCH_KINDS, type SearchKind } from '../addresses/search-candidates.ts'
import { LONGEST_QUERY } from '../addresses/search-query.ts'
import { RegionKey } from '../contract/common.ts'
import { SearchAnswer } from '../contract/search.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { sendVersioned } from '../http/send-versioned.service.ts'
import type { Services } from '../http/services.ts'
import { Problem } from '../problems/problems.ts'

const DEFAULT_LIMIT = 8
const KIND_PATTERN = `(?:${SEARCH_KINDS.join('|')})`
const DEGREES_PATTERN = String.raw`-?\d{1,3}(?:\.\d{1,20})?`

const Query = Type.Object(
  {
    q: Type.String({ minLength: 1, maxLength: LONGEST_QUERY, description: 'What was typed: “Markt 5a”, “apoth”.' }),
    limit: Type.Optional(Type.String({ pattern: '^([1-9]|1\\d|20)$', description: '1 to 20; 8 where left out.' })),
    kinds: Type.Optional(
      Type.String({
        pattern: `^${KIND_PATTERN}(,${KIND_PATTERN})*$`,
        maxLength: 60,
        description: 'Only these, divided by commas: address, street, place, district.',
      }),
    ),
    near: Type.Optional(
      Type.String({
        pattern: `^${DEGREES_PATTERN},${DEGREES_PATTERN}$`,
        description: 'Longitude and latitude: of equal names the nearer come first.',
      }),
    ),
  },
  { additionalProperties: false },
)

export const addressRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { regions, addresses }) => {
  app.get(
    '/regions/:region/search',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Addresses, streets, places and districts by name, as somebody types',
        description:
          'Searches the region’s own data; nothing leaves the server. Each word begins a word of the name; small typing errors are forgiven. docs/data.md says what counts as an address.',
        tags: ['regions'],
        params: Type.Object({ region: RegionKey }),
        querystring: Query,
        response: { 200: SearchAnswer, ...problemResponses('unknown-region', 'database-away') },
      },
    },
    async (request, reply) => {
      const { q, limit, kinds, near } = request.query
      const region = await regions.get(request.params.region)
      const answer = await addresses.search(region, q, limit === undefined ? DEFAULT_LIMIT : Number(limit), {
        kinds: kinds?.split(',') as SearchKind[] | undefined,
        near: near === undefined ? undefined : parsePosition(near),
      })
      return sendVersioned(request, reply, JSON.stringify([region.importId, q, limit, kinds, near]), answer)
    },
  )
}

/** Throws the problem `invalid-request` for a position that is not on earth. */
function parsePosition(text: string): [number, number] {
  const [lng, lat] = text.split(',').map(Number)
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90)
    throw new Problem('invalid-request', `near is "${text}": longitude −180 … 180, then latitude −90 … 90.`)
  return [lng, lat]
}
