const FEATURES_PER_PIECE = 500

/** A GeoJSON FeatureCollection as text in pieces. `members` stand before the features. */
export function* formatCollectionPieces(
  features: Iterable<unknown>,
  members: Readonly<Record<string, unknown>>,
): Generator<string> {
  const head = JSON.stringify({ type: 'FeatureCollection', ...members, features: [] })
  let piece = head.slice(0, -2)
  let count = 0
  for (const feature of features) {
    piece += `${count === 0 ? '\n' : ',\n'}${JSON.stringify(feature)}`
    count++
    if (count % FEATURES_PER_PIECE === 0) {
      yield piece
      piece = ''
    }
  }
  yield `${piece}\n]}\n`
}

/** Seven decimals: a centimetre. */
export function roundDegrees(value: number): number {
  return Math.round(value * 1e7) / 1e7
}
