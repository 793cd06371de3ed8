/** Plain web servers for journeys: pages out of memory, or a folder with byte ranges and nothing else, as cheap web space has it. */
import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

export interface FileServer {
  readonly origin: string
  close(): Promise<void>
}

export async function listen(answer: RequestListener): Promise<FileServer> {
  const server: Server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  }
}

/** The same page at every address. */
export const servePage = (html: () => string): Promise<FileServer> =>
  listen((_request, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(html()))

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}

/** Knows no types but the commonest, packs nothing, and answers ranges unless it is told not to. */
export const serveFolder = (folder: string, { hasRanges = true } = {}): Promise<FileServer> =>
  listen((request, response) => {
    const name = new URL(request.url ?? '/', 'http://x').pathname
    const file = path.join(folder, name.endsWith('/') ? `${name}index.html` : name)
    void readFile(file).then(
      (bytes) => {
        response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream')
        const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
        if (!hasRanges || !range) return void response.end(bytes)
        const [first, last] = [Number(range[1]), Math.min(Number(range[2]), bytes.length - 1)]
        if (first >= bytes.length) return void response.writeHead(416).end()
        response.writeHead(206, { 'content-range': `bytes ${first}-${last}/${bytes.length}` })
        response.end(bytes.subarray(first, last + 1))
      },
      () => response.writeHead(404).end(),
    )
  })
