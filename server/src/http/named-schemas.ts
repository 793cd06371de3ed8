import { AccountBody, SessionBody } from '../contract/account.ts'
import { ProblemBody } from '../contract/common.ts'
import { Correction, CorrectionChange, CorrectionDetail, PlaceState, ReportStatus } from '../contract/correction.ts'
import { DistrictProfile } from '../contract/district-profile.ts'
import { Isochrone } from '../contract/isochrone.ts'
import { Publication, PublicationDefinition, PublicationSummary, PublicationVersion } from '../contract/publication.ts'
import { CategoryInfo, Region, RunInfo, SourceInfo } from '../contract/region.ts'
import { CoverageRow, JobBody } from '../contract/result.ts'
import {
  AskedQuestion,
  Effect,
  EffectRow,
  Modification,
  Scenario,
  ScenarioProblem,
  WhatIfQuestion,
} from '../contract/scenario.ts'
import { SitingRequest } from '../contract/siting.ts'

/** Parts of the contract that stand in more than one place, as docs/openapi.json names them. */
export const NAMED_SCHEMAS = {
  Account: AccountBody,
  AskedQuestion,
  CategoryInfo,
  Correction,
  CorrectionChange,
  CorrectionDetail,
  CoverageRow,
  DistrictProfile,
  Effect,
  EffectRow,
  Isochrone,
  Job: JobBody,
  Modification,
  PlaceState,
  Problem: ProblemBody,
  Publication,
  PublicationDefinition,
  PublicationSummary,
  PublicationVersion,
  Region,
  ReportStatus,
  RunInfo,
  Scenario,
  ScenarioProblem,
  Session: SessionBody,
  SitingRequest,
  SourceInfo,
  WhatIfQuestion,
}
