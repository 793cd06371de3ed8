/** The value kept under a key, or a new one; where there are more than `most`, the key used longest ago gives way. */
export function remember<K, V>(kept: Map<K, V>, key: K, most: number, make: () => V): V {
  const value = kept.get(key) ?? make()
  kept.delete(key)
  kept.set(key, value)
  if (kept.size > most) kept.delete(kept.keys().next().value as K)
  return value
}
