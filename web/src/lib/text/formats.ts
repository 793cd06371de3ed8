/** Numbers and dates as they are written in one language: 1.234,5 and 22.11.2026, or 1,234.5 and 22 Nov 2026. */
export interface Formats {
  /** Whole people; figures of a model are never shown with decimals. */
  people(value: number): string
  integer(value: number): string
  /** One decimal. */
  decimal(value: number): string
  /** A share 0 … 1 as whole per cent; never 0 or 100 unless it is exactly that. */
  percent(share: number): string
  /** `percent` without the sign. */
  percentNumber(share: number): string
  /** Minutes: one decimal below 10, else whole. */
  minutes(value: number): string
  /** Metres up to 1 km in steps of 10, then kilometres. */
  metres(value: number): string
  /** Square metres as hectares or square kilometres. */
  area(squareMetres: number): string
  /** Degrees with four decimals, ten metres or finer. */
  coordinate(degrees: number): string
  date(value: string): string
  list(items: readonly string[], type: 'conjunction' | 'disjunction'): string
  compare(a: string, b: string): number
}

const tags = { de: 'de-DE', en: 'en-GB' } as const

/** Whole per cent in which 0 and 100 are kept for exactly none and exactly all. */
export function roundPercent(share: number): number {
  const rounded = Math.round(share * 100)
  if (rounded === 100 && share < 1) return 99
  return rounded === 0 && share > 0 ? 1 : rounded
}

export function createFormats(locale: 'de' | 'en'): Formats {
  const tag = tags[locale]
  const integers = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 })
  const decimals = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const coordinates = new Intl.NumberFormat(tag, { minimumFractionDigits: 4, maximumFractionDigits: 4 })
  const percents = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 })
  const dates = new Intl.DateTimeFormat(tag, {
    day: '2-digit',
    month: locale === 'de' ? '2-digit' : 'short',
    year: 'numeric',
  })
  const collator = new Intl.Collator(tag, { numeric: true })
  const unit = (value: string, name: string) => `${value}\u00a0${name}`
  return {
    people: (value) => integers.format(Math.round(value) + 0),
    integer: (value) => integers.format(value),
    decimal: (value) => decimals.format(value),
    percent: (share) => percents.format(roundPercent(share) / 100),
    percentNumber: (share) => integers.format(roundPercent(share)),
    minutes: (value) => (value < 10 && !Number.isInteger(value) ? decimals.format(value) : integers.format(value)),
    metres: (value) =>
      value < 995 ? unit(integers.format(Math.round(value / 10) * 10), 'm') : unit(decimals.format(value / 1000), 'km'),
    area: (value) =>
      value < 995_000 ? unit(integers.format(value / 10_000), 'ha') : unit(decimals.format(value / 1e6), 'km²'),
    coordinate: (degrees) => coordinates.format(degrees),
    date: (value) => dates.format(new Date(value)),
    list: (items, type) => new Intl.ListFormat(tag, { type }).format(items),
    compare: (a, b) => collator.compare(a, b),
  }
}
