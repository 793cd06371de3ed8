import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { encodeColumns } from '../columns/columns.ts'
import { encodeRegionPack } from '../scenario/region-pack.ts'
import type { WhatIfRegion } from '../scenario/what-if-region.ts'

/** A region pack in the forms in which it travels. The same region gives the same bytes. */
export interface PackedRegion {
  readonly gzip: Uint8Array<ArrayBuffer>
  readonly brotli: Uint8Array<ArrayBuffer>
  /** Bytes when unpacked. */
  readonly unpackedBytes: number
  /** Of the unpacked bytes, hexadecimal. */
  readonly sha256: string
}

/** Brotli's best costs fifty times as much for a tenth less. */
const BROTLI_QUALITY = 9

/** Encodes and compresses one region in a thread of its own, so that maps stay quick meanwhile. */
const bytes = encodeColumns(encodeRegionPack(workerData as WhatIfRegion))
const brotliOptions = {
  [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
  [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
}
const value: PackedRegion = {
  gzip: new Uint8Array(gzipSync(bytes)),
  brotli: new Uint8Array(brotliCompressSync(bytes, { params: brotliOptions })),
  unpackedBytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
}
parentPort?.postMessage({ kind: 'done', value }, [value.gzip.buffer, value.brotli.buffer])
