import { Type, type Static } from 'typebox'
import { ProfileId, RegionKey } from './common.ts'
import { Scenario, ScenarioProblem } from './scenario.ts'

export const IsochroneDirection = Type.Union([Type.Literal('from'), Type.Literal('to')])
export type IsochroneDirection = Static<typeof IsochroneDirection>
export const IsochroneShape = Type.Union([Type.Literal('area'), Type.Literal('streets')])
export type IsochroneShape = Static<typeof IsochroneShape>

export const IsochroneProperties = Type.Object({
  minutes: Type.Number(),
  /** People by group whose own walk, reckoned as in coverage, takes no longer. */
  people: Type.Record(Type.String(), Type.Number()),
  /** Null with shape=streets. */
  areaSquareMetres: Type.Union([Type.Number(), Type.Null()]),
  streetKilometres: Type.Number(),
  /** The street data end here: what lies beyond is missing. */
  reachesDataEdge: Type.Boolean(),
  /** "access-too-long": the way to the nearest street alone takes longer, so nothing is reached; else null. */
  reason: Type.Union([Type.Literal('access-too-long'), Type.Null()]),
})
export type IsochroneProperties = Static<typeof IsochroneProperties>

/** GeoJSON (RFC 7946) with members of its own. */
export const Isochrone = Type.Object({
  type: Type.Literal('FeatureCollection'),
  region: RegionKey,
  /** Id of the import that it was computed on. */
  importId: Type.String(),
  /** Where it is not that of today: id and version of a stored scenario (else null), and what of it does not apply to the data. */
  scenario: Type.Optional(
    Type.Object({
      id: Type.Union([Scenario.properties.id, Type.Null()]),
      version: Type.Union([Type.Integer(), Type.Null()]),
      modificationCount: Type.Integer({ minimum: 0 }),
      problems: Type.Array(ScenarioProblem),
    }),
  ),
  profile: ProfileId,
  /** "from": where people get to from here; "to": from where people get here. */
  direction: IsochroneDirection,
  shape: IsochroneShape,
  origin: Type.Object({
    lng: Type.Number(),
    lat: Type.Number(),
    facilityId: Type.Union([Type.String(), Type.Null()]),
    name: Type.Union([Type.String(), Type.Null()]),
    /** From here to the street, metres; of several entrances the one nearest to a street. */
    accessMetres: Type.Number(),
  }),
  /** Longest time first, so that shorter ones are drawn on top. A shorter time lies within a longer one. */
  features: Type.Array(
    Type.Object({
      type: Type.Literal('Feature'),
      id: Type.Number({ description: 'The minutes.' }),
      properties: IsochroneProperties,
      geometry: Type.Object({
        type: Type.Union([Type.Literal('MultiPolygon'), Type.Literal('MultiLineString')]),
        coordinates: Type.Array(Type.Any()),
      }),
    }),
  ),
})
export type Isochrone = Static<typeof Isochrone>
