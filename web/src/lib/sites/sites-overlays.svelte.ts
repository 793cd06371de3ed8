import type { Feature, FeatureCollection, Geometry } from 'geojson'
import { m } from '#messages'
import type { DistrictCollection, FacilityCollection } from '../api/client.ts'
import { createDistrictOverlay, emptyCollection } from '../map/overlay-data.ts'
import type { OverlaySource } from '../map/overlay-layers.ts'
import { formats } from '../text/current-formats.ts'
import type { SitesEditing } from './sites-editing.svelte.ts'
import type { SitesSource } from './sites-layers.ts'
import type { Position } from './shape-code.ts'

interface Laid {
  readonly districts: DistrictCollection | undefined
  readonly facilities: FacilityCollection | undefined
  readonly categoryIds: readonly string[]
  /** Kinds whose places may be sites. */
  readonly candidateIds: readonly string[]
}

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })
const feature = (geometry: Geometry, properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  properties,
  geometry,
})
const point = ([lng, lat]: Position, properties: Record<string, unknown> = {}) =>
  feature({ type: 'Point', coordinates: [lng, lat] }, properties)
const ring = (corners: readonly Position[]) => [[...corners, corners[0]].map(([lng, lat]) => [lng, lat])]

/** What lies over the hexagons. Each part changes only with what it is made of. */
export class SitesOverlays {
  readonly #editing: SitesEditing
  readonly #ask: () => Laid
  readonly #facilities = $derived.by(() => this.#ask().facilities)
  readonly #askedText = $derived.by(() => this.#ask().categoryIds.join())
  readonly #candidateText = $derived.by(() => this.#ask().candidateIds.join())
  readonly #serving = $derived.by(() => this.#listPlaces(this.#askedText, ''))
  readonly #candidates = $derived.by(() => this.#listPlaces(this.#candidateText, this.#askedText))
  readonly #districts = $derived.by(() => createDistrictOverlay(this.#ask().districts, null))
  readonly sources = $derived.by((): Readonly<Record<OverlaySource, FeatureCollection>> => ({
    'gap-areas': emptyCollection,
    districts: this.#districts,
    route: emptyCollection,
    obstacles: emptyCollection,
    facilities: this.#serving,
    selection: emptyCollection,
  }))

  readonly #areas = $derived.by(() => {
    const { shapes, selected } = this.#editing
    return collection(
      (['areas', 'forbidden'] as const).flatMap((kind) =>
        shapes[kind].map((corners, index) => {
          const number = formats().integer(index + 1)
          return feature(
            { type: 'Polygon', coordinates: ring(corners) },
            {
              isForbidden: kind === 'forbidden',
              isSelected: selected?.kind === kind && selected.index === index,
              name: kind === 'areas' ? m.sites_area({ number }) : m.sites_forbidden({ number }),
            },
          )
        }),
      ),
    )
  })
  readonly #points = $derived.by(() => collection(this.#editing.shapes.points.map((at) => point(at))))
  readonly #drawing = $derived.by(() => {
    const { tool } = this.#editing
    return tool?.type === 'area' ? drawCorners(tool.corners, tool.kind === 'forbidden') : emptyCollection
  })
  readonly extra = $derived.by((): Readonly<Record<SitesSource, FeatureCollection>> => ({
    'sites-candidates': this.#candidates,
    'sites-areas': this.#areas,
    'sites-points': this.#points,
    'sites-drawing': this.#drawing,
  }))

  constructor(editing: SitesEditing, ask: () => Laid) {
    this.#editing = editing
    this.#ask = ask
  }

  #listPlaces(kindText: string, withoutText: string): FeatureCollection {
    const [kinds, without] = [kindText.split(','), withoutText.split(',')]
    return collection(
      (this.#facilities?.features ?? []).filter(
        ({ properties: { categoryIds } }) =>
          categoryIds.some((id) => kinds.includes(id)) && !categoryIds.some((id) => without.includes(id)),
      ),
    )
  }
}

/** Corners as far as they are set: points, a line, then an area. */
function drawCorners(corners: readonly Position[], isForbidden: boolean): FeatureCollection {
  const properties = { isForbidden }
  const points = corners.map((at) => point(at, properties))
  if (corners.length < 2) return collection(points)
  const outline: Geometry =
    corners.length === 2
      ? { type: 'LineString', coordinates: corners.map(([lng, lat]) => [lng, lat]) }
      : { type: 'Polygon', coordinates: ring(corners) }
  return collection([feature(outline, properties), ...points])
}
