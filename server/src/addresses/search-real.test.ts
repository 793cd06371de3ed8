import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeColumns } from '../columns/columns.ts'
import { readDistrictFile } from '../districts/districts.reader.ts'
import { distanceMetres } from '../geo/distance.ts'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import type { OsmExtract } from '../osm/osm-extract.ts'
import { readOsmPbf } from '../osm/osm-pbf.reader.ts'
import { addressBookToColumns, type AddressBook } from './address-book.ts'
import { buildAddressBook } from './build-address-book.ts'
import { searchAddresses } from './search-addresses.ts'
import { buildSearchIndex, type SearchIndex } from './search-index.ts'

// Real data, never committed: beside the project in ../shared/data (see docs/data.md). Skipped where it is absent.
const folder = path.resolve(import.meta.dirname, '../../../../shared/data/aachen')
const file = path.join(folder, 'aachen-2021-08-01.osm.pbf')

describe.skipIf(!existsSync(file))('Aachen, 2021', () => {
  let extract: OsmExtract
  let book: AddressBook
  let index: SearchIndex
  const issues = new IssueList()

  beforeAll(() => {
    extract = readOsmPbf(readFileSync(file))
    const districts = readDistrictFile(
      readFileSync(path.join(folder, 'statistische_bezirke.geojson'), 'utf8'),
      { level: 'bezirk', nameProperty: 'name', idProperty: 'id', source: 'districts' },
      new IssueList(),
    ).districts
    const network = buildStreetNetwork(extract, new IssueList())
    book = buildAddressBook(extract, network, [districts], issues)
    const [ring] = districts[0].geometry[0]
    index = buildSearchIndex({
      book,
      regionNames: ['Aachen'],
      levels: [
        { label: { de: 'Bezirk', en: 'District' }, districts: districts.map((d) => ({ ...d, position: ring[0] })) },
      ],
      facilities: [],
    })
  }, 120_000)

  const find = (query: string, limit = 20) =>
    searchAddresses(index, query, limit).map(
      ({ kind, label, detail, isApproximate }) => `${kind}: ${label}, ${detail.de}${isApproximate ? ' ~' : ''}`,
    )

  it('every house number with a street that can be read is in the book, and four of 25,374 tags cannot be', () => {
    const tags = [...extract.nodeTags.values(), ...extract.wayTags, ...extract.relations.map((r) => r.tags)]
    expect(tags.filter((t) => t['addr:housenumber'] !== undefined)).toHaveLength(2501 + 22_827 + 46)
    expect(book.addressNumber).toHaveLength(25_293)
    expect(book.streetName).toHaveLength(937)
    expect(issues.list().map(({ kind, count }) => [kind, count])).toEqual([
      ['address-number-unreadable', 2],
      ['address-without-street', 2],
    ])
  })

  it('the book is small', () => {
    expect(encodeColumns(addressBookToColumns(book)).length).toBeLessThan(600_000)
  })

  it.each([
    ['Markt 5', 'address: Markt 5, Markt'],
    ['theaterstr. 12, 52062 Aachen', 'address: Theaterstraße 12, Marschiertor'],
    ['Theaterstrase 5', 'address: Theaterstraße 5, Marschiertor'],
    ['jülicher str. 114 a', 'address: Jülicher Straße 114a, Jülicher Straße'],
    ['Juelicherstrasse 114', 'address: Jülicher Straße 114, Jülicher Straße'],
    ['pontstr', 'street: Pontstraße, Markt'],
    ['Dahlienweg 3 Forst', 'address: Dahlienweg 3, Forst'],
  ])('"%s" finds %s first', (query, expected) => {
    expect(find(query)[0]).toBe(expected)
  })

  it('streets of one name in two places stay apart', () => {
    expect(find('Dahlienweg')).toEqual(['street: Dahlienweg, Forst', 'street: Dahlienweg, Westpark'])
  })

  it('every address is found by what its tags say, at most a block from where they stand', () => {
    let asked = 0
    for (const [node, tags] of extract.nodeTags) {
      const [street, number] = [tags['addr:street'], tags['addr:housenumber']]
      if (street === undefined || number === undefined || !/^\d+\s?[a-z]?$/i.test(number)) continue
      asked++
      const results = searchAddresses(index, `${street} ${number}`, 20).filter((r) => !r.isApproximate)
      const metres = results.map((r) =>
        distanceMetres(r.lng, r.lat, extract.nodeLng[node] / 1e7, extract.nodeLat[node] / 1e7),
      )
      expect(Math.min(...metres), `${street} ${number}`).toBeLessThan(250)
    }
    expect(asked).toBeGreaterThan(2000)
  })
})
