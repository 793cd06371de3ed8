import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { AccountService } from '../accounts/account.service.ts'
import { AuditService } from '../accounts/audit.service.ts'
import { PasswordService } from '../accounts/password.service.ts'
import { SessionService } from '../accounts/session.service.ts'
import { OidcService } from '../accounts/oidc.service.ts'
import { SignInService } from '../accounts/sign-in.service.ts'
import { ShareLinkService } from '../accounts/share-link.service.ts'
import { BarrierService } from '../barriers/barrier.service.ts'
import { CorrectedRegionService } from '../corrections/corrected-region.service.ts'
import { ModerationService } from '../corrections/moderation.service.ts'
import { NextImportService } from '../corrections/next-import.service.ts'
import { PersonService } from '../corrections/person.service.ts'
import { ProviderService } from '../corrections/provider.service.ts'
import { ReportService } from '../corrections/report.service.ts'
import type { OpenedDatabase } from '../db/open-database.service.ts'
import { parseCatalogue, type Catalogue } from '../facilities/catalogue.ts'
import { ImportService } from '../import/import.service.ts'
import { JobRunner } from '../jobs/job-runner.service.ts'
import { AddressSearchService } from '../regions/address-search.service.ts'
import { RegionDataService } from '../regions/region-data.service.ts'
import { holdsRegisterData } from '../regions/register-data.ts'
import { AnalyseService } from '../runs/analyse.service.ts'
import { RunResultsService } from '../runs/run-results.service.ts'
import { WalkerService } from '../runs/walker.service.ts'
import { IsochroneService } from '../scenarios/isochrone.service.ts'
import { RegionPackService } from '../scenarios/pack.service.ts'
import { ScenarioService } from '../scenarios/scenario.service.ts'
import { SitingService } from '../scenarios/siting.service.ts'
import { WhatIfService } from '../scenarios/what-if.service.ts'
import { PublicationMirror } from '../publications/mirror.service.ts'
import { PreviewService } from '../publications/preview.service.ts'
import { PublicationService } from '../publications/publication.service.ts'
import { PublishService } from '../publications/publish.service.ts'
import { PublishedFilesService } from '../publications/published-files.service.ts'
import { DistrictProfileService } from '../report/district-profiles.service.ts'
import { ProfilePrintService } from '../report/profile-print.service.ts'
import type { Config } from './config.service.ts'
import type { Services } from './services.ts'

const ROOT = new URL('../../../', import.meta.url)

/** The catalogue that ships with the product. */
export function readCatalogue(): Catalogue {
  return parseCatalogue(JSON.parse(readFileSync(fileURLToPath(new URL('data/catalogue.json', ROOT)), 'utf8')))
}

export function readVersion(): string {
  return (JSON.parse(readFileSync(fileURLToPath(new URL('package.json', ROOT)), 'utf8')) as { version: string }).version
}

/** Makes every service over an open database. */
export function createServices(config: Config, database: OpenedDatabase): Services {
  const catalogue = readCatalogue()
  const jobs = new JobRunner(database.db)
  const regions = new RegionDataService(database.db, () => performance.now())
  const scenarios = new ScenarioService(database, regions)
  const whatIf = new WhatIfService(catalogue)
  const audit = new AuditService(database.db)
  const accounts = new AccountService(database, audit, new PasswordService())
  const sessions = new SessionService(database)
  accounts.onChange = (id) => sessions.forget(id)
  const nextImports = new NextImportService(database, catalogue)
  const corrected = new CorrectedRegionService(database, regions, catalogue)
  const reports = new ReportService(database, regions, corrected, catalogue, config.corrections)
  const results = new RunResultsService(database.db, catalogue)
  const profiles = new DistrictProfileService(results, catalogue)
  let listeningUrl = `http://${config.host}:${config.port}`
  const publicUrl = () => config.publicUrl ?? listeningUrl
  const mirror = new PublicationMirror(path.join(config.dataFolder, 'publications'))
  const publishedFiles = new PublishedFilesService({ db: database.db, mirror })
  const shareLinks = new ShareLinkService(database.db, audit)
  const previews = new PreviewService((linkId) => shareLinks.isOpen(linkId))
  const publications = new PublicationService({ database, regions, catalogue, audit, publicUrl })
  // What was changed is changed: that the copy could not be read again is no failure of the change.
  publications.onChange = (id) => publishedFiles.refresh(id).catch((error: unknown) => publishedFiles.onFault(error))
  return {
    version: readVersion(),
    config,
    database,
    catalogue,
    jobs,
    audit,
    barriers: new BarrierService(database.db, audit, () => new Date()),
    accounts,
    sessions,
    signIn: new SignInService(accounts),
    oidc:
      config.oidc === null
        ? null
        : new OidcService(config.oidc, accounts, () => `${publicUrl()}/api/v1/session/oidc/callback`),
    shareLinks,
    figures: {
      areProtected: async (regionKey, importId) =>
        holdsRegisterData(
          await (importId === undefined ? regions.get(regionKey) : regions.getImport(regionKey, importId)),
        ),
    },
    regions,
    addresses: new AddressSearchService(database.db, catalogue),
    results,
    profiles,
    prints: new ProfilePrintService(database.db, catalogue, jobs, profiles, readVersion()),
    walkers: new WalkerService(),
    imports: new ImportService(database, regions, jobs, catalogue, nextImports),
    analyses: new AnalyseService(database, regions, catalogue, jobs, nextImports),
    scenarios,
    whatIf,
    reports,
    moderation: new ModerationService(database, corrected, reports, whatIf, catalogue, audit),
    persons: new PersonService(database, audit),
    providers: new ProviderService(database, regions, accounts, audit),
    siting: new SitingService(database.db, catalogue, jobs, scenarios, whatIf),
    packs: new RegionPackService(catalogue),
    isochrones: new IsochroneService(database.db, catalogue),
    publications,
    publishing: new PublishService({
      database,
      regions,
      results,
      scenarios,
      catalogue,
      jobs,
      audit,
      publications,
      previews,
      publishedFiles,
    }),
    publishedFiles,
    previews,
    publicUrl,
    setListeningUrl: (url) => (listeningUrl = url),
  }
}
