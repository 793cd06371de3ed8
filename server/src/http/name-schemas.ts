type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * The document of the API with schemas that it writes out in many places named once, under `components`: shorter to read, and programs that
 * are generated from it get one type each. What is said stays the same.
 *
 * @param document as @fastify/swagger makes it
 * @param named schemas of the contract by the name they get; larger ones may contain smaller ones
 */
export function nameSchemas<T extends object>(document: T, named: Readonly<Record<string, object>>): T {
  const nameOf = new Map(Object.entries(named).map(([name, schema]) => [JSON.stringify(asInDocument(schema)), name]))
  const replace = (value: Json, own?: string): Json => {
    if (typeof value !== 'object' || value === null) return value
    const name = nameOf.get(JSON.stringify(value))
    if (name !== undefined && name !== own) return { $ref: `#/components/schemas/${name}` }
    if (Array.isArray(value)) return value.map((item: Json) => replace(item))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item)]))
  }
  const schemas = [...nameOf].map(([text, name]) => [name, replace(JSON.parse(text) as Json, name)])
  const { components = {}, ...rest } = document as unknown as { components?: { schemas?: object } }
  const replaced = replace(rest as unknown as Json) as object
  return { ...replaced, components: { ...components, schemas: { ...components.schemas, ...Object.fromEntries(schemas) } } } as unknown as T // prettier-ignore
}

/** A schema as the document has it: a constant is the only value of an enumeration, keys of a pattern are any keys. */
function asInDocument(schema: object): Json {
  const convertEntry = ([key, value]: [string, Json]): [string, Json] => {
    if (key === 'const') return ['enum', [value]]
    if (key === 'patternProperties') return ['additionalProperties', convert(Object.values(value as object)[0] as Json)]
    return [key, convert(value)]
  }
  const convert = (value: Json): Json => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(convert)
    return Object.fromEntries(Object.entries(value).map(convertEntry))
  }
  return convert(JSON.parse(JSON.stringify(schema)) as Json)
}
