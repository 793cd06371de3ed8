/** Positions as text for an address: differences in hundred-thousandths of a degree (about a metre), five bits to a character. */

export type Position = readonly [lng: number, lat: number]

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const SCALE = 1e5
/** Divides lists of positions; not in the alphabet. */
const DIVIDER = '.'

function encodeNumber(value: number): string {
  let rest = value < 0 ? -2 * value - 1 : 2 * value
  let text = ''
  while (rest >= 32) {
    text += ALPHABET[32 + (rest % 32)]
    rest = Math.floor(rest / 32)
  }
  return text + ALPHABET[rest]
}

/** Whole numbers of a text; null where it is cut off or has other characters. */
function decodeNumbers(text: string): number[] | null {
  const numbers: number[] = []
  let value = 0
  let factor = 1
  for (const character of text) {
    const digit = ALPHABET.indexOf(character)
    if (digit < 0 || factor > 32 ** 6) return null
    value += (digit % 32) * factor
    factor *= 32
    if (digit >= 32) continue
    numbers.push(value % 2 === 1 ? -(value + 1) / 2 : value / 2)
    value = 0
    factor = 1
  }
  return factor === 1 ? numbers : null
}

export function encodePositions(positions: readonly Position[]): string {
  let [lastLng, lastLat] = [0, 0]
  let text = ''
  for (const [lng, lat] of positions) {
    const [x, y] = [Math.round(lng * SCALE), Math.round(lat * SCALE)]
    text += encodeNumber(x - lastLng) + encodeNumber(y - lastLat)
    lastLng = x
    lastLat = y
  }
  return text
}

/** The positions of a text, to five decimals; null where it is none or a position lies outside the world. */
export function decodePositions(text: string): Position[] | null {
  const numbers = decodeNumbers(text)
  if (numbers === null || numbers.length % 2 === 1) return null
  const positions: Position[] = []
  let [x, y] = [0, 0]
  for (let i = 0; i < numbers.length; i += 2) {
    x += numbers[i]
    y += numbers[i + 1]
    if (Math.abs(x) > 180 * SCALE || Math.abs(y) > 90 * SCALE) return null
    positions.push([x / SCALE, y / SCALE])
  }
  return positions
}

export const encodeRings = (rings: readonly (readonly Position[])[]): string => rings.map(encodePositions).join(DIVIDER)

/** Rings of at least three corners; null where one is none. */
export function decodeRings(text: string): Position[][] | null {
  if (text === '') return []
  const rings = text.split(DIVIDER).map(decodePositions)
  return rings.every((ring): ring is Position[] => ring !== null && ring.length >= 3) ? rings : null
}
