import type { Tags } from './osm-draft.ts'
import type { WayKind } from './plan.ts'
import type { Random } from './random.ts'
import type { QuarterType } from './recipe.ts'
import type { StreetLine } from './grow-streets.ts'

export interface StreetSetting {
  readonly kind: WayKind
  readonly name: string | null
  readonly structure: StreetLine['structure']
  /** Inside the built-up town or a village. */
  readonly urban: boolean
  readonly type: QuarterType | null
  /** On the slope of the castle hill. */
  readonly hilly: boolean
}

/** Shares of streets whose mappers noted the surface, the lighting … The rest is unknown, as on the real map. */
const KNOWN = { mainSurface: 0.9, sideSurface: 0.62, footSurface: 0.55, lit: 0.5, smoothness: 0.22, width: 0.18 }

/** Tags of a street or path as OpenStreetMap has them, gaps included. */
export function tagStreet({ kind, name, structure, urban, type, hilly }: StreetSetting, random: Random): Tags {
  const tags: Tags = { highway: kind }
  if (name !== null) tags.name = name
  const isMain = kind === 'primary' || kind === 'secondary' || kind === 'tertiary'
  const isSide = kind === 'residential' || kind === 'living_street' || kind === 'service' || kind === 'pedestrian'
  if (isMain) {
    tags.maxspeed = urban ? '50' : '100'
    if (urban) tags.sidewalk = random.chance(0.9) ? 'both' : random.pick(['left', 'right'])
    else if (random.chance(0.6)) tags.sidewalk = 'no'
    if (random.chance(KNOWN.mainSurface)) tags.surface = 'asphalt'
    if (urban && random.chance(0.8)) tags.lit = 'yes'
  } else if (isSide) {
    Object.assign(tags, sideStreetTags(kind, type, random))
  } else Object.assign(tags, pathTags(kind, urban, type, random))
  if (random.chance(KNOWN.smoothness)) tags.smoothness = smoothnessOf(tags.surface, random)
  if (hilly && kind !== 'steps' && random.chance(0.7)) tags.incline = random.pick(['6%', '8 %', '10%', 'up', '1:14'])
  if (structure === 'bridge') Object.assign(tags, { bridge: 'yes', layer: '1' })
  if (structure === 'underpass' || structure === 'foot-tunnel')
    Object.assign(tags, { tunnel: 'yes', layer: '-1', lit: 'yes' })
  return tags
}

function sideStreetTags(kind: WayKind, type: QuarterType | null, random: Random): Tags {
  const tags: Tags = {}
  if (kind === 'residential' && type !== 'old-town') {
    if (random.chance(0.75)) tags.maxspeed = '30'
    if (random.chance(0.6)) tags.sidewalk = type === 'village' ? random.pick(['left', 'right', 'no', 'both']) : 'both'
  }
  if (kind === 'service' && random.chance(0.3)) tags.service = 'driveway'
  if (type === 'old-town' && kind === 'residential' && random.chance(0.35)) tags.highway = 'living_street'
  if (kind === 'living_street' && random.chance(0.55)) tags.highway = 'residential'
  if (random.chance(KNOWN.sideSurface)) tags.surface = sideSurface(kind, type, random)
  if (random.chance(KNOWN.lit)) tags.lit = 'yes'
  if (random.chance(KNOWN.width)) tags.width = formatMetres(random.between(3.5, 7))
  return tags
}

function sideSurface(kind: WayKind, type: QuarterType | null, random: Random): string {
  if (kind === 'pedestrian') return random.pick(['paving_stones', 'sett'])
  switch (type) {
    case 'old-town':
      return random.pick(['sett', 'sett', 'sett', 'cobblestone', 'paving_stones'])
    case 'perimeter':
      return random.pick(['asphalt', 'asphalt', 'sett', 'sett', 'paving_stones'])
    case 'village':
      return random.pick(['asphalt', 'asphalt', 'sett', 'compacted'])
    case 'slabs':
    case 'rows':
      return random.pick(['asphalt', 'concrete', 'concrete:plates', 'paving_stones'])
    default:
      return random.pick(['asphalt', 'asphalt', 'paving_stones'])
  }
}

function pathTags(kind: WayKind, urban: boolean, type: QuarterType | null, random: Random): Tags {
  const tags: Tags = {}
  switch (kind) {
    case 'track':
      if (random.chance(0.7)) {
        const grade = 1 + random.pickWeighted([1, 3, 3, 2, 1])
        tags.tracktype = `grade${grade}`
        if (random.chance(0.6)) tags.surface = ['asphalt', 'gravel', 'compacted', 'ground', 'grass'][grade - 1]
      }
      break
    case 'steps':
      tags.step_count = `${12 + random.integer(40)}`
      if (random.chance(0.7)) tags.handrail = random.chance(0.75) ? 'yes' : 'no'
      if (random.chance(0.5)) tags.incline = 'up'
      if (random.chance(0.4)) tags.ramp = 'no'
      break
    default:
      if (random.chance(KNOWN.footSurface)) {
        const urbanSurfaces = [
          'asphalt',
          'paving_stones',
          'paving_stones',
          'compacted',
          'concrete:plates',
          'fine_gravel',
        ]
        tags.surface = random.pick(
          urban && type !== 'allotments' ? urbanSurfaces : ['compacted', 'ground', 'gravel', 'fine_gravel', 'grass'],
        )
      }
      if (random.chance(KNOWN.width)) tags.width = formatMetres(random.between(0.9, 3))
      if (urban && random.chance(KNOWN.lit)) tags.lit = random.chance(0.8) ? 'yes' : 'no'
      if (random.chance(0.12)) Object.assign(tags, { bicycle: 'yes' })
  }
  return tags
}

function smoothnessOf(surface: string | undefined, random: Random): string {
  switch (surface) {
    case 'sett':
    case 'concrete:plates':
      return random.pick(['intermediate', 'bad'])
    case 'cobblestone':
    case 'ground':
    case 'grass':
      return random.pick(['bad', 'very_bad'])
    case 'compacted':
    case 'gravel':
    case 'fine_gravel':
      return 'intermediate'
    default:
      return random.pick(['excellent', 'good', 'good', 'intermediate'])
  }
}

/** As people type it: mostly with a point, now and then with a unit. */
function formatMetres(metres: number): string {
  const rounded = (Math.round(metres * 2) / 2).toString()
  return metres > 4.6 ? rounded : metres > 2.6 ? `${rounded} m` : rounded
}
