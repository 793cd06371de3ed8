/** One fault as the schema's validator names it. */
export interface SchemaFault {
  readonly keyword: string
  /** Where in the part that was checked, such as `/modifications/0/kind`. */
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/** Says only that none of several forms fits; what is wrong with each stands beside it. */
const SUMMARIES = new Set(['anyOf', 'oneOf', 'if'])

/**
 * What is wrong with a request, each place named once: constants that are allowed as one list, properties that are not known by their names,
 * forms of which any would do joined by "or".
 *
 * @param part which part of the request was checked: `body`, `querystring`, `params` or `headers`
 */
export function describeFaults(part: string, faults: readonly SchemaFault[]): string {
  const places = new Map<string, SchemaFault[]>()
  for (const fault of faults) places.set(fault.instancePath, [...(places.get(fault.instancePath) ?? []), fault])
  const sentences = [...places].flatMap(([place, all]) => {
    const isExplained = faults.some(
      ({ keyword, instancePath }) => instancePath.startsWith(place) && !SUMMARIES.has(keyword),
    )
    const own = isExplained ? all.filter(({ keyword }) => !SUMMARIES.has(keyword)) : all
    return own.length === 0 ? [] : [`${part}${place} ${describePlace(own)}`]
  })
  return `${sentences.join('; ')}.`
}

function describePlace(faults: readonly SchemaFault[]): string {
  const allowed = faults.filter(({ keyword }) => keyword === 'const').map(({ params }) => params.allowedValue)
  const others = faults.filter(({ keyword }) => keyword !== 'const').map(describeFault)
  const constants = [...new Set(allowed.map((value) => JSON.stringify(value)))]
  const list = constants.length === 1 ? constants : constants.length > 1 ? [`one of ${constants.join(', ')}`] : []
  return [...list.map((text) => `must be ${text}`), ...new Set(others)].join(' or ')
}

function describeFault({ keyword, params, message }: SchemaFault): string {
  if (keyword === 'additionalProperties') return `has an unknown property ${JSON.stringify(params.additionalProperty)}`
  if (keyword === 'discriminator' && params.error === 'mapping')
    return `has an unknown ${String(params.tag)} ${JSON.stringify(params.tagValue)}`
  return message ?? `breaks the rule "${keyword}"`
}
