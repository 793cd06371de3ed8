import { describe, expect, it } from 'vitest'
import { COLUMN_NAMES, foldColumnName, recogniseColumns } from './list-columns.ts'

const fieldsOf = (header: string[], chosen = {}) => Object.fromEntries(recogniseColumns(header, chosen).positions)

describe('columns of office lists', () => {
  it('have more than 60 names, each for one field only', () => {
    const names = Object.entries(COLUMN_NAMES).flatMap(([field, list]) =>
      list.map((name) => [foldColumnName(name), field]),
    )
    expect(names.length).toBeGreaterThan(60)
    const fields = new Map<string, Set<string>>()
    for (const [name, field] of names) fields.set(name, (fields.get(name) ?? new Set()).add(field))
    expect([...fields].filter(([, owners]) => owners.size > 1)).toEqual([])
  })

  it.each([
    [
      ['Bezeichnung', 'Breite', 'Länge', 'Art', 'Plätze', 'Träger'],
      { name: 0, lat: 1, lng: 2, kind: 3, capacity: 4, provider: 5 },
    ],
    [['name', 'typ', 'strasse', 'hausnummer', 'stadtteil', 'lon', 'lat', 'lage'], { name: 0, kind: 1, street: 2, houseNumber: 3, lng: 5, lat: 6 }], // prettier-ignore
    [['Lfd. Nr.', 'EINRICHTUNG', 'Rechtswert', 'Hochwert', 'Kategorie'], { id: 0, name: 1, lng: 2, lat: 3, kind: 4 }],
    [['Ostwert (EPSG:25832)', 'Nordwert [m]', 'Str.', 'Haus-Nr.', 'PLZ', 'Ort'], { lng: 0, lat: 1, street: 2, houseNumber: 3, postcode: 4, city: 5 }], // prettier-ignore
    [['Traeger', 'Oeffnungszeiten', 'rollstuhlgerecht', 'Internet'], { provider: 0, openingHours: 1, wheelchair: 2, website: 3 }], // prettier-ignore
    [['Koordinaten', 'Anschrift'], { position: 0, address: 1 }],
  ])('%j', (header, fields) => {
    expect(fieldsOf(header)).toEqual(fields)
  })

  it('take the better name where two columns fit one field, and name what is not used', () => {
    const { positions, unused } = recogniseColumns(['Name', 'Bezeichnung', 'Bemerkung', '', 'Telefon'])
    expect(positions.get('name')).toBe(1)
    expect(unused).toEqual(['Name', 'Bemerkung', 'Telefon'])
  })

  it('follow the choice of the manifest', () => {
    expect(fieldsOf(['Name', 'Angebotsname', 'Typ'], { name: 'angebotsname', kind: 'Name' })).toEqual({
      name: 1,
      kind: 0,
    })
  })
})
