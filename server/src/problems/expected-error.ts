import type { LocalText } from '../contract/common.ts'

/** Something outside the program is not as it must be; the text says what, where and what to do, and no stack is of any use. */
export class ExpectedError extends Error {
  readonly text: LocalText

  constructor(text: LocalText, options?: { readonly cause?: unknown }) {
    super(text.en, options)
    this.name = 'ExpectedError'
    this.text = text
  }
}
