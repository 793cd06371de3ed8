import { Type, type Static } from 'typebox'
import { ProfileId } from '../contract/common.ts'
import { AskedQuestion, Modifications, Scenario, type WhatIfQuestion } from '../contract/scenario.ts'
import { Problem, type ProblemCode } from '../problems/problems.ts'
import type { RegionData, RegionDataService } from '../regions/region-data.service.ts'
import type { WhatIfSide } from '../scenario/what-if-engine.ts'
import type { ScenarioService } from './scenario.service.ts'

/** One side of a comparison as it is asked for. Without anything it is today, with the profile of the question. */
export const Side = Type.Object({
  profile: Type.Optional(ProfileId),
  /** Modifications as they stand here, or those of a stored scenario; not both. */
  modifications: Type.Optional(Modifications),
  scenario: Type.Optional(Scenario.properties.id),
  /** An import of the region that is still kept; default: the newest. */
  importId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
})
export type Side = Static<typeof Side>

/** What an effect is asked with: as an answer, and as a file. */
export const EffectRequest = Type.Object({
  question: AskedQuestion,
  /** Default: today, with the profile of the question. */
  before: Type.Optional(Side),
  after: Side,
})

export const EFFECT_PROBLEMS: readonly ProblemCode[] = [
  'unknown-region',
  'unknown-import',
  'not-comparable',
  'unknown-scenario',
  'unknown-category',
  'unknown-group',
  'unknown-level',
  'too-many-jobs',
  'took-too-long',
  'too-large',
  'unsupported-media',
  'database-away',
]

/** The import that a side is of. */
export function findSideImport(regions: RegionDataService, key: string, { importId }: Side): Promise<RegionData> {
  return importId === undefined ? regions.get(key) : regions.getImport(key, importId)
}

/** The side as the kernels take it; a stored scenario is read. */
export async function resolveSide(
  scenarios: ScenarioService,
  region: RegionData,
  side: Side,
  question: WhatIfQuestion,
): Promise<WhatIfSide> {
  const { profile = question.profile, modifications, scenario } = side
  if (modifications !== undefined && scenario !== undefined)
    throw new Problem('invalid-request', 'A side has "modifications" or "scenario", not both.')
  if (scenario === undefined) return { profile, modifications: modifications ?? [] }
  return { profile, modifications: (await scenarios.get(region.key, scenario)).modifications }
}
