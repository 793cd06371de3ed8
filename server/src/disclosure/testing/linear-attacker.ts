/** Somebody who has every table and a computer: exact elimination over rational numbers. */
interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** `weights · unknowns = value`; weights are whole. */
export interface Statement {
  readonly weights: readonly number[]
  readonly value: number
}

/** The unknowns that the statements determine, by position. Throws where the statements contradict each other. */
export function findDetermined(statements: readonly Statement[], unknownCount: number): Map<number, number> {
  const rows = statements.map(({ weights, value }) => [...weights, value].map(toFraction))
  const pivots: number[] = []
  for (let column = 0; column < unknownCount; column++) {
    const at = rows.findIndex((row, r) => r >= pivots.length && row[column].numerator !== 0n)
    if (at < 0) continue
    const top = pivots.length
    ;[rows[top], rows[at]] = [rows[at], rows[top]]
    const lead = rows[top][column]
    rows[top] = rows[top].map((entry) => divide(entry, lead))
    rows.forEach((row, r) => {
      const factor = row[column]
      if (r === top || factor.numerator === 0n) return
      rows[r] = row.map((entry, c) => subtract(entry, multiply(factor, rows[top][c])))
    })
    pivots.push(column)
  }
  for (const row of rows.slice(pivots.length)) {
    if (row[unknownCount].numerator !== 0n) throw new Error('the statements contradict each other')
  }
  const determined = new Map<number, number>()
  pivots.forEach((column, r) => {
    const isAlone = rows[r].slice(0, unknownCount).every((entry, c) => c === column || entry.numerator === 0n)
    if (isAlone) determined.set(column, toNumber(rows[r][unknownCount]))
  })
  return determined
}

const UNITS = 2 ** 20

/** Exact for multiples of 2⁻²⁰, which people are. */
function toFraction(value: number): Fraction {
  const units = value * UNITS
  if (!Number.isSafeInteger(units)) throw new RangeError(`${value} is no multiple of 1/${UNITS}`)
  return reduce({ numerator: BigInt(units), denominator: BigInt(UNITS) })
}

function toNumber({ numerator, denominator }: Fraction): number {
  return Number(numerator) / Number(denominator)
}

function subtract(a: Fraction, b: Fraction): Fraction {
  return reduce({
    numerator: a.numerator * b.denominator - b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  })
}

function multiply(a: Fraction, b: Fraction): Fraction {
  return reduce({ numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator })
}

function divide(a: Fraction, b: Fraction): Fraction {
  return reduce({ numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator })
}

function reduce({ numerator, denominator }: Fraction): Fraction {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator]
  while (b !== 0n) [a, b] = [b, a % b]
  const divisor = (a === 0n ? 1n : a) * (denominator < 0n ? -1n : 1n)
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}
