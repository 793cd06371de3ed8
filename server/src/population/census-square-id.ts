/**
 * Ids of census squares in the spellings in use: `CRS3035RES100mN3070100E4052100` (metres, Zensus 2022),
 * `100mN30701E40521` and `1kmN3050E4053` (INSPIRE: counted in squares), `1000mN…`, `CRS3035RES1kmN…`.
 * All name the south-western corner.
 */
export interface CensusSquare {
  readonly cellSizeMetres: number
  /** Easting and northing in metres. */
  readonly x: number
  readonly y: number
}

const SQUARE_ID = /^(?:CRS(\d+)RES)?(\d+)(k?m)N(\d{1,7})E(\d{1,7})$/i

/** The square of an id; undefined where the text is none, or one in another coordinate system. */
export function parseSquareId(text: string): CensusSquare | undefined {
  const match = SQUARE_ID.exec(text)
  if (match === null || (match[1] !== undefined && match[1] !== '3035')) return undefined
  const cellSizeMetres = Number(match[2]) * (match[3].length === 2 ? 1000 : 1)
  if (cellSizeMetres < 100 || cellSizeMetres > 100_000) return undefined
  // In metres every coordinate of Europe has seven digits; counted in squares it has five at most.
  const y = Number(match[4]) * (match[4].length >= 6 ? 1 : cellSizeMetres)
  const x = Number(match[5]) * (match[5].length >= 6 ? 1 : cellSizeMetres)
  return { cellSizeMetres, x, y }
}

/** The EPSG code that an id names where it is another than 3035, as in `CRS25832RES100mN…`; else undefined. */
export function findForeignEpsg(text: string): string | undefined {
  const epsg = /^CRS(\d+)RES\d+k?mN\d/i.exec(text)?.[1]
  return epsg === '3035' ? undefined : epsg
}

/** The full id of a square, `CRS3035RES100mN…E…`. */
export function formatSquareId(square: CensusSquare): string {
  return `CRS3035RES${square.cellSizeMetres}mN${square.y}E${square.x}`
}
