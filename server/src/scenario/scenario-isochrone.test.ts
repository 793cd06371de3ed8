import { describe, expect, it } from 'vitest'
import type { Modification } from '../contract/scenario.ts'
import type { LngLat, MultiPolygon } from '../geo/bounds.ts'
import { multiPolygonContains } from '../geo/polygon.ts'
import { lngLatToCell } from '../grid/cells.ts'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import { createScene } from '../network/test-scene.builder.ts'
import { createScenarioIsochrones, type IsochroneRegion, type ScenarioIsochroneOrder } from './scenario-isochrone.ts'
import { createGridTown } from './testing/grid-town.ts'

/** Metres of a walk of so many minutes at 1.33 m/s. */
const walk = (minutes: number) => minutes * 60 * 1.33

/**
 * Both banks of a river 80 m wide, 2 minutes apart, with the only bridge in the west. 100 people live on the south bank and 50 on the north bank, 6
 * minutes east of it.
 *
 *     north bank  +——————————¦————— 50, place
 *        ~~~~~~~~~|~~~~~~~~~~¦~~~~~~~~~~~
 *     south bank  +——————————¦————— 100
 *                 0          5     6   8 minutes
 */
const scene = createScene()
scene.node('nw', 0, walk(2))
scene.node('ne', walk(8), walk(2))
scene.node('sw', 0, 0)
scene.node('se', walk(8), 0)
const ways = [scene.way(['nw', 'ne']), scene.way(['sw', 'se']), scene.way(['nw', 'sw'])]
const at = (east: number, northward: number): LngLat => scene.positionOf(walk(east), walk(northward))
const [home, place] = [at(6, 0), at(6, 2)]

const bounds = { west: 5.9, south: 50.7, east: 6.2, north: 50.9 }
function createRiverTown(): IsochroneRegion {
  const { region } = createGridTown(1)
  const [lng, lat] = place
  const [west, east] = [at(-3, 0)[0], at(12, 0)[0]]
  const [south, top] = [at(0, 0.5)[1], at(0, 1.5)[1]]
  return {
    ...region,
    network: buildStreetNetwork(scene.build(), new IssueList(), { bounds }),
    cells: {
      resolution: 10,
      cellCount: 2,
      cellIds: [home, place].map(([x, y]) => lngLatToCell(x, y, 10)),
      originLng: Float64Array.of(home[0], place[0]),
      originLat: Float64Array.of(home[1], place[1]),
    },
    facilities: [{ ...region.facilities[0], id: 'place', name: 'Treff', lng, lat, accessPoints: [[lng, lat]] }],
    population: {
      groupIds: ['all'],
      partCount: 2,
      partCell: Uint32Array.of(0, 1),
      partDistrict: [Uint32Array.of(0, 0)],
      people: [Float64Array.of(100, 50)],
    },
    groups: [region.groups[0]],
    water: { areas: [[[[west, south], [east, south], [east, top], [west, top], [west, south]]]], rivers: [] }, // prettier-ignore
  }
}

const isochrones = createScenarioIsochrones(createRiverTown())
function ask(modifications: readonly Modification[], order: Partial<ScenarioIsochroneOrder> = {}) {
  const answer = isochrones.answer({
    seed: { kind: 'point', position: home }, profile: 'standard', direction: 'from', cutoffs: [3000], shape: 'area', modifications, ...order,
  }) // prettier-ignore
  if (answer.kind !== 'reached') throw new Error(answer.kind)
  return answer
}
const holds = (outline: MultiPolygon, places: readonly LngLat[]) =>
  places.map((p) => multiPolygonContains(outline, ...p))
const bridge: Modification = { id: 'b', kind: 'add-path', way: 'bridge', line: [[...at(5, 0)], [...at(5, 2)]] }
const closeNorth = (east: number): Modification => {
  const [lng, lat] = at(east, 2)
  return { id: 'c', kind: 'close-street', wayId: ways[0], lng, lat }
}

describe('the isochrone of a scenario', () => {
  const otherBank = [place, at(6.5, 2.2), at(4, 2.2)]
  const inWater = [at(5.3, 1), at(4.6, 0.8), at(6, 1.2)]

  it('comes to the other bank over a new bridge, and nowhere else crosses the water', () => {
    const today = ask([])
    expect(holds(today.bands[0].outline, [home, ...otherBank, at(5, 1), ...inWater])).toEqual([true, ...Array(7).fill(false)]) // prettier-ignore
    const planned = ask([bridge])
    const { outline } = planned.bands[0]
    expect(outline).toHaveLength(1)
    expect(holds(outline, [home, ...otherBank, at(5, 1)])).toEqual(Array(5).fill(true))
    expect(holds(outline, inWater)).toEqual([false, false, false])
    // 1 minute back to the bridge and 2 over it: 2 minutes are left on the other bank, either way.
    expect(holds(outline, [at(3.1, 2), at(2.8, 2), at(6.9, 2), at(7.2, 2)])).toEqual([true, false, true, false])
    expect([today.people, planned.people]).toEqual([[[100]], [[150]]])
    // Today 5 min west and 2 min east, where the street ends; with the bridge also that and twice 2 min on the other bank.
    expect(today.bands[0].streetMetres).toBeCloseTo(walk(7), -1)
    expect(planned.bands[0].streetMetres).toBeCloseTo(walk(13), -1)
    expect(planned.cellDeciseconds[1]).toBeGreaterThan(2397)
    expect(planned.cellDeciseconds[1]).toBeLessThan(2403)
  })

  it('draws the new bridge among the streets, to where the time is up', () => {
    const { lines } = ask([bridge], { shape: 'streets', cutoffs: [1200] }).bands[0]
    const highest = Math.max(...lines.flat().map(([, lat]) => lat))
    // 1 of 2 minutes is left on the bridge.
    expect((highest - home[1]) / (at(0, 1)[1] - home[1])).toBeCloseTo(1, 2)
  })

  it('does not pass a closed stretch, but lets out at its ends who lives there', () => {
    // Between the bridge and the western end of the north bank nobody passes.
    const closed = ask([bridge, closeNorth(2)])
    expect(holds(closed.bands[0].outline, [at(5.5, 2), at(3.4, 2), at(5, 1)])).toEqual([true, true, true])
    const beyond = ask([bridge, closeNorth(2)], { cutoffs: [6000] })
    const open = ask([bridge], { cutoffs: [6000] })
    // From home to the north-western corner: 6 min along the south bank and 2 over the old bridge, or 3 + 5 over the new one.
    expect(holds(beyond.bands[0].outline, [at(0, 2)])).toEqual(holds(open.bands[0].outline, [at(0, 2)]))
    expect(beyond.bands[0].streetMetres).toBeCloseTo(open.bands[0].streetMetres - walk(5), -1)
    // Somebody who lives on the closed stretch, a minute from the bridge, gets out there: 1 + 2 + 1 min to the home.
    const resident = ask([bridge, closeNorth(2)], { seed: { kind: 'point', position: at(4, 2) } })
    expect(resident.people).toEqual([[150]])
    expect(resident.cellDeciseconds[0]).toBeGreaterThan(2397)
    expect(resident.cellDeciseconds[0]).toBeLessThan(2403)
    expect(holds(resident.bands[0].outline, [at(4, 2), home, at(5, 2)])).toEqual([true, true, true])
  })

  it('takes places as the scenario leaves them, and people whom it brings', () => {
    const toPlace = { seed: { kind: 'facility', facilityId: 'scenario/n' }, direction: 'to', cutoffs: [900] } as const
    const [lng, lat] = at(7, 0)
    const added: Modification = { id: 'n', kind: 'add-facility', lng, lat, name: 'Neu', categoryIds: ['meet'] }
    const planned = ask([added], toPlace)
    expect(planned).toMatchObject({
      people: [[100]],
      origin: { lng, lat, facility: { id: 'scenario/n', name: 'Neu' } },
    })
    expect(isochrones.answer({ ...toPlace, profile: 'standard', shape: 'area', modifications: [] }).kind).toBe('unknown-facility') // prettier-ignore
    const moved: Modification = { id: 'm', kind: 'move-facility', facilityId: 'place', lng, lat }
    const there = ask([moved], { ...toPlace, seed: { kind: 'facility', facilityId: 'place' } })
    expect([there.people, there.bands[0].outline]).toEqual([planned.people, planned.bands[0].outline])
    const [a, b, c] = [at(7.2, -0.3), at(7.6, -0.3), at(7.4, 0.3)]
    const houses: Modification = { id: 'h', kind: 'add-housing', name: '', area: [a, b, c].map((corner) => [...corner]), people: { all: 30 } } // prettier-ignore
    expect(ask([added, houses], toPlace).people).toEqual([[130]])
    const growth: Modification = { id: 'g', kind: 'change-population', levelId: 'half', entries: [{ districtId: 'w', groupId: null, percent: 10 }] } // prettier-ignore
    expect(ask([added, growth], toPlace).people[0][0]).toBeCloseTo(110, 3)
  })

  it('lists what does not apply, and counts the rest', () => {
    const gone: Modification = { id: 'g', kind: 'close-street', wayId: 99_999, lng: 6.19, lat: 50.89 }
    const answer = ask([gone, bridge])
    expect(answer.problems).toMatchObject([{ modificationId: 'g', severity: 'error', code: 'street-gone' }])
    expect(answer.people).toEqual([[150]])
  })

  it('says that it is the scenario that closes the streets near', () => {
    const middles = [at(4, 2), at(4, 0), at(0, 1)]
    const closed = ways.map((wayId, i): Modification => ({ id: `c${i}`, kind: 'close-street', wayId, lng: middles[i][0], lat: middles[i][1] })) // prettier-ignore
    const answer = isochrones.answer({
      seed: { kind: 'point', position: home }, profile: 'standard', direction: 'to', cutoffs: [600], shape: 'area', modifications: closed,
    }) // prettier-ignore
    expect(answer).toMatchObject({
      kind: 'no-street',
      nearest: null,
      closed: { reasons: [], isClosedByScenario: true },
    })
  })

  it('comes to a home on a closed one-way stretch by the end at which one may enter it', () => {
    const ring = createScene()
    ring.node('a', 0, 0)
    ring.node('b', walk(6), 0)
    ring.node('c', walk(6), walk(3))
    ring.node('d', 0, walk(3))
    ring.way(['a', 'b', 'c', 'd'])
    const wayId = ring.way(['a', 'd'], { highway: 'footway', 'oneway:foot': 'yes' })
    const [lng, lat] = ring.positionOf(0, walk(0.5))
    const town = createRiverTown()
    const oneHome = { resolution: 10, cellCount: 1, cellIds: [lngLatToCell(lng, lat, 10)], originLng: Float64Array.of(lng), originLat: Float64Array.of(lat) } // prettier-ignore
    const population = { groupIds: ['all'], partCount: 1, partCell: Uint32Array.of(0), partDistrict: [Uint32Array.of(0)], people: [Float64Array.of(10)] } // prettier-ignore
    const { answer } = createScenarioIsochrones({
      ...town,
      network: buildStreetNetwork(ring.build(), new IssueList(), { bounds }),
      cells: oneHome,
      facilities: [],
      population,
    })
    const minutes = (direction: 'from' | 'to') => {
      const seed = { kind: 'point', position: ring.positionOf(0, 0) } as const
      const closed: Modification = { id: 'c', kind: 'close-street', wayId, lng, lat }
      const found = answer({ seed, profile: 'standard', direction, cutoffs: [36_000], shape: 'streets', modifications: [closed] }) // prettier-ignore
      return found.kind === 'reached' ? found.cellDeciseconds[0] / 600 : NaN
    }
    expect(minutes('from')).toBeCloseTo(0.5, 1)
    // Out at the other end, and all the way round.
    expect(minutes('to')).toBeCloseTo(2.5 + 15, 1)
  })
})
