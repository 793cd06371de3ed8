import type { NoStreet } from '../isochrone/no-street.ts'
import { EDGE_REMARKS } from '../network/edge-remarks.ts'
import { PROFILES, type ProfileId } from '../network/profile.ts'
import { Problem } from '../problems/problems.ts'
import { CELL_SNAP_METRES, FACILITY_SNAP_METRES } from '../reach/walker.ts'
import type { IsochroneOrigin } from '../scenario/scenario-isochrone.ts'

/** What stands among the remarks of OpenStreetMap where a scenario closes the street. */
const CLOSED_BY_SCENARIO = { de: 'Im Szenario gesperrt', en: 'Closed in the scenario' }

/** The problem that says why there is no isochrone, and where the nearest street is that the profile can use. */
export function describeNoStreet(
  { kind, nearest, closed }: NoStreet,
  { lng: originLng, lat: originLat, facility }: IsochroneOrigin,
  profileId: ProfileId,
): Problem {
  const place =
    facility === null ? `the position ${originLng}, ${originLat}` : `the place "${facility.name ?? facility.id}"`
  if (kind === 'outside-network')
    return new Problem('outside-region', `The street data do not reach as far as ${place}.`)
  const within = facility === null ? CELL_SNAP_METRES : FACILITY_SNAP_METRES
  const sentences = [
    `Within ${within} m of ${place} no street is connected that the profile "${PROFILES[profileId].label.en}" can use.`,
  ]
  const reasons = [
    ...(closed?.isClosedByScenario ? [CLOSED_BY_SCENARIO] : []),
    ...(closed?.reasons ?? []).map((reason) => ({ de: EDGE_REMARKS[reason].de, en: EDGE_REMARKS[reason].en })),
  ]
  if (closed !== null) {
    const name = closed.name === '' ? 'a path' : `"${closed.name}"`
    const why =
      reasons.length === 0 ? 'no usable street leads there' : reasons.map(({ en }) => en.toLowerCase()).join(', ')
    sentences.push(`The nearest is ${name}, ${Math.round(closed.metres)} m away: ${why}.`)
  }
  if (nearest !== null) {
    const [lng, lat] = nearest.position
    sentences.push(
      `The nearest usable one is ${Math.round(nearest.metres)} m away, at ${lng.toFixed(5)}, ${lat.toFixed(5)}.`,
    )
  }
  return new Problem('no-street', sentences.join(' '), undefined, {
    nearest: nearest && { metres: nearest.metres, lng: nearest.position[0], lat: nearest.position[1] },
    closed: closed && {
      metres: closed.metres,
      name: closed.name === '' ? null : closed.name,
      reasons,
    },
  })
}
