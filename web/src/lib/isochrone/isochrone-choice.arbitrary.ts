import fc from 'fast-check'
import { openIsochrone, placeOrigin, pointOrigin, type IsochroneChoice } from './isochrone-choice.ts'

const profile = fc.option(fc.stringMatching(/^[a-z0-9_]{1,12}$/), { nil: null })
export const isochroneChoices: fc.Arbitrary<IsochroneChoice> = fc.record({
  origin: fc.oneof(
    fc.constant(openIsochrone.origin),
    fc
      .tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -85, max: 85, noNaN: true }))
      .map(([lng, lat]) => pointOrigin(lng, lat)),
    fc
      .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
      .filter((text) => text.length <= 300)
      .map(placeOrigin),
  ),
  minutes: fc
    .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 })
    .map((list) => list.sort((a, b) => a - b)),
  profile,
  otherProfile: profile,
  direction: fc.constantFrom('from', 'to', null),
})
