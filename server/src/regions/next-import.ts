import type { Queryable } from '../db/database.store.ts'
import type { JobProgress } from '../jobs/job.ts'

/**
 * What of a region's data is decided but not counted yet. Analyses ask before they begin, imports before they end; who makes the decisions is none of
 * their business.
 */
export interface NextImport {
  /** Id of the import that the next analysis is made of. */
  findId(regionKey: string): Promise<string>
  /** Stores that import unless it is there; what the map shows stays as it is. */
  prepare(regionKey: string, report: (progress: JobProgress) => void, signal?: AbortSignal): Promise<string>
  /** Id of what files just imported become together with what was decided before. */
  findIdOver(regionKey: string, baseImportId: string): Promise<string>
  /** Stores it within the import's own transaction. Returns its id. */
  complete(tx: Queryable, regionKey: string, baseImportId: string): Promise<string>
}
