/** The only way into the server's types: what the API answers. Types alone, nothing of the server is bundled. */
export type { LocalText, ProblemBody } from '../../../../server/src/contract/common.ts'
export type {
  AccountBody,
  AccountChange,
  AccountRole,
  AuditCheckBody,
  AuditEntryBody,
  AuditList,
  NewAccount,
  PasswordLinkBody,
  Role,
  SessionBody,
  SessionEntry,
} from '../../../../server/src/contract/account.ts'
export type {
  CreatedShareLink,
  OpenedShare,
  ShareKind,
  ShareLinkBody,
} from '../../../../server/src/contract/share-link.ts'
export type { BarrierBody, NewBarrier } from '../../../../server/src/contract/barrier.ts'
export type { OperatorBody } from '../../../../server/src/contract/operator.ts'
export type {
  Categories,
  CategoryInfo,
  ImportDescription,
  ImportIssues,
  ImportList,
  Region,
  RegionSummary,
  RunInfo,
  SourceInfo,
} from '../../../../server/src/contract/region.ts'
export type {
  Publication,
  PublicationDefinition,
  PublicationSummary,
  PublicationVersion,
} from '../../../../server/src/contract/publication.ts'
export type { Isochrone, IsochroneProperties } from '../../../../server/src/contract/isochrone.ts'
export type { SearchAnswer, SearchResultBody as SearchResult } from '../../../../server/src/contract/search.ts'
export type {
  ColumnsHeader,
  CoverageRow,
  DistrictResults,
  Explanation,
  JobBody,
} from '../../../../server/src/contract/result.ts'
export type {
  ClosureCheck,
  Effect,
  EffectRow,
  GroupEffect,
  Modification,
  Scenario,
  ScenarioProblem,
  ScenarioSummary,
  SharedUse,
  WhatIfQuestion,
} from '../../../../server/src/contract/scenario.ts'
export type {
  SitingAnswer,
  SitingModel,
  SitingRequest,
  SitingSolution,
} from '../../../../server/src/contract/siting.ts'
export type { StreetAnswer } from '../../../../server/src/contract/street.ts'
export type {
  Correction,
  CorrectionChange,
  CorrectionDetail,
  CorrectionKind,
  CorrectionList,
  CorrectionStanding,
  CorrectionStatus,
  OwnPlaces,
  PlaceDetails,
  PlaceReports,
  PlaceState,
  ProviderPlaces,
  Report,
  ReportForm,
  ReportReceipt,
  ReportStatus,
} from '../../../../server/src/contract/correction.ts'
export type {
  DistrictProfile,
  DistrictProfileAnswer,
  DistrictProfiles,
  ProfileDocumentRequest,
  ProfileDocumentResult,
  ProfileEdition,
} from '../../../../server/src/contract/district-profile.ts'
