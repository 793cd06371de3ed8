/** Parameters of measures and decays: what there is, what holds when nothing is said, and how a text becomes a value. */
import type { LocalText } from '../contract/common.ts'

export interface ParameterSpec {
  readonly name: string
  /** `list` is several numbers with commas in between. */
  readonly kind: 'number' | 'whole' | 'list'
  readonly minimum: number
  /** The minimum itself is not allowed. */
  readonly isAbove?: boolean
  readonly maximum: number
  /** What holds when nothing is said; null is "none", `DerivedDefault` follows from the parameter threshold. */
  readonly fallback: number | readonly number[] | null | DerivedDefault
  readonly text: LocalText
}

export interface DerivedDefault {
  /** For help: `ln 2 / threshold`. */
  readonly formula: string
  from(threshold: number): number | readonly number[]
}

export type ParameterValue = number | readonly number[] | null
export type ParameterValues = Readonly<Record<string, ParameterValue>>

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: LocalText }

export function numberOf(values: ParameterValues, name: string): number {
  const value = values[name]
  if (typeof value !== 'number') throw new RangeError(`the parameter ${name} is ${JSON.stringify(value)}, not a number`)
  return value
}

export function listOf(values: ParameterValues, name: string): readonly number[] {
  const value = values[name]
  if (typeof value === 'number' || value === null || value === undefined)
    throw new RangeError(`the parameter ${name} is ${JSON.stringify(value)}, not a list`)
  return value
}

/**
 * Values for all parameters: those given, and defaults for the others.
 *
 * @param owner name of the measure or decay, for messages
 * @param given texts by name
 */
export function resolveParameters(
  owner: string,
  specs: readonly ParameterSpec[],
  given: ReadonlyMap<string, string>,
): Parsed<ParameterValues> {
  const values: Record<string, ParameterValue> = {}
  for (const [name, text] of given) {
    const spec = specs.find((candidate) => candidate.name === name)
    if (spec === undefined) return { ok: false, fault: unknownParameter(owner, specs, name) }
    const value = parseValue(spec, text)
    if (value === null) return { ok: false, fault: wrongValue(spec, text) }
    values[name] = value
  }
  const derived = specs.filter(({ fallback }) => isDerived(fallback))
  if (given.has('threshold') && derived.length > 0 && derived.every(({ name }) => given.has(name))) {
    const others = derived.map(({ name }) => name)
    return {
      ok: false,
      fault: {
        de: `Neben ${others.join(' und ')} bewirkt threshold nichts. Bitte nur eines davon angeben.`,
        en: `Beside ${others.join(' and ')} threshold has no effect. Give only one of them.`,
      },
    }
  }
  // In the order of the list, so that a result names them in the same order as the help.
  const threshold = values.threshold ?? specs.find(({ name }) => name === 'threshold')?.fallback
  const isThresholdUsed = derived.length === 0 || derived.some(({ name }) => !given.has(name))
  const resolved = specs.map(({ name, fallback }): [string, ParameterValue] => {
    if (name in values) return [name, values[name]]
    if (name === 'threshold' && !isThresholdUsed) return [name, null]
    return [name, isDerived(fallback) ? fallback.from(threshold as number) : fallback]
  })
  return { ok: true, value: Object.fromEntries(resolved) }
}

/** `threshold (10), cutoff (none)`. */
export function describeParameters(specs: readonly ParameterSpec[], language: 'de' | 'en'): string {
  if (specs.length === 0) return language === 'de' ? 'keine' : 'none'
  return specs.map((spec) => `${spec.name} (${describeDefault(spec, language)})`).join(', ')
}

export function describeDefault({ fallback }: ParameterSpec, language: 'de' | 'en'): string {
  if (fallback === null) return language === 'de' ? 'keine' : 'none'
  return isDerived(fallback) ? fallback.formula : String(fallback)
}

export function isDerived(fallback: ParameterSpec['fallback']): fallback is DerivedDefault {
  return typeof fallback === 'object' && fallback !== null && 'formula' in fallback
}

/** Null where the text is no value of this parameter. */
function parseValue(spec: ParameterSpec, text: string): number | readonly number[] | null {
  if (spec.kind === 'list') {
    const numbers = text.split(',').map((part) => parseNumber(part, false))
    return numbers.every((value) => value !== null && isWithin(spec, value)) ? (numbers as number[]) : null
  }
  const value = parseNumber(text, true)
  if (value === null || !isWithin(spec, value)) return null
  return spec.kind === 'whole' && !Number.isInteger(value) ? null : value
}

function parseNumber(text: string, mayHaveComma: boolean): number | null {
  const plain = mayHaveComma ? text.trim().replace(',', '.') : text.trim()
  return /^\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$|^\.\d+$/.test(plain) ? Number(plain) : null
}

function isWithin({ minimum, isAbove, maximum }: ParameterSpec, value: number): boolean {
  return (isAbove === true ? value > minimum : value >= minimum) && value <= maximum
}

function unknownParameter(owner: string, specs: readonly ParameterSpec[], name: string): LocalText {
  return {
    de: `${owner} hat keinen Parameter „${name}“. Möglich (Vorgabe): ${describeParameters(specs, 'de')}.`,
    en: `${owner} has no parameter "${name}". Possible (default): ${describeParameters(specs, 'en')}.`,
  }
}

function wrongValue({ name, kind, minimum, isAbove, maximum }: ParameterSpec, text: string): LocalText {
  const german = { number: 'eine Zahl', whole: 'eine ganze Zahl', list: 'eine Liste von Zahlen wie 5,10,15, jede' }
  const english = { number: 'a number', whole: 'a whole number', list: 'a list of numbers such as 5,10,15, each' }
  const above = isAbove === true
  return {
    de: `Der Parameter ${name} muss ${german[kind]} ${above ? `über ${minimum} und` : `ab ${minimum} und`} höchstens ${maximum} sein, nicht „${text}“.`,
    en: `The parameter ${name} must be ${english[kind]} ${above ? `above ${minimum} and` : `from ${minimum} on and`} at most ${maximum}, not "${text}".`,
  }
}
