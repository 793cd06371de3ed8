import { describe, expect, it } from 'vitest'
import { searchAddresses, type SearchOptions } from './search-addresses.ts'
import type { SearchIndex } from './search-index.ts'
import { at, DISTRICTS, indexOf } from './testing/small-town.ts'

const facility = (id: string, name: string, east: number, de = 'Apotheke', en = 'Pharmacy') => {
  const [lng, lat] = at(east, 0)
  return { id, name, what: { de, en }, lng, lat }
}

const town = indexOf(
  [
    { name: 'Markt', districts: [0], numbers: '1;3;5;7;9' },
    { name: 'Am Markt', districts: [1], numbers: '2;4' },
    { name: 'Marktgasse', districts: [0], numbers: '5;5a;5b' },
    { name: 'Trierer Straße', districts: [0, 1], numbers: '100-110' },
    { name: 'Triererweg', districts: [1] },
    { name: 'Mühlenstr.', districts: [0], numbers: '12a' },
    { name: 'Hauptstraße', districts: [0], numbers: '5' },
    { name: 'Hauptstraße', districts: [1], numbers: '7' },
    { name: 'Straße des 17. Juni', districts: [1], numbers: '17;135' },
  ],
  {
    facilities: [
      facility('osm/node/1', 'Markt-Apotheke', -500),
      facility('osm/node/2', 'Markt', 500, 'Haltestelle', 'Stop'),
      facility('osm/node/3', 'Neustadt', 600, 'Haltestelle', 'Stop'),
    ],
  },
)

/** Results as `label | detail`, with `~` where approximate. */
const find = (query: string, options: SearchOptions = {}, index: SearchIndex = town, limit = 20): string[] =>
  searchAddresses(index, query, limit, options).map(
    ({ kind, label, detail, isApproximate }) => `${kind}: ${label} | ${detail.de}${isApproximate ? ' ~' : ''}`,
  )

describe('house numbers', () => {
  it('come in order: whole name with number, beginning with number, then streets that lack the number', () => {
    expect(find('Markt 5')).toEqual([
      'address: Markt 5 | Altstadt',
      'address: Marktgasse 5 | Altstadt',
      'address: Am Markt 4 | Neustadt ~',
    ])
    // The street called so comes before one that has the word somewhere, even if only the latter has the number.
    expect(find('Markt 4')).toEqual([
      'address: Markt 3 | Altstadt ~',
      'address: Am Markt 4 | Neustadt',
      'address: Marktgasse 5 | Altstadt ~',
    ])
  })

  it.each([
    'markt 5',
    '5 Markt',
    'Markt 5, 39104 Musterstadt',
    'D-39104 Musterstadt, Markt 5',
    'MARKT 5-7',
    'markt, 5',
  ])('"%s" finds Markt 5 first', (query) => {
    expect(find(query)[0]).toBe('address: Markt 5 | Altstadt')
  })

  it.each(['Marktgasse 5a', 'marktgasse 5 a', '5A Marktgasse', 'Markt-Gasse 5a', 'Markt Gasse 5 a'])(
    '"%s" finds the house with the letter and no other',
    (query) => {
      expect(find(query)).toEqual(['address: Marktgasse 5a | Altstadt'])
    },
  )

  it.each(['Mühlenstraße 12a', 'Muehlenstr. 12a', 'muhlenstr 12 a', 'Mühlen Str. 12A'])(
    '"%s" finds the street as it is written',
    (query) => {
      expect(find(query)).toEqual(['address: Mühlenstr. 12a | Altstadt'])
    },
  )

  it('that are missing lead to the nearest number, of two the smaller, and say so', () => {
    expect(find('Markt 6')[0]).toBe('address: Markt 5 | Altstadt ~')
    expect(find('Markt 500')[0]).toBe('address: Markt 9 | Altstadt ~')
    expect(find('Markt 5c')[0]).toBe('address: Markt 5 | Altstadt ~')
    expect(find('Mühlenstr. 12')).toEqual(['address: Mühlenstr. 12a | Altstadt ~'])
  })

  it('of a street without any lead to the street, and say so', () => {
    expect(find('Triererweg 3')).toEqual(['street: Triererweg | Neustadt ~'])
  })

  it('are looked for in every street of the name, the one that has it first', () => {
    expect(find('Hauptstr. 7')).toEqual(['address: Hauptstraße 7 | Neustadt', 'address: Hauptstraße 5 | Altstadt ~'])
  })

  it('that belong to the name are none, and behind such a name they are', () => {
    expect(find('Straße des 17. Juni')).toEqual(['street: Straße des 17. Juni | Neustadt'])
    expect(find('Straße des 17. Juni 135')).toEqual(['address: Straße des 17. Juni 135 | Neustadt'])
    const squares = indexOf([{ name: 'Straße 105', districts: [0], numbers: '12;14' }])
    expect(find('Straße 105 12', {}, squares)).toEqual(['address: Straße 105 12 | Altstadt'])
  })
})

describe('names', () => {
  it('are found while they are typed: the whole name, its beginning, its words; streets before places', () => {
    expect(find('markt')).toEqual([
      'street: Markt | Altstadt',
      'place: Markt | Haltestelle, Neustadt',
      'street: Marktgasse | Altstadt',
      'place: Markt-Apotheke | Apotheke, Altstadt',
      'street: Am Markt | Neustadt',
    ])
  })

  it.each(['Trierer Straße', 'Triererstr', 'trierer str.', 'TRIERERSTRASSE', 'Trierer-Strasse'])(
    '"%s" is the whole name, in both districts',
    (query) => {
      expect(find(query)).toEqual(['street: Trierer Straße | Altstadt', 'street: Trierer Straße | Neustadt'])
    },
  )

  it('of districts and of the region tell streets of one name apart', () => {
    expect(find('Hauptstraße Neustadt')).toEqual(['street: Hauptstraße | Neustadt'])
    expect(find('Neu Hauptstraße 5')).toEqual(['address: Hauptstraße 7 | Neustadt ~'])
    expect(find('Hauptstraße 5 Musterst')).toHaveLength(2)
    expect(find('Hauptstraße Anderswo')).toEqual([])
  })

  it('of districts are results themselves, before places of that name', () => {
    const [district, stop] = searchAddresses(town, 'neustadt', 20)
    expect(district).toMatchObject({ kind: 'district', id: '2', detail: { de: 'Stadtteil', en: 'District' } })
    expect(district.bounds?.north).toBeCloseTo(DISTRICTS[1].geometry[0][0][2][1], 6)
    expect(stop).toMatchObject({
      kind: 'place',
      id: 'osm/node/3',
      detail: { de: 'Haltestelle, Neustadt', en: 'Stop, Neustadt' },
    })
  })

  it('with one letter wrong, missing, too many or swapped are found where nothing is called so', () => {
    for (const typed of ['Marktgase', 'Marktgaasse', 'Marktgasze', 'Marktgsase', 'Narktgasse'])
      expect(find(typed), typed).toEqual(['street: Marktgasse | Altstadt'])
    expect(find('Narktgase')).toEqual([])
    // Four letters must be right.
    expect(find('Mrkt')).toEqual([])
  })

  it('with an error come behind names without one', () => {
    expect(find('Triererwe').slice(0, 1)).toEqual(['street: Triererweg | Neustadt'])
    const names = indexOf([
      { name: 'Lindenhofweg', districts: [0] },
      { name: 'Lindenhafen', districts: [0] },
      { name: 'Alter Lindenhof', districts: [0] },
    ])
    expect(find('lindenhof', {}, names)).toEqual([
      'street: Lindenhofweg | Altstadt',
      'street: Alter Lindenhof | Altstadt',
      'street: Lindenhafen | Altstadt',
    ])
    // Where something is called so, nobody meant a neighbour.
    expect(find('lindenhafen', {}, names)).toEqual(['street: Lindenhafen | Altstadt'])
    const both = indexOf([
      { name: 'Lindenhof', districts: [0] },
      { name: 'Lindenhafen', districts: [0] },
    ])
    expect(find('lindenhof', {}, both)).toEqual(['street: Lindenhof | Altstadt'])
  })

  it('without an own word do not meet by "Straße" alone', () => {
    expect(find('Unbekannte Straße 100')).toEqual([])
    expect(find('Straße').length).toBeGreaterThan(2)
  })
})

describe('choices', () => {
  it('of kinds leave the others out; with streets only, a number leads to the street', () => {
    expect(find('markt', { kinds: ['place'] })).toEqual([
      'place: Markt | Haltestelle, Neustadt',
      'place: Markt-Apotheke | Apotheke, Altstadt',
    ])
    expect(find('Markt 5', { kinds: ['street'] })[0]).toBe('street: Markt | Altstadt ~')
    expect(find('Markt', { kinds: ['address'] })).toEqual([])
    expect(find('Neustadt', { kinds: ['district'] })).toEqual(['district: Neustadt | Stadtteil'])
  })

  it('of a position bring the nearer first, after the district', () => {
    const stops = indexOf([], {
      facilities: [facility('west', 'Halt', -3000), facility('east', 'Halt', -200), facility('far', 'Halt', 3000)],
    })
    const ids = (near?: readonly [number, number]) => searchAddresses(stops, 'halt', 20, { near }).map(({ id }) => id)
    expect(ids()).toEqual(['west', 'east', 'far'])
    expect(ids(at(0, 0))).toEqual(['east', 'west', 'far'])
    expect(ids(at(-4000, 0))).toEqual(['west', 'east', 'far'])
  })

  it('of how many are kept to, and must be 1 to 20', () => {
    expect(find('markt', {}, town, 2)).toEqual(find('markt').slice(0, 2))
    for (const limit of [0, 21, 1.5, Number.NaN])
      expect(() => searchAddresses(town, 'markt', limit)).toThrow(RangeError)
  })
})

describe('odd cases', () => {
  it.each(['', ' ', '!?', '5', '39104', 'x'.repeat(10_000), '<script>', '\u0000', '🏠'])(
    '"%s" finds nothing',
    (query) => {
      expect(find(query)).toEqual([])
    },
  )

  it('a region without addresses still has districts and places', () => {
    const old = indexOf([], { book: null, facilities: [facility('osm/node/1', 'Markt-Apotheke', -500)] })
    expect(find('markt 5', {}, old)).toEqual([])
    expect(find('markt', {}, old)).toEqual(['place: Markt-Apotheke | Apotheke, Altstadt'])
    expect(find('altstadt', {}, old)).toEqual(['district: Altstadt | Stadtteil'])
  })

  it('platforms of one stop are one place, and what lies in no district says so', () => {
    const stops = indexOf([], {
      facilities: [facility('a', 'Bushof', 100), facility('b', 'Bushof', 200), facility('c', 'Bushof', 9000)],
    })
    expect(find('bushof', {}, stops)).toEqual([
      'place: Bushof | Apotheke, Neustadt',
      'place: Bushof | Apotheke, außerhalb der Gebiete',
    ])
  })
})
