import type { Facility } from '../../facilities/facility.ts'
import { lngLatToCell } from '../../grid/cells.ts'
import { IssueList } from '../../issues/issue-list.ts'
import { buildStreetNetwork } from '../../network/build-street-network.ts'
import { createScene } from '../../network/test-scene.builder.ts'
import type { WhatIfRegion } from '../what-if-region.ts'

/** Metres of a walk of so many minutes at 1.33 m/s. */
const walk = (minutes: number) => minutes * 60 * 1.33
/** Minutes from the western end of the street: three homes, and the eastern end. */
export const [A, B, C] = [2, 4, 9]
export const LENGTH = 11

const scene = createScene()
scene.node('west', 0, 0)
scene.node('east', walk(LENGTH), 0)
scene.node('beyond', walk(LENGTH) + 200, 100)
scene.node('before', -200, -100)
scene.way(['before', 'west', 'east', 'beyond'])
/** Degrees of a place on the street, and as far beyond its ends as asked for. */
export const at = (minutes: number) => scene.positionOf(walk(minutes), 0)

/** A place on the street, its id being its name. */
export function place(id: string, minutes: number, categoryId: string): Facility {
  const [lng, lat] = at(minutes)
  return {
    id, categoryIds: [categoryId], name: id, lng, lat, accessPoints: [[lng, lat]], capacity: null, provider: null, address: null,
    openingHours: null, wheelchair: null, website: null, source: 'list',
  } // prettier-ignore
}

/** A town of one street for the worked examples: 100 people live at each of the three homes. */
export function street(facilities: readonly Facility[]): WhatIfRegion {
  const origins = [A, B, C].map((minutes) => at(minutes))
  const label = (text: string) => ({ de: text, en: text })
  return {
    key: 'street',
    name: label('Straße'),
    importId: '0123456789abcdef',
    network: buildStreetNetwork(scene.build(), new IssueList()),
    cells: {
      resolution: 10,
      cellCount: 3,
      cellIds: origins.map(([lng, lat]) => lngLatToCell(lng, lat, 10)),
      originLng: Float64Array.from(origins, ([lng]) => lng),
      originLat: Float64Array.from(origins, ([, lat]) => lat),
    },
    facilities,
    population: {
      groupIds: ['all'],
      partCount: 3,
      partCell: Uint32Array.of(0, 1, 2),
      partDistrict: [Uint32Array.of(0, 0, 0)],
      people: [Float64Array.of(100, 100, 100)],
    },
    groups: [{ id: 'all', label: label('alle') }],
    levels: [
      {
        id: 'whole',
        districts: [
          {
            id: '1',
            name: 'Ort',
            geometry: [
              [
                [
                  [6, 50.7],
                  [6.2, 50.7],
                  [6.2, 50.8],
                  [6, 50.8],
                  [6, 50.7],
                ],
              ],
            ],
          },
        ],
      },
    ],
    kinds: ['meet', 'library'].map((id) => ({
      id,
      label: label(id),
      thresholdMinutes: 5,
      weight: 1,
      seniorUse: id === 'library' ? 'check' : 'primary',
    })),
  }
}
