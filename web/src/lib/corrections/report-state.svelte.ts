import { listAllFacilities, type FacilityCollection, type FacilityProperties } from '../api/client.ts'
import type { CorrectionKind, PlaceReports, Region, ReportForm, ReportReceipt } from '../api/contract.ts'
import { getPlaceReports, getReportForm, sendReport } from '../api/corrections.ts'
import { toProblem, type ApiProblem } from '../api/problem.ts'
import { Resource } from '../state/resource.svelte.ts'
import { emptyDetails, findErrors, needsPlace, needsPosition, toChange, toFields, type DetailFieldsDraft, type ObstacleKind, type ReportDraft, type ReportError, type ReportField } from './report-draft.ts' // prettier-ignore

/** A report on its way: what is filled in, what is missing, and what became of it. */
export class ReportState {
  readonly region: Region
  readonly facilities = new Resource<FacilityCollection>()
  readonly about = new Resource<PlaceReports>()
  kind: CorrectionKind | null = $state(null)
  facilityId: string | null = $state(null)
  position: { lng: number; lat: number } | null = $state.raw(null)
  details: DetailFieldsDraft = $state.raw(emptyDetails)
  obstacle: ObstacleKind | null = $state(null)
  stepCount = $state('')
  comment = $state('')
  name = $state('')
  email = $state('')
  /** The field that people do not see. */
  website = $state('')
  form: ReportForm | null = $state.raw(null)
  receipt: ReportReceipt | null = $state.raw(null)
  problem: ApiProblem | null = $state.raw(null)
  isSending = $state(false)
  /** Faults are shown from the first try to send on. */
  isTried = $state(false)
  /** When the form was handed out, by the clock of this machine. */
  #openedAt = 0

  constructor(region: Region) {
    this.region = region
    this.facilities.load(region.key, (signal) => listAllFacilities(region.key, signal))
    void this.#openForm()
  }

  readonly place: FacilityProperties | null = $derived.by(
    () => this.facilities.latest?.features.find(({ properties }) => properties.id === this.facilityId)?.properties ?? null, // prettier-ignore
  )
  readonly draft: ReportDraft = $derived.by(() => ({
    kind: this.kind,
    facilityId: this.facilityId,
    position: this.position,
    details: this.details,
    obstacle: this.obstacle,
    stepCount: this.stepCount,
    email: this.email,
  }))
  readonly errors: Partial<Record<ReportField, ReportError>> = $derived.by(() =>
    this.isTried ? findErrors(this.draft, this.place) : {},
  )

  choose(kind: CorrectionKind): void {
    this.kind = kind
    if (kind === 'details' && this.place !== null) this.details = toFields(this.place)
    if (kind === 'missing') this.details = { ...emptyDetails, categoryIds: this.details.categoryIds }
  }

  choosePlace(id: string): void {
    this.facilityId = id
    if (this.place !== null && this.kind !== 'missing') this.details = toFields(this.place)
    this.about.load(id, (signal) => getPlaceReports(this.region.key, id, signal), false)
  }

  /** A place or a position was picked on the map; what counts depends on what is reported. */
  pick(lng: number, lat: number, placeId: string | null): void {
    if (needsPlace(this.kind) && placeId !== null && (this.kind !== 'moved' || this.facilityId === null)) {
      this.choosePlace(placeId)
    } else if (needsPosition(this.kind) || this.kind === null) this.position = { lng, lat }
  }

  /** Sends; returns the first field at fault, or null. */
  async send(): Promise<ReportField | null> {
    this.isTried = true
    this.problem = null
    const [first] = Object.keys(findErrors(this.draft, this.place)) as ReportField[]
    if (first !== undefined) return first
    this.isSending = true
    try {
      this.receipt = await this.#send()
    } catch (error) {
      this.problem = toProblem(error)
      if (this.problem.code === 'form-expired') {
        // A browser that fills in forms by itself may have written into the field that nobody sees.
        this.website = ''
        await this.#openForm()
      }
    } finally {
      this.isSending = false
    }
    return null
  }

  async #send(): Promise<ReportReceipt> {
    if (this.form === null) await this.#openForm()
    const form = this.form!
    // Who fills in a form that was prepared by a link can be quicker than anybody who types.
    const left = form.minimumSeconds * 1000 + 300 - (performance.now() - this.#openedAt)
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
    const hasContact = this.name.trim() !== '' || this.email.trim() !== ''
    return sendReport(this.region.key, {
      change: toChange(this.draft, this.place),
      comment: this.comment,
      form: form.token,
      website: this.website,
      ...(hasContact ? { contact: { name: this.name.trim(), email: this.email.trim() } } : {}),
    })
  }

  async #openForm(): Promise<void> {
    try {
      this.form = await getReportForm(this.region.key)
      this.#openedAt = performance.now()
    } catch (error) {
      this.problem = toProblem(error)
    }
  }
}
