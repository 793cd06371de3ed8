import type { Explanation } from '../contract/result.ts'
import type { LocalText } from '../contract/common.ts'
import type { Facility } from '../facilities/facility.ts'
import { EDGE_REMARKS, listEdgeRemarks, listNodeRemarks, type EdgeRemarkKind } from '../network/edge-remarks.ts'
import { findRoute, type Route } from '../network/route.ts'
import { selectPoints } from '../network/select-points.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { computeNearest } from '../reach/compute-nearest.ts'
import { NO_FACILITY } from '../reach/nearest-table.ts'
import type { NoValueReason } from '../reach/cell-status.ts'
import { computeTravelTimes } from '../reach/travel-times.ts'
import type { Walker } from '../reach/walker.ts'

/** Why there is no walking time, in words that say what it means. */
export const REASON_TEXTS: Record<NoValueReason, LocalText> = {
  'outside-network': {
    de: 'Hier enden die Straßendaten. Ob etwas zu Fuß erreichbar ist, lässt sich nicht sagen.',
    en: 'The street data end here. Whether anything is within walking distance cannot be said.',
  },
  'no-street': {
    de: 'Im Umkreis von 250 m führt kein Weg vorbei, den dieses Gehprofil nutzen kann und der mit dem Netz verbunden ist.',
    en: 'Within 250 m there is no path that this walking profile can use and that is connected to the network.',
  },
  'no-facility': {
    de: 'In den Daten steht kein Ort dieser Art, den dieses Gehprofil erreichen kann.',
    en: 'The data hold no place of this kind that this walking profile can reach.',
  },
  'beyond-cutoff': {
    de: 'Der nächste Ort dieser Art ist mehr als 60 Minuten entfernt oder nicht zu Fuß verbunden.',
    en: 'The nearest place of this kind is more than 60 minutes away or not connected on foot.',
  },
}

type Place = Explanation['places'][number]

export interface CellWalks {
  readonly reason: NoValueReason | null
  readonly accessMetres: number | null
  readonly places: Place[]
}

/** Nearest places of any of the kinds from one cell, with their routes and what lies on them. */
export function explainCell(
  walker: Walker,
  cellIndex: number,
  facilities: readonly Facility[],
  categoryIds: readonly string[],
  count: number,
  cutoffDeciseconds: number,
): CellWalks {
  const status = walker.cells.status[cellIndex]
  if (status !== SNAP_STATUS.connected) {
    return {
      reason: status === SNAP_STATUS.outsideNetwork ? 'outside-network' : 'no-street',
      accessMetres: null,
      places: [],
    }
  }
  const selected: number[] = []
  walker.entranceFacility.forEach((facility, entrance) => {
    if (facilities[facility].categoryIds.some((id) => categoryIds.includes(id))) selected.push(entrance)
  })
  const origin = selectPoints(walker.cells, [cellIndex])
  const owner = Uint32Array.from(selected, (entrance) => walker.entranceFacility[entrance])
  const nearest = computeNearest(walker.graph, origin, selectPoints(walker.entrances, selected), owner, {
    k: count,
    cutoffDeciseconds,
  })
  const places = Array.from(nearest.facility)
    .filter((facility) => facility !== NO_FACILITY)
    .map((facility) => explainPlace(walker, cellIndex, facility, facilities[facility], cutoffDeciseconds))
  const connected = selected.some((entrance) => walker.entrances.status[entrance] === SNAP_STATUS.connected)
  return {
    reason: places.length > 0 ? null : connected ? 'beyond-cutoff' : 'no-facility',
    accessMetres: walker.cells.accessMetres[cellIndex],
    places,
  }
}

function explainPlace(
  walker: Walker,
  cellIndex: number,
  facilityIndex: number,
  facility: Facility,
  cutoffDeciseconds: number,
): Place {
  const route = routeToBestEntrance(walker, cellIndex, facilityIndex, cutoffDeciseconds)
  return {
    facilityId: facility.id,
    name: facility.name,
    categoryIds: [...facility.categoryIds],
    lng: facility.lng,
    lat: facility.lat,
    minutes: route.deciseconds / 600,
    metres: route.metres,
    route: route.path.map(([lng, lat]) => [lng, lat]),
    ...describeRoute(walker, route),
  }
}

function routeToBestEntrance(
  walker: Walker,
  cellIndex: number,
  facilityIndex: number,
  cutoffDeciseconds: number,
): Route {
  const entrances: number[] = []
  walker.entranceFacility.forEach((owner, entrance) => {
    if (owner === facilityIndex) entrances.push(entrance)
  })
  const times = computeTravelTimes(
    walker.graph,
    walker.network,
    selectPoints(walker.cells, [cellIndex]),
    selectPoints(walker.entrances, entrances),
    { cutoffDeciseconds },
  )
  let best = 0
  for (let i = 1; i < times.destination.length; i++) if (times.deciseconds[i] < times.deciseconds[best]) best = i
  const route = findRoute(
    walker.graph,
    walker.network,
    walker.cells,
    cellIndex,
    walker.entrances,
    entrances[times.destination[best]],
  )
  if (!route) throw new Error(`facility ${facilityIndex} was found near cell ${cellIndex}, but no route leads there`)
  return route
}

/** Remarks along the route: where each stands, how far it goes, and metres without the facts this profile would need. */
function describeRoute({ network, profile }: Walker, route: Route): Pick<Place, 'steps' | 'unknownMetres'> {
  const remarks = new Map<EdgeRemarkKind, Place['steps'][number]>()
  const unknownMetres: Record<string, number> = {}
  const note = (kind: EdgeRemarkKind, severity: string, metres: number, lng: number, lat: number) => {
    if (severity === 'unknown') {
      unknownMetres[kind] = (unknownMetres[kind] ?? 0) + metres
      return
    }
    const known = remarks.get(kind)
    if (known) known.metres += metres
    else remarks.set(kind, { kind, label: EDGE_REMARKS[kind], metres, lng, lat })
  }
  route.edges.forEach((edge, i) => {
    const middle = Math.floor((network.edgeFirstPoint[edge] + network.edgeFirstPoint[edge + 1] - 1) / 2)
    const [lng, lat] = [network.pointLng[middle], network.pointLat[middle]]
    for (const { kind, severity } of listEdgeRemarks(network.attributes[network.edgeAttribute[edge]], profile)) {
      note(kind, severity, route.edgeMetres[i], lng, lat)
    }
    // The node walked into; the last edge ends within itself.
    if (i === route.edges.length - 1) return
    const node = route.edgeAgainst[i] ? network.edgeFrom[edge] : network.edgeTo[edge]
    for (const { kind, severity } of listNodeRemarks(network.nodeAttributes[network.nodeAttribute[node]], profile)) {
      note(kind, severity, 0, network.nodeLng[node], network.nodeLat[node])
    }
  })
  return { steps: [...remarks.values()], unknownMetres }
}
