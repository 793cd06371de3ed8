import { describe, expect, it } from 'vitest'
import { decodeColumns, encodeColumns } from '../columns/columns.ts'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import { readOsmPbf } from '../osm/osm-pbf.reader.ts'
import { writeOsmPbf, type OsmWriteNode, type OsmWriteRelation, type OsmWriteWay } from '../osm/osm-pbf.writer.ts'
import { addressBookFromColumns, addressBookToColumns, UNITS_PER_DEGREE } from './address-book.ts'
import { buildAddressBook } from './build-address-book.ts'
import { at, DISTRICTS } from './testing/small-town.ts'
import { writeBook } from './testing/written-book.ts'

/** A map drawn in metres. */
class Drawing {
  readonly #nodes: OsmWriteNode[] = []
  readonly #ways: OsmWriteWay[] = []
  readonly #relations: OsmWriteRelation[] = []
  readonly #nodeIds = new Map<string, number>()

  node(east: number, north: number, tags?: Record<string, string>): number {
    const id = this.#nodes.length + 1
    const [lng, lat] = at(east, north)
    this.#nodes.push({ id, lng, lat, ...(tags ? { tags } : {}) })
    return id
  }
  way(points: readonly (readonly [number, number])[], tags: Record<string, string>): number {
    const nodes = points.map(([east, north]) => {
      const key = `${east} ${north}`
      if (!this.#nodeIds.has(key)) this.#nodeIds.set(key, this.node(east, north))
      return this.#nodeIds.get(key)!
    })
    return this.#ways.push({ id: this.#ways.length + 1, nodes, tags })
  }
  street(name: string, ...points: readonly (readonly [number, number])[]): number {
    return this.way(points, { highway: 'residential', name })
  }
  building(east: number, north: number, tags: Record<string, string>): number {
    const corners = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]] as const // prettier-ignore
    return this.way(corners.map(([x, y]) => [east + x, north + y] as const), { building: 'yes', ...tags }) // prettier-ignore
  }
  relation(members: OsmWriteRelation['members'], tags: Record<string, string>): void {
    this.#relations.push({ id: this.#relations.length + 1, members, tags })
  }
  build() {
    const issues = new IssueList()
    const data = { nodes: this.#nodes, ways: this.#ways, relations: this.#relations }
    const extract = readOsmPbf(writeOsmPbf(data))
    const network = buildStreetNetwork(extract, new IssueList())
    const book = buildAddressBook(extract, network, [DISTRICTS], issues)
    return { book, text: writeBook(book, ['Altstadt', 'Neustadt']), issues: issues.list() }
  }
}
const house = (street: string, number: string) => ({ 'addr:street': street, 'addr:housenumber': number })

describe('streets', () => {
  it('are one where they hang together, with a stretch per district; the same name elsewhere is another street', () => {
    const map = new Drawing()
    map.street('Hauptstraße', [-500, 0], [0, 0])
    map.street('Hauptstraße', [0, 0], [300, 0])
    map.street('Hauptstr.', [450, 0], [700, 0]) // beyond a square of 150 m
    map.street('Hauptstraße', [2000, 2000], [2300, 2000])
    const { book, text } = map.build()
    expect(text).toEqual(['Hauptstraße | Neustadt, Altstadt |', 'Hauptstraße | Neustadt |'])
    // In the east 550 m of the street, centred at (150 · 300 + 575 · 250) / 550 = 343 m: its nearest point is 300 m.
    const [lng, lat] = at(300, 0)
    expect(book.stretchLng[0] / UNITS_PER_DEGREE).toBeCloseTo(lng, 6)
    expect(book.stretchLat[0] / UNITS_PER_DEGREE).toBeCloseTo(lat, 6)
    expect(book.stretchWest[0] / UNITS_PER_DEGREE).toBeCloseTo(at(0, 0)[0], 6)
    expect(book.stretchEast[0] / UNITS_PER_DEGREE).toBeCloseTo(at(700, 0)[0], 6)
  })

  it('do not count in a district that they only touch, and numbers are no names', () => {
    const map = new Drawing()
    map.street('Ring', [-500, 0], [-20, 0])
    map.street('Ring', [-20, 0], [25, 0])
    map.street('B 57', [-500, 50], [0, 50])
    map.way([[-500, 90], [-400, 90]], { railway: 'platform', name: 'Gleis' }) // prettier-ignore
    expect(map.build().text).toEqual(['Ring | Altstadt |'])
  })
})

describe('house numbers', () => {
  it('stand at nodes, buildings, multipolygons and in relations of a street; several at one are several', () => {
    const map = new Drawing()
    map.street('Hauptstraße', [-500, 0], [500, 0])
    map.node(-300, 10, house('Hauptstraße', '12 a'))
    map.building(-200, 10, house('Hauptstr.', '2;4'))
    map.building(-100, 10, house('Hauptstraße', '6-10'))
    const outline = map.building(100, 10, {})
    map.relation([{ type: 'way', ref: outline, role: 'outer' }], {
      type: 'multipolygon',
      ...house('Hauptstraße', '14'),
    })
    const lone = map.building(200, 10, { 'addr:housenumber': '16' })
    map.relation([{ type: 'way', ref: lone, role: 'house' }], { type: 'associatedStreet', name: 'Hauptstraße' })
    const { book, text, issues } = map.build()
    expect(text).toEqual(['Hauptstraße | Altstadt | 2 4 6 8 10 12a 14 (Neustadt) 16 (Neustadt)'])
    expect(issues).toEqual([])
    // The middle of the building of number 2.
    expect(book.addressLng[0] / UNITS_PER_DEGREE).toBeCloseTo(at(-195, 15)[0], 6)
    expect(book.addressLat[0] / UNITS_PER_DEGREE).toBeCloseTo(at(-195, 15)[1], 6)
  })

  it('count once, at the entrance if there is one, before the building and the shop', () => {
    const map = new Drawing()
    map.street('Hauptstraße', [-500, 0], [500, 0])
    map.node(-260, 40, { shop: 'bakery', ...house('Hauptstraße', '1') })
    map.building(-300, 10, house('Hauptstraße', '1'))
    map.node(-300, 12, { entrance: 'main', ...house('Hauptstraße', '1') })
    const { book, text } = map.build()
    expect(text).toEqual(['Hauptstraße | Altstadt | 1'])
    expect(book.addressLng[0] / UNITS_PER_DEGREE).toBeCloseTo(at(-300, 12)[0], 6)
  })

  it('belong to the nearest street of their name, and are two where two towns share a street', () => {
    const map = new Drawing()
    map.street('Hauptstraße', [-1000, 0], [1000, 0])
    map.street('Hauptstraße', [2000, 2000], [2300, 2000])
    map.node(-800, 10, house('Hauptstraße', '5'))
    map.node(800, 10, house('Hauptstraße', '5'))
    map.node(2100, 2010, house('Hauptstraße', '7'))
    expect(map.build().text).toEqual(['Hauptstraße | Altstadt | 5 5 (Neustadt)', 'Hauptstraße | Neustadt | 7'])
  })

  it('of a hamlet without streets make a street of their own, one for each hamlet', () => {
    const map = new Drawing()
    map.street('Weg', [-2000, -2000], [2000, -2000])
    map.node(-1000, 0, { 'addr:place': 'Weiler Au', 'addr:housenumber': '3' })
    map.node(-800, 0, { 'addr:place': 'Weiler Au', 'addr:housenumber': '4' })
    map.node(1500, 0, { 'addr:place': 'Weiler Au', 'addr:housenumber': '3' })
    expect(map.build().text).toEqual(['Weg | Altstadt |', 'Weiler Au | Altstadt | 3 4', 'Weiler Au | Neustadt | 3'])
  })

  it('without a street or a number to read are left out and counted', () => {
    const map = new Drawing()
    map.street('Hauptstraße', [-500, 0], [500, 0])
    map.node(-300, 10, { 'addr:housenumber': '7' })
    map.building(-200, 10, house('Hauptstraße', 'zwischen 3 und 5'))
    const { text, issues } = map.build()
    expect(text).toEqual(['Hauptstraße | Altstadt |'])
    expect(issues.map(({ kind, severity, count, examples }) => [kind, severity, count, examples])).toEqual([
      ['address-without-street', 'note', 1, ['osm/node/3 (7)']],
      ['address-number-unreadable', 'note', 1, ['osm/way/2 (Hauptstraße: zwischen 3 und 5)']],
    ])
  })
})

describe('named places', () => {
  it('are squares that are no streets, and settlements that are no districts, each once', () => {
    const map = new Drawing()
    map.street('Am Markt', [-500, 0], [500, 0])
    map.node(-100, 20, { place: 'square', name: 'Am Markt' })
    map.node(-1000, 20, { place: 'square', name: 'Rosenplatz' })
    map.node(-1050, 20, { place: 'square', name: 'Rosenplatz' })
    map.node(-1000, 500, { place: 'suburb', name: 'Altstadt' })
    map.node(1000, 500, { place: 'suburb', name: 'Altstadt' })
    map.node(5000, 500, { place: 'village', name: 'Jenseits' })
    map.node(0, 500, { place: 'city', name: 'Musterstadt' })
    map.node(0, 600, { place: 'hamlet' })
    expect(map.build().text).toEqual([
      'Am Markt | Altstadt |',
      'Altstadt | Neustadt',
      'Jenseits | outside',
      'Rosenplatz | Altstadt',
    ])
  })
})

it('a book comes back from its columns as it was', () => {
  const map = new Drawing()
  map.street('Hauptstraße', [-500, 0], [500, 0])
  map.building(-200, 10, house('Hauptstraße', '2 Hinterhaus'))
  const { book } = map.build()
  expect(addressBookFromColumns(decodeColumns(encodeColumns(addressBookToColumns(book))))).toEqual(book)
})

it('an extract without names makes an empty book', () => {
  const map = new Drawing()
  map.way([[0, 0], [100, 0]], { highway: 'footway' }) // prettier-ignore
  const { book, text } = map.build()
  expect(text).toEqual([])
  expect([...book.streetFirstStretch, ...book.streetFirstAddress]).toEqual([0, 0])
})
