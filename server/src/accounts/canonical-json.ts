/**
 * A value as JSON whose text depends on the value alone: keys in the order of their code units, nothing undefined. Equal values have equal bytes,
 * so the text can go into a hash. Throws `TypeError` for what JSON cannot say (functions, big integers, cycles).
 */
export function formatCanonicalJson(value: unknown): string {
  const sort = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(sort)
    if (typeof item !== 'object' || item === null) return item
    const entries = Object.entries(item as Record<string, unknown>)
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, sort(entry)]))
  }
  const plain: unknown = JSON.parse(JSON.stringify(value) ?? 'null')
  return JSON.stringify(sort(plain))
}
