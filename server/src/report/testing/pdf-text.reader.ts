import { vi } from 'vitest'

type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs')

let loading: Promise<PdfJs> | null = null

/** While it is loaded it misses what only drawing needs; warnings about that would stand in the output of every test. */
async function loadPdfJs(): Promise<PdfJs> {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  try {
    return await import('pdfjs-dist/legacy/build/pdf.mjs')
  } finally {
    warn.mockRestore()
  }
}

/** @returns text of each page in reading order, words apart by one space; see `plainWords` */
export async function readPdfText(bytes: Uint8Array): Promise<string[]> {
  const { getDocument } = await (loading ??= loadPdfJs())
  // The reader takes the bytes away from whoever holds them.
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const document = await task.promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    pages.push(plainWords(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')))
  }
  await task.destroy()
  return pages
}

/** One space between words, none behind a hyphen where lines break. */
export function plainWords(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/-\s/g, '-').trim()
}
