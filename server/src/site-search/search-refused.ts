import type { LocalText } from '../contract/common.ts'

/** A search for sites that cannot be done as asked: says what, where and what to do instead. */
export class SearchRefused extends Error {
  readonly text: LocalText

  constructor(de: string, en: string) {
    super(en)
    this.name = 'SearchRefused'
    this.text = { de, en }
  }
}

/** There are more pairs of a site and an inhabited cell than are searched at once; about so many candidates would do. */
export class TooManyPairs extends SearchRefused {
  readonly advice: number

  constructor(de: string, en: string, advice: number) {
    super(de, en)
    this.name = 'TooManyPairs'
    this.advice = advice
  }
}
