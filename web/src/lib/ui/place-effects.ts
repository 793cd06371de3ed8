import { m } from '#messages'
import type { ClosureCheck, SharedUse } from '../api/contract.ts'
import { formats } from '../text/current-formats.ts'

/** A place with what closing or opening it does, as it stands in a list. */
export interface PlaceEffect {
  readonly id: string
  readonly name: string | null
  readonly districtName: string | null
  readonly lng: number
  readonly lat: number
  readonly people: number
  /** What happens to so many people. */
  readonly effect: string
  /** More about it, line by line. */
  readonly details: readonly string[]
  /** Nobody else serves some of its people. */
  readonly isCritical: boolean
}

const peopleText = (people: number) => m.people_count({ n: Math.round(people), text: formats().people(people) })
const oneDecimal = (value: number) => Math.round(value * 10) / 10

/** Places whose closure costs at least one person access. */
export const listClosures = ({ rows }: ClosureCheck): PlaceEffect[] =>
  rows
    .filter(({ losing }) => Math.round(losing) > 0)
    .map(({ facilityId, name, districtName, lng, lat, losing, meanExtraMinutes, takenOverBy, critical }) => ({
      id: facilityId,
      name,
      districtName,
      lng,
      lat,
      people: losing,
      isCritical: critical,
      effect: m.closures_losing({ people: peopleText(losing) }),
      details: [
        ...(meanExtraMinutes === null
          ? []
          : [m.closures_extra({ minutes: formats().minutes(oneDecimal(meanExtraMinutes)) })]),
        ...(takenOverBy.length > 0
          ? [
              m.closures_takers({
                names: takenOverBy
                  .slice(0, 2)
                  .map((taker) => taker.name ?? m.unnamed_place())
                  .join(', '),
              }),
            ]
          : []),
      ],
    }))

/** Places whose opening gives at least one person access. */
export const listSharedUses = ({ rows }: SharedUse): PlaceEffect[] =>
  rows
    .filter(({ gained }) => Math.round(gained) > 0)
    .map(({ facilityId, name, districtName, lng, lat, gained, order, gainedInOrder }) => ({
      id: facilityId,
      name,
      districtName,
      lng,
      lat,
      people: gained,
      isCritical: false,
      effect: m.shared_gained({ people: peopleText(gained) }),
      details:
        order === null || gainedInOrder === null
          ? []
          : [m.shared_order({ order: formats().integer(order), people: peopleText(gainedInOrder) })],
    }))
