/** Keeps one copy of equal flat objects and numbers them in the order of their first appearance. */
export interface Interner<T> {
  /** Index of the value in `values`; equal means equal in every field. */
  indexOf(value: T): number
  readonly values: readonly T[]
}

/** An interner for strings and for objects whose fields are strings, numbers, booleans or null; `first` get 0, 1 … */
export function createInterner<T extends string | object>(...first: readonly T[]): Interner<T> {
  const values: T[] = []
  const indexOfKey = new Map<string, number>()
  const indexOf = (value: T): number => {
    const key = typeof value === 'string' ? value : JSON.stringify(Object.values(value))
    let index = indexOfKey.get(key)
    if (index === undefined) {
      index = values.length
      values.push(value)
      indexOfKey.set(key, index)
    }
    return index
  }
  for (const value of first) indexOf(value)
  return { indexOf, values }
}
