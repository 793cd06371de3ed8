import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { SourceInfo } from '../contract/region.ts'
import { ImportError } from '../issues/import-error.ts'
import type { RegionManifest } from '../regions/manifest.ts'

export type Source = RegionManifest['sources'][number]

/** Files are read whole; larger ones are refused before reading. */
const MAXIMUM_FILE_BYTES = 1 << 30

/** The files of a region with their hashes, and what became of what they hold. */
export interface SourceFiles {
  bytesOf(source: Source): Uint8Array
  /** In the manifest's order. */
  readonly hashes: readonly string[]
  /** Notes how much a source held and how much of it was taken. */
  report(source: Source, unit: string, countIn: number, countOut: number, countRejected?: number): void
  /** Every source that was reported, in the manifest's order. */
  list(): SourceInfo[]
}

/** Reads every file and compares it with the hash that the manifest gives. Throws `ImportError` at the first that does not fit. */
export function readSourceFiles(manifest: RegionManifest, folder: string): SourceFiles {
  const files = new Map(manifest.sources.map((source) => [source, readSource(source, folder)]))
  const infos = new Map<Source, SourceInfo>()
  return {
    bytesOf: (source) => files.get(source)!.bytes,
    hashes: [...files.values()].map((file) => file.sha256),
    report(source, unit, countIn, countOut, countRejected = countIn - countOut) {
      const { kind, key, title, file, url, licence, attribution, keyDate } = source
      const { sha256 } = files.get(source)!
      infos.set(source, {
        kind,
        key,
        title,
        fileName: file,
        url,
        licence,
        attribution,
        keyDate,
        sha256,
        countIn,
        countOut,
        countRejected,
        unit,
      })
    },
    list: () => manifest.sources.flatMap((source) => infos.get(source) ?? []),
  }
}

function readSource(source: Source, folder: string): { bytes: Uint8Array; sha256: string } {
  const file = path.join(folder, source.file)
  const bytes = readWhole(source, file)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (source.sha256 !== null && source.sha256 !== sha256) {
    throw new ImportError(
      'source-changed',
      `the source "${source.key}" is not the file that the manifest names: its sha256 is ${sha256}`,
      file,
      'use the right file, or put this hash into the manifest',
    )
  }
  return { bytes, sha256 }
}

function readWhole(source: Source, file: string): Uint8Array {
  let descriptor: number | undefined
  try {
    descriptor = openSync(file, 'r')
    const { size } = fstatSync(descriptor)
    if (size > MAXIMUM_FILE_BYTES) {
      throw new ImportError(
        'source-too-large',
        `the source "${source.key}" has ${size} bytes; up to ${MAXIMUM_FILE_BYTES} are read`,
        file,
        'cut the file to the region',
      )
    }
    return readFileSync(descriptor)
  } catch (error) {
    if (error instanceof ImportError) throw error
    const origin = source.url ? `, or get it from ${source.url}` : ''
    throw new ImportError(
      'source-missing',
      `the source "${source.key}" cannot be read (${(error as NodeJS.ErrnoException).code})`,
      file,
      `name its folder with --sources${origin}`,
    )
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
