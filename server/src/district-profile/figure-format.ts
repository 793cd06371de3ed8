/** Numbers as they are written in one language, by the same rules as everywhere in the client: 1.234,5 and 1,234.5. */
export interface FigureFormat {
  /** Whole people; figures of a model are never shown with decimals. */
  people(value: number): string
  integer(value: number): string
  decimal(value: number): string
  /** A share 0 … 1 as whole per cent; never 0 or 100 unless it is exactly that. */
  percent(share: number): string
  /** One decimal below 10, else whole. */
  minutes(value: number): string
  /** Square metres as square kilometres. */
  area(squareMetres: number): string
  /** `2026-11-22` as 22.11.2026 or 22/11/2026. */
  date(iso: string): string
  list(items: readonly string[]): string
}

export type Language = 'de' | 'en'

export function createFigureFormat(language: Language): FigureFormat {
  const tag = language === 'de' ? 'de-DE' : 'en-GB'
  const integers = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 })
  const decimals = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const hundredths = new Intl.NumberFormat(tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const percents = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 })
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' })
  return {
    people: (value) => integers.format(Math.round(value) + 0),
    integer: (value) => integers.format(value),
    decimal: (value) => decimals.format(value),
    percent: (share) => percents.format(roundPercent(share) / 100),
    minutes: (value) => (value < 10 && !Number.isInteger(value) ? decimals.format(value) : integers.format(value)),
    area: (value) => `${hundredths.format(value / 1e6)}\u00a0km²`,
    date: (iso) => {
      const [year, month, day] = iso.slice(0, 10).split('-')
      return language === 'de' ? `${day}.${month}.${year}` : `${day}/${month}/${year}`
    },
    list: (items) => lists.format(items),
  }
}

/** Whole per cent in which 0 and 100 are kept for exactly none and exactly all. */
export function roundPercent(share: number): number {
  const rounded = Math.round(share * 100)
  if (rounded === 100 && share < 1) return 99
  return rounded === 0 && share > 0 ? 1 : rounded
}
