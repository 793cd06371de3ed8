import type { StyleSpecification } from 'maplibre-gl'
import latinItalic from '@fontsource/noto-sans/files/noto-sans-latin-400-italic.woff2?url'
import latinRegular from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url'
import latinSemiBold from '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url'
import extendedItalic from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-italic.woff2?url'
import extendedRegular from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url'
import extendedSemiBold from '@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff2?url'
import { basemapStyle, type BasemapStyleOptions } from './basemap-style.ts'
import type { Theme } from './palette.ts'

const absolute = (path: string) => new URL(path, location.href).href

/** Our own fonts; called where there is a page. */
export const createFontUrls = (): BasemapStyleOptions['fontUrls'] => ({
  regular: { latin: absolute(latinRegular), latinExtended: absolute(extendedRegular) },
  semiBold: { latin: absolute(latinSemiBold), latinExtended: absolute(extendedSemiBold) },
  italic: { latin: absolute(latinItalic), latinExtended: absolute(extendedItalic) },
})

/** The basemap of a region in the page's theme and language, with our own fonts. */
export function createStyle(tilesAddress: string, theme: Theme, language: 'de' | 'en'): StyleSpecification {
  return basemapStyle({
    tilesUrl: absolute(tilesAddress),
    theme,
    language,
    fontUrls: createFontUrls(),
  }) as StyleSpecification
}
