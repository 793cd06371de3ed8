import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'

/** Where a Chromium usually lies; `CHROMIUM_PATH` comes before. */
const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
]
/** A hundred sheets take some ten seconds; what takes longer has gone wrong. */
const TIME_LIMIT_MILLISECONDS = 120_000
/** The largest file that is taken over from the browser. */
const BYTES_LIMIT = 128 << 20
const READ_BYTES = 1 << 20

/** The browser to print with, or null where there is none. An empty `CHROMIUM_PATH` means none. */
export function findChromium(environment: Readonly<Record<string, string | undefined>> = process.env): string | null {
  const chosen = environment.CHROMIUM_PATH
  if (chosen !== undefined) return chosen !== '' && existsSync(chosen) ? chosen : null
  return USUAL_PATHS.find((file) => existsSync(file)) ?? null
}

export interface PrintedPdf {
  readonly bytes: Uint8Array
  /** Sheets whose content was higher than the paper and went on on a further page. */
  readonly overflowing: number
}

/**
 * Prints a document that needs nothing from outside as tagged PDF with an outline. The browser starts for this document alone, without network and without
 * scripts of the page, and is ended when it is done, cancelled or too slow.
 *
 * @throws the signal's reason, or an Error that says what the browser objected to
 */
export async function printHtml(
  executable: string,
  html: string,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<PrintedPdf> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-print-'))
  const browser = new Browser(executable, folder)
  const stop = () => browser.end(signal?.reason instanceof Error ? signal.reason : new Error('cancelled'))
  const timer = setTimeout(
    () => browser.end(new Error(`The browser took longer than ${TIME_LIMIT_MILLISECONDS / 1000} seconds to print.`)),
    TIME_LIMIT_MILLISECONDS,
  )
  signal?.addEventListener('abort', stop)
  try {
    signal?.throwIfAborted()
    return await print(browser, html, onProgress)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    await browser.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

async function print(browser: Browser, html: string, onProgress: (share: number) => void): Promise<PrintedPdf> {
  const { targetId } = await browser.call<{ targetId: string }>('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await browser.call<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
  const page = <T>(method: string, params: object = {}) => browser.call<T>(method, params, sessionId)
  await page('Network.enable')
  await page('Network.emulateNetworkConditions', {
    offline: true,
    latency: 0,
    downloadThroughput: 0,
    uploadThroughput: 0,
  })
  await page('Emulation.setEmulatedMedia', { media: 'print' })
  const { frameTree } = await page<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree')
  await page('Page.setDocumentContent', { frameId: frameTree.frame.id, html })
  onProgress(0.2)
  // The document's own policy forbids scripts; this question is the debugger's.
  const { result } = await page<{ result: { value: number } }>('Runtime.evaluate', {
    expression: COUNT_OVERFLOWING,
    awaitPromise: true,
    returnByValue: true,
  })
  onProgress(0.4)
  const { stream } = await page<{ stream: string }>('Page.printToPDF', {
    printBackground: true,
    preferCSSPageSize: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    transferMode: 'ReturnAsStream',
  })
  onProgress(0.9)
  const pieces: Buffer[] = []
  let size = 0
  for (;;) {
    const read = await page<{ data: string; base64Encoded: boolean; eof: boolean }>('IO.read', {
      handle: stream,
      size: READ_BYTES,
    })
    const piece = Buffer.from(read.data, read.base64Encoded ? 'base64' : 'latin1')
    size += piece.length
    if (size > BYTES_LIMIT) throw new Error(`The document has more than ${BYTES_LIMIT >> 20} MiB.`)
    pieces.push(piece)
    if (read.eof) break
  }
  return { bytes: Buffer.concat(pieces), overflowing: result.value }
}

/** Waits for fonts and pictures; a sheet of 296.8 mm is 1121.8 px high. */
const COUNT_OVERFLOWING = `(async () => {
  await document.fonts.ready
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
  return [...document.querySelectorAll('.sheet')].filter((sheet) => sheet.getBoundingClientRect().height > 1123).length
})()`

interface Reply {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** A browser of its own, spoken to through two pipes: messages are JSON ended by a zero byte. */
class Browser {
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  readonly #closed: Promise<void>
  #lastId = 0
  #failure: Error | null = null

  constructor(executable: string, folder: string) {
    // As root there is no sandbox to be had; what is printed is made here, without scripts and without network.
    const isRoot = process.getuid?.() === 0
    this.#process = spawn(
      executable,
      [
        '--headless=new',
        '--remote-debugging-pipe',
        `--user-data-dir=${folder}`,
        ...(isRoot ? ['--no-sandbox'] : []),
        '--no-first-run',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-extensions',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-pings',
        '--host-resolver-rules=MAP * ~NOTFOUND',
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, HOME: folder } },
    )
    this.#closed = new Promise((resolve) => {
      this.#process.once('exit', () => {
        this.#fail(new Error('The browser ended before the document was printed.'))
        resolve()
      })
      this.#process.once('error', (error) => {
        this.#fail(new Error(`The browser cannot be started: ${error.message}`))
        resolve()
      })
    })
    const input = this.#process.stdio[3] as Writable
    input.on('error', (error) => this.#fail(error))
    this.#listen(this.#process.stdio[4] as Readable)
  }

  call<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    if (this.#failure !== null) return Promise.reject(this.#failure)
    const id = ++this.#lastId
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: (value) => resolve(value as T), reject })
      ;(this.#process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
  }

  /** Ends it; whoever waits for an answer gets the reason. */
  end(reason: Error): void {
    this.#fail(reason)
    const { pid, exitCode, signalCode } = this.#process
    if (pid === undefined || exitCode !== null || signalCode !== null) return
    try {
      // With its children: each browser has a group of processes of its own.
      process.kill(-pid, 'SIGKILL')
    } catch {
      // It ended by itself in this moment.
    }
  }

  async close(): Promise<void> {
    this.end(new Error('The browser is closed.'))
    await this.#closed
  }

  #listen(output: Readable): void {
    let pieces: Buffer[] = []
    output.on('data', (piece: Buffer) => {
      let rest = piece
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        pieces.push(rest.subarray(0, end))
        this.#take(JSON.parse(Buffer.concat(pieces).toString('utf8')) as Reply)
        pieces = []
        rest = rest.subarray(end + 1)
      }
      if (rest.length > 0) pieces.push(rest)
    })
    output.on('error', (error) => this.#fail(error))
  }

  #take({ id, result, error }: Reply): void {
    const waiting = id === undefined ? undefined : this.#waiting.get(id)
    if (id === undefined || waiting === undefined) return
    this.#waiting.delete(id)
    if (error === undefined) waiting.resolve(result)
    else waiting.reject(new Error(`The browser: ${error.message}`))
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#failure)
    this.#waiting.clear()
  }
}
