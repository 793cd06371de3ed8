import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createProjection } from '../geo/projection.ts'
import { ImportError } from '../issues/import-error.ts'
import { parseCatalogue } from './catalogue.ts'
import { collectIssues } from './collect-issues.ts'
import { readFacilityList, type FacilityListOptions } from './facility-list.reader.ts'

const catalogue = parseCatalogue(
  JSON.parse(readFileSync(new URL('../../../data/catalogue.json', import.meta.url), 'utf8')),
)

function read(bytes: Uint8Array | string, options: Partial<FacilityListOptions> = {}) {
  const issues = collectIssues()
  const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  const result = readFacilityList(data, { key: 'kitas', source: 'facilities/kitas', catalogue, ...options }, issues)
  return { ...result, issues: issues.byKind, names: result.facilities.map((facility) => facility.name).sort() }
}

function errorOf(bytes: Uint8Array | string, options: Partial<FacilityListOptions> = {}): ImportError {
  try {
    read(bytes, options)
  } catch (error) {
    if (error instanceof ImportError) return error
    throw error
  }
  throw new Error('The list was read although it must be refused.')
}

const OFFICE = `Nr.;Bezeichnung;Art;Straße;Hausnr.;PLZ;Ort;Breite;Länge;Plätze;Träger;Öffnungszeiten;Barrierefrei;Telefon;Internet
1;Städt. Kita Höfchensweg;Kindertagesstätte;Höfchensweg;12;52066;Aachen;50,7561;6,1012;1.200;Stadt Aachen;Mo-Fr 7-16 Uhr;teilweise;0241/123;www.aachen.de/kita
2;"Seniorentreff ""Zur Rose""; Haus B";Seniorentreff;Am Markt;3;01067;Aachen;50,7753;6,0839;;AWO e. V.;;ja;;`

const officeRows = [
  {
    id: 'list/kitas/1',
    categoryIds: ['kindergarten'],
    name: 'Städt. Kita Höfchensweg',
    lng: 6.1012,
    lat: 50.7561,
    accessPoints: [[6.1012, 50.7561]],
    capacity: 1200,
    provider: 'Stadt Aachen',
    address: 'Höfchensweg 12, 52066 Aachen',
    openingHours: 'Mo-Fr 7-16 Uhr',
    wheelchair: 'limited',
    website: 'https://www.aachen.de/kita',
    source: 'list',
  },
  {
    id: 'list/kitas/2',
    categoryIds: ['senior_meeting_place'],
    name: 'Seniorentreff "Zur Rose"; Haus B',
    lng: 6.0839,
    lat: 50.7753,
    accessPoints: [[6.0839, 50.7753]],
    capacity: null,
    provider: 'AWO e. V.',
    address: 'Am Markt 3, 01067 Aachen',
    openingHours: null,
    wheelchair: 'yes',
    website: null,
    source: 'list',
  },
]

/** Windows-1252 equals Latin-1 for German letters. */
const asWindows1252 = (text: string) => Buffer.from(text, 'latin1')
const withBom = (text: string) => Buffer.from(`\ufeff${text}`)
const asUtf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
const asUtf16Big = (text: string) => asUtf16(text).swap16()
const withTabs = (text: string) => text.split('\n').map((line) => line.replace(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '\t')).join('\n') // prettier-ignore
const withCommas = (text: string) =>
  text
    .replace(/(\d),(\d)/g, '$1.$2')
    .split('\n')
    .map((line) => line.replace(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/g, ','))
    .join('\n')

describe('an office list', () => {
  const variants: [string, Uint8Array][] = [
    ['UTF-8', Buffer.from(OFFICE)],
    ['UTF-8 with byte order mark', withBom(OFFICE)],
    ['Windows-1252', asWindows1252(OFFICE)],
    ['UTF-16 little endian', asUtf16(OFFICE)],
    ['UTF-16 big endian', asUtf16Big(OFFICE)],
    ['UTF-16 without byte order mark', Buffer.from(OFFICE, 'utf16le')],
    ['Windows line ends', Buffer.from(OFFICE.replaceAll('\n', '\r\n'))],
    ['old Macintosh line ends', Buffer.from(OFFICE.replaceAll('\n', '\r'))],
    ['a line end at the end', Buffer.from(`${OFFICE}\n`)],
    ['blank rows', Buffer.from(`${OFFICE.replaceAll('\n', '\n\n')}\n\n;;;;\n`)],
    ['tabs', Buffer.from(withTabs(OFFICE))],
    ['tabs in Windows-1252', asWindows1252(withTabs(OFFICE))],
    ['commas and decimal points', Buffer.from(withCommas(OFFICE).replace('1.200', '1200'))],
    ['commas with byte order mark', withBom(withCommas(OFFICE).replace('1.200', '1200'))],
    ['a sep= line', Buffer.from(`sep=;\r\n${OFFICE}`)],
    ['a sep= line with tabs', Buffer.from(`sep=\t\n${withTabs(OFFICE)}`)],
    ['a sep= line in UTF-16', asUtf16(`sep=;\r\n${OFFICE}`)],
    ['title rows above the header', Buffer.from(`Einrichtungen der Stadt, Stand 1.8.2021;;\n\n${OFFICE}`)],
    [
      'headers in capitals',
      Buffer.from(OFFICE.replace(/^[^\n]*/, (header) => header.toUpperCase().replace('SS', 'ß'))),
    ],
    ['headers in quotes with units', Buffer.from(OFFICE.replace('Breite;Länge', '"Breite (WGS84)";"Länge [°]"'))],
    ['an extra column', Buffer.from(OFFICE.replace('Telefon', 'Bemerkung'))],
  ]
  it.each(variants)('gives the same places: %s', (_name, bytes) => {
    const { facilities, countIn, countRejected } = read(bytes)
    expect(facilities).toEqual(officeRows)
    expect({ countIn, countRejected }).toEqual({ countIn: 2, countRejected: 0 })
  })

  it('gives the same places in metres, with and without the number of the zone', () => {
    const projection = createProjection(25832)
    const [x1, y1] = projection.fromLngLat(6.1012, 50.7561)
    const [x2, y2] = projection.fromLngLat(6.0839, 50.7753)
    const german = (metres: number) => metres.toFixed(3).replace('.', ',')
    const list = (zone: number) =>
      `Name;Art;Rechtswert;Hochwert\nA;Kita;${german(zone + x1)};${german(y1)}\nB;Kita;${german(zone + x2)};${german(y2)}`
    for (const zone of [0, 32e6]) {
      const { facilities } = read(list(zone), { epsg: 25832 })
      const places = facilities.map(({ name, lng, lat }) => [name, lng.toFixed(6), lat.toFixed(6)]).sort()
      expect(places).toEqual([['A', '6.101200', '50.756100'], ['B', '6.083900', '50.775300']]) // prettier-ignore
    }
  })

  it('keeps HTML and quotation marks as plain text', () => {
    const { names } = read('Name;Art;lat;lon\n<script>alert(1)</script>;Kita;50,7;6,1\nGasthaus "Zur Post";Café;50,7;6,2\nO\'Neill & Co;Café;50,7;6,3') // prettier-ignore
    expect(names).toEqual(['<script>alert(1)</script>', 'Gasthaus "Zur Post"', "O'Neill & Co"])
  })

  it('gives places without a number an id that does not depend on their row', () => {
    const first = read('Name;Art;lat;lon\nA;Kita;50,7;6,1\nB;Kita;50,7;6,2').facilities
    const second = read('Name;Art;lat;lon\nB;Kita;50,7;6,2\nC;Kita;50,7;6,3\nA;Kita;50,7;6,1').facilities
    const idOf = (list: typeof first, name: string) => list.find((facility) => facility.name === name)!.id
    expect(idOf(first, 'A')).toMatch(/^list\/kitas\/[0-9a-f]{12}$/)
    expect(idOf(second, 'A')).toBe(idOf(first, 'A'))
    expect(idOf(second, 'B')).toBe(idOf(first, 'B'))
  })

  it('follows mapping, default kind and columns of the manifest', () => {
    const csv = 'Wo;Was;lat;lon\nTreff 1;Haus Typ B;50,7;6,1\nTreff 2;;50,7;6,2'
    const { facilities } = read(csv, {
      categories: { 'haus typ b': 'village_hall' },
      defaultCategory: 'library',
      columns: { name: 'Wo', kind: 'Was' },
    })
    expect(facilities.map(({ name, categoryIds }) => [name, ...categoryIds]).sort()).toEqual([['Treff 1', 'village_hall'], ['Treff 2', 'library']]) // prettier-ignore
  })
})

describe('a row that cannot be used is refused with its number', () => {
  const head = 'ID;Name;Art;Breite;Länge;Plätze\n1;Gut;Kita;50,77;6,08;10\n'
  const region = { west: 6, south: 50.7, east: 6.2, north: 50.8 }
  const cases: [string, string, string, string][] = [
    ['swapped coordinates', '2;B;Kita;6,08;50,77;', 'list-coordinates-swapped', 'row 3: 6,08, 50,77'],
    ['no coordinates', '2;B;Kita;;6,08;', 'list-coordinates-missing', 'row 3: , 6,08'],
    ['no number', '2;B;Kita;unbekannt;6,08;', 'list-coordinates-not-numeric', 'row 3: unbekannt, 6,08'],
    ['a place in the sea', '2;B;Kita;54,5;3,2;', 'list-outside-region', 'row 3: 54,5, 3,2'],
    ['zero as coordinates', '2;B;Kita;0;0;', 'list-outside-region', 'row 3: 0, 0'],
    ['lost decimal commas', '2;B;Kita;50.775.300;6.083.900;', 'list-outside-region', 'row 3: 50.775.300, 6.083.900'],
    ['an unknown kind', '2;B;Sternwarte;50,77;6,08;', 'list-kind-unknown', 'row 3: Sternwarte'],
    ['no kind', '2;B; ;50,77;6,08;', 'list-kind-missing', 'row 3'],
    ['an id that is taken', '1;B;Kita;50,77;6,09;', 'list-id-duplicate', 'row 3: list/kitas/1 as in row 2'],
    [
      'a text without end',
      `2;${'B'.repeat(1001)};Kita;50,77;6,08;`,
      'list-text-too-long',
      'row 3: Name, 1001 characters',
    ],
    ['more fields than columns', '2;B;Kita;50,77;6,08;5;x', 'list-row-too-long', 'row 3: 7 fields instead of 6'],
  ]
  it.each(cases)('%s', (_name, row, kind, example) => {
    const { facilities, issues, countIn, countRejected } = read(head + row, { bounds: region, epsg: 4326 })
    expect(issues).toEqual({ [kind]: [example] })
    expect(facilities.map((facility) => facility.id)).toEqual(['list/kitas/1'])
    expect({ countIn, countRejected }).toEqual({ countIn: 2, countRejected: 1 })
  })

  it('as Excel counts: line breaks within quotes, blank rows and sep= lines do not shift it', () => {
    const csv = 'sep=;\r\nName;Art;lat;lon\r\n"A\r\nzweite Zeile";Kita;50,77;6,08\r\n\r\nB;Burg;50,77;6,08\r\n'
    const { names, issues } = read(csv)
    expect(names).toEqual(['A zweite Zeile'])
    expect(issues['list-kind-unknown']).toEqual(['row 4: Burg'])
  })

  it('notices swapped coordinates in Germany where no region is given, and takes the rest of the world as it is', () => {
    const { issues, facilities } = read('Name;Art;lat;lon\nA;Kita;6,08;50,77\nB;Kita;35,9;14,5')
    expect(issues['list-coordinates-swapped']).toEqual(['row 2: 6,08, 50,77'])
    expect(facilities.map((facility) => facility.lat)).toEqual([35.9])
  })

  it('keeps a row that is there twice once', () => {
    const { facilities, issues, countMerged } = read('ID;Name;Art;lat;lon\n1;A;Kita;50,7;6,1\n1;A;Kita;50,7;6,1')
    expect(facilities.length).toBe(1)
    expect(countMerged).toBe(1)
    expect(issues['list-row-duplicate']).toEqual(['row 3 as row 2'])
  })

  it('keeps rows whose figures cannot be read, without the figure', () => {
    const csv = 'Name;Art;lat;lon;Plätze;Barrierefrei;Internet\nA;Kita, Sternwarte;50,7;6,1;etwa 20;Hintereingang;javascript:alert(1)' // prettier-ignore
    const { facilities, issues } = read(csv)
    expect(facilities[0]).toMatchObject({
      capacity: null,
      wheelchair: null,
      website: null,
      categoryIds: ['kindergarten'],
    })
    expect(issues).toEqual({
      'list-capacity-not-number': ['row 2: etwa 20'],
      'list-wheelchair-unknown': ['row 2: Hintereingang'],
      'list-website-unusable': ['row 2: javascript:alert(1)'],
      'list-kind-partly-unknown': ['row 2: Sternwarte'],
    })
  })

  it('names columns that are not used', () => {
    const { issues } = read('Name;Art;lat;lon;Bemerkung;Telefon\nA;Kita;50,7;6,1;x;y')
    expect(issues['list-columns-unused']).toEqual(['Bemerkung', 'Telefon'])
  })
})

describe('a list that cannot be used is refused as a whole', () => {
  const cases: [string, string | Uint8Array, string, RegExp][] = [
    ['nothing', '', 'list-empty', /no rows/],
    ['blank rows', '\n\n;;;\n', 'list-empty', /no rows/],
    ['a header alone', 'Name;Art;Breite;Länge\n', 'list-empty', /no rows/],
    ['an Excel file', Buffer.from('PK\u0003\u0004xl/workbook.xml'), 'csv-not-text', /Excel/],
    ['zero bytes', Buffer.from('Name;Art\0\0;lat;lon\nA;B;1;2'), 'csv-not-text', /zero bytes/],
    ['no coordinates', 'Name;Art;Adresse\nA;Kita;Markt 1', 'list-column-missing', /latitude.*longitude/],
    ['no kind', 'Name;Breite;Länge\nA;50,7;6,1', 'list-column-missing', /kind \(Art/],
    [
      'an unclosed quote',
      'Name;Art;lat;lon\nA;Kita;50,7;6,1\n"B;Kita;50,7;6,1\nC;Kita;50,7;6,1',
      'csv-quote-broken',
      /row 3/,
    ],
    ['text behind a quote', 'Name;Art;lat;lon\nA;Kita;50,7;6,1\n"B;Kita;50,7;6,1\n"C";Kita;50,7;6,1', 'csv-quote-broken', /row 3/], // prettier-ignore
    [
      'a quote closed in a later row',
      'Name;Art;lat;lon\n"A;Kita;50,7;6,1\nB";Kita;50,7;6,1',
      'csv-quote-broken',
      /row 2/,
    ],
    ['an unclosed quote beside quotes in plain text', 'Name;Art;lat;lon\nGasthaus "Post";Kita;50,7;6,1\n"B;Kita;50,7;6,1\nC;Kita;50,7;6,1', 'csv-quote-broken', /row 3/], // prettier-ignore
    [
      'an endless row',
      `Name;Art;lat;lon\nA${'x'.repeat(1_100_000)};Kita;50,7;6,1`,
      'csv-quote-broken',
      /Row 2 is longer/,
    ],
    ['metres without a system', 'Name;Art;Ostwert;Nordwert\nA;Kita;294500,5;5628500,1', 'list-crs-missing', /metres/],
  ]
  it.each(cases)('%s', (_name, bytes, kind, message) => {
    const error = errorOf(bytes)
    expect(error.kind).toBe(kind)
    expect(error.message).toMatch(message)
    expect(error.where).toContain('facilities/kitas')
    expect(error.remedy).not.toBe('')
  })

  it('says which system would put metres into the region', () => {
    const error = errorOf('Name;Art;X;Y\nA;Kita;294500;5628500', { bounds: { west: 6, south: 50.7, east: 6.2, north: 50.9 } }) // prettier-ignore
    expect(error.remedy).toContain('EPSG:25832 would lie in the region')
  })

  it('says which chosen column or kind does not exist', () => {
    const csv = 'Name;Art;lat;lon\nA;Kita;50,7;6,1'
    expect(errorOf(csv, { columns: { capacity: 'Sitzplätze' } }).message).toContain('"Sitzplätze" (given for capacity)')
    expect(errorOf(csv, { categories: { Burg: 'castle' } }).kind).toBe('list-mapping-unknown-kind')
    expect(errorOf(csv, { defaultCategory: 'castle' }).message).toContain('"castle"')
    expect(errorOf(csv, { epsg: 4711 }).message).toContain('4711')
  })

  it('too many bytes or rows', () => {
    expect(errorOf(new Uint8Array(128 * 1024 * 1024 + 1)).kind).toBe('list-too-large')
    const rows = Buffer.from(`Name;Art;lat;lon\n${'\n'.repeat(1_000_001)}`)
    const error = errorOf(rows)
    expect(error.kind).toBe('list-too-large')
    expect(error.message).toContain('1000000 rows')
  })
})

describe('any list', () => {
  it('ends in places whose counts add up, or in an ImportError', () => {
    const cell = fc.oneof(fc.constantFrom('', 'Kita', '50,77', '6,08', '"', '""', ';', '\n', 'Art', 'lat', '\u0000', 'ä'), fc.string({ maxLength: 5 })) // prettier-ignore
    const noise = fc.array(cell, { maxLength: 30 }).map((cells) => cells.join(';'))
    fc.assert(
      fc.property(noise, fc.boolean(), (text, withHeader) => {
        const csv = withHeader ? `Name;Art;lat;lon\n${text}` : text
        try {
          const { facilities, countIn, countMerged, countRejected } = read(Buffer.from(csv, 'latin1'))
          expect(facilities.length + countMerged + countRejected).toBe(countIn)
        } catch (error) {
          if (!(error instanceof ImportError)) throw error
        }
      }),
      { numRuns: 500 },
    )
  })

  it('survives flipped bytes', () => {
    const seed = Buffer.from(OFFICE)
    fc.assert(
      fc.property(fc.nat({ max: seed.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, mask) => {
        const bytes = Buffer.from(seed)
        bytes[place] ^= mask
        try {
          expect(read(bytes).facilities.length).toBeLessThanOrEqual(2)
        } catch (error) {
          if (!(error instanceof ImportError)) throw error
        }
      }),
      { numRuns: 500 },
    )
  })
})

const magdeburg = new URL('../../../../shared/data/magdeburg/asz_offene_treffs.csv', import.meta.url)
describe.skipIf(!existsSync(magdeburg))(
  'the meeting places of Magdeburg, from ../shared/data (skipped where absent)',
  () => {
    it('are five service centres and one open meeting place', () => {
      const { facilities, countRejected } = read(readFileSync(magdeburg))
      expect(countRejected).toBe(0)
      expect(facilities.map(({ categoryIds }) => categoryIds.join()).sort()).toEqual([
        'senior_meeting_place',
        ...new Array<string>(5).fill('senior_service_centre'),
      ])
      expect(facilities.find((facility) => facility.name === 'Pik ASZ')!.address).toBe('Leipziger Straße 43')
    })
  },
)
