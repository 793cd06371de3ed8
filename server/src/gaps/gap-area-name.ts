/** Names of gap areas, made from data alone: the district and where in it the people concerned live. */
import type { LocalText } from '../contract/common.ts'
import { metresPerDegree } from '../geo/distance.ts'

export type Direction =
  'north' | 'north-east' | 'east' | 'south-east' | 'south' | 'south-west' | 'west' | 'north-west' | 'centre'

const COMPASS = ['east', 'north-east', 'north', 'north-west', 'west', 'south-west', 'south', 'south-east'] as const

const GERMAN: Readonly<Record<Direction, string>> = {
  north: 'Nord',
  'north-east': 'Nordost',
  east: 'Ost',
  'south-east': 'Südost',
  south: 'Süd',
  'south-west': 'Südwest',
  west: 'West',
  'north-west': 'Nordwest',
  centre: 'Mitte',
}

/** Where the people of a district live: their mean position and how far they spread around it. */
export interface DistrictSpread {
  readonly people: number
  readonly lng: number
  readonly lat: number
  /** Root mean square distance of the people from the mean position. */
  readonly spreadMetres: number
}

/**
 * Where a place lies as seen from the middle of the district's people; within a third of their spread it is the centre.
 * Eight sectors of 45°, east around 0°.
 */
export function findDirection(spread: DistrictSpread, lng: number, lat: number): Direction {
  const scale = metresPerDegree(spread.lat)
  const x = (lng - spread.lng) * scale.lng
  const y = (lat - spread.lat) * scale.lat
  if (Math.hypot(x, y) <= spread.spreadMetres / 3) return 'centre'
  return COMPASS[(Math.round(Math.atan2(y, x) / (Math.PI / 4)) + 8) % 8]
}

export interface NameParts {
  /** Name of the district with most of the area's people; null where they live in none. */
  readonly districtName: string | null
  /** Null where at least half of the district's people live in the area: then it is named as the district. */
  readonly direction: Direction | null
  /** How many other districts the area reaches into where most of its people live there; else 0. */
  readonly otherDistricts: number
  /** The area cannot be assessed. */
  readonly unknown: boolean
}

/**
 * Names for a list of areas in their order: "Brand-Nord", in English "Brand (north)"; "Brand und 3 weitere" where most of the
 * people live in other districts; a name that occurs again is numbered.
 *
 * @returns as many names, no two equal within a language
 */
export function nameGapAreas(areas: readonly NameParts[]): LocalText[] {
  const names = areas.map(plainName)
  const used = { de: new Set<string>(), en: new Set<string>() }
  const lastNumber = new Map<string, number>()
  return names.map((name) => {
    let number = lastNumber.get(name.de) ?? 0
    let numbered: LocalText
    do {
      number++
      const suffix = number === 1 ? '' : ` ${number}`
      numbered = { de: name.de + suffix, en: name.en + suffix }
    } while (used.de.has(numbered.de) || used.en.has(numbered.en))
    lastNumber.set(name.de, number)
    used.de.add(numbered.de)
    used.en.add(numbered.en)
    return numbered
  })
}

function plainName({ districtName, direction, otherDistricts, unknown }: NameParts): LocalText {
  const note = unknown ? { de: ' – nicht beurteilbar', en: ' – cannot be assessed' } : { de: '', en: '' }
  if (districtName === null) return { de: `Außerhalb der Bezirke${note.de}`, en: `Outside the districts${note.en}` }
  const more =
    otherDistricts === 0
      ? { de: '', en: '' }
      : { de: ` und ${otherDistricts} weitere`, en: ` and ${otherDistricts} more` }
  return direction === null
    ? { de: districtName + more.de + note.de, en: districtName + more.en + note.en }
    : {
        de: `${districtName}-${GERMAN[direction]}${more.de}${note.de}`,
        en: `${districtName} (${direction})${more.en}${note.en}`,
      }
}
