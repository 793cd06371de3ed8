/** How the preview is looked at. */
export interface PreviewView {
  readonly width: 'phone' | 'desktop'
  readonly language: 'de' | 'en'
  readonly theme: 'light' | 'dark'
}

/** Size of the window that is pretended, in CSS pixels. */
export const PREVIEW_WINDOWS = {
  phone: { width: 390, height: 760 },
  desktop: { width: 1100, height: 800 },
} as const

/** The window drawn into `room` pixels of width: never larger than it is. */
export function fitPreview(view: PreviewView, room: number): { width: number; height: number; scale: number } {
  const { width, height } = PREVIEW_WINDOWS[view.width]
  return { width, height, scale: room > 0 ? Math.min(1, room / width) : 1 }
}

/** Address of a map with language and theme; an address that cannot be read is returned as it is. */
export function previewAddress(address: string, { language, theme }: PreviewView, base: string): string {
  if (!URL.canParse(address, base)) return address
  const url = new URL(address, base)
  url.searchParams.set('lang', language)
  url.searchParams.set('theme', theme)
  return url.href
}

/**
 * The address as the page itself reaches it: behind a proxy the public address may be another one, which a page may not frame.
 * Whatever is no address of a publication stays.
 */
export function localAddress(address: string, origin: string): string {
  if (!URL.canParse(address)) return address
  const { pathname, search } = new URL(address)
  return `${origin}${pathname}${search}`
}
