/** A small search for sites with numbers that can be checked in one's head: 200 people, 130 served today, 170 with two new sites. */
import type { SitingAnswer, SitingRequest, SitingSolution } from '../api/contract.ts'
import { question } from './plan-fixtures.ts'

type Site = SitingSolution['sites'][number]

export const createSite = (more: Partial<Site> = {}): Site => ({
  lng: 9.75,
  lat: 50.95,
  source: 'cell',
  sourceId: '8a1fac36b44ffff',
  candidateId: 'cell/8a1fac36b44ffff',
  name: null,
  districtId: 'aue',
  districtName: 'Aue',
  exists: false,
  people: 30,
  ...more,
})

export const createSolution = (more: Partial<SitingSolution> = {}): SitingSolution => ({
  sites: [createSite(), createSite({ lng: 9.76, name: 'Markt <b>3</b>', source: 'address', districtName: 'Brand', people: 12.5 })],
  givenUp: [],
  objective: 170,
  served: 170,
  gained: 40,
  lost: 0,
  meanMinutes: 8.25,
  peopleWithoutTime: 0,
  ...more,
}) // prettier-ignore

export const sitingRequest: SitingRequest = {
  question: { ...question, categoryIds: [...question.categoryIds] },
  model: 'mclp',
  sites: 2,
  candidates: { cells: true },
  existing: 'fixed',
  timeLimitSeconds: 60,
}

export const createAnswer = (more: Partial<SitingAnswer> = {}): SitingAnswer => ({
  phase: 'done',
  importId: 'i',
  question: { ...question, categoryIds: [...question.categoryIds] },
  model: 'mclp',
  objectiveUnit: 'people',
  isWeighted: false,
  solution: createSolution(),
  before: { people: 200, served: 130, meanMinutes: 9.5 },
  bound: 170,
  gapShare: 0,
  proven: true,
  firstGoal: null,
  solver: 'exact',
  seconds: 1.25,
  alternatives: [createSolution({ objective: 169, served: 169, gained: 39, sites: [createSite({ districtName: 'Zell' })] })],
  curve: [
    { sites: 0, served: 130, proven: true },
    { sites: 1, served: 155, proven: false },
    { sites: 2, served: 170, proven: true },
  ],
  candidateCount: 97,
  candidatesWithoutStreet: 2,
  candidates: { found: 100, outsideRegion: 0, inWater: 0, withoutStreet: 2, merged: 1, thinned: 0 },
  existingCount: 4,
  existingWithoutCapacity: 0,
  peopleBeyondReach: 5,
  problems: [],
  reason: null,
  reasonText: null,
  reproduction: {
    files: ['matrix.csv', 'demand.csv', 'candidates.csv', 'existing.csv'],
    command: 'nahraum site --matrix matrix.csv --demand demand.csv --model mclp --p 2 --minutes 10',
    objective: 170.25,
    bound: 170.25,
  },
  ...more,
}) // prettier-ignore
