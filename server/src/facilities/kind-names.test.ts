import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseCatalogue } from './catalogue.ts'
import { createKindNames } from './kind-names.ts'

const catalogue = parseCatalogue(
  JSON.parse(readFileSync(new URL('../../../data/catalogue.json', import.meta.url), 'utf8')),
)
const kinds = createKindNames(catalogue)

describe('kinds of office lists', () => {
  it('are known by id and by label in both languages', () => {
    for (const { id, label } of catalogue.categories) {
      for (const text of [id, label.de, label.en, label.de.toUpperCase()]) {
        expect(kinds.find(text).categoryIds, text).toContain(id)
      }
    }
  })

  it.each([
    ['Kita', ['kindergarten']],
    ['Kindertagesstätten', ['kindergarten']],
    ['kindertagesstaette', ['kindergarten']],
    ['Kindergärten', ['kindergarten']],
    ['Apotheken', ['pharmacy']],
    ['Haltestelle', ['pt_stop']],
    ['Café', ['cafe_restaurant']],
    ['Gaststätten', ['cafe_restaurant']],
    ['Bücherei', ['library']],
    ['Spielplätze', ['playground_0_6', 'playground_6_12']],
    ['Alten- und Service-Zentrum', ['senior_service_centre']],
    ['Alten- und Servicezentren (ASZ)', ['senior_service_centre']],
    ['Offener Treff', ['senior_meeting_place']],
    ['Pflegeheim', ['nursing_home']],
    ['Arztpraxis', ['general_practitioner', 'specialist']],
    ['Sitzbänke', ['bench']],
    ['Grundschule (offener Ganztag)', ['primary_school']],
    ['Museen', ['culture']],
    ['Kita/Familienzentrum', ['kindergarten', 'family_centre']],
    ['Kita, Familienzentrum und Stadtteilbibliothek', ['kindergarten', 'family_centre', 'library']],
  ])('%s', (text, ids) => {
    expect([...kinds.find(text).categoryIds].sort()).toEqual([...ids].sort())
  })

  it('name the parts that are not known', () => {
    expect(kinds.find('Kita, Sternwarte')).toEqual({ categoryIds: ['kindergarten'], unknownParts: ['Sternwarte'] })
    expect(kinds.find('Sternwarte')).toEqual({ categoryIds: [], unknownParts: ['Sternwarte'] })
    expect(kinds.find('  ').categoryIds).toEqual([])
  })

  it('follow the manifest before everything else', () => {
    const mapped = createKindNames(catalogue, { 'Offener Treff': 'neighbourhood_meeting', 'Typ 7': 'library' })
    expect(mapped.find('OFFENER TREFF').categoryIds).toEqual(['neighbourhood_meeting'])
    expect(mapped.find('Typ 7').categoryIds).toEqual(['library'])
  })
})
