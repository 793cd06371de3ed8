import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { Tables } from '../../db/database.store.ts'
import type { OpenedDatabase } from '../../db/open-database.service.ts'
import { readConfig } from '../config.service.ts'
import { createServices } from '../create-services.service.ts'
import type { Services } from '../services.ts'

/** Services over a database whose every answer is the given fault: for what the server does without one, in milliseconds. */
export function createOfflineServices(env: Readonly<Record<string, string>>, fault: Error): Services {
  class FaultyDriver extends DummyDriver {
    override async acquireConnection(): Promise<never> {
      throw fault
    }
  }
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new FaultyDriver(),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  const database: OpenedDatabase = { kind: 'postgresql', db, lock: null, postgisVersion: '3', close: async () => {} }
  return createServices(readConfig({ port: '3000' }, { LOG_LEVEL: 'silent', ...env }), database)
}
