const small = 1
const large = 10

/** Where a key moves the border between the maps, 0 … 100; null where it means nothing. */
export function moveSplit(split: number, key: string, isShift: boolean): number | null {
  const step = isShift ? large : small
  const next = {
    ArrowLeft: split - step,
    ArrowDown: split - step,
    ArrowRight: split + step,
    ArrowUp: split + step,
    PageDown: split - large,
    PageUp: split + large,
    Home: 0,
    End: 100,
  }[key]
  return next === undefined ? null : Math.min(100, Math.max(0, next))
}

/** Percent of the width at a position; whole. */
export function splitAt(x: number, left: number, width: number): number {
  return width <= 0 ? 50 : Math.round(Math.min(1, Math.max(0, (x - left) / width)) * 100)
}
