import { Type, type Static } from 'typebox'

/** A text in both languages of the product. */
export const LocalText = Type.Object({ de: Type.String(), en: Type.String() })
export type LocalText = Static<typeof LocalText>

/** West, south, east, north in degrees. */
export const BoundsArray = Type.Array(Type.Number(), { minItems: 4, maxItems: 4 })

export const RegionKey = Type.String({ pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$', maxLength: 64 })
export const CategoryId = Type.String({ pattern: '^[a-z0-9_]+$', maxLength: 64 })
export const GroupId = Type.String({ pattern: '^[a-z0-9]+$', maxLength: 32 })
export const LevelId = Type.String({ pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$', maxLength: 64 })
export const RunId = Type.String({ pattern: '^[0-9a-f]{16}$' })
export const ProfileId = Type.Union([
  Type.Literal('standard'),
  Type.Literal('65plus'),
  Type.Literal('80plus'),
  Type.Literal('rollator'),
  Type.Literal('wheelchair'),
  Type.Literal('pram'),
])

/** RFC 9457. */
/** What streets there are where none can be used. */
export const StreetsNear = Type.Object({
  /** The nearest that the walking profile can use, within 5 km. */
  nearest: Type.Union([Type.Object({ metres: Type.Number(), lng: Type.Number(), lat: Type.Number() }), Type.Null()]),
  /** One nearer by that it cannot use, and why; without reasons no usable street leads there. */
  closed: Type.Union([
    Type.Object({
      metres: Type.Number(),
      name: Type.Union([Type.String(), Type.Null()]),
      reasons: Type.Array(LocalText),
    }),
    Type.Null(),
  ]),
})
export type StreetsNear = Static<typeof StreetsNear>

export const ProblemBody = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String(),
  instance: Type.Optional(Type.String()),
  remedy: Type.Optional(Type.String()),
  /** What, where and what to do in both languages, where people asked and not programs. */
  text: Type.Optional(LocalText),
  /** With the code "no-street". */
  streets: Type.Optional(StreetsNear),
})
export type ProblemBody = Static<typeof ProblemBody>

/** GeoJSON goes out as it is stored; its properties are described at each route. */
export const FeatureCollection = Type.Object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(Type.Any()),
})
