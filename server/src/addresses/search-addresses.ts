/**
 * Finds addresses, streets, places and districts by what somebody types.
 *
 * A name meets a query when each word of the query begins one of the name's words (`match-name.ts`), or a word in the name of the region or
 * of a district around the position ("Hauptstr 5 Haaren"). Order: the whole name with its number; the beginning of a name with its number;
 * a whole name; a whole name whose street lacks the number; words of a name with its number; the beginning of a name; words of a name;
 * part of a name whose street lacks the number.
 * Names that meet only with a typing error come behind all of these and are looked for where no whole name was found.
 * Among equals streets come before districts, and districts before places; then by name, number, district and nearness.
 * O(names × words) without allocation for names that do not meet; the results kept are at most `limit`.
 */
import type { LngLat } from '../geo/bounds.ts'
import { createBestList } from './best-list.ts'
import { LENIENT, meetName, offerHouses, offerNamed, SEARCH_KINDS, STRICT } from './search-candidates.ts'
import type { SearchContext, SearchKind, SearchResult, Strictness } from './search-candidates.ts'
import { createPositionWords, type SearchIndex } from './search-index.ts'
import { parseSearchQuery } from './search-query.ts'

export const MOST_RESULTS = 20

export interface SearchOptions {
  /** All kinds where left out. */
  readonly kinds?: readonly SearchKind[]
  /** Of equally good results of one name and district the nearer come first. */
  readonly near?: LngLat
}

/** At most `limit` results (1 … 20), best first; empty where nothing meets the query. Throws a RangeError for another limit. */
export function searchAddresses(
  index: SearchIndex,
  query: string,
  limit: number,
  { kinds = SEARCH_KINDS, near }: SearchOptions = {},
): SearchResult[] {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_RESULTS)
    throw new RangeError(`limit is ${limit}, not a whole number from 1 to ${MOST_RESULTS}`)
  const best = createBestList<SearchResult>(limit)
  const context: SearchContext = { index, kinds: new Set(kinds), near, best, positionWords: createPositionWords(index) }
  const { words, addresses } = parseSearchQuery(query)
  const isMet = new Uint8Array(index.entries.length)
  let hasWholeName = false

  const search = (strictness: Strictness): void => {
    index.entries.forEach((entry, position) => {
      if (isMet[position]) return
      let meeting = meetName(entry.match, words, strictness)
      let isFound = meeting !== null && offerNamed(context, { position, entry, meeting }, strictness)
      // A number that is part of the name is no house number.
      for (let i = 0; !isFound && i < addresses.length && entry.streets.length > 0; i++) {
        meeting = meetName(entry.match, addresses[i].words, strictness)
        isFound = meeting !== null && offerHouses(context, { position, entry, meeting }, addresses[i], strictness)
      }
      if (!isFound) return
      isMet[position] = 1
      if (meeting?.match === 'exact') hasWholeName = true
    })
  }
  search(STRICT)
  if (!hasWholeName) search(LENIENT)
  return best.list()
}
