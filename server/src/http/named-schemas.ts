import { ProblemBody } from '../contract/common.ts'
import { CoverageRow, JobBody } from '../contract/result.ts'
import {
  AskedQuestion,
  EffectRow,
  Modification,
  Scenario,
  ScenarioProblem,
  WhatIfQuestion,
} from '../contract/scenario.ts'
import { SitingRequest } from '../contract/siting.ts'

/** Parts of the contract that stand in more than one place, as docs/openapi.json names them. */
export const NAMED_SCHEMAS = {
  AskedQuestion,
  CoverageRow,
  EffectRow,
  Job: JobBody,
  Modification,
  Problem: ProblemBody,
  Scenario,
  ScenarioProblem,
  SitingRequest,
  WhatIfQuestion,
}
