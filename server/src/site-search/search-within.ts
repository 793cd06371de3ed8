import { TooManyPairs } from './search-refused.ts'

/**
 * Who asks for at most so many candidates gets fewer where so many make too many pairs; they are counted as thinned. Without that wish the search is
 * refused, so that nothing is left out that nobody asked to leave out.
 */
export function searchWithin<T>(atMost: number | undefined, search: (atMost: number | undefined) => T): T {
  try {
    return search(atMost)
  } catch (error) {
    if (atMost === undefined || !(error instanceof TooManyPairs) || error.advice >= atMost) throw error
    return searchWithin(error.advice, search)
  }
}
