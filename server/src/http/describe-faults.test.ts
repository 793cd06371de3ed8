import fastify, { type FastifyError } from 'fastify'
import { afterAll, expect, it } from 'vitest'
import { describeFaults } from './describe-faults.ts'

const app = fastify({ ajv: { customOptions: { coerceTypes: false, removeAdditional: false, discriminator: true } } })
const shape = (kind: string, type: string) => ({
  type: 'object',
  required: ['kind', 'size'],
  properties: { kind: { const: kind }, size: { type } },
})
app.setErrorHandler((error: FastifyError, _request, reply) =>
  reply.code(400).send(describeFaults(error.validationContext ?? '', error.validation ?? [])),
)
const properties = {
  model: { anyOf: [{ const: 'mclp' }, { const: 'pmedian' }] },
  sites: { type: 'integer', minimum: 0 },
  id: { anyOf: [{ type: 'string', pattern: '^[a-f]+$' }, { type: 'null' }] },
  version: { const: 1 },
  shapes: {
    type: 'array',
    items: {
      type: 'object',
      required: ['kind'],
      discriminator: { propertyName: 'kind' },
      oneOf: [shape('point', 'number'), shape('word', 'string')],
    },
  },
}
app.post('/', { schema: { body: { type: 'object', additionalProperties: false, properties } } }, () => 'fine')
afterAll(() => app.close())

it.each([
  [{ model: 'x' }, 'body/model must be one of "mclp", "pmedian".'],
  [{ version: 2 }, 'body/version must be 1.'],
  [{ modell: 'mclp' }, 'body has an unknown property "modell".'],
  [{ sites: -1 }, 'body/sites must be >= 0.'],
  [{ id: 'xyz' }, 'body/id must match pattern "^[a-f]+$" or must be null.'],
  [{ shapes: [{ kind: 'point', size: 1 }, { kind: 'line' }] }, 'body/shapes/1 has an unknown kind "line".'],
  [{ shapes: [{ kind: 'word', size: 1 }] }, 'body/shapes/0/size must be string.'],
  [{ shapes: [{ kind: 'point' }] }, "body/shapes/0 must have required property 'size'."],
])('%j: %s', async (payload, expected) => {
  expect((await app.inject({ method: 'POST', url: '/', payload })).body).toBe(expected)
})

it('keeps what it does not know, and says that no form fits where nothing else is said', () => {
  expect(describeFaults('querystring', [{ keyword: 'format', instancePath: '/day', params: {} }])).toBe(
    'querystring/day breaks the rule "format".',
  )
  expect(
    describeFaults('body', [{ keyword: 'anyOf', instancePath: '/x', params: {}, message: 'must match a schema in anyOf' }]), // prettier-ignore
  ).toBe('body/x must match a schema in anyOf.')
})
