import { gzip } from 'node:zlib'
import { promisify } from 'node:util'

const gzipAsync = promisify(gzip)

/** The tile packed by gzip, in the thread pool. The same bytes in give the same bytes out. */
export async function gzipTile(tile: Uint8Array): Promise<Uint8Array> {
  return gzipAsync(tile, { level: 6 })
}
