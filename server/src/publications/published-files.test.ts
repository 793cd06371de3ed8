import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
} from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Tables } from '../db/database.store.ts'
import { packJson } from './freeze-files.writer.ts'
import { PublicationMirror } from './mirror.service.ts'
import { PublishedFilesService } from './published-files.service.ts'
import type { ShownState } from './shown-state.store.ts'
import { DEFINITION } from './testing/definition.builder.ts'

const ID = 'abcdefgh2345'

/** A database that answers when the test says so. */
function createDatabase() {
  let waiting: { answer: (rows: object[]) => void; fail: (error: Error) => void }[] = []
  let questions = 0
  class Driver extends DummyDriver {
    override async acquireConnection(): Promise<DatabaseConnection> {
      return {
        executeQuery: () => {
          questions++
          return new Promise((resolve, reject) =>
            waiting.push({ answer: (rows) => resolve({ rows: rows as never[] }), fail: reject }),
          )
        },
        // eslint-disable-next-line require-yield
        async *streamQuery() {
          throw new Error('nothing is streamed')
        },
      }
    }
  }
  const dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new Driver(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  const settle = async (how: (entry: (typeof waiting)[number]) => void) => {
    // Statements reach the driver a few turns after they were asked.
    while (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    const all = waiting
    waiting = []
    all.forEach(how)
  }
  return {
    db: new Kysely<Tables>({ dialect }),
    questions: () => questions,
    answer: (rows: object[]) => settle((entry) => entry.answer(rows)),
    fail: () => settle((entry) => entry.fail(new Error('away'))),
  }
}

const row = (reason: string | null = null) => ({
  id: ID,
  region_key: 'tiny',
  draft_version: 1,
  version: 1,
  withdrawn_at: reason === null ? null : new Date(),
  withdrawn_reason: reason,
  deleted_at: null,
  created_at: new Date(0),
  updated_at: new Date(0),
  definition: DEFINITION,
  published_at: new Date(0),
  published_draft: 1,
  title: DEFINITION.title,
})

describe('what is known of a publication', () => {
  let folder: string
  let mirror: PublicationMirror
  let clock = 0
  let opened: PublishedFilesService[] = []
  const open = (db: Kysely<Tables>, maximumBytes = 1 << 20) => {
    const files = new PublishedFilesService({ db, mirror, now: () => clock, maximumBytes })
    opened.push(files)
    return files
  }
  beforeEach(() => {
    clock = 0
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-files-'))
    mirror = new PublicationMirror(folder)
  })
  afterEach(async () => {
    await Promise.all(opened.map((files) => files.settle()))
    opened = []
    rmSync(folder, { recursive: true, force: true })
  })

  it('is asked of the database once, however many ask, and again after five seconds', async () => {
    const database = createDatabase()
    const files = open(database.db)
    const all = Promise.all(Array.from({ length: 50 }, () => files.find(ID)))
    await database.answer([row()])
    expect((await all).every((state) => state?.version === 1)).toBe(true)
    expect(database.questions()).toBe(1)
    clock = 4_999
    await files.find(ID)
    expect(database.questions()).toBe(1)
    clock = 5_001
    const later = files.find(ID)
    await database.answer([row('Veraltet')])
    expect((await later)?.withdrawnReason).toBe('Veraltet')
    expect(database.questions()).toBe(2)
  })

  it('counts on while the database fails or does not answer, from memory or from disk', async () => {
    const database = createDatabase()
    const files = open(database.db)
    const first = files.find(ID)
    await database.answer([row()])
    await first
    clock = 10_000
    const failing = files.find(ID)
    await database.fail()
    expect((await failing)?.version).toBe(1)
    // Whoever asks after the time that anybody waits has the answer at once, though the database hangs.
    clock = 20_000
    const waiting = files.find(ID)
    clock = 21_100
    expect((await files.find(ID))?.version).toBe(1)
    await database.answer([row()])
    await waiting

    await files.settle()
    const silent = createDatabase()
    const fresh = open(silent.db)
    const asked = fresh.find(ID)
    await silent.fail()
    expect((await asked)?.version, 'from the copy on disk').toBe(1)
    const unknown = expect(fresh.find('zzzzzzzzzzzz')).rejects.toThrow('away')
    await silent.fail()
    await unknown
  })

  it('that was read before a change does not come back after it', async () => {
    const database = createDatabase()
    const files = open(database.db)
    const before = files.find(ID)
    const changed = files.refresh(ID)
    await database.answer([row('Zurückgezogen')])
    await changed
    await before
    expect((await files.find(ID))?.withdrawnReason).toBe('Zurückgezogen')
  })

  it('holds no more files in memory than it may, and reads the others again', async () => {
    const database = createDatabase()
    const files = open(database.db, 3_000)
    const contents = Array.from({ length: 8 }, (_, i) => packJson(`f${i}.json`, Array.from({ length: 400 }, (__, n) => (n * 7919 * (i + 1)) % 9973))) // prettier-ignore
    await files.keep(ID, 1, contents)
    await mirror.writeState({ id: ID } as ShownState)
    for (const { file, stored } of contents)
      expect(Buffer.from((await files.findFile(ID, 1, file.name))!.stored).equals(stored), file.name).toBe(true)
    expect(await files.findFile(ID, 1, 'none.json')).toBeUndefined()
    expect(database.questions()).toBe(0)
  })
})
