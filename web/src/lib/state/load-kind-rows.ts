import type { CoverageRow } from '../api/contract.ts'

/**
 * Fetches one row for each kind, a few at a time, and reports each as it comes. Rejects with the first failure; what has
 * been reported stays valid.
 */
export async function loadKindRows(
  kindIds: readonly string[],
  fetchRow: (kindId: string, signal: AbortSignal) => Promise<CoverageRow | undefined>,
  onRow: (kindId: string, row: CoverageRow | undefined) => void,
  signal: AbortSignal,
  concurrency = 4,
): Promise<void> {
  let next = 0
  const work = async (): Promise<void> => {
    while (next < kindIds.length) {
      const id = kindIds[next++]
      const row = await fetchRow(id, signal)
      signal.throwIfAborted()
      onRow(id, row)
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, kindIds.length) }, work))
}
