import type { Account } from '../accounts/account.ts'
import { findAccount, listAccounts } from '../accounts/account.store.ts'
import type { AccountService } from '../accounts/account.service.ts'
import type { AuditService } from '../accounts/audit.service.ts'
import { roleIn, type Person } from '../contract/account.ts'
import type { OwnPlaces, ProviderPlaces } from '../contract/correction.ts'
import type { Database } from '../db/database.store.ts'
import type { Facility } from '../facilities/facility.ts'
import { foldText } from '../facilities/facility-text.ts'
import { Problem } from '../problems/problems.ts'
import { TextProblem } from '../problems/text-problem.ts'
import type { RegionData, RegionDataService } from '../regions/region-data.service.ts'
import { listRegions } from '../regions/region.store.ts'
import { listCorrections } from './correction.store.ts'
import { getFacility } from './corrected-region.service.ts'
import { toPlaceState } from './place-state.ts'
import { listConfirmations, saveConfirmation } from './provider.store.ts'

/** What providers do for places of their own: look at them, confirm them, and report as who they are. */
export class ProviderService {
  readonly #database: Database
  readonly #regions: RegionDataService
  readonly #accounts: AccountService
  readonly #audit: AuditService
  readonly #now: () => Date

  constructor(
    database: Database,
    regions: RegionDataService,
    accounts: AccountService,
    audit: AuditService,
    now: () => Date = () => new Date(),
  ) {
    this.#database = database
    this.#regions = regions
    this.#accounts = accounts
    this.#audit = audit
    this.#now = now
  }

  /** Places of the account in all its regions, by region and name. */
  async listPlaces(person: Person): Promise<OwnPlaces> {
    const account = await this.#find(person)
    if (account === undefined) return { places: [] }
    const { db } = this.#database
    const places: OwnPlaces['places'] = []
    for (const { key, name } of await listRegions(db)) {
      if (!hasRegion(account, key)) continue
      const own = (await this.#regions.get(key)).facilities.filter((facility) => isOwn(account, facility))
      if (own.length === 0) continue
      const confirmed = await listConfirmations(db, key)
      const { corrections } = await listCorrections(db, key, { status: 'open' }, { limit: 10_000, offset: 0 })
      own.sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'de') || (a.id < b.id ? -1 : 1))
      for (const facility of own) {
        places.push({
          region: key,
          regionName: name,
          place: toPlaceState(facility),
          confirmedAt: confirmed.get(facility.id)?.toISOString() ?? null,
          openReports: corrections.filter(({ facilityId }) => facilityId === facility.id).length,
        })
      }
    }
    return { places }
  }

  /** Who reports as the provider of a place; null where the person does not look after it. */
  async findProvider(
    person: Person,
    regionKey: string,
    facilityId: string | null,
  ): Promise<{ readonly accountId: string; readonly name: string } | null> {
    if (person.role !== 'provider' || facilityId === null || roleIn(person, regionKey) !== 'provider') return null
    const account = await this.#find(person)
    if (account === undefined) return null
    const facility = (await this.#regions.get(regionKey)).facilities.find(({ id }) => id === facilityId)
    if (facility === undefined || !isOwn(account, facility)) return null
    return { accountId: account.id, name: account.organisation ?? account.name }
  }

  /** The provider says that everything about the place is right. */
  async confirm(person: Person, regionKey: string, facilityId: string): Promise<void> {
    getFacility(await this.#regions.get(regionKey), facilityId)
    const provider = await this.findProvider(person, regionKey, facilityId)
    if (provider === null) {
      throw new TextProblem('not-allowed', {
        de: 'Bestätigen kann nur, wem der Ort zugeordnet ist. Die Zuordnung macht die Redaktion der Region.',
        en: 'Only whom the place is assigned to can confirm it. Editors of the region assign places.',
      })
    }
    const { accountId, name } = provider
    await saveConfirmation(this.#database.db, { regionKey, facilityId, accountId, accountName: name, at: this.#now() })
    await this.#audit.record({ person, action: 'place.confirm', regionKey, subject: `facility/${facilityId}` })
  }

  /** Providers of a region with the places that they look after. */
  async listProviders(regionKey: string): Promise<{ providers: ProviderPlaces[] }> {
    const region = await this.#regions.get(regionKey)
    const accounts = (await listAccounts(this.#database.db)).filter(
      (account) => account.role === 'provider' && hasRegion(account, regionKey),
    )
    return { providers: accounts.map((account) => describe(account, region)) }
  }

  /** Assigns single places of the region; those of other regions stay as they are. */
  async assign(person: Person, regionKey: string, accountId: string, facilityIds: readonly string[]): Promise<void> {
    const region = await this.#regions.get(regionKey)
    const account = await findAccount(this.#database.db, accountId)
    if (account === undefined || account.role !== 'provider' || !hasRegion(account, regionKey))
      throw new Problem('unknown-account', `The region "${regionKey}" has no provider "${accountId}".`)
    for (const id of facilityIds) getFacility(region, id)
    const ofRegion = new Set(region.facilities.map(({ id }) => id))
    const kept = account.facilityIds.filter((id) => !ofRegion.has(id))
    await this.#accounts.change(person, accountId, { facilityIds: [...kept, ...facilityIds] })
  }

  async #find(person: Person): Promise<Account | undefined> {
    return person.accountId === null ? undefined : findAccount(this.#database.db, person.accountId)
  }
}

const hasRegion = ({ regionKeys }: Account, key: string): boolean => regionKeys === 'all' || regionKeys.includes(key)

function isOwn({ facilityIds, organisation }: Account, facility: Facility): boolean {
  if (facilityIds.includes(facility.id)) return true
  return organisation !== null && facility.provider !== null && foldText(organisation) === foldText(facility.provider)
}

function describe(account: Account, region: RegionData): ProviderPlaces {
  const ofRegion = new Set(region.facilities.map(({ id }) => id))
  return {
    accountId: account.id,
    accountName: account.name,
    facilityIds: account.facilityIds.filter((id) => ofRegion.has(id)),
    providerNames: account.organisation === null ? [] : [account.organisation],
  }
}
