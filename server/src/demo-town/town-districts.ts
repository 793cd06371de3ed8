import { outlineRegions, type Outline } from './district-outlines.ts'
import type { Point } from './plane-geometry.ts'
import type { TownPlan } from './town-plan.ts'

type Position = (point: Point) => readonly [x: number, y: number]

/** Stadtteile with the figures of the register, in EPSG:25832 as survey offices deliver them. */
export function formatDistricts(plan: TownPlan, toUtm: Position): string {
  const { recipe, town } = plan
  const outlines = outlineRegions(town, (block) => town.blocks[block].district, recipe.districts.length)
  const figures = sumByRegion(plan, (district) => district, recipe.districts.length)
  const features = recipe.districts.map((district, d) => ({
    type: 'Feature',
    properties: {
      schluessel: district.id,
      name: district.name,
      stadtbezirk: recipe.boroughs.find(({ id }) => id === district.boroughId)?.name ?? null,
      ...figures[d],
    },
    geometry: formatOutline(outlines[d], (point) => roundTo(toUtm(point), 2)),
  }))
  return formatCollection(`${recipe.name}: Stadtteile`, recipe.fictionNote.de, features, 'urn:ogc:def:crs:EPSG::25832')
}

/** Stadtbezirke, in degrees. */
export function formatBoroughs(plan: TownPlan, toLngLat: Position): string {
  const { recipe, town } = plan
  const boroughOf = recipe.districts.map(({ boroughId }) => recipe.boroughs.findIndex(({ id }) => id === boroughId))
  const regionOf = (block: number): number | null => {
    const { district } = town.blocks[block]
    return district === null ? null : boroughOf[district]
  }
  const outlines = outlineRegions(town, regionOf, recipe.boroughs.length)
  const figures = sumByRegion(plan, (district) => boroughOf[district], recipe.boroughs.length)
  const features = recipe.boroughs.map((borough, b) => ({
    type: 'Feature',
    properties: { nummer: borough.id, bezeichnung: borough.name, ...figures[b] },
    geometry: formatOutline(outlines[b], (point) => roundTo(toLngLat(point), 8)),
  }))
  return formatCollection(`${recipe.name}: Stadtbezirke`, recipe.fictionNote.de, features, null)
}

interface RegisterFigures {
  einwohner: number
  unter18: number
  ab65: number
  ab80: number
}

function sumByRegion(plan: TownPlan, regionOf: (district: number) => number, count: number): RegisterFigures[] {
  const sums = Array.from({ length: count }, () => ({ einwohner: 0, unter18: 0, ab65: 0, ab80: 0 }))
  plan.built.buildings.forEach((building, b) => {
    const { district } = plan.town.blocks[building.block]
    if (district === null) return
    const sum = sums[regionOf(district)]
    sum.einwohner += plan.people.all[b]
    sum.unter18 += plan.people.under18[b]
    sum.ab65 += plan.people.from65[b]
    sum.ab80 += plan.people.from80[b]
  })
  return sums
}

function formatOutline(outline: Outline, position: Position): object {
  const close = (ring: readonly Point[]) => [...ring, ring[0]].map(position)
  const polygons = outline.map(({ outer, holes }) => [close(outer), ...holes.map(close)])
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons }
}

function roundTo([x, y]: readonly [number, number], digits: number): readonly [number, number] {
  return [Number(x.toFixed(digits)), Number(y.toFixed(digits))]
}

function formatCollection(name: string, description: string, features: readonly object[], crs: string | null): string {
  const head = { type: 'FeatureCollection', name, description }
  const collection = crs === null ? head : { ...head, crs: { type: 'name', properties: { name: crs } } }
  const text = JSON.stringify({ ...collection, features: [] })
  return `${text.slice(0, -2)}\n${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n]}\n`
}
