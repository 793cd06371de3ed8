import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ExpectedError } from '../problems/expected-error.ts'

/** What migrating needs of either database: scripts of several statements, and rows. */
export interface ScriptConnection {
  execute(script: string): Promise<void>
  query(statement: string, values?: unknown[]): Promise<Record<string, unknown>[]>
}

const SQL_FOLDER = fileURLToPath(new URL('../../../sql/', import.meta.url))

interface Script {
  readonly name: string
  readonly text: string
  readonly sha256: string
}

function readScripts(folder: string): Script[] {
  return readdirSync(path.join(SQL_FOLDER, folder))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(SQL_FOLDER, folder, name), 'utf8')
      return { name: `${folder}/${name}`, text, sha256: createHash('sha256').update(text).digest('hex') }
    })
}

/** Hash of every script: names a template database and tells whether anything is to do. */
export function schemaFingerprint(): string {
  const all = [...readScripts('migrations'), ...readScripts('views')].map((s) => s.name + s.sha256).join()
  return createHash('sha256').update(all).digest('hex').slice(0, 16)
}

/**
 * Brings the schema up to date: migrations in order, each once and in a transaction of its own; then the views.
 * Refuses a database that a newer version has migrated, and a migration that was changed after it ran.
 */
export async function migrate(connection: ScriptConnection): Promise<void> {
  await connection.execute('create extension if not exists postgis; create schema if not exists nahraum;')
  await connection.execute(
    'create table if not exists nahraum.schema_script (name text primary key, sha256 text not null, applied_at timestamptz not null default now());',
  )
  const migrations = readScripts('migrations')
  const applied = new Map(
    (await connection.query('select name, sha256 from nahraum.schema_script')).map((row) => [
      row.name as string,
      row.sha256 as string,
    ]),
  )
  const known = new Set(migrations.map((script) => script.name))
  const newer = [...applied.keys()].filter((name) => name.startsWith('migrations/') && !known.has(name))
  if (newer.length > 0) {
    throw new ExpectedError({
      de: `Die Datenbank wurde mit einer neueren Fassung benutzt (${newer.join(', ')}). Bitte diese installieren oder eine ältere Sicherung einspielen.`,
      en: `The database was used by a newer version (${newer.join(', ')}). Install that version or restore a backup made before.`,
    })
  }
  for (const script of migrations) {
    const before = applied.get(script.name)
    if (before === script.sha256) continue
    if (before !== undefined)
      throw new Error(`The migration ${script.name} was changed after it had run on this database.`)
    await applyScript(connection, script)
  }
  for (const script of readScripts('views')) {
    if (applied.get(script.name) !== script.sha256) await applyScript(connection, script)
  }
}

async function applyScript(connection: ScriptConnection, script: Script): Promise<void> {
  await connection.execute('begin')
  try {
    await connection.execute(script.text)
    await connection.query(
      'insert into nahraum.schema_script (name, sha256) values ($1, $2) on conflict (name) do update set sha256 = excluded.sha256, applied_at = now()',
      [script.name, script.sha256],
    )
    await connection.execute('commit')
  } catch (error) {
    await connection.execute('rollback')
    throw error
  }
}
