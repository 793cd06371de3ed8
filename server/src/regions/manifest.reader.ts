import { readFileSync } from 'node:fs'
import { Value } from 'typebox/value'
import { ImportError } from '../issues/import-error.ts'
import { RegionManifest, findManifestFaults } from './manifest.ts'

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
  const faults = Value.Check(RegionManifest, value)
    ? findManifestFaults(value)
    : Value.Errors(RegionManifest, value)
        .filter((e) => !['anyOf', 'additionalProperties', 'const'].includes(e.keyword))
        .map((e) => `${e.instancePath || 'the manifest'} ${e.message}`)
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
