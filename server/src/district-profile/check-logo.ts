/**
 * Whether bytes are a picture that a printed title page may carry, judged by their content and never by a name. PNG and JPEG only: an SVG can hold scripts and
 * fetch things, and a printer would run them.
 */
import type { LocalText } from '../contract/common.ts'

export const LOGO_LIMITS = { bytes: 1_000_000, pixels: 4000 } as const

export interface Logo {
  readonly mediaType: 'image/png' | 'image/jpeg'
  readonly width: number
  readonly height: number
}

export type LogoCheck = { readonly logo: Logo } | { readonly fault: LocalText }

const FAULTS = {
  empty: { de: 'Die Datei ist leer.', en: 'The file is empty.' },
  large: {
    de: 'Das Logo ist größer als 1 MB. Bitte kleiner speichern.',
    en: 'The logo is larger than 1 MB. Save it smaller.',
  },
  svg: {
    de: 'SVG wird nicht angenommen, weil es Programme enthalten kann. Bitte das Logo als PNG oder JPEG speichern.',
    en: 'SVG is not accepted, because it can contain programs. Save the logo as PNG or JPEG.',
  },
  kind: {
    de: 'Die Datei ist kein PNG- oder JPEG-Bild. Bitte das Logo als PNG oder JPEG speichern.',
    en: 'The file is no PNG or JPEG picture. Save the logo as PNG or JPEG.',
  },
  broken: {
    de: 'Das Bild ist beschädigt oder unvollständig. Bitte neu speichern.',
    en: 'The picture is damaged or incomplete. Save it again.',
  },
  dimensions: {
    de: 'Das Bild ist breiter oder höher als 4000 Bildpunkte. Bitte verkleinern.',
    en: 'The picture is wider or higher than 4000 pixels. Make it smaller.',
  },
} as const

export function checkLogo(bytes: Uint8Array): LogoCheck {
  if (bytes.length === 0) return { fault: FAULTS.empty }
  if (bytes.length > LOGO_LIMITS.bytes) return { fault: FAULTS.large }
  const isPng = PNG_SIGNATURE.every((byte, i) => bytes[i] === byte)
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff
  if (!isPng && !isJpeg) return { fault: looksLikeSvg(bytes) ? FAULTS.svg : FAULTS.kind }
  const size = isPng ? readPngSize(bytes) : readJpegSize(bytes)
  if (size === null || size.width === 0 || size.height === 0) return { fault: FAULTS.broken }
  if (size.width > LOGO_LIMITS.pixels || size.height > LOGO_LIMITS.pixels) return { fault: FAULTS.dimensions }
  return { logo: { mediaType: isPng ? 'image/png' : 'image/jpeg', ...size } }
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

interface Size {
  readonly width: number
  readonly height: number
}

const uint32 = (bytes: Uint8Array, at: number): number =>
  bytes[at] * 0x1000000 + (bytes[at + 1] << 16) + (bytes[at + 2] << 8) + bytes[at + 3]

/** IHDR first, then blocks that fill the file exactly up to IEND. */
function readPngSize(bytes: Uint8Array): Size | null {
  if (bytes.length < 33 || blockName(bytes, 8) !== 'IHDR' || uint32(bytes, 8) !== 13) return null
  let at = 8
  let hasData = false
  while (at + 12 <= bytes.length) {
    const name = blockName(bytes, at)
    if (name === 'IDAT') hasData = true
    if (name === 'IEND') return hasData ? { width: uint32(bytes, 16), height: uint32(bytes, 20) } : null
    at += 12 + uint32(bytes, at)
  }
  return null
}

const blockName = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at + 4, at + 8))

/** Segments from the start of the image up to the frame header, which holds the size. */
function readJpegSize(bytes: Uint8Array): Size | null {
  let at = 2
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1]
    if (marker === 0xff) {
      at++
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { height: (bytes[at + 5] << 8) + bytes[at + 6], width: (bytes[at + 7] << 8) + bytes[at + 8] }
    // From here on there is picture data: the frame header should have come before.
    if (marker === 0xda || marker === 0xd9) return null
    const length = (bytes[at + 2] << 8) + bytes[at + 3]
    if (length < 2) return null
    at += 2 + length
  }
  return null
}

function looksLikeSvg(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 1000)).toLowerCase()
  return start.includes('<svg') || (start.includes('<?xml') && start.includes('svg'))
}
