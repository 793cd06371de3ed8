/** The people within an isochrone as CSV: one row per walking time and group, the shortest time first. */
import type { LocalText } from '../contract/common.ts'
import type { Isochrone } from '../contract/isochrone.ts'
import { formatCsv, type CsvValue, type CsvVariant } from './csv.ts'

const COLUMNS = [
  { name: 'profile', german: 'Gehprofil' },
  { name: 'direction', german: 'Richtung' },
  { name: 'minutes', german: 'Minuten' },
  { name: 'group', german: 'Gruppe' },
  { name: 'people', german: 'Menschen' },
  { name: 'area_square_metres', german: 'Fläche in m²' },
  { name: 'street_kilometres', german: 'Straßen in km' },
  { name: 'lng', german: 'Länge' },
  { name: 'lat', german: 'Breite' },
  { name: 'facility_id', german: 'Ort-Nr.' },
  { name: 'facility', german: 'Ort' },
  { name: 'reaches_data_edge', german: 'reicht bis zum Rand der Straßendaten' },
  { name: 'import', german: 'Datenstand' },
] as const
/** Behind the others where it is not today that is counted. */
const SCENARIO_COLUMNS = [
  { name: 'scenario', german: 'Szenario' },
  { name: 'scenario_modifications', german: 'Änderungen im Szenario' },
] as const
const GERMAN_DIRECTIONS = { from: 'von hier weg', to: 'hierher' } as const

/** What ids are called where the file is for people. */
export interface IsochroneNames {
  readonly profile: LocalText
  readonly groups: readonly { readonly id: string; readonly label: LocalText }[]
}

/** Figures are those of the answer, unrounded; ids in the plain variant, names in the German one. */
export function formatIsochroneCsv(
  { profile, direction, origin, importId, scenario, features }: Isochrone,
  { profile: profileLabel, groups }: IsochroneNames,
  variant: CsvVariant,
): string {
  const isGerman = variant === 'german'
  const unsaved = isGerman ? 'nicht gespeichert' : 'not stored'
  const planned = scenario && [
    scenario.id === null ? unsaved : `${scenario.id} (${scenario.version})`,
    scenario.modificationCount,
  ]
  const rows = features
    .toReversed()
    .flatMap(({ properties }) =>
      groups.map(({ id, label }): CsvValue[] => [
        isGerman ? profileLabel.de : profile,
        isGerman ? GERMAN_DIRECTIONS[direction] : direction,
        properties.minutes,
        isGerman ? label.de : id,
        properties.people[id] ?? null,
        properties.areaSquareMetres,
        properties.streetKilometres,
        origin.lng,
        origin.lat,
        origin.facilityId,
        origin.name,
        properties.reachesDataEdge,
        importId,
        ...(planned ?? []),
      ]),
    )
  return formatCsv(
    [...COLUMNS, ...(planned ? SCENARIO_COLUMNS : [])].map(({ name, german }) => (isGerman ? german : name)),
    rows,
    variant,
  )
}
