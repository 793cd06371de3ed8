/**
 * Tolerant readers for the figures that people type into OpenStreetMap tags. Every reader returns null for what it
 * cannot read and never a guess such as 0: "the map does not say" and "none" are different answers.
 */

const FOOT_METRES = 0.3048
const INCH_METRES = 0.0254
const METRES_PER_UNIT: Readonly<Record<string, number>> = {
  '': 1,
  m: 1,
  meter: 1,
  meters: 1,
  metre: 1,
  metres: 1,
  mt: 1,
  cm: 0.01,
  mm: 0.001,
  km: 1000,
  ft: FOOT_METRES,
  feet: FOOT_METRES,
  foot: FOOT_METRES,
  "'": FOOT_METRES,
  in: INCH_METRES,
  inch: INCH_METRES,
  '"': INCH_METRES,
}
/** Steeper than this is not a slope that anybody walks: 45 degrees. */
const STEEPEST_PERCENT = 100

/** Lower case, one kind of minus, quote and decimal sign, no "about". */
function normalise(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\u2212\u2010-\u2014]/g, '-')
    .replace(/[\u2018\u2019\u2032]/g, "'")
    .replace(/[\u201c\u201d\u2033]|''/g, '"')
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(/(\d)\+$/, '$1')
    .replace(/^(?:~|≈|ca\.?|about|approx\.?|approximately|>=|≥|>)\s*/, '')
}

/** `2;3` and `2-3` as their parts; a leading minus belongs to the number. */
function splitAlternatives(text: string): string[] {
  return text.split(/[;|]|(?<=[\d%°a-z"'])\s*(?:-|\.\.+|to|bis)\s*(?=\d)/).map((part) => part.trim())
}

function readAll<T>(parts: readonly string[], readOne: (part: string) => T | null): T[] | null {
  const values: T[] = []
  for (const part of parts) {
    const value = readOne(part)
    if (value === null) return null
    values.push(value)
  }
  return values
}

function readOneLength(text: string): number | null {
  const feet = /^(\d+(?:\.\d+)?)\s*(?:'|ft|feet)\s*(\d+(?:\.\d+)?)\s*(?:"|in|inch)?$/.exec(text)
  if (feet !== null) return Number(feet[1]) * FOOT_METRES + Number(feet[2]) * INCH_METRES
  const plain = /^(\d+(?:\.\d+)?|\.\d+)\s*([a-z'"]*)\.?$/.exec(text)
  if (plain === null || !Object.hasOwn(METRES_PER_UNIT, plain[2])) return null
  return Number(plain[1]) * METRES_PER_UNIT[plain[2]]
}

/**
 * Metres, ≥ 0: `2.5`, `2,5 m`, `250 cm`, `8'`, `6'7"`, `~2`. Of several values and of a range the smallest counts, because
 * the narrowest place decides who gets through. A unit named once at the end holds for the whole list (`80-90 cm`).
 */
export function parseLengthMetres(text: string): number | null {
  const parts = splitAlternatives(normalise(text))
  const unit = /[a-z"']+$/.exec(parts[parts.length - 1])?.[0] ?? ''
  const values = readAll(parts, (part) => readOneLength(/^[\d.]+$/.test(part) ? part + unit : part))
  return values === null ? null : Math.min(...values)
}

/** Signed percent in the direction of the way, or only the direction, where the tag says `up` or `down`. */
export interface Incline {
  readonly percent: number | null
  readonly direction: 'up' | 'down' | null
}

function readOneIncline(text: string): number | null {
  const ratio = /^([+-]?)(\d+(?:\.\d+)?)\s*[:/]\s*(\d+(?:\.\d+)?)$/.exec(text)
  if (ratio !== null) {
    const run = Number(ratio[3])
    return run === 0 ? null : ((ratio[1] === '-' ? -1 : 1) * Number(ratio[2]) * 100) / run
  }
  const plain = /^([+-]?(?:\d+(?:\.\d+)?|\.\d+))\s*(%|percent|prozent|°|deg|degrees)?$/.exec(text)
  if (plain === null) return null
  const value = Number(plain[1])
  const isAngle = plain[2] === '°' || plain[2]?.startsWith('deg')
  return isAngle ? (Math.abs(value) < 90 ? Math.tan((value * Math.PI) / 180) * 100 : null) : value
}

/**
 * `10%`, `10 %`, `-5°`, `1:12`, `+3,5%`, `5` (percent), `up`, `down`, `0`, `no`. Of several values the steepest counts.
 * Null for anything else and for slopes above 45 degrees, which are typing errors.
 */
export function parseIncline(text: string): Incline | null {
  const normal = normalise(text)
  if (normal === 'no') return { percent: 0, direction: null }
  if (normal === 'up' || normal === 'down') return { percent: null, direction: normal }
  const worded = /^(up|down)[\s;:]+(.+)$|^(.+?)[\s;]+(up|down)$/.exec(normal)
  const direction = worded?.[1] ?? worded?.[4] ?? null
  const values = readAll(splitAlternatives(worded?.[2] ?? worded?.[3] ?? normal), readOneIncline)
  if (values === null) return null
  let steepest = values.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best))
  if (Math.abs(steepest) > STEEPEST_PERCENT) return null
  if (direction !== null) steepest = direction === 'down' ? -Math.abs(steepest) : Math.abs(steepest)
  return { percent: steepest === 0 ? 0 : steepest, direction: steepest > 0 ? 'up' : steepest < 0 ? 'down' : null }
}

/** A whole number of steps ≥ 0; of a range or list the largest. */
export function parseStepCount(text: string): number | null {
  const values = readAll(splitAlternatives(normalise(text)), (part) => (/^\d{1,4}$/.test(part) ? Number(part) : null))
  return values === null ? null : Math.max(...values)
}

/** Minutes, > 0: `20`, `20 min`, `00:20` (hours:minutes), `1:05:00`, `PT20M`, `PT1H5M`, `1 h`. */
export function parseDurationMinutes(text: string): number | null {
  const minutes = readDuration(normalise(text))
  return minutes !== null && minutes > 0 ? minutes : null
}

function readDuration(text: string): number | null {
  const clock = /^(\d{1,3}):([0-5]?\d)(?::([0-5]?\d))?$/.exec(text)
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2]) + Number(clock[3] ?? 0) / 60
  const iso = /^p(?:(\d+)d)?(?:t(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?)?$/.exec(text)
  if (iso !== null) {
    return Number(iso[1] ?? 0) * 1440 + Number(iso[2] ?? 0) * 60 + Number(iso[3] ?? 0) + Number(iso[4] ?? 0) / 60
  }
  const plain = /^(\d+(?:\.\d+)?)\s*(min|mins|minutes?|minuten|m|h|hours?|std\.?|s|sec|seconds?)?\.?$/.exec(text)
  if (plain === null) return null
  const unit = plain[2] ?? 'min'
  return Number(plain[1]) * (unit.startsWith('m') ? 1 : unit === 'h' || /^(hour|std)/.test(unit) ? 60 : 1 / 60)
}

/** True or false where the value is one of the usual spellings, else null. */
export function parseYesNo(text: string): boolean | null {
  const normal = text.trim().toLowerCase()
  if (normal === 'yes' || normal === 'true' || normal === '1') return true
  if (normal === 'no' || normal === 'false' || normal === '0') return false
  return null
}
