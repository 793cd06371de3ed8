import type { Feature, FeatureCollection } from 'geojson'
import type { DistrictCollection } from '../api/client.ts'
import type { PlanContext } from './plan-state.svelte.ts'
import { createDistrictOverlay, emptyCollection } from '../map/overlay-data.ts'
import type { OverlaySource } from '../map/overlay-layers.ts'
import type { PlanSource } from './plan-layers.ts'
import type { PlannedPlace } from './resolve-places.ts'
import { changeOfStreet } from './street-change.ts'

interface Laid {
  readonly districts: DistrictCollection | undefined
  readonly districtId: string | null
  /** Kinds of which existing places are shown. */
  readonly kindIds: readonly string[]
}

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })
const point = (lng: number, lat: number, properties: Record<string, unknown> = {}): Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [lng, lat] },
})

/** What lies over the hexagons of the planner's map. Each part changes only with what it is made of. */
export class PlanOverlays {
  readonly #plan: PlanContext
  readonly #ask: () => Laid
  readonly #kindText = $derived.by(() => this.#ask().kindIds.join())
  readonly #touchedText = $derived.by(() => [...this.#plan.places.keys()].join('\n'))
  /** Existing places of the kinds that nothing was done to; the others have markers. */
  readonly #facilities = $derived.by((): FeatureCollection => {
    const kinds = this.#kindText.split(',')
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never changed once made
    const touched = new Set(this.#touchedText.split('\n'))
    return collection(
      [...(this.#plan.facilities.latest?.values() ?? [])]
        .filter(({ id, categoryIds }) => !touched.has(id) && categoryIds.some((kind) => kinds.includes(kind)))
        .map(({ id, name, lng, lat }) => point(lng, lat, { id, name })),
    )
  })
  readonly #districts = $derived.by(() => createDistrictOverlay(this.#ask().districts, this.#ask().districtId))
  readonly sources = $derived.by((): Readonly<Record<OverlaySource, FeatureCollection>> => ({
    'gap-areas': emptyCollection,
    districts: this.#districts,
    route: emptyCollection,
    obstacles: emptyCollection,
    facilities: this.#facilities,
    selection: emptyCollection,
  }))

  readonly #moves = $derived.by(() => {
    const features = [...this.#plan.places.values()].flatMap(drawMove)
    // The same object, so that the map takes nothing anew with every step of a drag.
    return features.length === 0 ? emptyCollection : collection(features)
  })
  readonly #areas = $derived.by(() => {
    const { document, selected } = this.#plan
    return collection(
      document.modifications.flatMap((item): Feature[] => {
        if (item.kind !== 'add-housing') return []
        const isSelected = selected?.type === 'modification' && selected.id === item.id
        return [
          {
            type: 'Feature',
            properties: { isSelected },
            geometry: { type: 'Polygon', coordinates: [[...item.area, item.area[0]]] },
          },
        ]
      }),
    )
  })
  /** New ways as they are drawn, and everything else where the answer found it. */
  readonly #streets = $derived.by(() => {
    const { document, selected, answer } = this.#plan
    return collection(
      document.modifications.flatMap((item): Feature[] => {
        const change = changeOfStreet(item)
        if (change === null) return []
        const found = answer?.effect.streets.find(({ modificationId }) => modificationId === item.id)
        const lines = found?.lines ?? (item.kind === 'add-path' ? [item.line] : [])
        const isSelected = selected?.type === 'modification' && selected.id === item.id
        return lines.map((line): Feature => ({
          type: 'Feature',
          properties: { change, isSelected },
          geometry:
            line.length === 1 ? { type: 'Point', coordinates: line[0] } : { type: 'LineString', coordinates: line },
        }))
      }),
    )
  })
  readonly #drawing = $derived.by(() => {
    const { tool } = this.#plan
    if (tool?.type === 'path') return drawCorners(tool.corners, true)
    return tool?.type === 'area' ? drawCorners(tool.corners) : emptyCollection
  })
  readonly extra = $derived.by((): Readonly<Record<PlanSource, FeatureCollection>> => ({
    'plan-streets': this.#streets,
    'plan-areas': this.#areas,
    'plan-moves': this.#moves,
    'plan-drawing': this.#drawing,
  }))

  constructor(plan: PlanContext, ask: () => Laid) {
    this.#plan = plan
    this.#ask = ask
  }
}

/** From where a moved place comes. */
function drawMove({ isMoved, isClosed, today, lng, lat }: PlannedPlace): Feature[] {
  if (!isMoved || isClosed || today === null) return []
  return [
    point(today.lng, today.lat),
    { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [[today.lng, today.lat], [lng, lat]] } }, // prettier-ignore
  ]
}

/** Corners as far as they are set: points, a line, then an area unless it is to be a way. */
function drawCorners(corners: readonly (readonly [number, number])[], isWay = false): FeatureCollection {
  const positions = corners.map(([lng, lat]) => [lng, lat])
  const features = positions.map(([lng, lat]) => point(lng, lat))
  if (positions.length === 2 || (isWay && positions.length > 2))
    features.unshift({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: positions } })
  if (positions.length > 2 && !isWay)
    features.unshift({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates: [[...positions, positions[0]]] },
    })
  return collection(features)
}
