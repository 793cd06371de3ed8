import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { openDatabase, type OpenedDatabase } from '../db/open-database.service.ts'
import type { Config } from '../http/config.service.ts'
import { buildEmbedOnlyApp } from '../http/embed-only-app.service.ts'

const RETRY_MILLISECONDS = 5_000
/** What a database says, or the network, that will be there again: not a wrong password or an unknown name. */
const AWAY = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|57P03)$/
const STOPS = ['SIGINT', 'SIGTERM'] as const

export interface OpenedWhenAway {
  readonly database: OpenedDatabase
  /** Stops what was served meanwhile; call it right before the server itself listens. */
  release(): Promise<void>
}

/**
 * Opens the database. Where a PostgreSQL does not answer and maps were published from this data folder before, they are served from their copies until it
 * does: visitors of published maps notice nothing of a database that starts later than the server. Null where the server is stopped meanwhile.
 */
export async function openWhenAway(
  config: Config,
  listen: (app: FastifyInstance) => Promise<string>,
  say: (de: string, en: string) => void,
): Promise<OpenedWhenAway | null> {
  const open = () => openDatabase({ databaseUrl: config.databaseUrl, dataFolder: config.dataFolder })
  try {
    return { database: await open(), release: () => Promise.resolve() }
  } catch (error) {
    if (!isAway(error) || !existsSync(path.join(config.dataFolder, 'publications'))) throw error
    let address = ''
    const app = await buildEmbedOnlyApp(config, () => config.publicUrl ?? address)
    address = await listen(app)
    say(
      `Die Datenbank antwortet nicht. Veröffentlichte Karten werden unter ${address} schon gezeigt; alles andere folgt, sobald sie da ist.`,
      `The database does not answer. Published maps are shown at ${address} already; everything else follows when it is there.`,
    )
    const stop = new AbortController()
    const onStop = () => stop.abort()
    for (const signal of STOPS) process.once(signal, onStop)
    try {
      for (;;) {
        await wait(RETRY_MILLISECONDS, undefined, { signal: stop.signal }).catch(() => {})
        if (stop.signal.aborted) {
          await app.close()
          return null
        }
        const database = await open().catch((again: unknown) => {
          if (!isAway(again)) throw again
        })
        if (database) return { database, release: () => app.close() }
      }
    } catch (again) {
      await app.close()
      throw again
    } finally {
      for (const signal of STOPS) process.off(signal, onStop)
    }
  }
}

function isAway(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string; errors?: { code?: string }[] } }
  // Several addresses of one host are tried: then each has its own error.
  const codes = [cause?.code, ...(cause?.errors ?? []).map(({ code }) => code)]
  return codes.some((code) => code !== undefined && AWAY.test(code))
}
