import { LRUCache } from 'lru-cache'
import type { LocalText } from '../contract/common.ts'
import type { DistrictProfiles, ProfileEdition, ProfilePlace, ProfileRow } from '../contract/district-profile.ts'
import type { CoverageRow } from '../contract/result.ts'
import { buildDistrictProfiles } from '../district-profile/build-district-profiles.ts'
import { CellScores, type CellScore } from '../district-profile/cell-score.ts'
import { findFirstParts, spreadGapPeople } from '../district-profile/gap-people.ts'
import { groupOfKind } from '../district-profile/group-of-kind.ts'
import { findPeopleCentres, NO_CELL } from '../district-profile/people-centre.ts'
import { PROFILE_NOTES } from '../district-profile/profile-notes.ts'
import { SHOW_ALL, type DistrictGap, type KindFigures, type ShareRule } from '../district-profile/profile-input.ts'
import { sumSureGapPersons } from '../district-profile/sure-gap.ts'
import type { Catalogue, Category } from '../facilities/catalogue.ts'
import { sumPeopleByDistrict, sumPeople } from '../population/people-sums.ts'
import { Problem } from '../problems/problems.ts'
import { NO_FACILITY, UNREACHED } from '../reach/nearest-table.ts'
import { listGapAreas } from '../runs/gap-areas-of-run.ts'
import type { Question } from '../runs/question.ts'
import type { LoadedRun, RunResultsService } from '../runs/run-results.service.ts'
import { maskRow, protectionOf, protectRun } from './protected-runs.service.ts'

/** What is asked for: all profiles of a level of one run. */
export interface ProfilesQuestion {
  readonly levelId: string
  /** Null: each kind with the group it is meant for. */
  readonly groupId: string | null
  readonly edition: ProfileEdition
}

/** The profiles, and the share of the basics per cell for their maps. */
export interface ComputedProfiles {
  readonly answer: DistrictProfiles
  /** The run that the figures are of: protected where the edition asks for it. */
  readonly run: LoadedRun
  /** Share of the basic kinds within reach per cell; null where the cell cannot be assessed. */
  readonly score: readonly (CellScore | null)[]
}

/** Public percentages need so many people. */
const PUBLIC_SHARE_MINIMUM = 30
/** Profiles kept in memory: a level of a city is about a megabyte. */
const KEPT = 8

/** Profiles of districts from stored runs; the figures are those that the result routes give. */
export class DistrictProfileService {
  readonly #results: RunResultsService
  readonly #catalogue: Catalogue
  readonly #kept = new LRUCache<string, Promise<ComputedProfiles>>({ max: KEPT })

  constructor(results: RunResultsService, catalogue: Catalogue) {
    this.#results = results
    this.#catalogue = catalogue
  }

  /** @throws Problem `unknown-level`, `unknown-group` */
  async compute(run: LoadedRun, question: ProfilesQuestion): Promise<ComputedProfiles> {
    const { levelId, groupId, edition } = question
    const { levels, population } = run.region
    if (!levels.some(({ id }) => id === levelId))
      throw new Problem(
        'unknown-level',
        `"${levelId}" is no level of this region; there are ${levels.map(({ id }) => id).join(', ')}.`,
      )
    if (groupId !== null && !population.groupIds.includes(groupId))
      throw new Problem(
        'unknown-group',
        `"${groupId}" is no group of this region; there are ${population.groupIds.join(', ')}.`,
      )
    const key = [run.region.importId, run.info.id, levelId, groupId ?? '', edition].join('/')
    let computed = this.#kept.get(key)
    if (!computed) {
      computed = this.#compute(run, question)
      this.#kept.set(key, computed)
      computed.catch(() => this.#kept.delete(key))
    }
    return computed
  }

  async #compute(original: LoadedRun, { levelId, groupId, edition }: ProfilesQuestion): Promise<ComputedProfiles> {
    const protection = protectionOf(original.region)
    const isProtected = edition === 'public' && protection !== null
    const run = isProtected ? await protectRun(original) : original
    const shares: ShareRule = isProtected
      ? { minimumPeople: protection.percentageBase, steps: 100 }
      : edition === 'public'
        ? { minimumPeople: PUBLIC_SHARE_MINIMUM, steps: null }
        : SHOW_ALL
    const toRow = (row: CoverageRow) => toProfileRow(isProtected ? maskRow(original, row) : row, shares)
    const { region } = run
    const levelIndex = region.levels.findIndex(({ id }) => id === levelId)
    const districts = region.districts[levelIndex]
    const { population } = region
    const present = this.#catalogue.categories.filter(
      ({ id }) => run.info.categoryIds.includes(id) && this.#results.facilityCount(region, [id]) > 0,
    )
    const centres = findPeopleCentres(population, levelIndex, districts.length, {
      lng: region.cells.originLng,
      lat: region.cells.originLat,
    })
    const partFirst = findFirstParts(population, region.cells.cellCount)
    const scores = new CellScores(region.cells.cellCount)
    const kinds: KindFigures[] = []
    for (const category of present) {
      // Each kind takes some ten milliseconds: others are answered in between.
      await new Promise(setImmediate)
      const question: Question = {
        categoryIds: [category.id],
        mode: 'any',
        rank: 1,
        groupId: groupId ?? groupOfKind(category.targetGroups, population.groupIds),
        levelId,
        minutes: Math.min(category.thresholdMinutes.default, run.info.cutoffMinutes),
      }
      const { rows, total, outcome } = await this.#results.assess(run, question)
      if (category.core) scores.add(outcome.state, category.weight)
      const groupIndex = population.groupIds.indexOf(question.groupId)
      kinds.push({
        category: this.#describeCategory(run, category),
        groupId: question.groupId,
        minutes: question.minutes,
        rows: rows.slice(0, districts.length).map(toRow),
        total: toRow(total),
        sureGapPersons: sumSureGapPersons(outcome, population, groupIndex, levelIndex, districts.length),
        nearest: await this.#nearest(run, category.id, levelIndex, centres),
        gaps: category.core ? listGaps(run, question, levelIndex, partFirst, outcome) : [],
      })
    }
    const people = sumPeopleByDistricts(run, levelIndex)
    const profiles = buildDistrictProfiles({
      regionName: region.manifest.name,
      fieldIds: this.#catalogue.fields.map(({ id }) => id),
      groups: region.summary.groups,
      districts,
      people,
      regionPeople: population.groupIds.map((_, g) => sumPeople(population, g)),
      kinds,
      shares,
    })
    return {
      run,
      score: scores.list(),
      answer: {
        region: region.key,
        run: run.info.id,
        profile: run.info.profile,
        level: levelId,
        edition,
        group: groupId,
        methodVersion: run.info.methodVersion,
        absentCategoryIds: this.#catalogue.categories
          .filter(({ id }) => !present.some((category) => category.id === id))
          .map(({ id }) => id),
        holdsRegisterData: protection !== null,
        notes: listNotes(original, edition, protection !== null),
        districts: profiles,
      },
    }
  }

  #describeCategory(run: LoadedRun, category: Category): KindFigures['category'] {
    const { id, label, field, core, weight, seniorUse, guidelines, osmExpectedCompleteness } = category
    const isListed = run.region.facilities.some((f) => f.source === 'list' && f.categoryIds.includes(id))
    return { id, label, field, core, weight, seniorUse, guidelines, osmExpectedCompleteness, isListed }
  }

  /** The up to three nearest places of a kind from the people's centre of each district. */
  async #nearest(run: LoadedRun, categoryId: string, levelIndex: number, centres: Uint32Array) {
    const table = await this.#results.nearestOfAny(run, [categoryId])
    const districtOf = this.#results.districtOfFacilities(run.region, levelIndex)
    return Array.from(centres, (cell, d): ProfilePlace[] => {
      const places: ProfilePlace[] = []
      for (let rank = 0; rank < table.k && cell !== NO_CELL; rank++) {
        const at = rank * table.originCount + cell
        const facility = table.facility[at]
        if (facility === NO_FACILITY || table.deciseconds[at] === UNREACHED) break
        const { id, name } = run.region.facilities[facility]
        const isInside = districtOf[facility] === d
        places.push({ facilityId: id, name, minutes: table.deciseconds[at] / 600, isInside })
      }
      return places
    })
  }
}

function sumPeopleByDistricts({ region }: LoadedRun, levelIndex: number): number[][] {
  return sumPeopleByDistrict(region.population, levelIndex, region.districts[levelIndex].length).map((sums) => [
    ...sums,
  ])
}

function listGaps(
  run: LoadedRun,
  question: Question,
  levelIndex: number,
  partFirst: Uint32Array,
  outcome: Parameters<typeof listGapAreas>[2],
): DistrictGap[] {
  const { population } = run.region
  const groupIndex = population.groupIds.indexOf(question.groupId)
  return listGapAreas(run, question, outcome)
    .filter(({ kind }) => kind === 'gap')
    .flatMap(({ id, name, cellIndexes, people: areaPeople, uncertainShare }) =>
      [...spreadGapPeople(cellIndexes, outcome.state, population, groupIndex, levelIndex, partFirst)].map(
        ([districtIndex, { people, uncertain }]) => ({
          gapId: id,
          name,
          districtIndex,
          people,
          uncertain,
          areaPeople,
          uncertainShare,
        }),
      ),
    )
}

function toProfileRow(row: CoverageRow, { minimumPeople }: ShareRule): ProfileRow {
  const { people, served, unserved, unknown, uncertain, medianMinutes, gapPersons, facilityCount } = row
  const isSmall = people > 0 && people < minimumPeople
  const share = isSmall ? null : row.share
  return {
    people,
    served,
    unserved,
    unservedLower: unserved - unknown - uncertain,
    unknown,
    uncertain,
    share,
    shareUpper: isSmall ? null : row.shareUpper,
    medianMinutes,
    gapPersons,
    facilityCount,
    reason: row.reason ?? (isSmall ? 'small-base' : null),
  }
}

function listNotes({ region }: LoadedRun, edition: ProfileEdition, holdsRegisterData: boolean): LocalText[] {
  const own = [...region.summary.notes, ...region.summary.groups.flatMap(({ note }) => (note === null ? [] : [note]))]
  const protection = !holdsRegisterData
    ? PROFILE_NOTES.published
    : edition === 'public'
      ? PROFILE_NOTES.protected
      : PROFILE_NOTES.internal
  return [...own, protection]
}
