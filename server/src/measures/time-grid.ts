/**
 * Minutes that lie n steps beyond a beginning, as somebody would write them: 3 steps of 0.1 are 0.3 and not 0.30000000000000004,
 * so that a time of 0.3 minutes lies at the limit and not beyond it.
 */
export function gridMinutes(n: number, stepMinutes: number, fromMinutes = 0): number {
  return Number((fromMinutes + n * stepMinutes).toPrecision(12))
}
