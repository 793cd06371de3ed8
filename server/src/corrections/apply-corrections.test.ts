import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CorrectionChange, PlaceState } from '../contract/correction.ts'
import { parseCatalogue } from '../facilities/catalogue.ts'
import type { Facility } from '../facilities/facility.ts'
import { metresPerDegree } from '../geo/distance.ts'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import { createScene } from '../network/test-scene.builder.ts'
import '../testing/property-seed.ts'
import { applyCorrections, correctionFacilityId, type AcceptedCorrection } from './apply-corrections.ts'
import { toPlaceState } from './place-state.ts'

const catalogue = parseCatalogue(
  JSON.parse(readFileSync(new URL('../../../data/catalogue.json', import.meta.url), 'utf8')),
)
const scale = metresPerDegree(51)
const at = (east: number, north: number) => ({ lng: 11 + east / scale.lng, lat: 51 + north / scale.lat })

function place(id: string, east: number, north: number, more: Partial<Facility> = {}): Facility {
  const { lng, lat } = at(east, north)
  return {
    id, categoryIds: ['pharmacy'], name: `Apotheke ${id}`, lng, lat, accessPoints: [[lng, lat], [lng, lat + 1e-5]], capacity: null, provider: null,
    address: null, openingHours: null, wheelchair: null, website: null, source: 'osm', ...more,
  } // prettier-ignore
}

const scene = createScene()
scene.node('a', 0, 0)
scene.node('b', 100, 0)
scene.way(['a', 'b'], { highway: 'footway' })
const network = buildStreetNetwork(scene.build(), new IssueList())
const NOTHING = { name: null, address: null, openingHours: null, wheelchair: null, provider: null, capacity: null }

/** A correction accepted over the places as they are. */
function accept(facilities: readonly Facility[], id: string, change: CorrectionChange): AcceptedCorrection {
  const subject = 'facilityId' in change ? facilities.find((facility) => facility.id === change.facilityId) : undefined
  return {
    id,
    number: 1,
    change,
    before: subject === undefined ? null : toPlaceState(subject),
    knownIds: facilities.map((facility) => facility.id),
    wayId: null,
  }
}
const apply = (facilities: readonly Facility[], corrections: readonly AcceptedCorrection[]) =>
  applyCorrections({ facilities, network }, corrections, catalogue)

describe('accepted corrections', () => {
  const places = [place('osm/node/1', 0, 0), place('osm/node/2', 400, 0)]
  const missing: CorrectionChange = { kind: 'missing', ...at(200, 0), ...NOTHING, name: 'Linden-Apotheke', categoryIds: ['pharmacy'] } // prettier-ignore

  it('add, move, close and change places in their order', () => {
    const added = apply(places, [accept(places, 'c1', missing)])
    const moved = { ...at(210, 0) }
    const all = [
      accept(places, 'c1', missing),
      accept(added.facilities, 'c2', { kind: 'moved', facilityId: correctionFacilityId('c1'), ...moved }),
      accept(places, 'c3', { kind: 'closed', facilityId: 'osm/node/1' }),
      accept(places, 'c4', { kind: 'details', facilityId: 'osm/node/2', details: { wheelchair: 'yes', name: 'Apotheke am Tor' } }), // prettier-ignore
    ]
    const { facilities, outcomes, network: streets } = apply(places, all)
    expect(outcomes.map(({ standing }) => standing)).toEqual(['applies', 'applies', 'applies', 'applies'])
    expect(facilities.map(({ id, name, wheelchair, source }) => [id, name, wheelchair, source])).toEqual([
      ['correction/c1', 'Linden-Apotheke', null, 'correction'],
      ['osm/node/2', 'Apotheke am Tor', 'yes', 'osm'],
    ])
    expect([facilities[0].lng, facilities[0].accessPoints]).toEqual([moved.lng, [[moved.lng, moved.lat]]])
    expect(streets).toBe(network)
  })

  it('count once where the source has taken them over', () => {
    const taken = [...places, place('osm/node/9', 215, 5, { name: 'Linden Apotheke' })]
    expect(apply(taken, [accept(places, 'c1', missing)]).outcomes[0].standing).toBe('already')
    // One that was there when it was accepted is another place.
    expect(apply(taken, [accept(taken, 'c1', missing)]).outcomes[0].standing).toBe('applies')
    const hours = accept(places, 'c2', { kind: 'details', facilityId: 'osm/node/1', details: { openingHours: '24/7' } })
    const same = [{ ...places[0], openingHours: '24/7' }, places[1]]
    expect(apply(same, [hours])).toMatchObject({ facilities: same, outcomes: [{ standing: 'already' }] })
    const closed = accept(places, 'c3', { kind: 'closed', facilityId: 'osm/node/1' })
    expect(apply([places[1]], [closed]).outcomes[0].standing).toBe('already')
    const moved = accept(places, 'c4', { kind: 'moved', facilityId: 'osm/node/1', ...at(30, 0) })
    expect(apply([{ ...places[0], ...at(31, 1) }], [moved]).outcomes[0].standing).toBe('already')
  })

  it('are left for editors where the source says something else by now', () => {
    const renamed = [{ ...places[0], name: 'Bäckerei' }, places[1]]
    const elsewhere = [{ ...places[0], ...at(-300, 0) }, places[1]]
    const closed = accept(places, 'c1', { kind: 'closed', facilityId: 'osm/node/1' })
    const moved = accept(places, 'c2', { kind: 'moved', facilityId: 'osm/node/1', ...at(30, 0) })
    const hours = accept(places, 'c3', { kind: 'details', facilityId: 'osm/node/1', details: { openingHours: '24/7' } })
    const changed = [{ ...places[0], openingHours: 'Mo-Fr' }, places[1]]
    expect(apply(renamed, [closed])).toMatchObject({ facilities: renamed, outcomes: [{ standing: 'source-changed' }] })
    expect(apply(elsewhere, [moved])).toMatchObject({ facilities: elsewhere, outcomes: [{ standing: 'source-changed' }] }) // prettier-ignore
    expect(apply(changed, [hours])).toMatchObject({ facilities: changed, outcomes: [{ standing: 'source-changed' }] })
    expect(apply([places[1]], [hours, moved]).outcomes.map(({ standing }) => standing)).toEqual(['place-gone', 'place-gone']) // prettier-ignore
  })

  it('find a place again whose number in a list has changed', () => {
    const listed = [place('list/treffs/a1', 0, 0, { name: 'Treff Mitte', source: 'list' })]
    const hours = accept(listed, 'c1', { kind: 'details', facilityId: 'list/treffs/a1', details: { capacity: 30 } })
    const renumbered = [place('list/treffs/b7', 1, 1, { name: 'Treff Mitte', source: 'list' })]
    expect(apply(renumbered, [hours]).facilities).toMatchObject([{ id: 'list/treffs/b7', capacity: 30 }])
  })

  it('put obstacles on streets, and name those that lie at none', () => {
    const [lng, lat] = scene.positionOf(40, 2)
    const [farLng, farLat] = scene.positionOf(40, 300)
    const { network: streets, outcomes, facilities } = apply(places, [
      accept(places, 'c1', { kind: 'obstacle', obstacle: 'blocked', lng, lat }),
      accept(places, 'c2', { kind: 'obstacle', obstacle: 'blocked', lng: farLng, lat: farLat }),
    ]) // prettier-ignore
    expect(outcomes.map(({ standing }) => standing)).toEqual(['applies', 'no-street'])
    expect([streets.edgeCount, streets.nodeAttributes.at(-1)?.footAllowed]).toEqual([2, false])
    expect(facilities).toBe(places)
  })
})

describe('any list of corrections', () => {
  const ids = ['osm/node/1', 'osm/node/2', 'osm/node/3']
  const position = fc.record({ east: fc.integer({ min: 0, max: 9 }), north: fc.integer({ min: 0, max: 3 }) }).map(({ east, north }) => at(east * 100, north * 100)) // prettier-ignore
  const change: fc.Arbitrary<CorrectionChange> = fc.oneof(
    position.map((where): CorrectionChange => ({ kind: 'missing', ...where, ...NOTHING, name: `Neu ${where.lng}`, categoryIds: ['pharmacy'] })), // prettier-ignore
    fc.tuple(fc.constantFrom(...ids), position).map(([facilityId, where]): CorrectionChange => ({ kind: 'moved', facilityId, ...where })), // prettier-ignore
    fc.constantFrom(...ids).map((facilityId): CorrectionChange => ({ kind: 'closed', facilityId })),
    fc.tuple(fc.constantFrom(...ids), fc.constantFrom('yes', 'no', null)).map(([facilityId, wheelchair]): CorrectionChange => ({ kind: 'details', facilityId, details: { wheelchair } })), // prettier-ignore
  )
  const places = ids.map((id, i) => place(id, i * 300, 50))

  /** The same by the book: a plain object per place, every rule spelled out. */
  function obvious(corrections: readonly AcceptedCorrection[]): PlaceState[] {
    let now = places.map(toPlaceState)
    for (const { id, change: wanted, before, knownIds } of corrections) {
      if (wanted.kind === 'obstacle') continue
      if (wanted.kind === 'missing') {
        const isThere = now.some((known) => !knownIds.includes(known.id) && known.lng === wanted.lng && known.lat === wanted.lat) // prettier-ignore
        const { kind: _kind, ...details } = wanted
        if (!isThere) now = [...now, { id: `correction/${id}`, ...details }]
        continue
      }
      const found = now.find((known) => known.id === wanted.facilityId)
      if (found === undefined || before === null) continue
      if (wanted.kind === 'closed') now = now.filter((known) => known !== found)
      else if (wanted.kind === 'moved') {
        const isUnmoved = found.lng === before.lng && found.lat === before.lat
        if (isUnmoved) now = now.map((known) => (known === found ? { ...known, lng: wanted.lng, lat: wanted.lat } : known)) // prettier-ignore
      } else if (found.wheelchair === before.wheelchair) {
        now = now.map((known) => (known === found ? { ...known, ...wanted.details } : known))
      }
    }
    return now.sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  it('comes to what the rules say, one by one', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const corrections = changes.map((item, i) => accept(places, `c${i}`, item))
        const { facilities, outcomes } = apply(places, corrections)
        expect(facilities.map(toPlaceState)).toEqual(obvious(corrections))
        expect(outcomes.map(({ id }) => id)).toEqual(corrections.map(({ id }) => id))
      }),
      { numRuns: 200 },
    )
  })

  it('leaves the data as they were once the last is taken back, and adding never takes a place away', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), position, (changes, where) => {
        const corrections = changes.map((item, i) => accept(places, `c${i}`, item))
        const before = apply(places, corrections)
        const one: CorrectionChange = { kind: 'missing', ...where, ...NOTHING, name: 'Noch eine', categoryIds: ['pharmacy'] } // prettier-ignore
        const after = apply(places, [...corrections, accept(before.facilities, 'last', one)])
        for (const facility of before.facilities) expect(after.facilities).toContainEqual(facility)
        expect(after.facilities).toHaveLength(before.facilities.length + 1)
        expect(apply(places, corrections)).toEqual(before)
        expect(apply(places, []).facilities).toBe(places)
      }),
      { numRuns: 100 },
    )
  })
})
