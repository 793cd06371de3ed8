import { Type, type Static } from 'typebox'

const Position = Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })

/** What is near a position and can be named by a modification of the streets. */
export const StreetAnswer = Type.Object({
  /** The nearest stretch of street within 30 metres, or null. */
  street: Type.Union([
    Type.Object({
      /** OpenStreetMap way; with "lng" and "lat" it names the stretch in "close-street" and "make-barrier-free". */
      wayId: Type.Integer(),
      name: Type.String(),
      /** Value of "highway". */
      kind: Type.String(),
      lng: Type.Number(),
      lat: Type.Number(),
      metres: Type.Number(),
      line: Type.Array(Position),
    }),
    Type.Null(),
  ]),
  /** The nearest mapped kerb that is not low, within 20 metres, or null. */
  kerb: Type.Union([Type.Object({ lng: Type.Number(), lat: Type.Number(), metres: Type.Number() }), Type.Null()]),
})
export type StreetAnswer = Static<typeof StreetAnswer>
