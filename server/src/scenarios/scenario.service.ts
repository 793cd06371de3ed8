import type { Database } from '../db/database.store.ts'
import { SCENARIO_FORMAT, type Modification, type Scenario, type ScenarioSummary } from '../contract/scenario.ts'
import { Problem } from '../problems/problems.ts'
import type { RegionDataService } from '../regions/region-data.service.ts'
import {
  createScenario,
  findScenario,
  listScenarios,
  listScenarioVersions,
  markScenarioDeleted,
  saveScenario,
} from './scenario.store.ts'

/** A scenario as people write it. */
export interface WrittenScenario {
  readonly name: string
  readonly description?: string
  readonly modifications: readonly Modification[]
  /** Of a scenario that comes from a file: they must fit. */
  readonly region?: string
  readonly format?: number
}

/** Stored scenarios: nobody overwrites what he has not seen, and nothing that was saved is ever lost. */
export class ScenarioService {
  readonly #database: Database
  readonly #regions: RegionDataService

  constructor(database: Database, regions: RegionDataService) {
    this.#database = database
    this.#regions = regions
  }

  async list(regionKey: string, deleted: boolean): Promise<ScenarioSummary[]> {
    await this.#regions.get(regionKey)
    return listScenarios(this.#database.db, regionKey, deleted)
  }

  /** Throws the problem `unknown-scenario`, also for a scenario of another region. */
  async get(regionKey: string, id: string, version?: number): Promise<Scenario> {
    const scenario = await findScenario(this.#database.db, id, version)
    if (!scenario || scenario.region !== regionKey) {
      throw new Problem(
        'unknown-scenario',
        `The region "${regionKey}" has no scenario "${id}"${version === undefined ? '' : ` with a version ${version}`}.`,
      )
    }
    return scenario
  }

  async versions(regionKey: string, id: string): Promise<ScenarioSummary[]> {
    await this.get(regionKey, id)
    return listScenarioVersions(this.#database.db, id)
  }

  async create(regionKey: string, written: WrittenScenario): Promise<Scenario> {
    const content = await this.#check(regionKey, written)
    const id = await this.#database.db.transaction().execute((tx) => createScenario(tx, regionKey, content))
    return this.get(regionKey, id)
  }

  /** Saves over `seenVersion`; throws `scenario-changed` where that is not the current one any more. */
  async save(regionKey: string, id: string, seenVersion: number, written: WrittenScenario): Promise<Scenario> {
    const known = await this.get(regionKey, id)
    if (known.deletedAt !== null) throw new Problem('scenario-deleted', `The scenario "${known.name}" was deleted.`)
    const content = await this.#check(regionKey, written)
    const isSaved = await this.#database.db.transaction().execute((tx) => saveScenario(tx, id, seenVersion, content))
    if (!isSaved) {
      const { name, version } = await this.get(regionKey, id)
      throw new Problem(
        'scenario-changed',
        `"${name}" is at version ${version} now; what was to be saved stands on version ${seenVersion}.`,
      )
    }
    return this.get(regionKey, id)
  }

  async copy(regionKey: string, id: string, name: string): Promise<Scenario> {
    const { description, modifications } = await this.get(regionKey, id)
    return this.create(regionKey, { name, description, modifications })
  }

  async markDeleted(regionKey: string, id: string, deleted: boolean): Promise<Scenario> {
    await this.get(regionKey, id)
    await markScenarioDeleted(this.#database.db, id, deleted)
    return this.get(regionKey, id)
  }

  async #check(regionKey: string, written: WrittenScenario) {
    const { importId } = await this.#regions.get(regionKey)
    if (written.region !== undefined && written.region !== regionKey) {
      throw new Problem('other-region', `The scenario is one of "${written.region}", not of "${regionKey}".`)
    }
    if ((written.format ?? SCENARIO_FORMAT) > SCENARIO_FORMAT) {
      throw new Problem(
        'newer-format',
        `The scenario has the format ${written.format}; this version reads formats up to ${SCENARIO_FORMAT}.`,
      )
    }
    const name = written.name.trim()
    if (name === '') throw new Problem('invalid-request', 'A scenario needs a name.')
    const ids = written.modifications.map(({ id }) => id)
    const twice = ids.find((id, i) => ids.indexOf(id) < i)
    if (twice !== undefined)
      throw new Problem('invalid-request', `Two modifications have the id "${twice}"; each needs its own.`)
    return { name, description: written.description ?? '', modifications: written.modifications, importId }
  }
}
