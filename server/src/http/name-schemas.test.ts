import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { nameSchemas } from './name-schemas.ts'

const Place = Type.Object({ kind: Type.Literal('place'), people: Type.Record(Type.String({ pattern: '^a$' }), Type.Number()) }) // prettier-ignore
const Answer = Type.Object({ places: Type.Array(Place) })
/** As the document writes them. */
const place = {
  type: 'object',
  required: ['kind', 'people'],
  properties: {
    kind: { type: 'string', enum: ['place'] },
    people: { type: 'object', additionalProperties: { type: 'number' } },
  },
}
const answer = { type: 'object', required: ['places'], properties: { places: { type: 'array', items: place } } }

describe('a document of the API', () => {
  it('names what stands in many places once, also within what is named', () => {
    const document = {
      openapi: '3.1.0',
      paths: { '/a': { body: place, 200: answer }, '/b': { 200: [answer, 'place'] } },
    }
    expect(nameSchemas(document, { Place, Answer })).toEqual({
      openapi: '3.1.0',
      paths: {
        '/a': { body: { $ref: '#/components/schemas/Place' }, 200: { $ref: '#/components/schemas/Answer' } },
        '/b': { 200: [{ $ref: '#/components/schemas/Answer' }, 'place'] },
      },
      components: {
        schemas: {
          Place: place,
          Answer: {
            ...answer,
            properties: { places: { type: 'array', items: { $ref: '#/components/schemas/Place' } } },
          },
        },
      },
    })
  })
})
