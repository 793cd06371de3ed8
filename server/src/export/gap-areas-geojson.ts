/** Gap areas as a GeoJSON FeatureCollection, most people first. */
import type { GapArea } from '../gaps/gap-areas.ts'

/** Properties as the API's `gap-areas` route gives them; `kind` tells a gap from an area that cannot be assessed. */
export interface GapAreaProperties {
  readonly id: string
  readonly name: string
  readonly nameEn: string
  readonly kind: GapArea['kind']
  readonly districtId: string | null
  readonly districtName: string | null
  readonly people: number
  readonly gapPersons: number
  readonly cells: number
  readonly areaSquareMetres: number
  readonly center: readonly [lng: number, lat: number]
  readonly uncertainShare: number
}

export interface GapAreaFeature {
  readonly type: 'Feature'
  readonly id: string
  readonly geometry: { readonly type: 'MultiPolygon'; readonly coordinates: GapArea['outline'] }
  readonly properties: GapAreaProperties
}

/**
 * @param areas from `findGapAreas`
 * @param districts of the level that the areas were named by
 */
export function buildGapAreaFeatures(
  areas: readonly GapArea[],
  districts: readonly { readonly id: string; readonly name: string }[],
): GapAreaFeature[] {
  return areas.map((area) => {
    const district = area.districtIndex === null ? null : districts[area.districtIndex]
    return {
      type: 'Feature',
      id: area.id,
      geometry: { type: 'MultiPolygon', coordinates: area.outline },
      properties: {
        id: area.id,
        name: area.name.de,
        nameEn: area.name.en,
        kind: area.kind,
        districtId: district?.id ?? null,
        districtName: district?.name ?? null,
        people: area.people,
        gapPersons: area.gapPersons,
        cells: area.cellIndexes.length,
        areaSquareMetres: area.areaSquareMetres,
        center: area.center,
        uncertainShare: area.uncertainShare,
      },
    }
  })
}
