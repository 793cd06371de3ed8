import { Type, type Static } from 'typebox'
import { BoundsArray, LocalText } from './common.ts'

export const SearchKindName = Type.Union([
  Type.Literal('address'),
  Type.Literal('street'),
  Type.Literal('place'),
  Type.Literal('district'),
])

export const SearchResultBody = Type.Object({
  kind: SearchKindName,
  /** Id of a facility (kind "place") or district, else null. */
  id: Type.Union([Type.String(), Type.Null()]),
  label: Type.String(),
  /** The district it lies in; of a place what it is as well; of a district its level. */
  detail: LocalText,
  lng: Type.Number(),
  lat: Type.Number(),
  /** True where the house number asked for is not in the data: the nearest one of the street, or the street. */
  isApproximate: Type.Boolean(),
  /** Of streets and districts. */
  bounds: Type.Union([BoundsArray, Type.Null()]),
})
export type SearchResultBody = Static<typeof SearchResultBody>

export const SearchAnswer = Type.Object({
  results: Type.Array(SearchResultBody),
  /** "nothing-found"; "import-again": the region was imported by a version that took no streets and house numbers; else null. */
  reason: Type.Union([Type.Literal('nothing-found'), Type.Literal('import-again'), Type.Null()]),
})
export type SearchAnswer = Static<typeof SearchAnswer>
