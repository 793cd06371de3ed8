import { createHash, randomBytes } from 'node:crypto'
import { roleIn, includesRole, type Person } from '../contract/account.ts'
import { CORRECTION_LIMITS, type CorrectionChange, type PlaceReports, type Report, type ReportForm, type ReportReceipt, type ReportStatus } from '../contract/correction.ts' // prettier-ignore
import type { Database } from '../db/database.store.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import { Problem } from '../problems/problems.ts'
import { TextProblem } from '../problems/text-problem.ts'
import type { RegionDataService } from '../regions/region-data.service.ts'
import { deleteContactsDecidedBefore, findContact, insertNote, listNotesOf } from './contact.store.ts'
import { countJoined, countQueue, decideCorrection, findByToken, findCorrection, insertCorrection, listCorrections, listJoined, listOpenOfKind, rejoin, type StoredCorrection } from './correction.store.ts' // prettier-ignore
import { CorrectedRegionService, findDistrictName, getFacility } from './corrected-region.service.ts'
import { DailyLimit } from './daily-limit.service.ts'
import { FormTokens, MINIMUM_SECONDS } from './form-token.service.ts'
import { toPlaceState } from './place-state.ts'
import { findConfirmation } from './provider.store.ts'
import { cleanChange, cleanField, cleanLines, isEmail } from './report-text.ts'
import { isAlreadySo, isSameReport } from './same-report.ts'

export interface CorrectionSettings {
  /** Days after the decision at which contacts are deleted. */
  readonly contactDays: number
  /** Reports of one region a day, and from one address. */
  readonly perDay: number
  readonly perAddress: number
  /** Open reports of one region. */
  readonly queue: number
}

export interface Visitor {
  readonly person: Person
  readonly address: string
  /** Set where the person looks after the place reported. */
  readonly provider: { readonly accountId: string; readonly name: string } | null
}

/** Takes reports from anybody, and tells the reporter what became of them. */
export class ReportService {
  readonly #database: Database
  readonly #regions: RegionDataService
  readonly #corrected: CorrectedRegionService
  readonly #catalogue: Catalogue
  readonly settings: CorrectionSettings
  readonly #now: () => Date
  readonly #forms: FormTokens
  readonly #addresses: DailyLimit

  constructor(
    database: Database,
    regions: RegionDataService,
    corrected: CorrectedRegionService,
    catalogue: Catalogue,
    settings: CorrectionSettings,
    now: () => Date = () => new Date(),
  ) {
    this.#database = database
    this.#regions = regions
    this.#corrected = corrected
    this.#catalogue = catalogue
    this.settings = settings
    this.#now = now
    this.#forms = new FormTokens(now)
    this.#addresses = new DailyLimit(settings.perAddress, now)
  }

  async createForm(regionKey: string): Promise<ReportForm> {
    await this.#regions.get(regionKey)
    const queue = await this.#queue(regionKey)
    return {
      token: this.#forms.create(regionKey),
      minimumSeconds: MINIMUM_SECONDS,
      contactDays: this.settings.contactDays,
      open: queue.open < this.settings.queue && queue.recent < this.settings.perDay,
    }
  }

  async report(regionKey: string, report: Report, visitor: Visitor): Promise<ReportReceipt> {
    const region = await this.#regions.get(regionKey)
    const change = cleanChange(report.change)
    const place = await this.checkChange(regionKey, change)
    if (place !== null && isAlreadySo(place, change)) throw nothingChanged()
    const contact = readContact(report.contact)
    if ((report.website ?? '') !== '') {
      throw new TextProblem('form-expired', {
        de: 'Bitte lassen Sie das Feld „Webseite“ leer und senden Sie noch einmal ab. Es dient nur dazu, Programme zu erkennen.',
        en: 'Leave the field "Website" empty and send again. It only serves to notice programs.',
      })
    }
    this.#forms.use(regionKey, report.form)
    await this.#checkQuota(regionKey, visitor)
    const token = randomBytes(24).toString('base64url')
    const at = this.#now()
    const position = place ?? ('lng' in change ? change : null)!
    return this.#database.db.transaction().execute(async (tx) => {
      const same =
        visitor.provider === null
          ? (await listOpenOfKind(tx, regionKey, change.kind)).find((open) => isSameReport(open.change, change, this.#catalogue)) // prettier-ignore
          : undefined
      const number = await insertCorrection(tx, {
        id: randomBytes(8).toString('hex'),
        regionKey,
        tokenHash: hashToken(token),
        status: same === undefined ? 'open' : 'joined',
        joinedTo: same?.id ?? null,
        change,
        facilityId: 'facilityId' in change ? change.facilityId : null,
        lng: position.lng,
        lat: position.lat,
        districtName: findDistrictName(region, position.lng, position.lat),
        comment: cleanLines(report.comment),
        reported: place,
        providerName: visitor.provider?.name ?? null,
        providerAccountId: visitor.provider?.accountId ?? null,
        createdAt: at,
        contact,
      })
      const others = same === undefined ? 0 : ((await countJoined(tx, [same.id])).get(same.id) ?? 0)
      return { number, token, others }
    })
  }

  /** The place that a change is about, as the map shows it; throws where the change is impossible. */
  async checkChange(regionKey: string, change: CorrectionChange) {
    const region = await this.#regions.get(regionKey)
    const categoryIds = change.kind === 'missing' ? change.categoryIds : change.kind === 'details' ? (change.details.categoryIds ?? []) : [] // prettier-ignore
    for (const id of categoryIds) {
      if (!this.#catalogue.categories.some((category) => category.id === id))
        throw new Problem('unknown-category', `"${id}" is no kind of the catalogue.`)
    }
    if ('lng' in change && findDistrictName(region, change.lng, change.lat) === null) {
      throw new TextProblem('position-outside', {
        de: 'Diese Stelle liegt nicht in der Region. Bitte wählen Sie eine Stelle innerhalb der Gebiete auf der Karte.',
        en: 'This position is not in the region. Choose a position within the districts on the map.',
      })
    }
    if (change.kind === 'obstacle') {
      const corrected = await this.#corrected.get(regionKey)
      const about = { id: '', number: 0, change, before: null, knownIds: [], wayId: null }
      if (this.#corrected.judge(corrected, about) === 'no-street') {
        throw new TextProblem(
          'position-outside',
          change.obstacle === 'kerb'
            ? {
                de: 'Im Umkreis von 20 Metern ist weder ein Übergang noch ein Gehweg eingezeichnet. Bitte wählen Sie die Stelle am Übergang genauer.',
                en: 'Within 20 metres neither a crossing nor a footway is mapped. Choose the place at the crossing more exactly.',
              }
            : {
                de: 'Im Umkreis von 20 Metern ist kein Weg eingezeichnet. Bitte wählen Sie die Stelle auf dem Weg genauer.',
                en: 'Within 20 metres no way is mapped. Choose the place on the way more exactly.',
              },
        )
      }
    }
    return 'facilityId' in change ? toPlaceState(getFacility(region, change.facilityId)) : null
  }

  /** What others have reported about a place, and when its provider confirmed it. */
  async about(regionKey: string, facilityId: string): Promise<PlaceReports> {
    getFacility(await this.#regions.get(regionKey), facilityId)
    const { db } = this.#database
    const page = { limit: 1000, offset: 0 }
    const { corrections } = await listCorrections(db, regionKey, { facilityId, status: 'open' }, page)
    const joined = await countJoined(db, corrections.map(({ id }) => id)) // prettier-ignore
    const counts = new Map<CorrectionChange['kind'], number>()
    for (const { id, change } of corrections)
      counts.set(change.kind, (counts.get(change.kind) ?? 0) + 1 + (joined.get(id) ?? 0))
    const confirmation = await findConfirmation(db, regionKey, facilityId)
    return {
      open: [...counts].map(([kind, count]) => ({ kind, count })),
      confirmedAt: confirmation?.toISOString() ?? null,
    }
  }

  async status(token: string): Promise<ReportStatus> {
    const { db } = this.#database
    const own = await this.#findByToken(token)
    const main = own.joinedTo === null ? own : ((await findCorrection(db, own.regionKey, own.joinedTo)) ?? own)
    const { shown, shownOutcomes } = await this.#corrected.get(own.regionKey)
    const standing = shownOutcomes.get(main.id)?.standing
    const joined = (await countJoined(db, [main.id])).get(main.id) ?? 0
    return {
      number: own.number,
      region: own.regionKey,
      regionName: shown.manifest.name,
      status: main.status,
      change: own.change,
      placeName: own.reported?.name ?? null,
      comment: own.comment,
      createdAt: own.createdAt.toISOString(),
      decidedAt: main.decidedAt?.toISOString() ?? null,
      reason: main.reason,
      changed: main.accepted !== null && JSON.stringify(main.accepted.change) !== JSON.stringify(main.change),
      counts: main.status === 'accepted' && (standing === 'applies' || standing === 'already'),
      others: joined,
      hasContact: (await findContact(db, own.id)) !== null,
      notes: ((await listNotesOf(db, [own.id])).get(own.id) ?? []).map(({ text, createdAt }) => ({
        text,
        createdAt: createdAt.toISOString(),
      })),
    }
  }

  async addNote(token: string, text: string): Promise<void> {
    const own = await this.#findByToken(token)
    const clean = cleanLines(text)
    if (clean === '') throw new Problem('invalid-request', 'body/text must not be empty')
    const note = { text: clean, createdAt: this.#now() }
    const isStored = await this.#database.db.transaction().execute((tx) => insertNote(tx, own.id, note, CORRECTION_LIMITS.notes)) // prettier-ignore
    if (!isStored) {
      throw new TextProblem('correction-not-possible', {
        de: `Zu einer Meldung gibt es höchstens ${CORRECTION_LIMITS.notes} Ergänzungen. Bitte machen Sie eine neue Meldung.`,
        en: `A report has at most ${CORRECTION_LIMITS.notes} additions. Make a new report.`,
      })
    }
  }

  /** Takes an undecided report back; what others had joined to it goes on with the first of them. */
  async withdraw(token: string): Promise<void> {
    const own = await this.#findByToken(token)
    if (own.status !== 'open' && own.status !== 'joined') {
      throw new TextProblem('correction-not-possible', {
        de: 'Über diese Meldung ist schon entschieden; sie lässt sich nicht mehr zurückziehen.',
        en: 'This report has been decided; it cannot be withdrawn any more.',
      })
    }
    await this.#database.db.transaction().execute(async (tx) => {
      const others = await listJoined(tx, own.id)
      const isDone = await decideCorrection(tx, own, { ...UNDECIDED, status: 'withdrawn', decidedAt: this.#now() })
      if (!isDone) throw new Problem('correction-changed', 'The report was changed at the same moment.')
      const [heir, ...rest] = others
      if (heir === undefined) return
      await decideCorrection(tx, heir, { ...UNDECIDED, status: 'open' })
      if (rest.length > 0) await rejoin(tx, own.id, heir.id)
    })
  }

  /** Deletes contacts whose time is over. Returns how many. */
  deleteExpiredContacts(): Promise<number> {
    const before = new Date(this.#now().getTime() - this.settings.contactDays * 86_400_000)
    return deleteContactsDecidedBefore(this.#database.db, before)
  }

  async #findByToken(token: string): Promise<StoredCorrection> {
    const found = await findByToken(this.#database.db, hashToken(token))
    if (found === undefined) {
      throw new TextProblem('unknown-correction', {
        de: 'Zu diesem Link gibt es keine Meldung. Vielleicht fehlt ein Stück der Adresse.',
        en: 'There is no report for this link. Perhaps a part of the address is missing.',
      })
    }
    return found
  }

  #queue(regionKey: string) {
    return countQueue(this.#database.db, regionKey, new Date(this.#now().getTime() - 86_400_000))
  }

  async #checkQuota(regionKey: string, { person, address }: Visitor): Promise<void> {
    const isKnown = includesRole(roleIn(person, regionKey), 'provider')
    if (!isKnown && !this.#addresses.take(regionKey, address)) {
      throw new TextProblem(
        'queue-full',
        {
          de: `Von diesem Anschluss kamen heute schon ${this.settings.perAddress} Meldungen. Bitte machen Sie morgen weiter.`,
          en: `${this.settings.perAddress} reports have come from this connection today. Go on tomorrow.`,
        },
        3600,
      )
    }
    const { open, recent } = await this.#queue(regionKey)
    if (open >= this.settings.queue || recent >= this.settings.perDay) {
      throw new TextProblem(
        'queue-full',
        {
          de: 'Es warten gerade sehr viele Meldungen auf eine Entscheidung. Bitte versuchen Sie es an einem anderen Tag noch einmal.',
          en: 'Very many reports are waiting for a decision. Try again another day.',
        },
        86_400,
      )
    }
  }
}

const UNDECIDED = { decidedAt: null, decidedBy: null, reason: '', accepted: null, joinedTo: null } as const

function nothingChanged(): TextProblem {
  return new TextProblem('invalid-request', {
    de: 'So steht es schon in den Daten. Bitte ändern Sie, was falsch ist, und senden Sie dann ab.',
    en: 'The data say so already. Change what is wrong, then send.',
  })
}

export const hashToken = (token: string): Uint8Array => createHash('sha256').update(token).digest()

function readContact(contact: Report['contact']): { name: string; email: string } | null {
  const name = cleanField(contact?.name) ?? ''
  const email = cleanField(contact?.email) ?? ''
  if (name === '' && email === '') return null
  if (email !== '' && !isEmail(email)) {
    throw new TextProblem('invalid-request', {
      de: 'Die E-Mail-Adresse sieht nicht vollständig aus. Bitte prüfen Sie sie oder lassen Sie das Feld leer.',
      en: 'The mail address does not look complete. Check it or leave the field empty.',
    })
  }
  return { name, email }
}
