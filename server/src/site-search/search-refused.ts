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
