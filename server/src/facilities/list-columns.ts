import { foldText } from './facility-text.ts'

/** What a column of a list may hold. */
export type ListField =
  | 'id'
  | 'name'
  | 'kind'
  | 'lng'
  | 'lat'
  | 'position'
  | 'street'
  | 'houseNumber'
  | 'postcode'
  | 'city'
  | 'address'
  | 'capacity'
  | 'provider'
  | 'openingHours'
  | 'wheelchair'
  | 'website'

/**
 * Names of columns in German and English office files. Where a file has several of them for one field, the one that stands
 * first here is used. Compared without case, umlauts, punctuation and anything in brackets.
 */
export const COLUMN_NAMES: Readonly<Record<ListField, readonly string[]>> = {
  id: ['ID', 'Nummer', 'Nr', 'Nr.', 'lfd. Nr.', 'laufende Nummer', 'Kennung', 'Schlüssel', 'Einrichtungsnummer', 'Einrichtungs-ID', 'Objekt-ID', 'ObjectID', 'FID', 'Key', 'Number'], // prettier-ignore
  name: ['Bezeichnung', 'Name', 'Einrichtung', 'Name der Einrichtung', 'Einrichtungsname', 'Objekt', 'Titel', 'Standort', 'Facility', 'Facility name', 'Title'], // prettier-ignore
  kind: ['Art', 'Einrichtungsart', 'Art der Einrichtung', 'Typ', 'Einrichtungstyp', 'Kategorie', 'Category', 'Kind', 'Type', 'Nutzung', 'Angebot', 'Gruppe'], // prettier-ignore
  lng: ['Länge', 'Laenge', 'Längengrad', 'geographische Länge', 'geogr. Länge', 'Lon', 'Lng', 'Long', 'Longitude', 'Koordinate Länge', 'Rechtswert', 'Ostwert', 'East', 'Easting', 'UTM Ost', 'UTM-Rechtswert', 'X', 'X-Koordinate', 'X-Wert', 'XKoord', 'Koordinate X', 'Geo X', 'WGS84 X', 'UTM X', 'UTM_E', 'E'], // prettier-ignore
  lat: ['Breite', 'Breitengrad', 'geographische Breite', 'geogr. Breite', 'Lat', 'Latitude', 'Koordinate Breite', 'Hochwert', 'Nordwert', 'North', 'Northing', 'UTM Nord', 'UTM-Hochwert', 'Y', 'Y-Koordinate', 'Y-Wert', 'YKoord', 'Koordinate Y', 'Geo Y', 'WGS84 Y', 'UTM Y', 'UTM_N', 'N'], // prettier-ignore
  position: ['Koordinaten', 'Koordinate', 'Position', 'Geokoordinaten', 'Geo Point', 'Geopunkt', 'Geometrie', 'Geometry', 'WKT', 'Lage WGS84', 'Coordinates'], // prettier-ignore
  street: ['Straße', 'Strasse', 'Str.', 'Straßenname', 'Strassenname', 'Street'],
  houseNumber: ['Hausnummer', 'Hausnr.', 'Haus-Nr.', 'HNr', 'HsNr', 'House number', 'Housenumber'],
  postcode: ['PLZ', 'Postleitzahl', 'Postcode', 'Postal code', 'Zip'],
  city: ['Ort', 'Stadt', 'Gemeinde', 'Wohnort', 'City', 'Town'],
  address: ['Adresse', 'Anschrift', 'Straße und Hausnummer', 'Straße Hausnummer', 'Straße Nr.', 'Straße, Nr.', 'Address'], // prettier-ignore
  capacity: ['Plätze', 'Plaetze', 'Anzahl Plätze', 'Platzzahl', 'Kapazität', 'Betten', 'Anzahl Betten', 'Wohneinheiten', 'Sitze', 'Capacity', 'Places'], // prettier-ignore
  provider: ['Träger', 'Traeger', 'Betreiber', 'Name des Trägers', 'Trägerschaft', 'Anbieter', 'Provider', 'Operator'], // prettier-ignore
  openingHours: ['Öffnungszeiten', 'Oeffnungszeiten', 'Öffnungszeit', 'Sprechzeiten', 'Sprechstunden', 'Opening hours', 'Opening_hours', 'Hours'], // prettier-ignore
  wheelchair: ['Barrierefrei', 'Barrierefreiheit', 'Rollstuhlgerecht', 'rollstuhlgeeignet', 'Rollstuhl', 'Wheelchair', 'Step-free', 'Accessible'], // prettier-ignore
  website: ['Internet', 'Website', 'Webseite', 'Homepage', 'Internetadresse', 'Internetseite', 'Web', 'URL', 'Link', 'WWW'], // prettier-ignore
}

export interface ListColumns {
  /** Position of the column of each field that the list has. */
  readonly positions: ReadonlyMap<ListField, number>
  /** Names of columns that are not used. */
  readonly unused: readonly string[]
}

const FIELD_OF_NAME = new Map<string, { readonly field: ListField; readonly rank: number }>()
for (const [field, names] of Object.entries(COLUMN_NAMES)) {
  names.forEach((name, rank) => {
    const folded = foldColumnName(name)
    if (!FIELD_OF_NAME.has(folded)) FIELD_OF_NAME.set(folded, { field: field as ListField, rank })
  })
}

/** "Länge (WGS 84)" → "laenge": without brackets and what they hold, spaces and punctuation. */
export function foldColumnName(name: string): string {
  return foldText(name.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')).replaceAll(' ', '')
}

/** Which column holds what; `chosen` names columns for fields and goes before recognition. */
export function recogniseColumns(
  header: readonly string[],
  chosen: Readonly<Partial<Record<ListField, string>>> = {},
): ListColumns {
  const best = new Map<ListField, { position: number; rank: number }>()
  const folded = header.map(foldColumnName)
  for (const [field, name] of Object.entries(chosen)) {
    const position = folded.indexOf(foldColumnName(name))
    if (position >= 0) best.set(field as ListField, { position, rank: -1 })
  }
  folded.forEach((name, position) => {
    const known = FIELD_OF_NAME.get(name)
    if (!known || [...best.values()].some((taken) => taken.position === position)) return
    const { field, rank } = known
    const present = best.get(field)
    if (!present || rank < present.rank) best.set(field, { position, rank })
  })
  const positions = new Map([...best].map(([field, { position }]) => [field, position]))
  const used = new Set(positions.values())
  const unused = header.filter((name, position) => name.trim() !== '' && !used.has(position))
  return { positions, unused }
}
