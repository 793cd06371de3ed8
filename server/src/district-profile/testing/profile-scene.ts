/** A made-up region of four districts with everybody, people from 65, and three kinds: small enough to reckon by hand. */
import type { ProfileRow } from '../../contract/district-profile.ts'
import { SHOW_ALL, type KindFigures, type ProfileCategory, type ProfileInput } from '../profile-input.ts'

/** A row in which `served` of `people` are served, `uncertain` of the others perhaps, and the rest surely not. */
export function rowOf(people: number, served: number, facilityCount: number, uncertain = 0): ProfileRow {
  return {
    people,
    served,
    unserved: people - served,
    unservedLower: people - served - uncertain,
    unknown: 0,
    uncertain,
    share: people > 0 ? served / people : null,
    shareUpper: people > 0 ? (served + uncertain) / people : null,
    medianMinutes: people > 0 ? 8 : null,
    gapPersons: people - served,
    facilityCount,
    reason: people > 0 ? null : 'no-people',
  }
}

export function categoryOf(id: string, label: string, changes: Partial<ProfileCategory> = {}): ProfileCategory {
  return {
    id,
    label: { de: label, en: label },
    field: 'sorgende_gemeinschaft',
    core: true,
    weight: 1,
    seniorUse: 'primary',
    guidelines: [],
    osmExpectedCompleteness: 'high',
    isListed: true,
    ...changes,
  }
}

export function kindOf(
  category: ProfileCategory,
  groupId: string,
  rows: readonly ProfileRow[],
  changes: Partial<KindFigures> = {},
): KindFigures {
  const sum = (key: 'people' | 'served' | 'unknown' | 'uncertain') => rows.reduce((total, row) => total + row[key]!, 0)
  const places = rows.reduce((total, row) => total + row.facilityCount, 0)
  return {
    category,
    groupId,
    minutes: 10,
    rows,
    total: rowOf(sum('people'), sum('served'), places, sum('unknown') + sum('uncertain')),
    sureGapPersons: rows.map(({ unservedLower }) => unservedLower ?? 0),
    nearest: rows.map(() => []),
    gaps: [],
    ...changes,
  }
}

/** Nord, Mitte, Süd: 1,000 people each, 200 from 65 on; West: 100 people, 10 from 65 on. */
export function sceneInput(kinds: readonly KindFigures[], changes: Partial<ProfileInput> = {}): ProfileInput {
  return {
    regionName: { de: 'Auen (erfunden)', en: 'Auen (made up)' },
    fieldIds: ['wohnen', 'sorgende_gemeinschaft', 'gesundheit'],
    groups: [
      { id: 'all', label: { de: 'alle Menschen', en: 'all people' } },
      { id: '65plus', label: { de: 'Menschen ab 65', en: 'people aged 65 and over' } },
    ],
    districts: ['Nord', 'Mitte', 'Süd', 'West'].map((name, i) => ({ id: `d${i + 1}`, name, areaSquareMetres: 1e6 })),
    people: [
      [1000, 1000, 1000, 100],
      [200, 200, 200, 10],
    ],
    regionPeople: [3100, 610],
    kinds,
    shares: SHOW_ALL,
    ...changes,
  }
}

/** Meeting places reach 40 of 200 in Nord, 160 in Mitte and 180 in Süd; a pharmacy reaches nearly everybody; there is a library in Nord. */
export function workedExample(): ProfileInput {
  const meeting = kindOf(
    categoryOf('senior_meeting_place', 'Seniorentreff', { weight: 2, guidelines: ['LL2', 'LL7'] }),
    '65plus',
    [rowOf(200, 40, 0, 20), rowOf(200, 160, 2), rowOf(200, 180, 1), rowOf(10, 0, 0)],
    {
      nearest: [
        [{ facilityId: 'osm/node/1', name: 'Treff Mitte', minutes: 14, isInside: false }],
        [{ facilityId: 'osm/node/1', name: 'Treff Mitte', minutes: 3, isInside: true }],
        [],
        [],
      ],
      gaps: [
        {
          gapId: 'gap-1',
          name: { de: 'Nord-West', en: 'Nord (west)' },
          districtIndex: 0,
          people: 95,
          uncertain: 5,
          areaPeople: 100,
          uncertainShare: 0,
        },
      ],
    },
  )
  const pharmacy = kindOf(categoryOf('pharmacy', 'Apotheke', { field: 'gesundheit' }), 'all', [
    rowOf(1000, 990, 1),
    rowOf(1000, 1000, 1),
    rowOf(1000, 950, 1),
    rowOf(100, 100, 0),
  ])
  const library = kindOf(categoryOf('library', 'Bibliothek', { core: false, seniorUse: 'check' }), 'all', [
    rowOf(1000, 900, 1),
    rowOf(1000, 500, 0),
    rowOf(1000, 500, 0),
    rowOf(100, 0, 0),
  ])
  return sceneInput([meeting, pharmacy, library])
}
