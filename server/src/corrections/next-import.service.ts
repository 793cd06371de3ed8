import { createHash } from 'node:crypto'
import type { SourceInfo } from '../contract/region.ts'
import type { Database, Queryable } from '../db/database.store.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { ImportIssue } from '../issues/import-issue.ts'
import { IssueList } from '../issues/issue-list.ts'
import type { JobProgress } from '../jobs/job.ts'
import { summariseNetwork } from '../network/network-summary.ts'
import { Problem } from '../problems/problems.ts'
import type { NextImport } from '../regions/next-import.ts'
import { findCurrentImportId, listFacilities, listImports, listIssues, loadNetwork } from '../regions/region.store.ts'
import { applyCorrections, type AcceptedCorrection, type CorrectionOutcome } from './apply-corrections.ts'
import { findBase, isKnownImport, removeAbandoned, saveCorrectedImport } from './corrected-import.store.ts'
import { listAccepted } from './correction.store.ts'

/** Raised whenever the same corrections would be applied differently; part of the hash of every import made of them. */
const CORRECTION_VERSION = '1'

/**
 * Makes imports of imports: the data of the files with all accepted corrections over them. The id is the hash of both, so that the same decisions over the
 * same files are the same import, and no decisions are the import of the files itself.
 */
export class NextImportService implements NextImport {
  readonly #database: Database
  readonly #catalogue: Catalogue

  constructor(database: Database, catalogue: Catalogue) {
    this.#database = database
    this.#catalogue = catalogue
  }

  async findId(regionKey: string): Promise<string> {
    const { db } = this.#database
    const { baseImportId } = await findBase(db, await this.#currentId(db, regionKey))
    return hashOf(baseImportId, await listAccepted(db, regionKey))
  }

  async findIdOver(regionKey: string, baseImportId: string): Promise<string> {
    return hashOf(baseImportId, await listAccepted(this.#database.db, regionKey))
  }

  async prepare(regionKey: string, report: (progress: JobProgress) => void, signal?: AbortSignal): Promise<string> {
    const { db } = this.#database
    const wanted = await this.findId(regionKey)
    if (await isKnownImport(db, wanted)) return wanted
    return db.transaction().execute(async (tx) => {
      const { baseImportId } = await findBase(tx, await this.#currentId(tx, regionKey))
      const made = await this.#make(tx, regionKey, baseImportId, (share) => {
        signal?.throwIfAborted()
        report({ step: 'corrections', share })
      })
      signal?.throwIfAborted()
      await removeAbandoned(tx, regionKey, made)
      return made
    })
  }

  async complete(tx: Queryable, regionKey: string, baseImportId: string): Promise<string> {
    return this.#make(tx, regionKey, baseImportId)
  }

  async #make(
    tx: Queryable,
    regionKey: string,
    baseImportId: string,
    onStep?: (share: number) => void,
  ): Promise<string> {
    const accepted = await listAccepted(tx, regionKey)
    const id = hashOf(baseImportId, accepted)
    if (await isKnownImport(tx, id)) return id
    const base = (await listImports(tx, regionKey)).find(({ importId }) => importId === baseImportId)
    if (base === undefined) throw new Problem('unknown-import', `The import "${baseImportId}" is not kept any more.`)
    const network = await loadNetwork(tx, baseImportId)
    const applied = applyCorrections(
      { facilities: await listFacilities(tx, baseImportId), network },
      accepted,
      this.#catalogue,
    )
    const isSameNetwork = applied.network === network
    await saveCorrectedImport(
      tx,
      {
        id,
        baseImportId,
        regionKey,
        summary: {
          ...base.summary,
          facilityCount: applied.facilities.length,
          network: isSameNetwork ? base.summary.network : summariseNetwork(applied.network),
        },
        facilities: applied.facilities,
        network: isSameNetwork ? null : applied.network,
        source: describeSource(accepted, applied.outcomes),
        issues: [...(await listIssues(tx, baseImportId)), ...listOutcomes(accepted, applied.outcomes)],
        outcomes: applied.outcomes,
      },
      onStep,
    )
    return id
  }

  async #currentId(db: Queryable, regionKey: string): Promise<string> {
    const id = await findCurrentImportId(db, regionKey)
    if (id === null) throw new Problem('unknown-region', `There is no region "${regionKey}".`)
    return id
  }
}

function hashOf(baseImportId: string, accepted: readonly AcceptedCorrection[]): string {
  if (accepted.length === 0) return baseImportId
  return createHash('sha256')
    .update(JSON.stringify({ base: baseImportId, accepted, version: CORRECTION_VERSION }))
    .digest('hex')
    .slice(0, 16)
}

/** The accepted reports as a source among the others: named, counted, with a hash. */
function describeSource(accepted: readonly AcceptedCorrection[], outcomes: readonly CorrectionOutcome[]): SourceInfo {
  const countOut = outcomes.filter(({ standing }) => standing === 'applies').length
  return {
    kind: 'corrections',
    key: 'corrections',
    title: { de: 'Angenommene Meldungen', en: 'Accepted reports' },
    fileName: '',
    url: null,
    licence: 'CC0-1.0',
    attribution: 'Meldungen aus der Öffentlichkeit',
    keyDate: null,
    sha256: createHash('sha256').update(JSON.stringify(accepted)).digest('hex'),
    countIn: outcomes.length,
    countOut,
    countRejected: outcomes.length - countOut,
    unit: 'reports',
  }
}

function listOutcomes(
  accepted: readonly AcceptedCorrection[],
  outcomes: readonly CorrectionOutcome[],
): readonly ImportIssue[] {
  const issues = new IssueList()
  outcomes.forEach(({ standing }, i) => {
    const { number, change, before } = accepted[i]
    const name = before?.name ?? (change.kind === 'missing' ? change.name : null)
    const isSettled = standing === 'applies' || standing === 'already'
    issues.add(
      `correction-${standing}`,
      isSettled ? 'note' : 'warning',
      'corrections',
      name === null ? `${number}` : `${number}: ${name}`,
    )
  })
  return issues.list()
}
