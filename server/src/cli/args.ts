/** Options of a command, on top of `parseArgs` of Node: says in words what is wrong and names the option that was meant. */
import { parseArgs } from 'node:util'
import { UsageError } from './command.ts'

export interface OptionSpec {
  readonly type: 'string' | 'boolean'
  /** May be given several times; the value is a list. */
  readonly multiple?: boolean
  /** Missing is wrong usage. */
  readonly required?: boolean
}

export type OptionValues<O extends Record<string, OptionSpec>> = {
  readonly [K in keyof O as O[K]['required'] extends true ? K : never]: OptionValue<O[K]>
} & { readonly [K in keyof O as O[K]['required'] extends true ? never : K]?: OptionValue<O[K]> }
type OptionValue<S extends OptionSpec> = S['multiple'] extends true
  ? string[]
  : S['type'] extends 'boolean'
    ? boolean
    : string

export interface ParsedArgs<O extends Record<string, OptionSpec>> {
  readonly values: OptionValues<O>
  readonly positionals: readonly string[]
}

/**
 * @param positionalNames what stands without an option, in order; all are required
 * @throws UsageError for an unknown, repeated, incomplete or missing option and for too many or too few other words
 */
export function parseCommandArgs<const O extends Record<string, OptionSpec>>(
  args: readonly string[],
  options: O,
  positionalNames: readonly string[] = [],
): ParsedArgs<O> {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type, multiple: true }])),
    strict: false,
    tokens: true,
    allowPositionals: true,
  })
  const values: Record<string, string | boolean | string[]> = {}
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const spec = Object.hasOwn(options, token.name) ? options[token.name] : undefined
    if (spec === undefined) throw unknownOption(token.rawName, Object.keys(options))
    if (spec.type === 'boolean') {
      if (token.value !== undefined) throw unexpectedValue(token.name)
      values[token.name] = true
      continue
    }
    // A value that begins like an option is one that was forgotten; meant as a value it is written with =. No option begins with a digit.
    const isNextOption = !token.inlineValue && /^-[^\d]/.test(token.value ?? '')
    if (token.value === undefined || token.value === '' || isNextOption) throw missingValue(token.name)
    if (spec.multiple === true) {
      const list = (values[token.name] ??= []) as string[]
      list.push(token.value)
    } else if (token.name in values) {
      throw repeatedOption(token.name)
    } else {
      values[token.name] = token.value
    }
  }
  for (const [name, spec] of Object.entries(options)) {
    if (spec.required === true && !(name in values)) throw missingOption(name)
  }
  checkPositionals(positionals, positionalNames)
  return { values: values as OptionValues<O>, positionals }
}

/**
 * The number behind an option.
 *
 * @throws UsageError where it is none or outside the limits (included)
 */
export function parseNumberOption(text: string, name: string, minimum: number, maximum: number): number {
  const value = /^\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : NaN
  if (value >= minimum && value <= maximum) return value
  throw new UsageError({
    de: `--${name} muss eine Zahl von ${String(minimum).replace('.', ',')} bis ${String(maximum).replace('.', ',')} sein, nicht „${text}“.`,
    en: `--${name} must be a number from ${minimum} to ${maximum}, not "${text}".`,
  })
}

/** One of a fixed list of words behind an option; the message names the nearest. */
export function parseChoiceOption<T extends string>(text: string, name: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === text)
  if (choice !== undefined) return choice
  const nearest = findNearestName(text, choices)
  const listed =
    nearest === null || choices.length <= 12
      ? { de: ` Möglich: ${choices.join(', ')}.`, en: ` Possible: ${choices.join(', ')}.` }
      : { de: '', en: '' }
  throw new UsageError({
    de: `--${name}: „${text}“ ist nicht bekannt.${nearest === null ? '' : ` Gemeint ist vielleicht „${nearest}“.`}${listed.de}`,
    en: `--${name}: "${text}" is not known.${nearest === null ? '' : ` Did you mean "${nearest}"?`}${listed.en}`,
  })
}

/** The known name that is most like a mistyped one (at most a third of its letters changed), or null. */
export function findNearestName<T extends string>(name: string, known: readonly T[]): T | null {
  let nearest: T | null = null
  let fewest = Infinity
  for (const candidate of known) {
    const changes =
      candidate.startsWith(name) && name.length >= 3 ? 0.5 : countChanges(name.toLowerCase(), candidate.toLowerCase())
    if (changes <= Math.max(1, candidate.length / 3) && changes < fewest) {
      fewest = changes
      nearest = candidate
    }
  }
  return nearest
}

/** Levenshtein distance: letters to insert, delete or replace. */
function countChanges(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
    }
    previous = row
  }
  return previous[b.length]
}

function checkPositionals(positionals: readonly string[], names: readonly string[]): void {
  if (positionals.length < names.length) {
    throw new UsageError({
      de: `Es fehlt die Angabe ${names[positionals.length]}.`,
      en: `The argument ${names[positionals.length]} is missing.`,
    })
  }
  if (positionals.length > names.length) {
    const extra = positionals[names.length]
    throw new UsageError({
      de: `„${extra}“ gehört zu keiner Option. Namen mit Leerzeichen brauchen Anführungszeichen.`,
      en: `"${extra}" belongs to no option. Names with spaces need quotes.`,
    })
  }
}

function unknownOption(rawName: string, names: readonly string[]): UsageError {
  const nearest = findNearestName(rawName.replace(/^-+/, ''), names)
  return new UsageError({
    de: `Die Option ${rawName} gibt es nicht.${nearest === null ? '' : ` Gemeint ist vielleicht --${nearest}.`}`,
    en: `There is no option ${rawName}.${nearest === null ? '' : ` Did you mean --${nearest}?`}`,
  })
}

function missingValue(name: string): UsageError {
  return new UsageError({ de: `--${name} braucht einen Wert.`, en: `--${name} needs a value.` })
}

function unexpectedValue(name: string): UsageError {
  return new UsageError({ de: `--${name} steht ohne Wert.`, en: `--${name} takes no value.` })
}

function repeatedOption(name: string): UsageError {
  return new UsageError({ de: `--${name} steht zweimal da.`, en: `--${name} is given twice.` })
}

function missingOption(name: string): UsageError {
  return new UsageError({ de: `--${name} fehlt.`, en: `--${name} is missing.` })
}
