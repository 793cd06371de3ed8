import { readFileSync } from 'node:fs'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { ImportError } from '../issues/import-error.ts'
import { RegionManifest, SOURCE_SCHEMAS, findManifestFaults } from './manifest.ts'

/** Reads and checks a region manifest. Throws `ImportError` that lists every fault at once. */
export function readManifest(file: string): RegionManifest {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new ImportError(
      'manifest-missing',
      'the region manifest cannot be read',
      file,
      'name an existing file, e.g. data/regions/aachen.json',
    )
  }
  return parseManifest(text, file)
}

/** The same from text; `where` names it in messages. */
export function parseManifest(text: string, where: string): RegionManifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ImportError(
      'manifest-not-json',
      `the region manifest is not JSON: ${(error as Error).message}`,
      where,
      'check commas, quotes and brackets',
    )
  }
  const faults = Value.Check(RegionManifest, value) ? findManifestFaults(value) : findShapeFaults(value)
  if (faults.length > 0) {
    throw new ImportError(
      'manifest-invalid',
      `the region manifest has ${faults.length} fault(s): ${faults.slice(0, 10).join('; ')}`,
      where,
      'correct the manifest; docs/data.md describes every field',
    )
  }
  return value as RegionManifest
}

/** Faults of the shape; a source is compared with its own kind only, not with all five. */
function findShapeFaults(value: unknown): string[] {
  const sources = (value as { sources?: unknown } | null)?.sources
  const ofSources = (Array.isArray(sources) ? (sources as unknown[]) : []).flatMap((source, i) => {
    const path = `/sources/${i}`
    const kind = (source as { kind?: unknown } | null)?.kind
    const schema = SOURCE_SCHEMAS.find(({ properties }) => properties.kind.const === kind)
    const kinds = SOURCE_SCHEMAS.map(({ properties }) => properties.kind.const).join(', ')
    return schema === undefined ? [`${path}/kind is none of ${kinds}`] : listFaults(schema, source, path)
  })
  const others = listFaults(RegionManifest, value, '').filter((fault) => !/^\/sources\/\d/.test(fault))
  return [...others, ...ofSources]
}

function listFaults(schema: TSchema, value: unknown, path: string): string[] {
  const errors = [...Value.Errors(schema, value)]
  // What a union or a closed object says as a whole, its members say better; a word that is none of a list has nobody else to say it.
  const precise = errors.filter(({ keyword }) => !['anyOf', 'additionalProperties', 'const'].includes(keyword))
  const faults = (precise.length > 0 ? precise : errors).map(({ instancePath, message }) => {
    const place = `${path}${instancePath}` || 'the manifest'
    return message === 'schema is false' ? `${place} is no field of a manifest` : `${place} ${message}`
  })
  return [...new Set(faults)]
}
