import type { AccountService } from '../accounts/account.service.ts'
import type { AuditService } from '../accounts/audit.service.ts'
import type { SessionService } from '../accounts/session.service.ts'
import type { OidcService } from '../accounts/oidc.service.ts'
import type { SignInService } from '../accounts/sign-in.service.ts'
import type { ShareLinkService } from '../accounts/share-link.service.ts'
import type { BarrierService } from '../barriers/barrier.service.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { ModerationService } from '../corrections/moderation.service.ts'
import type { PersonService } from '../corrections/person.service.ts'
import type { ProviderService } from '../corrections/provider.service.ts'
import type { ReportService } from '../corrections/report.service.ts'
import type { OpenedDatabase } from '../db/open-database.service.ts'
import type { ImportService } from '../import/import.service.ts'
import type { JobRunner } from '../jobs/job-runner.service.ts'
import type { AddressSearchService } from '../regions/address-search.service.ts'
import type { RegionDataService } from '../regions/region-data.service.ts'
import type { AnalyseService } from '../runs/analyse.service.ts'
import type { RunResultsService } from '../runs/run-results.service.ts'
import type { WalkerService } from '../runs/walker.service.ts'
import type { IsochroneService } from '../scenarios/isochrone.service.ts'
import type { RegionPackService } from '../scenarios/pack.service.ts'
import type { ScenarioService } from '../scenarios/scenario.service.ts'
import type { SitingService } from '../scenarios/siting.service.ts'
import type { WhatIfService } from '../scenarios/what-if.service.ts'
import type { PreviewService } from '../publications/preview.service.ts'
import type { PublicationService } from '../publications/publication.service.ts'
import type { PublishService } from '../publications/publish.service.ts'
import type { PublishedFilesService } from '../publications/published-files.service.ts'
import type { DistrictProfileService } from '../report/district-profiles.service.ts'
import type { ProfilePrintService } from '../report/profile-print.service.ts'
import type { Config } from './config.service.ts'

/** What the routes work with; made once by `createServices`. */
export interface Services {
  readonly version: string
  readonly config: Config
  readonly database: OpenedDatabase
  readonly catalogue: Catalogue
  readonly regions: RegionDataService
  readonly addresses: AddressSearchService
  readonly results: RunResultsService
  readonly walkers: WalkerService
  readonly imports: ImportService
  readonly analyses: AnalyseService
  readonly scenarios: ScenarioService
  readonly whatIf: WhatIfService
  readonly packs: RegionPackService
  readonly reports: ReportService
  readonly moderation: ModerationService
  readonly providers: ProviderService
  readonly persons: PersonService
  readonly isochrones: IsochroneService
  readonly siting: SitingService
  readonly jobs: JobRunner
  readonly profiles: DistrictProfileService
  readonly prints: ProfilePrintService
  readonly audit: AuditService
  readonly barriers: BarrierService
  readonly accounts: AccountService
  readonly sessions: SessionService
  readonly signIn: SignInService
  /** Null: not set up. */
  readonly oidc: OidcService | null
  readonly shareLinks: ShareLinkService
  /** Whether true figures of a region are for its editors only; of its newest import, or of one that is named. */
  readonly figures: { areProtected(regionKey: string, importId?: string): Promise<boolean> }
  readonly publications: PublicationService
  readonly publishing: PublishService
  readonly publishedFiles: PublishedFilesService
  readonly previews: PreviewService
  /** Address for links: `PUBLIC_URL`, else where the server listens; never taken from a request. */
  publicUrl(): string
  setListeningUrl(url: string): void
}
