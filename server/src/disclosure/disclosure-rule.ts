/** What a publication may show of people who were counted in a register. See docs/methods/small-numbers.md. */
export interface DisclosureRule {
  /** No number of people from 1 up to one less than this is shown, nor follows from what is shown. Whole, at least 2. */
  readonly minimum: number
  /** People are shown as multiples of this. Whole, at least 1. */
  readonly roundTo: number
  /** Shares are shown where they are shares of at least so many people. */
  readonly percentageBase: number
}

export const DEFAULT_DISCLOSURE_RULE: DisclosureRule = { minimum: 5, roundTo: 5, percentageBase: 30 }

/** The default rule with another minimum. */
export function ruleWithMinimum(minimum: number): DisclosureRule {
  return { ...DEFAULT_DISCLOSURE_RULE, minimum }
}

/**
 * The step in which people are shown: the smallest multiple of `roundTo` that is not below the minimum, so that a number shown is 0 or large enough.
 *
 * @throws RangeError for a minimum or step that is no whole number in its range
 */
export function stepOf({ minimum, roundTo }: DisclosureRule): number {
  if (!Number.isInteger(minimum) || minimum < 2)
    throw new RangeError(`the minimum must be whole and at least 2, got ${minimum}`)
  if (!Number.isInteger(roundTo) || roundTo < 1)
    throw new RangeError(`people are rounded to whole steps, got ${roundTo}`)
  return Math.ceil(minimum / roundTo) * roundTo
}
