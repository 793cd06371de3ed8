import { addAreaWays, placeTags } from './area-ways.ts'
import { OsmDraft, type DraftNode, type DraftRelation, type DraftWay, type Tags } from './osm-draft.ts'
import type { Point } from './plane-geometry.ts'
import { createRandom, type Random } from './random.ts'
import { tagStreet } from './street-tags.ts'
import { addStreetWays, type StreetWays } from './street-ways.ts'
import type { TownPlan } from './town-plan.ts'

/** The elements of the town's OpenStreetMap file. */
export interface TownOsm {
  readonly nodes: readonly DraftNode[]
  readonly ways: readonly DraftWay[]
  readonly relations: readonly DraftRelation[]
}

/** Turns a plan into elements and tags of OpenStreetMap; `toLngLat` takes metres around the market square to degrees. */
export function describeTownAsOsm(
  plan: TownPlan,
  toLngLat: (point: Point) => readonly [lng: number, lat: number],
): TownOsm {
  const draft = new OsmDraft(toLngLat)
  const random = createRandom(plan.recipe.seed).fork('osm')
  const streets = addStreetWays(plan, draft, random.fork('streets'))
  addInnerPaths(plan, streets, draft, random.fork('paths'))
  addAreaWays(plan, streets, draft, random.fork('areas'))
  addPlaces(plan, draft, random.fork('places'))
  addBusLines(plan, streets, draft)
  addPlaceNames(plan, draft)
  if (plan.island.length > 0) {
    draft.addWay(
      plan.island.map((point) => draft.addNode(point)),
      { highway: 'footway', surface: 'paving_stones' },
    )
  }
  return { nodes: draft.nodes, ways: draft.ways, relations: draft.relations }
}

function addInnerPaths(plan: TownPlan, { edgeNodes }: StreetWays, draft: OsmDraft, random: Random): void {
  const hubs = new Map<number, number>()
  const { edges } = plan.town.streets
  const ends = new Map<number, number>()
  edges.forEach((edge, e) => {
    if (edge === null) return
    ends.set(edge.from, edgeNodes[e][0])
    ends.set(edge.to, edgeNodes[e][edgeNodes[e].length - 1])
  })
  for (const { kind, node, line, block, hub } of plan.innerPaths) {
    const start = ends.get(node)
    if (start === undefined) continue
    let meeting = hubs.get(hub)
    if (meeting === undefined) {
      meeting = draft.addNode(line[line.length - 1])
      hubs.set(hub, meeting)
    }
    const middle = line.slice(1, -1).map((point) => draft.addNode(point))
    const { type } = plan.town.blocks[block]
    const tags: Tags = tagStreet({ kind, name: null, structure: null, urban: true, type, hilly: false }, random)
    // The way up the castle hill that has no steps is steep.
    if (plan.uses[block] === 'castle' && kind !== 'steps') Object.assign(tags, { incline: '11%', surface: 'sett' })
    draft.addWay([start, ...middle, meeting], tags)
  }
}

function addPlaces(plan: TownPlan, draft: OsmDraft, random: Random): void {
  for (const place of plan.places) {
    if (place.source !== 'osm' || place.carrier !== 'node') continue
    const tags = placeTags(place)
    const address = place.building === null ? null : plan.addresses[place.building]
    if (address !== null && random.chance(0.8)) {
      tags['addr:street'] = address.street
      tags['addr:housenumber'] = address.houseNumber
      if (random.chance(0.6)) {
        tags['addr:postcode'] = plan.recipe.postcode
        tags['addr:city'] = plan.recipe.name
      }
    }
    draft.addNode(place.at, tags)
  }
}

function addBusLines(plan: TownPlan, { wayOfEdge }: StreetWays, draft: OsmDraft): void {
  const stops = plan.busStops.map((stop, i) =>
    draft.addNode(stop.at, {
      highway: 'bus_stop',
      public_transport: 'platform',
      bus: 'yes',
      name: stop.name,
      route_ref: stop.lines.join(';'),
      ...(stop.bench ? { shelter: 'yes', bench: 'yes' } : i % 3 === 1 ? { shelter: 'no' } : {}),
    }),
  )
  for (const line of plan.busLines) {
    const ways = [...new Set(line.edges.map((edge) => wayOfEdge[edge]))].filter((way) => way !== 0)
    draft.addRelation(
      [
        ...line.stops.map((stop) => ({ type: 'node' as const, ref: stops[stop], role: 'platform' })),
        ...ways.map((ref) => ({ type: 'way' as const, ref, role: '' })),
      ],
      { type: 'route', route: 'bus', ref: `${line.number}`, name: `Bus ${line.number}: ${line.from} => ${line.to}` },
    )
  }
}

/** Names of town, districts and villages where their people live. */
function addPlaceNames(plan: TownPlan, draft: OsmDraft): void {
  const { recipe, town, built, people } = plan
  const sums = recipe.districts.map(() => ({ x: 0, y: 0, people: 0 }))
  built.buildings.forEach((building, b) => {
    const { district } = town.blocks[building.block]
    if (district === null) return
    sums[district].x += building.front[0] * people.all[b]
    sums[district].y += building.front[1] * people.all[b]
    sums[district].people += people.all[b]
  })
  const villages = new Set(recipe.villages.map((village) => village.districtId))
  draft.addNode(town.blocks.find((block) => block.zone === 'market')?.middle ?? [0, 0], {
    place: recipe.people >= 100_000 ? 'city' : recipe.people >= 9000 ? 'town' : 'village',
    name: `${recipe.name} (erfunden)`,
    description: recipe.fictionNote.de,
    population: `${recipe.people}`,
  })
  recipe.districts.forEach((district, d) => {
    const sum = sums[d]
    if (sum.people === 0) return
    const isVillage = villages.has(district.id)
    draft.addNode([sum.x / sum.people, sum.y / sum.people], {
      place: isVillage ? 'village' : 'suburb',
      name: district.name,
      population: `${sum.people}`,
    })
  })
}
