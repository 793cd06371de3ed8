import type { Facility } from '../../facilities/facility.ts'
import { lngLatToCell } from '../../grid/cells.ts'
import { IssueList } from '../../issues/issue-list.ts'
import { buildStreetNetwork } from '../../network/build-street-network.ts'
import { createScene } from '../../network/test-scene.builder.ts'
import { createRandom } from '../../network/testing/grid-city.ts'
import type { Population } from '../../population/population.ts'
import type { WhatIfRegion } from '../what-if-region.ts'

const SPACING_METRES = 230
export const TOWN_COLUMNS = 9
export const TOWN_ROWS = 6

export interface GridTown {
  readonly region: WhatIfRegion
  /** Position of a place of the plan, in columns and rows of the street grid. */
  position(column: number, row: number): readonly [lng: number, lat: number]
}

/**
 * A small town for what-if: a grid of streets 230 m apart (so that no street is near the middle of a block) with some stretches missing, one
 * cell per inhabited hexagon, a western and an eastern district, three groups, and places of the kinds `meet`, `library` (which could be opened to older people) and `shop`. The same for the same seed.
 */
export function createGridTown(seed: number, placeCount = 8): GridTown {
  const random = createRandom(seed)
  const scene = createScene()
  const name = (column: number, row: number) => `${column}/${row}`
  for (let row = 0; row < TOWN_ROWS; row++) {
    for (let column = 0; column < TOWN_COLUMNS; column++) {
      scene.node(name(column, row), column * SPACING_METRES, row * SPACING_METRES)
    }
  }
  for (let row = 0; row < TOWN_ROWS; row++) {
    for (let column = 0; column < TOWN_COLUMNS; column++) {
      // The southern and the western rim stay whole, so that the town hangs together.
      if (column + 1 < TOWN_COLUMNS && (row === 0 || random() < 0.8))
        scene.way([name(column, row), name(column + 1, row)])
      if (row + 1 < TOWN_ROWS && (column === 0 || random() < 0.8)) scene.way([name(column, row), name(column, row + 1)])
    }
  }
  const position = (column: number, row: number) => scene.positionOf(column * SPACING_METRES, row * SPACING_METRES)
  const anywhere = () => position(random() * (TOWN_COLUMNS - 1), random() * (TOWN_ROWS - 1))

  const origins = new Map<string, readonly [number, number]>()
  for (let i = 0; i < 60; i++) {
    const place = anywhere()
    const id = lngLatToCell(place[0], place[1], 10)
    if (!origins.has(id)) origins.set(id, place)
  }
  const cellIds = [...origins.keys()].sort()
  const originOf = (id: string) => origins.get(id)!
  const middle = position((TOWN_COLUMNS - 1) / 2, 0)[0]
  const corner = { west: position(-1, 0)[0], east: position(TOWN_COLUMNS, 0)[0] }
  const heights = { south: position(0, -1)[1], north: position(0, TOWN_ROWS)[1] }
  const box = (west: number, east: number) => [
    [
      [
        [west, heights.south],
        [east, heights.south],
        [east, heights.north],
        [west, heights.north],
        [west, heights.south],
      ] as [number, number][],
    ],
  ]
  const places = Array.from({ length: placeCount }, (_, i): Facility => {
    const [lng, lat] = anywhere()
    const kinds = ['meet', 'library', 'shop'].filter(() => random() < 0.5)
    return {
      id: `list/test/${i}`, categoryIds: kinds.length > 0 ? kinds : ['shop'], name: `Ort ${i}`, lng, lat, accessPoints: [[lng, lat], anywhere()],
      capacity: null, provider: null, address: null, openingHours: null, wheelchair: null, website: null, source: 'list',
    } // prettier-ignore
  })
  const people = (share: number) => Float64Array.from(cellIds, () => Math.floor(random() * 160 * share) / 8)
  const [seniors, children] = [people(0.3), people(0.2)]
  const population: Population = {
    groupIds: ['all', '65plus', 'under18'],
    partCount: cellIds.length,
    partCell: Uint32Array.from(cellIds, (_, i) => i),
    partDistrict: [Uint32Array.from(cellIds, (id) => (originOf(id)[0] < middle ? 0 : 1))],
    people: [seniors.map((count, i) => count + children[i] + 2), seniors, children],
  }
  const label = (text: string) => ({ de: text, en: text })
  const kind = (id: string, seniorUse: 'primary' | 'check' | 'no') => ({
    id, label: label(id), thresholdMinutes: 5, weight: 1, seniorUse,
  }) // prettier-ignore
  return {
    position,
    region: {
      key: 'grid',
      name: label('Rasterstadt'),
      importId: '0123456789abcdef',
      network: buildStreetNetwork(scene.build(), new IssueList()),
      cells: {
        resolution: 10,
        cellCount: cellIds.length,
        cellIds,
        originLng: Float64Array.from(cellIds, (id) => originOf(id)[0]),
        originLat: Float64Array.from(cellIds, (id) => originOf(id)[1]),
      },
      facilities: places,
      population,
      groups: population.groupIds.map((id) => ({ id, label: label(id) })),
      levels: [
        {
          id: 'half',
          districts: [
            { id: 'w', name: 'West', geometry: box(corner.west, middle) },
            { id: 'e', name: 'Ost', geometry: box(middle, corner.east) },
          ],
        },
      ],
      kinds: [kind('meet', 'primary'), kind('library', 'check'), kind('shop', 'no')],
    },
  }
}
