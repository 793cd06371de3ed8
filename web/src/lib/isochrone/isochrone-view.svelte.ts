import type { FeatureCollection } from 'geojson'
import { m } from '#messages'
import type { Modification, Region } from '../api/contract.ts'
import type { IsochroneQuery } from '../api/isochrones.ts'
import { localText } from '../state/locale.svelte.ts'
import { formats } from '../text/current-formats.ts'
import { directionOf, type IsochroneChoice } from './isochrone-choice.ts'
import { IsochroneData, type Reach } from './isochrone-data.svelte.ts'
import type { IsochroneSource } from './isochrone-layers.ts'
import {
  createOriginMark,
  createRingLabels,
  createRings,
  createStreets,
  createVeil,
  emptyParts,
} from './isochrone-parts.ts'

/** A place as the page knows it, which may be ahead of the data: moved, added or closed by a scenario. */
export interface IsochronePlace {
  readonly name: string | null
  readonly lng: number
  readonly lat: number
  /** Where it stands is not in the data: a scenario puts it there. */
  readonly isElsewhere: boolean
  readonly isClosed: boolean
}

export interface IsochroneAsk {
  readonly region: Region
  readonly choice: IsochroneChoice | null
  /** Profile of the question. */
  readonly profile: string
  /** `unknown`: the place is left to the server; `gone`: there is no such place here; `pending`: that is not known yet. */
  readonly findPlace: (facilityId: string) => IsochronePlace | 'unknown' | 'gone' | 'pending'
  /** What a scenario changes that matters to the walking area of a place, or of a point; left out: today. */
  readonly listChanges?: (facilityId: string | null) => readonly Modification[]
}

/** The walking area of a page: what is asked, what came of it, and what lies on the map. */
export class IsochroneView {
  readonly #ask: () => IsochroneAsk
  readonly choice = $derived.by(() => this.#ask().choice)
  readonly place = $derived.by((): ReturnType<IsochroneAsk['findPlace']> | null => {
    const { choice, findPlace } = this.#ask()
    return choice?.origin.kind === 'place' ? findPlace(choice.origin.facilityId) : null
  })
  readonly profile = $derived.by(() => this.#knownProfile(this.choice?.profile ?? null) ?? this.#ask().profile)
  readonly otherProfile = $derived.by(() => {
    const other = this.#knownProfile(this.choice?.otherProfile ?? null)
    return other === this.profile ? null : other
  })
  /** As text, so that a movement of the map, which makes a new choice of the same content, asks nothing again. */
  readonly #askedText = $derived.by(() => {
    const { choice, place } = this
    const seed = this.#seed
    if (choice === null || seed === null) return 'null'
    const { key: regionKey, version } = this.#ask().region
    const direction = place !== null ? (choice.direction ?? 'to') : directionOf(choice)
    const { profile, otherProfile } = this
    const modifications = this.#ask().listChanges?.(seed.kind === 'facility' ? seed.facilityId : null) ?? []
    const planned = place !== null && typeof place === 'object' && place.isElsewhere ? [place.lng, place.lat] : null
    return JSON.stringify({ regionKey, version, seed, direction, minutes: choice.minutes, profile, otherProfile, modifications, planned }) // prettier-ignore
  })
  readonly data: IsochroneData
  readonly first = $derived.by((): Reach | undefined => this.data.first.latest)
  readonly other = $derived.by((): Reach | undefined =>
    this.otherProfile === null ? undefined : this.data.other.latest,
  )
  /** Two profiles are compared by the longest time alone: more lines could not be told apart. */
  readonly isComparing = $derived.by(() => this.otherProfile !== null)

  readonly #veil = $derived.by(() => (this.first && !this.isComparing ? createVeil(this.first.area) : emptyParts))
  readonly #streets = $derived.by(() => (this.first ? createStreets(this.first.streets) : emptyParts))
  readonly #drawn = $derived.by(() => {
    const keep = ({ area }: Reach) => (this.isComparing ? { ...area, features: area.features.slice(0, 1) } : area)
    return [
      ...(this.first ? [{ area: keep(this.first), isOther: false, profile: this.profile }] : []),
      ...(this.other ? [{ area: keep(this.other), isOther: true, profile: this.otherProfile ?? '' }] : []),
    ]
  })
  readonly #rings = $derived.by((): FeatureCollection => ({
    type: 'FeatureCollection',
    features: this.#drawn.flatMap(({ area, isOther }) => createRings(area, isOther)),
  }))
  readonly #labels = $derived.by((): FeatureCollection => ({
    type: 'FeatureCollection',
    features: this.#drawn.flatMap(({ area, isOther, profile }) =>
      createRingLabels(area, isOther, (minutes) => {
        const text = m.isochrone_minutes_short({ minutes: formats().minutes(minutes) })
        return this.isComparing ? `${text} · ${this.profileLabel(profile)}` : text
      }),
    ),
  }))
  readonly #origin = $derived.by(() => {
    const { choice, place } = this
    if (choice?.origin.kind === 'point') return createOriginMark(choice.origin.lng, choice.origin.lat)
    if (place !== null && typeof place === 'object') return createOriginMark(place.lng, place.lat)
    return place === 'unknown' && this.first
      ? createOriginMark(this.first.area.origin.lng, this.first.area.origin.lat)
      : emptyParts
  })
  /** Each part changes only with what it is made of. */
  readonly sources = $derived.by((): Readonly<Record<IsochroneSource, FeatureCollection>> => ({
    'isochrone-veil': this.#veil,
    'isochrone-streets': this.#streets,
    'isochrone-rings': this.#rings,
    'isochrone-labels': this.#labels,
    'isochrone-origin': this.#origin,
  }))

  /** Call while a component is being set up. */
  constructor(ask: () => IsochroneAsk) {
    this.#ask = ask
    this.data = new IsochroneData(() => JSON.parse(this.#askedText))
  }

  get #seed(): IsochroneQuery['seed'] | null {
    const { choice, place } = this
    if (choice === null || choice.origin.kind === 'open' || place === 'gone' || place === 'pending') return null
    if (choice.origin.kind === 'point') return { kind: 'point', lng: choice.origin.lng, lat: choice.origin.lat }
    return { kind: 'facility', facilityId: choice.origin.facilityId }
  }

  #knownProfile(id: string | null): string | null {
    return this.#ask().region.profiles.find((profile) => profile.id === id)?.id ?? null
  }

  profileLabel(id: string): string {
    const found = this.#ask().region.profiles.find((profile) => profile.id === id)
    return found ? localText(found.label) : id
  }
}
