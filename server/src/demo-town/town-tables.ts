import type { TownPlace } from './town-place.ts'
import type { TownPlan } from './town-plan.ts'
import type { Point } from './plane-geometry.ts'

type Position = (point: Point) => readonly [x: number, y: number]

/** Side of a census square in metres. */
const SQUARE_METRES = 100
/** Counts below this are not published, as in real tables. */
const SMALLEST_PUBLISHED = 3
const SUPPRESSED = '–'

/**
 * The population as a census office prints it: one row per inhabited 100 m square of EPSG:3035, small counts suppressed.
 * `toGrid` takes metres around the market square to EPSG:3035.
 */
export function formatPopulation(plan: TownPlan, toGrid: Position): string {
  const { all, under18, from65, from80 } = plan.people
  const squares = new Map<string, { x: number; y: number; counts: [number, number, number, number] }>()
  plan.built.buildings.forEach((building, b) => {
    if (all[b] === 0) return
    const [easting, northing] = toGrid(middleOf(building.ring))
    const x = Math.floor(easting / SQUARE_METRES) * SQUARE_METRES
    const y = Math.floor(northing / SQUARE_METRES) * SQUARE_METRES
    const square = squares.get(`${x} ${y}`) ?? { x, y, counts: [0, 0, 0, 0] }
    const people = [all[b], under18[b], from65[b], from80[b]]
    people.forEach((count, group) => (square.counts[group] += count))
    squares.set(`${x} ${y}`, square)
  })
  const rows = [...squares.values()]
    .sort((a, b) => a.y - b.y || a.x - b.x)
    .map(({ x, y, counts }) => {
      const secret = counts[0] < SMALLEST_PUBLISHED
      const values = counts.map((count) =>
        secret || (count > 0 && count < SMALLEST_PUBLISHED) ? SUPPRESSED : `${count}`,
      )
      const half = SQUARE_METRES / 2
      return [`CRS3035RES100mN${y}E${x}`, x + half, y + half, ...values].join(';')
    })
  return ['GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner;Unter18;Ab65;Ab80', ...rows, ''].join('\r\n')
}

/** The corner point's mean: inside for every convex house. */
function middleOf(ring: readonly Point[]): Point {
  return [ring.reduce((sum, [x]) => sum + x, 0) / ring.length, ring.reduce((sum, [, y]) => sum + y, 0) / ring.length]
}

const BARRIER_FREE = { yes: 'ja', limited: 'teilweise', no: 'nein' } as const

/**
 * The town hall's list of social places, as offices keep it: semicolons, decimal commas, German words. One row has no position,
 * as real lists do, so that an import has something to report.
 */
export function formatFacilities(plan: TownPlan, toLngLat: Position): string {
  const rows = plan.places
    .filter((place) => place.source === 'list')
    .map((place) => {
      const address = place.building === null ? null : plan.addresses[place.building]
      const [lng, lat] = toLngLat(place.at)
      const located = place.art !== 'Wohnberatung'
      return [
        place.name ?? '',
        place.art ?? '',
        address?.street ?? '',
        address?.houseNumber ?? '',
        plan.recipe.postcode,
        plan.recipe.name,
        located ? formatDegrees(lat) : '',
        located ? formatDegrees(lng) : '',
        place.capacity === null ? '' : `${place.capacity}`,
        place.provider ?? '',
        formatHours(place),
        place.wheelchair === null ? '' : BARRIER_FREE[place.wheelchair],
      ]
        .map(quote)
        .join(';')
    })
  const header = 'Bezeichnung;Art;Straße;Hausnummer;PLZ;Ort;Breite;Länge;Plätze;Träger;Öffnungszeiten;Barrierefrei'
  return [header, ...rows, ''].join('\r\n')
}

function formatDegrees(degrees: number): string {
  return degrees.toFixed(6).replace('.', ',')
}

const GERMAN_DAYS: Readonly<Record<string, string>> = {
  Mo: 'Mo',
  Tu: 'Di',
  We: 'Mi',
  Th: 'Do',
  Fr: 'Fr',
  Sa: 'Sa',
  Su: 'So',
}

/** `Mo-Fr 09:00-18:00` as an office writes it: `Mo–Fr 9–18 Uhr`. */
function formatHours({ openingHours }: TownPlace): string {
  if (openingHours === null) return ''
  return openingHours
    .replace(/\b(Mo|Tu|We|Th|Fr|Sa|Su)\b/g, (day) => GERMAN_DAYS[day])
    .replace(/0?(\d{1,2}):00/g, '$1')
    .replaceAll('-', '–')
    .replace(/(\d)(;|$)/g, '$1 Uhr$2')
}

function quote(value: string): string {
  return /[;"\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
