/** The OpenStreetMap file of a command: its errors name the file, not only the byte. */
import { ImportError } from '../issues/import-error.ts'
import type { OsmExtract } from '../osm/osm-extract.ts'
import { readOsmPbf } from '../osm/osm-pbf.reader.ts'

/**
 * @param where how messages name the file
 * @throws ImportError with the file and the byte
 */
export function readOsmFile(bytes: Uint8Array, where: string, onProgress: (share: number) => void): OsmExtract {
  try {
    return readOsmPbf(bytes, { onProgress })
  } catch (error) {
    if (!(error instanceof ImportError)) throw error
    throw new ImportError(error.kind, error.message, `${where}, ${error.where}`, error.remedy)
  }
}
