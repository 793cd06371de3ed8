import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase, type OpenedDatabase } from '../open-database.service.ts'
import { schemaFingerprint } from '../migrate.service.ts'
import { startPostgresCluster, whyNoPostgres, type PostgresCluster } from './postgres-cluster.service.ts'

/** A fresh, migrated database of one kind for a test file. */
export interface TestDatabase {
  readonly database: OpenedDatabase
  readonly dataFolder: string
  readonly databaseUrl: string | null
  close(): Promise<void>
}

export interface TestDatabaseKind {
  readonly kind: 'embedded' | 'postgresql'
  /** Why it cannot be used here, or null. */
  readonly missing: string | null
  open(): Promise<TestDatabase>
}

const CACHE_FOLDER = fileURLToPath(new URL('../../../../.tools/cache/', import.meta.url))

/** The migrated embedded database as a file: making one takes ten seconds and more, restoring it two. */
export async function embeddedTemplate(): Promise<Blob> {
  const name = createHash('sha256').update(schemaFingerprint()).digest('hex').slice(0, 12)
  const file = path.join(CACHE_FOLDER, `embedded-${name}.tar`)
  if (!existsSync(file)) {
    mkdirSync(CACHE_FOLDER, { recursive: true })
    const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-template-'))
    const { PGlite } = await import('@electric-sql/pglite')
    const { postgis } = await import('@electric-sql/pglite-postgis')
    const made = await openDatabase({ dataFolder: folder })
    await made.close()
    const pglite = await PGlite.create({ dataDir: path.join(folder, 'database'), extensions: { postgis } })
    const dump = await pglite.dumpDataDir('none')
    await pglite.close()
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, Buffer.from(await dump.arrayBuffer()))
    renameSync(draft, file)
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  return new Blob([readFileSync(file)])
}

async function openEmbedded(): Promise<TestDatabase> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'nahraum-embedded-'))
  const database = await openDatabase({ dataFolder, template: await embeddedTemplate() })
  return {
    database,
    dataFolder,
    databaseUrl: null,
    async close() {
      await database.close()
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

async function openPostgres(): Promise<TestDatabase> {
  const cluster: PostgresCluster = await startPostgresCluster()
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'nahraum-data-'))
  const database = await openDatabase({ databaseUrl: cluster.url, dataFolder })
  return {
    database,
    dataFolder,
    databaseUrl: cluster.url,
    async close() {
      await database.close()
      cluster.stop()
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Both kinds: every suite about the database runs on each. */
export const TEST_DATABASES: readonly TestDatabaseKind[] = [
  { kind: 'embedded', missing: null, open: openEmbedded },
  { kind: 'postgresql', missing: whyNoPostgres(), open: openPostgres },
]
