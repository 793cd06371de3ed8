import type { LocalText } from '../contract/common.ts'
import { Problem, type ProblemCode } from './problems.ts'

/** A rejected request that people made, told to them in both languages. */
export class TextProblem extends Problem {
  readonly text: LocalText

  constructor(code: ProblemCode, text: LocalText, retryAfterSeconds?: number) {
    super(code, text.en, retryAfterSeconds)
    this.text = text
  }
}
