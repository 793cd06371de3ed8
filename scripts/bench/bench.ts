export interface BenchContext {
  /** Folder of the sample data, or null where it is absent. */
  readonly dataFolder: string | null
}

export interface BenchRow {
  readonly name: string
  readonly medianMilliseconds: number
  readonly minMilliseconds: number
  /** How many times faster this row's median is than that of `ratioTo`. */
  readonly ratio?: number
  readonly ratioTo?: string
  /** Equal for all ways of computing the same. */
  readonly checksum: string
}

/** Median and minimum of several runs, after one that warms up. */
export async function measure(
  runs: number,
  work: () => unknown,
): Promise<{ medianMilliseconds: number; minMilliseconds: number }> {
  await work()
  const times: number[] = []
  for (let i = 0; i < runs; i++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  return { medianMilliseconds: times[times.length >> 1], minMilliseconds: times[0] }
}
