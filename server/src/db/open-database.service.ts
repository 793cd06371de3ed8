import path from 'node:path'
import { setImmediate as otherWork } from 'node:timers/promises'
import { Kysely, PGliteDialect, PostgresDialect, type KyselyPlugin } from 'kysely'
import pg from 'pg'
import { ExpectedError } from '../problems/expected-error.ts'
import type { Database, Tables } from './database.store.ts'
import { lockFolder, type DirectoryLock } from './directory-lock.service.ts'
import { migrate } from './migrate.service.ts'

export interface OpenOptions {
  /** PostgreSQL connection address; the embedded database is used without one. */
  readonly databaseUrl?: string | null
  /** Holds the embedded database and its lock. */
  readonly dataFolder: string
  /** A migrated database to start from (tests); only for a folder that holds none yet. */
  readonly template?: Blob
}

export interface OpenedDatabase extends Database {
  /** Only for the embedded database. */
  readonly lock: DirectoryLock | null
}

/** Any number: two servers starting at once migrate one after the other. */
const MIGRATION_LOCK = 7_233_601

/** Opens either database and brings its schema up to date. Throws `FolderInUseError` when another process has it. */
export function openDatabase(options: OpenOptions): Promise<OpenedDatabase> {
  return options.databaseUrl ? openPostgres(options.databaseUrl) : openEmbedded(options)
}

async function openEmbedded(options: OpenOptions): Promise<OpenedDatabase> {
  const lock = lockFolder(options.dataFolder)
  try {
    const { PGlite } = await import('@electric-sql/pglite')
    const { postgis } = await import('@electric-sql/pglite-postgis')
    const pglite = await PGlite.create({
      dataDir: path.join(options.dataFolder, 'database'),
      extensions: { postgis },
      loadDataDir: options.template,
    })
    await migrate({
      execute: async (script) => void (await pglite.exec(script)),
      query: async (statement, values) => (await pglite.query<Record<string, unknown>>(statement, values)).rows,
    })
    const version = await pglite.query<{ version: string }>('select postgis_lib_version() as version')
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), plugins: [LET_OTHERS_WORK] })
    return {
      kind: 'embedded',
      db,
      lock,
      postgisVersion: version.rows[0].version,
      async close() {
        await db.destroy()
        if (!pglite.closed) await pglite.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * The embedded database computes in this thread and answers without ever leaving it: a transaction of many statements would hold up every visitor for as
 * long as it lasts. With a pause after each statement it holds them up for one statement at a time.
 */
const LET_OTHERS_WORK: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    await otherWork()
    return result
  },
}

/** The address holds a password, so it is not repeated. */
function databaseAway(error: Error & { code?: string }): ExpectedError {
  const reason = error.message || error.code || 'no answer'
  return new ExpectedError(
    {
      de: `Die Datenbank aus DATABASE_URL antwortet nicht (${reason}). Läuft PostgreSQL, und stimmen Rechner, Anschluss, Benutzer und Kennwort?`,
      en: `The database of DATABASE_URL does not answer (${reason}). Is PostgreSQL running, and are host, port, user and password right?`,
    },
    { cause: error },
  )
}

async function openPostgres(databaseUrl: string): Promise<OpenedDatabase> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 300_000,
    application_name: 'nahraum',
  })
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  // The same for one that breaks while it is lent out between two queries; the next query then says so.
  pool.on('connect', (client) => void client.on('error', () => {}))
  try {
    const client = await pool.connect().catch((error: Error & { code?: string }) => {
      throw databaseAway(error)
    })
    let postgisVersion: string
    try {
      await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
      await migrate({
        execute: async (script) => void (await client.query(script)),
        query: async (statement, values) => (await client.query(statement, values)).rows,
      })
      postgisVersion = (await client.query('select postgis_lib_version() as version')).rows[0].version
    } finally {
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => {})
      client.release()
    }
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
    return { kind: 'postgresql', db, lock: null, postgisVersion, close: () => db.destroy() }
  } catch (error) {
    await pool.end()
    throw error
  }
}
