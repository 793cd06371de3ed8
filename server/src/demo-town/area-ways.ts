import type { Block } from './bend-town.ts'
import type { Building } from './block-site.ts'
import { outlineRegions } from './district-outlines.ts'
import type { BlockUse } from './land-uses.ts'
import { ALLOTMENT_NAMES, PARK_NAMES } from './names.ts'
import type { OsmDraft, Tags } from './osm-draft.ts'
import { distanceBetween, interpolatePoint, type Point } from './plane-geometry.ts'
import type { Random } from './random.ts'
import type { StreetWays } from './street-ways.ts'
import type { TownPlace } from './town-place.ts'
import type { TownPlan } from './town-plan.ts'

/** Land use, water, buildings and grounds. Land use shares the nodes of the streets around it. */
export function addAreaWays(plan: TownPlan, streets: StreetWays, draft: OsmDraft, random: Random): void {
  const blockTags = new Map<number, Tags>()
  const buildingTags = new Map<number, Tags>()
  for (const place of plan.places) {
    const tags = placeTags(place)
    if (typeof place.carrier === 'object') blockTags.set(place.carrier.block, tags)
    else if (place.carrier === 'building' && place.building !== null) buildingTags.set(place.building, tags)
  }
  addMergedAreas(plan, draft)
  addLand(plan, streets, draft, blockTags, random.fork('land'))
  addBuildings(plan, draft, buildingTags, random.fork('buildings'))
  for (const { ring, kind } of plan.built.grounds) {
    if (kind === 'parking') draft.addArea(ring, { amenity: 'parking' })
    else if (kind === 'pitch') draft.addArea(ring, { leisure: 'pitch', sport: 'soccer' })
  }
}

/** What OpenStreetMap says about a place. */
export function placeTags(place: TownPlace): Tags {
  const tags: Tags = { ...place.tags }
  if (place.name !== null) tags.name = place.name
  if (place.capacity !== null) tags.capacity = `${place.capacity}`
  if (place.openingHours !== null) tags.opening_hours = place.openingHours
  if (place.wheelchair !== null) tags.wheelchair = place.wheelchair
  return tags
}

const LAND_TAGS: Readonly<Record<BlockUse, Tags | null>> = {
  housing: { landuse: 'residential' },
  park: null,
  'primary-school': { landuse: 'education' },
  'secondary-school': { landuse: 'education' },
  sports: { landuse: 'recreation_ground' },
  cemetery: null,
  hospital: { landuse: 'healthcare' },
  retail: { landuse: 'retail' },
  castle: { leisure: 'garden', name: 'Schlossgarten' },
  church: { landuse: 'religious' },
  'town-hall': { landuse: 'commercial' },
  station: { landuse: 'railway' },
  market: { highway: 'pedestrian', area: 'yes', place: 'square', name: 'Markt', surface: 'sett' },
  promenade: null,
  allotments: null,
  industry: { landuse: 'industrial' },
  meadow: { landuse: 'meadow' },
  farmland: { landuse: 'farmland' },
  forest: { landuse: 'forest' },
  water: null,
  railway: { landuse: 'railway' },
}

function addLand(
  plan: TownPlan,
  { edgeNodes }: StreetWays,
  draft: OsmDraft,
  blockTags: ReadonlyMap<number, Tags>,
  random: Random,
): void {
  const clearing = largestBlock(plan, 'forest')
  plan.town.blocks.forEach((block, i) => {
    const use = plan.uses[i]
    const plain = LAND_TAGS[use]
    if (plain === null) return
    const tags: Tags = { ...plain, ...blockTags.get(i) }
    if (use === 'farmland') Object.assign(tags, fieldTags(block, plan, random))
    const nodes = block.face.flatMap(({ edge, forward }) => {
      const along = edgeNodes[edge]
      return (forward ? along : [...along].reverse()).slice(0, -1)
    })
    const closed = [...nodes, nodes[0]]
    if (i !== clearing) {
      draft.addWay(closed, tags)
      return
    }
    const meadow = block.ring.map((point) => interpolatePoint(block.middle, point, 0.28))
    const inner = meadow.map((point) => draft.addNode(point))
    draft.addRelation(
      [
        { type: 'way', ref: draft.addWay(closed, {}), role: 'outer' },
        { type: 'way', ref: draft.addWay([...inner, inner[0]], { landuse: 'meadow' }), role: 'inner' },
      ],
      { type: 'multipolygon', ...tags },
    )
  })
}

/** Fields near the river are meadows, a few others orchards. */
function fieldTags(block: Block, plan: TownPlan, random: Random): Tags {
  const draw = random.next()
  const nearRiver = plan.town.blocks.some(
    (other, i) => plan.uses[i] === 'water' && other.ring.some((point) => distanceBetween(point, block.middle) < 330),
  )
  if (nearRiver || draw < 0.09) return { landuse: 'meadow' }
  return draw > 0.975 ? { landuse: 'orchard' } : {}
}

function largestBlock(plan: TownPlan, use: BlockUse): number | null {
  let best: number | null = null
  plan.town.blocks.forEach((block, i) => {
    if (plan.uses[i] !== use) return
    if (best === null || block.areaSquareMetres > plan.town.blocks[best].areaSquareMetres) best = i
  })
  return best
}

/** Blocks of these uses that touch are one area on the map, whatever path runs between them. */
const MERGED: readonly { readonly use: BlockUse; readonly tags: Tags; readonly names: readonly string[] }[] = [
  { use: 'water', tags: { natural: 'water', water: 'river' }, names: [] },
  { use: 'promenade', tags: { leisure: 'park' }, names: ['Wallanlagen'] },
  { use: 'park', tags: { leisure: 'park' }, names: ['Stadtpark', ...PARK_NAMES] },
  { use: 'cemetery', tags: { landuse: 'cemetery' }, names: ['Hauptfriedhof', 'Neuer Friedhof'] },
  { use: 'allotments', tags: { landuse: 'allotments' }, names: ALLOTMENT_NAMES },
]

function addMergedAreas(plan: TownPlan, draft: OsmDraft): void {
  for (const { use, tags, names } of MERGED) {
    const [outline] = outlineRegions(plan.town, (i) => (plan.uses[i] === use ? 0 : null), 1)
    // Largest first, so that the first name is that of the largest.
    outline.forEach(({ outer, holes }, i) => {
      const name = use === 'water' ? plan.recipe.river.name : names[i]
      draft.addArea(outer, name === undefined ? tags : { ...tags, name }, holes)
    })
  }
}

/** Share of houses with an address; in towns with house number campaigns it is nearly all, elsewhere half. */
const ADDRESS_SHARE = 0.55

function addBuildings(plan: TownPlan, draft: OsmDraft, buildingTags: ReadonlyMap<number, Tags>, random: Random): void {
  plan.built.buildings.forEach((building, b) => {
    const tags: Tags = { building: building.kind }
    if (building.levels !== null) tags['building:levels'] = `${building.levels}`
    const address = plan.addresses[b]
    const place = buildingTags.get(b)
    if (address !== null && (place !== undefined || random.chance(ADDRESS_SHARE))) {
      tags['addr:street'] = address.street
      tags['addr:housenumber'] = address.houseNumber
      tags['addr:postcode'] = plan.recipe.postcode
      tags['addr:city'] = plan.recipe.name
    }
    Object.assign(tags, place)
    if (building.hole !== null) draft.addArea(building.ring, tags, [[...building.hole].reverse()])
    else if (place === undefined) draft.addArea(building.ring, tags)
    else addWithEntrance(building, tags, draft)
  })
}

/** Buildings that people visit have a door on the map. */
function addWithEntrance({ ring }: Building, tags: Tags, draft: OsmDraft): void {
  const door: Point = interpolatePoint(ring[0], ring[1], 0.5)
  const nodes = ring.map((point) => draft.addNode(point))
  nodes.splice(1, 0, draft.addNode(door, { entrance: 'main' }))
  draft.addWay([...nodes, nodes[0]], tags)
}
