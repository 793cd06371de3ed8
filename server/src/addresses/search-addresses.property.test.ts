import fc from 'fast-check'
import { expect, it } from 'vitest'
import { expandStreetWord, foldWords } from './fold-text.ts'
import { MOST_RESULTS, searchAddresses } from './search-addresses.ts'
import type { SearchIndex } from './search-index.ts'
import { parseSearchQuery, type AddressQuery } from './search-query.ts'
import { countEdits } from './testing/count-edits.ts'
import { DISTRICTS, indexOf, type WrittenStreet } from './testing/small-town.ts'

/** A result as the oracle sees it: what decides its place, and how it reads. */
interface Row {
  readonly key: readonly (number | string)[]
  readonly text: string
}
const ENDINGS = ['strasse', 'weg', 'platz']
const wordsOf = (name: string) => foldWords(name).map(expandStreetWord)

/** Every beginning of a word in the name as a text of its own. */
function tailsOf(name: string): string[] {
  const words = wordsOf(name)
  return words.flatMap((word, i) => {
    const rest = words.slice(i + 1).join('')
    const ending = ENDINGS.find((e) => word.endsWith(e) && word.length - e.length >= 3)
    return [word + rest, ...(ending ? [ending + rest] : [])]
  })
}
const isThere = (name: string, word: string) => tailsOf(name).some((tail) => tail.startsWith(word))
const isNearlyThere = (name: string, word: string) =>
  word.length >= 5 &&
  !/\d/.test(word) &&
  tailsOf(name).some((tail) => [-1, 0, 1].some((more) => countEdits(tail.slice(0, word.length + more), word) <= 1))

/** `exact`, `beginning` or `words`, with the words that are left; null where the name does not meet. */
function meet(name: string, words: readonly string[], isLenient: boolean) {
  const has = (word: string) => isThere(name, word) || (isLenient && isNearlyThere(name, word))
  const found = words.filter(has)
  const left = words.filter((word) => !has(word))
  const telling = found.filter((word) => !ENDINGS.includes(expandStreetWord(word)))
  if (found.length === 0 || (left.length > 0 && telling.length === 0) || left.some((word) => /\d/.test(word)))
    return null
  const text = wordsOf(name).join('')
  const written = found.join('')
  const expanded = found.map(expandStreetWord).join('')
  const typed = [...found.slice(0, -1).map(expandStreetWord), found.at(-1)].join('')
  const isWhole = isLenient ? countEdits(text, expanded) <= 1 : text === written || text === expanded
  const isBeginning = !isLenient && (text.startsWith(written) || text.startsWith(typed))
  return { match: isWhole ? 'exact' : isBeginning ? 'beginning' : 'words', left }
}

/** Writes out everything that meets, sorts it, and takes the first: slow and plain. */
function searchSlowly(streets: readonly WrittenStreet[], query: string): string[] {
  const { words, addresses } = parseSearchQuery(query)
  const isIn = (district: number, left: readonly string[]) =>
    left.every((word) => ['musterstadt', ...wordsOf(DISTRICTS[district].name)].some((other) => other.startsWith(word)))
  const row = (tier: number, name: string, district: number, text: string, kind = 0, number = 0, suffix = ''): Row => ({
    key: [tier, kind, wordsOf(name).join(''), name, number, suffix, DISTRICTS[district].name],
    text,
  })

  const listNamed = (name: string, isLenient: boolean): Row[] => {
    const met = meet(name, words, isLenient)
    if (!met) return []
    const tier = (isLenient ? 10 : 0) + { exact: 2, beginning: 5, words: 6 }[met.match]!
    const rows = streets
      .filter((street) => street.name === name)
      .flatMap(({ districts }) =>
        districts.filter((d) => isIn(d, met.left)).map((d) => row(tier, name, d, `${name} | ${DISTRICTS[d].name}`)),
      )
    DISTRICTS.forEach((district, d) => {
      if (district.name === name && isIn(d, met.left)) rows.push(row(tier, name, d, `${name} | Stadtteil`, 1))
    })
    return rows
  }
  const listHouses = (name: string, address: AddressQuery, isLenient: boolean): Row[] => {
    const met = meet(name, address.words, isLenient)
    if (!met) return []
    const more = isLenient ? 10 : 0
    const farTier = more + (met.match === 'exact' ? 3 : 7)
    return streets
      .filter((street) => street.name === name)
      .flatMap(({ districts, numbers = '' }): Row[] => {
        const [d] = districts
        const houses = numbers === '' || !isIn(d, met.left) ? [] : numbers.split(';').map(parseHouse)
        if (houses.length === 0)
          return districts
            .filter((e) => isIn(e, met.left))
            .map((e) => row(farTier, name, e, `${name} | ${DISTRICTS[e].name} ~`))
        const isAsked = (house: House) => house.number === address.number && house.suffix === address.suffix
        const away = (house: House) => Math.abs(house.number - address.number)
        houses.sort((a, b) => away(a) - away(b) || a.number - b.number || (a.suffix < b.suffix ? -1 : 1))
        const house = houses.find(isAsked) ?? houses[0]
        const tier = isAsked(house) ? more + { exact: 0, beginning: 1, words: 4 }[met.match]! : farTier
        const text = `${name} ${house.number}${house.suffix} | ${DISTRICTS[d].name}${isAsked(house) ? '' : ' ~'}`
        return [row(tier, name, d, text, 0, house.number, house.suffix)]
      })
  }

  /** The first way of reading the query that leads anywhere. */
  const listAll = (name: string, isLenient: boolean): Row[] =>
    [listNamed(name, isLenient), ...addresses.map((address) => listHouses(name, address, isLenient))].find(
      (list) => list.length > 0,
    ) ?? []
  const names = [...new Set([...streets.map(({ name }) => name), ...DISTRICTS.map(({ name }) => name)])]
  const rows: Row[] = []
  const strict = names.filter((name) => {
    const found = listAll(name, false)
    rows.push(...found)
    return found.length > 0
  })
  // Whole names have the tiers 0, 2 and 3.
  if (!rows.some(({ key }) => [0, 2, 3].includes(key[0] as number))) {
    for (const name of names.filter((other) => !strict.includes(other))) rows.push(...listAll(name, true))
  }
  return rows
    .sort((a, b) => compareKeys(a.key, b.key))
    .slice(0, MOST_RESULTS)
    .map(({ text }) => text)
}

interface House {
  readonly number: number
  readonly suffix: string
}
const parseHouse = (text: string): House => ({ number: Number.parseInt(text, 10), suffix: text.replace(/\d/g, '') })

function compareKeys(a: Row['key'], b: Row['key']): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1
  return 0
}

const find = (index: SearchIndex, query: string) =>
  searchAddresses(index, query, MOST_RESULTS).map(
    ({ label, detail, isApproximate }) => `${label} | ${detail.de}${isApproximate ? ' ~' : ''}`,
  )

const stem = fc.constantFrom('Linden', 'Lindner', 'Markt', 'Mühlen', 'Am', 'Neustadt', '17.', 'Weg 3')
const ending = fc.constantFrom('straße', ' Straße', 'str.', 'weg', ' Weg', 'platz', '', ' am Markt')
const name = fc.tuple(stem, ending).map(([a, b]) => `${a}${b}`)
const number = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('', '', 'a', 'b')).map(([n, s]) => `${n}${s}`)
const street = fc.record({
  name,
  districts: fc.constantFrom([0], [1], [0, 1], [1, 0]),
  numbers: fc.uniqueArray(number, { maxLength: 6 }).map((list) => list.join(';')),
})
/** One street of a name: which of several in one district comes first is left to the order of the book. */
const streets = fc.uniqueArray(street, { maxLength: 8, selector: (s) => s.name })
const typed = fc
  .record({
    name,
    number: fc.oneof(fc.constant(''), number),
    more: fc.constantFrom('', '', '', ' Neustadt', ' musterst', ', 39104 Musterstadt', ' xyz'),
    length: fc.oneof(fc.constant(60), fc.integer({ min: 1, max: 30 })),
    error: fc.oneof(
      fc.constant(null),
      fc.constant(null),
      fc.record({ position: fc.nat(12), letter: fc.constantFrom('', 'x', 'n') }),
    ),
    isNumberFirst: fc.boolean(),
  })
  .map(({ name: text, number: house, more, length, error, isNumberFirst }) => {
    const wrong = error ? text.slice(0, error.position) + error.letter + text.slice(error.position + 1) : text
    const parts = isNumberFirst ? `${house} ${wrong}` : `${wrong} ${house}`
    return (parts + more).slice(0, length)
  })

it('finds and orders what an exhaustive search finds and orders', () => {
  fc.assert(
    fc.property(streets, typed, (list, query) => {
      expect(find(indexOf(list), query), query).toEqual(searchSlowly(list, query))
    }),
    { numRuns: 3000 },
  )
})

it('a shorter list is the beginning of a longer one', () => {
  fc.assert(
    fc.property(streets, typed, fc.integer({ min: 1, max: 19 }), (list, query, limit) => {
      const index = indexOf(list)
      expect(searchAddresses(index, query, limit)).toEqual(searchAddresses(index, query, MOST_RESULTS).slice(0, limit))
    }),
    { numRuns: 2000 },
  )
})
