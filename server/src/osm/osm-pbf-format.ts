/**
 * Limits and numbers of the OpenStreetMap PBF format that the reader and the writer share.
 * Source: https://wiki.openstreetmap.org/wiki/PBF_Format and the `.proto` files of OSM-binary.
 */

/** A blob header must be smaller than this. */
export const MAXIMUM_BLOB_HEADER_BYTES = 64 * 1024
/** A blob, and what it inflates to, must not be larger than this. */
export const MAXIMUM_BLOB_BYTES = 32 * 1024 * 1024

/** Nanodegrees per unit of a block that names no granularity. */
export const DEFAULT_GRANULARITY = 100
/** `OsmExtract` keeps degrees × 10⁷, that is units of 100 nanodegrees. */
export const NANODEGREES_PER_UNIT = 100
export const NANODEGREES_PER_DEGREE = 1e9

/** Features without which a file must not be read, and that this reader knows. */
export const KNOWN_REQUIRED_FEATURES: readonly string[] = ['OsmSchema-V0.6', 'DenseNodes']

/** How a blob is compressed, by field number of the `Blob` message. */
export const BLOB_RAW = 1
export const BLOB_RAW_SIZE = 2
export const BLOB_ZLIB = 3
export const UNSUPPORTED_COMPRESSIONS: Readonly<Record<number, string>> = {
  4: 'LZMA',
  5: 'bzip2',
  6: 'LZ4',
  7: 'Zstandard',
}

/** Wire types of protocol buffers. */
export const WIRE_VARINT = 0
export const WIRE_BYTES = 2

/** Member types of a relation in the order of their numbers in the file. */
export const MEMBER_TYPES = ['node', 'way', 'relation'] as const
