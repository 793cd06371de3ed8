/** Values as people write them in office lists. */
import type { Facility } from './facility.ts'
import { foldText } from './facility-text.ts'

/**
 * A number with decimal comma or point: "50,7753", "50.7753", "5.625.123,45", "5,625,123.45", "-6,08", "50,7753° N".
 * A single point or comma is always a decimal one. Null for anything else.
 */
export function parseDecimal(text: string): number | null {
  const compact = text
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replace(/°/g, '')
    .replace(/[−–]/g, '-')
  const match = /^([+-]?)([\d.,]+)([NSEOW]?)$/i.exec(compact)
  if (!match) return null
  const [, sign, digits, hemisphere] = match
  let plain: string | null = null
  if (/^\d+([.,]\d*)?$/.test(digits)) plain = digits.replace(',', '.')
  else if (/^\d{1,3}(\.\d{3})+(,\d*)?$/.test(digits)) plain = digits.replaceAll('.', '').replace(',', '.')
  else if (/^\d{1,3}(,\d{3})+(\.\d*)?$/.test(digits)) plain = digits.replaceAll(',', '')
  if (plain === null) return null
  const negative = (sign === '-') !== /^[SW]$/i.test(hemisphere)
  return negative ? -Number(plain) : Number(plain)
}

/** Degrees, minutes and seconds, such as 50°46'31.2"N. */
export function parseDegrees(text: string): number | null {
  const match =
    /^\s*(\d{1,3})\s*°\s*(\d{1,2})\s*['′’]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["″”]|'')\s*)?([NSEOW])?\s*$/i.exec(text)
  if (!match) return parseDecimal(text)
  const [, degrees, minutes, seconds = '0', hemisphere = ''] = match
  const value = Number(degrees) + Number(minutes) / 60 + Number(seconds.replace(',', '.')) / 3600
  return /^[SW]$/i.test(hemisphere) ? -value : value
}

/** Two numbers in one cell: "50.7753, 6.0839", "50,7753; 6,0839" (latitude first) or WKT "POINT (6.0839 50.7753)". */
export function parsePosition(text: string): { readonly lng: number; readonly lat: number } | null {
  const point = /^\s*(?:SRID=\d+;)?\s*POINT\s*Z?\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)(?:\s+-?[\d.]+)?\s*\)\s*$/i.exec(text)
  if (point) return toPosition(parseDecimal(point[2]), parseDecimal(point[1]))
  const trimmed = text.trim()
  const parts = trimmed.split(findSeparator(trimmed))
  return parts.length === 2 ? toPosition(parseDegrees(parts[0]), parseDegrees(parts[1])) : null
}

/** Between two numbers: the most telling of what the text has, because commas may be decimal ones, too. */
function findSeparator(text: string): RegExp {
  if (/[;/]/.test(text)) return /[;/]/
  return /\s/.test(text) ? /,?\s+/ : /,/
}

function toPosition(lat: number | null, lng: number | null): { lng: number; lat: number } | null {
  return lat === null || lng === null ? null : { lng, lat }
}

/** "120", "1.200" and "120 Plätze" are whole numbers; null for everything else. */
export function parseCount(text: string): number | null {
  const match = /^\s*(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:,0+)?(?:\s+\p{L}[\p{L}. ]*)?\s*$/u.exec(text)
  return match ? Number(match[1].replaceAll('.', '')) : null
}

const WHEELCHAIR: Readonly<Record<'yes' | 'limited' | 'no', RegExp>> = {
  yes: /^(ja|j|yes|y|x|1|true|wahr|voll|vollstaendig|uneingeschraenkt|barrierefrei|rollstuhlgerecht|rollstuhlgeeignet|vorhanden|gegeben)$/,
  limited: /^(teilweise|teils|eingeschraenkt|bedingt|limited|partial|partly|zum teil|z t|teilweise barrierefrei|eingeschraenkt barrierefrei|barrierearm|mit hilfe)$/, // prettier-ignore
  no: /^(nein|n|no|0|false|falsch|nicht|nicht barrierefrei|nicht rollstuhlgerecht|keine|nicht vorhanden)$/,
}
const NOT_STATED = /^(|k a|keine angabe|keine angaben|unbekannt|unknown|n a)$/

/** Step-free access; null where nothing is stated, undefined where the entry cannot be read. */
export function parseWheelchair(text: string): Facility['wheelchair'] | undefined {
  const folded = foldText(text)
  if (NOT_STATED.test(folded)) return null
  return (['yes', 'limited', 'no'] as const).find((level) => WHEELCHAIR[level].test(folded))
}
