import { Type, type Static } from 'typebox'
import { ProfileId } from '../contract/common.ts'
import { IsochroneDirection, IsochroneShape } from '../contract/isochrone.ts'
import { Modifications, Scenario, type Modification } from '../contract/scenario.ts'
import type { LngLat } from '../geo/bounds.ts'
import { Problem } from '../problems/problems.ts'
import type { ScenarioIsochroneOrder } from '../scenario/scenario-isochrone.ts'

const MOST_TIMES = 4
const LONGEST_MINUTES = 60
const DEFAULT_MINUTES = [5, 10, 15]
const DECISECONDS_PER_MINUTE = 600
const degrees = Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,20})?$' })
const Truth = Type.Union([Type.Literal('true'), Type.Literal('false')])

const shared = {
  facility: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 300,
      description:
        'Id of a place, instead of "lng" and "lat"; one that the scenario adds is called scenario/{id of the modification}.',
    }),
  ),
  profile: ProfileId,
  direction: Type.Optional(IsochroneDirection),
  shape: Type.Optional(IsochroneShape),
  format: Type.Optional(
    Type.Union([Type.Literal('geojson'), Type.Literal('csv')], {
      description: 'csv: the people by group as a table, always a file.',
    }),
  ),
  variant: Type.Optional(
    Type.Union([Type.Literal('plain'), Type.Literal('german')], {
      description: 'Of CSV: german has semicolons, decimal commas and German names.',
    }),
  ),
  scenario: Type.Optional(Scenario.properties.id),
}

export const IsochroneQuery = Type.Object(
  {
    lng: Type.Optional(degrees),
    lat: Type.Optional(degrees),
    ...shared,
    minutes: Type.Optional(
      Type.String({
        pattern: '^\\d{1,3}(\\.\\d{1,2})?(,\\d{1,3}(\\.\\d{1,2})?)*$',
        maxLength: 100,
        description: `1 to ${LONGEST_MINUTES} minutes, at most ${MOST_TIMES} times divided by commas; ${DEFAULT_MINUTES.join()} where left out.`,
      }),
    ),
    download: Type.Optional(Truth),
  },
  { additionalProperties: false },
)

export const IsochroneBody = Type.Object(
  {
    lng: Type.Optional(Type.Number()),
    lat: Type.Optional(Type.Number()),
    ...shared,
    minutes: Type.Optional(
      Type.Array(Type.Number(), {
        minItems: 1,
        maxItems: 20,
        description: `1 to ${LONGEST_MINUTES} minutes in hundredths, at most ${MOST_TIMES} times; ${DEFAULT_MINUTES.join()} where left out.`,
      }),
    ),
    download: Type.Optional(Type.Boolean()),
    /** As they stand here; a stored "scenario" instead has its own. */
    modifications: Type.Optional(Modifications),
  },
  { additionalProperties: false },
)

/** What is asked, whichever way. */
export interface AskedIsochrone {
  readonly order: Omit<ScenarioIsochroneOrder, 'modifications'>
  /** Distinct and ascending. */
  readonly minutes: readonly number[]
  /** Id of a stored scenario. */
  readonly scenario: string | undefined
  readonly modifications: readonly Modification[]
  readonly format: 'geojson' | 'csv'
  readonly variant: 'plain' | 'german'
  readonly isDownload: boolean
}

export function parseIsochroneQuery(query: Static<typeof IsochroneQuery>): AskedIsochrone {
  const { lng, lat, minutes, download } = query
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text))
  return complete({
    ...query,
    lng: number(lng),
    lat: number(lat),
    minutes: minutes?.split(',').map(Number),
    download: download === 'true',
  })
}

export function parseIsochroneBody(body: Static<typeof IsochroneBody>): AskedIsochrone {
  if (body.modifications !== undefined && body.scenario !== undefined)
    throw new Problem('invalid-request', 'Name "modifications" or a "scenario", not both.')
  const odd = body.minutes?.find((value) => Math.abs(value * 100 - Math.round(value * 100)) > 1e-6)
  if (odd !== undefined) throw new Problem('invalid-request', `"minutes" are in hundredths, not ${odd}.`)
  return complete(body)
}

function complete(asked: Static<typeof IsochroneBody>): AskedIsochrone {
  const { profile, facility, direction, shape = 'area', format = 'geojson', variant = 'plain' } = asked
  const minutes = checkMinutes(asked.minutes ?? DEFAULT_MINUTES)
  const position = findPosition(asked)
  return {
    order: {
      seed: position === null ? { kind: 'facility', facilityId: facility! } : { kind: 'point', position },
      profile,
      direction: direction ?? (position === null ? 'to' : 'from'),
      cutoffs: minutes.map((value) => Math.round(value * DECISECONDS_PER_MINUTE)),
      shape,
    },
    minutes,
    scenario: asked.scenario,
    modifications: asked.modifications ?? [],
    format,
    variant,
    isDownload: asked.download === true || format === 'csv',
  }
}

function checkMinutes(asked: readonly number[]): number[] {
  const minutes = [...new Set(asked)].sort((a, b) => a - b)
  const odd = minutes.find((value) => value < 1 || value > LONGEST_MINUTES)
  if (odd !== undefined) throw new Problem('invalid-request', `"minutes" are 1 to ${LONGEST_MINUTES}, not ${odd}.`)
  if (minutes.length > MOST_TIMES)
    throw new Problem('invalid-request', `"minutes" are at most ${MOST_TIMES} times at once, not ${minutes.length}.`)
  return minutes
}

/** Null where a place is named instead. */
function findPosition({ lng, lat, facility }: Static<typeof IsochroneBody>): LngLat | null {
  const isPosition = lng !== undefined || lat !== undefined
  if (isPosition === (facility !== undefined) || (isPosition && (lng === undefined || lat === undefined)))
    throw new Problem('invalid-request', 'Name either a position ("lng" and "lat") or a place ("facility").')
  if (lng === undefined || lat === undefined) return null
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90)
    throw new Problem('invalid-request', `"lng" and "lat" must be degrees, not ${lng} and ${lat}.`)
  return [lng, lat]
}
