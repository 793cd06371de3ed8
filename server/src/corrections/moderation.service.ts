import type { AuditService } from '../accounts/audit.service.ts'
import type { Person } from '../contract/account.ts'
import type { CorrectionChange, CorrectionDetail, CorrectionList } from '../contract/correction.ts' // prettier-ignore
import type { AskedQuestion, Effect } from '../contract/scenario.ts'
import type { Database, Queryable } from '../db/database.store.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import { distanceMetres } from '../geo/distance.ts'
import { Problem } from '../problems/problems.ts'
import { TextProblem } from '../problems/text-problem.ts'
import type { WhatIfService } from '../scenarios/what-if.service.ts'
import { findSamePlaces, type AcceptedCorrection } from './apply-corrections.ts'
import { findContact, listNotesOf } from './contact.store.ts'
import { countByStatus, countJoined, decideCorrection, findCorrection, listCorrections, rejoin, type CorrectionFilter, type StoredCorrection, type Verdict } from './correction.store.ts' // prettier-ignore
import type { CorrectedRegion, CorrectedRegionService } from './corrected-region.service.ts'
import { describeCorrection, findCurrentPlace, undoUntil } from './describe-correction.ts'
import { toPlaceState } from './place-state.ts'
import { cleanChange, cleanLines } from './report-text.ts'
import type { ReportService } from './report.service.ts'
import { toModifications } from './to-modification.ts'

/** What an editor says with a decision. */
export interface AskedDecision {
  readonly version: number
  readonly change?: CorrectionChange
  readonly reason?: string
}

/** Decisions of editors: each over the version that was seen, recorded, and to be undone for thirty days. */
export class ModerationService {
  readonly #database: Database
  readonly #corrected: CorrectedRegionService
  readonly #reports: ReportService
  readonly #whatIf: WhatIfService
  readonly #catalogue: Catalogue
  readonly #audit: AuditService
  readonly #now: () => Date

  constructor(
    database: Database,
    corrected: CorrectedRegionService,
    reports: ReportService,
    whatIf: WhatIfService,
    catalogue: Catalogue,
    audit: AuditService,
    now: () => Date = () => new Date(),
  ) {
    this.#database = database
    this.#corrected = corrected
    this.#reports = reports
    this.#whatIf = whatIf
    this.#catalogue = catalogue
    this.#audit = audit
    this.#now = now
  }

  async list(
    regionKey: string,
    filter: CorrectionFilter,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<Omit<CorrectionList, 'profiles' | 'missingProfiles'>> {
    const { db } = this.#database
    const region = await this.#corrected.get(regionKey)
    const { corrections, total } = await listCorrections(db, regionKey, filter, page)
    return {
      corrections: await this.#describe(region, corrections),
      total,
      counts: await countByStatus(db, regionKey),
      waiting: countWaiting(region),
    }
  }

  async get(regionKey: string, id: string): Promise<CorrectionDetail> {
    const { db } = this.#database
    const region = await this.#corrected.get(regionKey)
    const stored = await this.#find(regionKey, id)
    const [described] = await this.#describe(region, [stored])
    const { change } = stored
    const near = change.kind === 'missing' ? findSamePlaces(region.places.values(), change, this.#catalogue) : []
    return {
      ...described,
      contact: await findContact(db, id),
      notes: ((await listNotesOf(db, [id])).get(id) ?? []).map(({ text, createdAt }) => ({
        text,
        createdAt: createdAt.toISOString(),
      })),
      nearby: near
        .filter((place) => place.id !== `correction/${id}`)
        .map((place) => ({
          id: place.id,
          name: place.name,
          metres: Math.round(distanceMetres(place.lng, place.lat, stored.lng, stored.lat)),
        })),
    }
  }

  /**
   * What accepting would change for whom, over everything that is accepted and waits for the next run; null where it changes no figure: a name or an
   * address.
   */
  async effect(
    regionKey: string,
    id: string,
    asked: Partial<AskedQuestion> & Pick<AskedQuestion, 'profile'>,
    changed?: CorrectionChange,
  ): Promise<Effect | null> {
    const region = await this.#corrected.get(regionKey)
    const stored = await this.#find(regionKey, id)
    const change = await this.#checkedChange(regionKey, stored, changed)
    const own = this.#accept(region, stored, change)
    const waiting = region.accepted.filter((other) => !region.shownOutcomes.has(other.id) && other.id !== id)
    const before = toModifications(waiting)
    const after = toModifications([...waiting, own])
    if (after.length === before.length) return null
    const place = findCurrentPlace(region, stored, this.#catalogue)
    const kinds = change.kind === 'missing' ? change.categoryIds : [...(place?.categoryIds ?? []), ...(change.kind === 'details' ? (change.details.categoryIds ?? []) : [])] // prettier-ignore
    const categoryIds = asked.categoryIds ?? (kinds.length > 0 ? kinds : [this.#catalogue.categories[0].id])
    const question = this.#whatIf.completeQuestion(region.shown, { ...asked, categoryIds: [...categoryIds] })
    const { profile } = question
    const sides = { before: { profile, modifications: before }, after: { profile, modifications: after } }
    return (await this.#whatIf.effect(region.shown, { ...sides, question })).effect
  }

  async accept(regionKey: string, id: string, decision: AskedDecision, person: Person): Promise<void> {
    const region = await this.#corrected.get(regionKey)
    const stored = await this.#findOpen(regionKey, id, decision.version)
    const accepted = this.#accept(region, stored, await this.#checkedChange(regionKey, stored, decision.change))
    const standing = this.#corrected.judge(region, accepted)
    if (standing !== 'applies') throw new TextProblem('correction-not-possible', NOT_ACCEPTABLE[standing])
    const { id: _id, number: _number, ...acceptance } = accepted
    await this.#decide(stored, person, 'correction.accept', {
      status: 'accepted',
      reason: cleanLines(decision.reason),
      accepted: acceptance,
    })
  }

  async reject(regionKey: string, id: string, decision: AskedDecision, person: Person): Promise<void> {
    const stored = await this.#findOpen(regionKey, id, decision.version)
    const reason = cleanLines(decision.reason)
    if (reason === '') {
      throw new TextProblem('invalid-request', {
        de: 'Bitte einen Grund angeben: Wer die Meldung gemacht hat, liest ihn.',
        en: 'Give a reason: whoever made the report reads it.',
      })
    }
    await this.#decide(stored, person, 'correction.reject', { status: 'rejected', reason, accepted: null })
  }

  /** Everything as before the decision: the report is open again, and with the next run the data are as they were. */
  async undo(regionKey: string, id: string, { version }: AskedDecision, person: Person): Promise<void> {
    const stored = await this.#find(regionKey, id)
    this.#checkVersion(stored, version)
    if (undoUntil(stored, this.#now()) === null) {
      throw new TextProblem('correction-not-possible', {
        de: 'Diese Entscheidung lässt sich nicht mehr zurücknehmen: Das geht 30 Tage lang. Eine neue Meldung kann sie ändern.',
        en: 'This decision cannot be undone any more: that is possible for 30 days. A new report can change it.',
      })
    }
    await this.#decide(stored, person, 'correction.undo', { status: 'open', reason: '', accepted: null })
  }

  /** Joins reports of the same thing to one of them: one decision answers all. */
  async join(regionKey: string, into: string, ids: readonly string[], person: Person): Promise<void> {
    const target = await this.#find(regionKey, into)
    const others = await Promise.all(ids.map((id) => this.#find(regionKey, id)))
    if (target.status !== 'open' || others.some(({ id, status }) => status !== 'open' || id === into)) {
      throw new TextProblem('correction-not-possible', {
        de: 'Zusammenlegen lassen sich nur offene Meldungen. Bitte die Liste neu laden.',
        en: 'Only open reports can be joined. Load the list again.',
      })
    }
    await this.#database.db.transaction().execute(async (tx) => {
      for (const other of others) {
        await this.#store(tx, other, { ...OPEN, status: 'joined', joinedTo: into })
        await rejoin(tx, other.id, into)
      }
      await this.#audit.record(
        {
          person,
          action: 'correction.join',
          regionKey,
          subject: `correction/${into}`,
          after: { joined: others.map(({ number }) => number) },
        },
        tx,
      )
    })
  }

  async #describe(region: CorrectedRegion, corrections: readonly StoredCorrection[]) {
    const joined = await countJoined(this.#database.db, corrections.map(({ id }) => id)) // prettier-ignore
    const mains = await Promise.all(
      corrections.map(({ joinedTo, regionKey }) =>
        joinedTo === null ? undefined : findCorrection(this.#database.db, regionKey, joinedTo),
      ),
    )
    return corrections.map((stored, i) =>
      describeCorrection({
        region,
        stored,
        catalogue: this.#catalogue,
        standing:
          stored.status === 'accepted'
            ? region.outcomes.get(stored.id)!.standing
            : this.#corrected.judge(region, asReported(stored)),
        joined: joined.get(stored.id) ?? 0,
        joinedTo: mains[i]?.number ?? null,
        now: this.#now(),
      }),
    )
  }

  /** The report with what it would be accepted over. */
  #accept(region: CorrectedRegion, stored: StoredCorrection, change: CorrectionChange): AcceptedCorrection {
    const place = findCurrentPlace(region, stored, this.#catalogue)
    const known = change.kind === 'missing' ? findSamePlaces(region.places.values(), change, this.#catalogue) : []
    return {
      id: stored.id,
      number: stored.number,
      // A list that was numbered anew since the report has the place under another id.
      change: 'facilityId' in change && place !== undefined ? { ...change, facilityId: place.id } : change,
      before: place === undefined ? stored.reported : toPlaceState(place),
      knownIds: known.map(({ id }) => id).sort(),
      wayId: change.kind === 'obstacle' ? this.#corrected.findWay(region, change.lng, change.lat) : null,
    }
  }

  async #checkedChange(
    regionKey: string,
    stored: StoredCorrection,
    changed: CorrectionChange | undefined,
  ): Promise<CorrectionChange> {
    if (changed === undefined) return stored.change
    const change = cleanChange(changed)
    const isSameSubject = change.kind === stored.change.kind && ('facilityId' in change ? change.facilityId : null) === stored.facilityId // prettier-ignore
    if (!isSameSubject) throw new Problem('invalid-request', 'body/change must be of the same kind and about the same place.') // prettier-ignore
    await this.#reports.checkChange(regionKey, change)
    return change
  }

  async #find(regionKey: string, id: string): Promise<StoredCorrection> {
    const stored = await findCorrection(this.#database.db, regionKey, id)
    if (stored === undefined) throw new Problem('unknown-correction', `The region "${regionKey}" has no report "${id}".`)
    return stored
  } // prettier-ignore

  async #findOpen(regionKey: string, id: string, version: number): Promise<StoredCorrection> {
    const stored = await this.#find(regionKey, id)
    this.#checkVersion(stored, version)
    if (stored.status !== 'open') throw changedMeanwhile()
    return stored
  }

  #checkVersion(stored: StoredCorrection, version: number): void {
    if (stored.version !== version) throw changedMeanwhile()
  }

  async #decide(
    stored: StoredCorrection,
    person: Person,
    action: string,
    verdict: Pick<Verdict, 'status' | 'reason' | 'accepted'>,
  ): Promise<void> {
    const isOpen = verdict.status === 'open'
    await this.#database.db.transaction().execute(async (tx) => {
      await this.#store(tx, stored, {
        ...verdict,
        joinedTo: null,
        decidedAt: isOpen ? null : this.#now(),
        decidedBy: isOpen ? null : person.name,
      })
      await this.#audit.record(
        {
          person,
          action,
          regionKey: stored.regionKey,
          subject: `correction/${stored.id}`,
          before: { number: stored.number, status: stored.status, change: stored.accepted?.change ?? stored.change },
          after: { status: verdict.status, reason: verdict.reason, change: verdict.accepted?.change ?? null },
        },
        tx,
      )
    })
  }

  async #store(tx: Queryable, stored: StoredCorrection, verdict: Verdict): Promise<void> {
    if (!(await decideCorrection(tx, stored, verdict))) throw changedMeanwhile()
  }
}

const OPEN = { decidedAt: null, decidedBy: null, reason: '', accepted: null } as const

const asReported = ({ id, number, change, reported }: StoredCorrection): AcceptedCorrection => ({ id, number, change, before: reported, knownIds: [], wayId: null }) // prettier-ignore

/** Decisions that the shown data do not have yet, made and undone ones. */
function countWaiting({ accepted, shownOutcomes }: CorrectedRegion): number {
  const ids = new Set(accepted.map(({ id }) => id))
  return (
    accepted.filter(({ id }) => !shownOutcomes.has(id)).length +
    [...shownOutcomes.keys()].filter((id) => !ids.has(id)).length
  )
}

const changedMeanwhile = () =>
  new TextProblem('correction-changed', {
    de: 'Über diese Meldung hat inzwischen jemand anderes entschieden. Bitte die Liste neu laden.',
    en: 'Somebody else has decided on this report meanwhile. Load the list again.',
  })

const NOT_ACCEPTABLE = {
  'place-gone': {
    de: 'Den Ort gibt es in den Daten nicht mehr. Die Meldung lässt sich nur noch ablehnen.',
    en: 'The place is not in the data any more. The report can only be rejected.',
  },
  already: {
    de: 'Das steht schon so in den Daten. Die Meldung lässt sich nur noch ablehnen, mit dem Grund „ist schon berichtigt“.',
    en: 'The data say so already. The report can only be rejected, with the reason "corrected already".',
  },
  'source-changed': {
    de: 'Die Daten haben sich in diesem Augenblick geändert. Bitte neu laden.',
    en: 'The data changed at this moment. Load again.',
  },
  'no-street': {
    de: 'An dieser Stelle gibt es keinen Weg, auf dem das Hindernis stehen könnte. Bitte die Stelle ändern oder ablehnen.',
    en: 'There is no way here on which the obstacle could be. Change the position or reject.',
  },
} as const
