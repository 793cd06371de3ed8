import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

/** A web space that knows nothing of Nahraum: files of a folder, by byte ranges where one is asked for. */
export async function serveFolder(folder: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname)
    const file = path.join(folder, name.endsWith('/') ? `${name}index.html` : name)
    const size = file.startsWith(folder) ? (statSync(file, { throwIfNoEntry: false })?.size ?? null) : null
    if (size === null) return void response.writeHead(404).end()
    const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
    const common = { 'accept-ranges': 'bytes', 'access-control-allow-origin': '*', 'content-type': typeOf(file) }
    if (asked === null) {
      response.writeHead(200, { ...common, 'content-length': size })
      return void createReadStream(file).pipe(response)
    }
    const [start, end] = [Number(asked[1]), Math.min(size - 1, asked[2] === '' ? size - 1 : Number(asked[2]))]
    if (start >= size || end < start) return void response.writeHead(416, { 'content-range': `bytes */${size}` }).end()
    response.writeHead(206, { ...common, 'content-length': end - start + 1, 'content-range': `bytes ${start}-${end}/${size}` }) // prettier-ignore
    createReadStream(file, { start, end }).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}
const typeOf = (file: string): string => TYPES[path.extname(file)] ?? 'application/octet-stream'
