import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DistrictProfile, ProfileNeed, ProfileRow } from '../contract/district-profile.ts'
import '../testing/property-seed.ts'
import { buildDistrictProfiles } from './build-district-profiles.ts'
import { createFigureFormat, roundPercent } from './figure-format.ts'
import type { ProfileInput } from './profile-input.ts'
import { findSimilarDistricts } from './similar-districts.ts'
import { categoryOf, kindOf, sceneInput } from './testing/profile-scene.ts'

const LABELS = ['Apotheke', '=SUM(A1)', '<b>Treff</b>', 'Treff\u202egnp', 'x'.repeat(10_000)]

const rowArbitrary = fc
  .record({
    people: fc.integer({ min: 0, max: 3000 }),
    parts: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    places: fc.integer({ min: 0, max: 5 }),
    isWithheld: fc.boolean(),
  })
  .map(({ people, parts, places, isWithheld }): ProfileRow => {
    const served = Math.round(people * parts[0])
    const uncertain = Math.round((people - served) * parts[1])
    const isKnown = people > 0 && !(isWithheld && places === 5)
    return {
      people,
      served,
      unserved: people - served,
      unservedLower: people - served - uncertain,
      unknown: 0,
      uncertain,
      share: isKnown ? served / people : null,
      shareUpper: isKnown ? (served + uncertain) / people : null,
      medianMinutes: null,
      gapPersons: people - served,
      facilityCount: places,
      reason: null,
    }
  })

const inputArbitrary: fc.Arbitrary<ProfileInput> = fc
  .array(
    fc.record({
      rows: fc.array(rowArbitrary, { minLength: 4, maxLength: 4 }),
      label: fc.constantFrom(...LABELS),
      isCore: fc.boolean(),
      isForOlder: fc.boolean(),
      isCheck: fc.boolean(),
      isListed: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((kinds) =>
    sceneInput(
      kinds.map(({ rows, label, isCore, isForOlder, isCheck, isListed }, i) =>
        kindOf(
          categoryOf(i === 0 ? 'senior_meeting_place' : `kind_${i}`, label, {
            core: isCore,
            seniorUse: isCheck ? 'check' : 'primary',
            isListed,
            osmExpectedCompleteness: 'low',
          }),
          isForOlder ? '65plus' : 'all',
          rows,
        ),
      ),
    ),
  )

/** Every figure that the tables of a profile show, as text. */
function tableTexts(profile: DistrictProfile, language: 'de' | 'en'): Set<string> {
  const format = createFigureFormat(language)
  const texts = new Set<string>()
  const take = (values: readonly (number | null)[], write: (value: number) => string) =>
    values.forEach((value) => value !== null && texts.add(write(value)))
  for (const { row, region, similarShare, similarShareUpper, minutes, nearest } of profile.kinds) {
    take([row.people, row.unservedLower, row.facilityCount, row.unknown! + row.uncertain!], format.people)
    const shares = [row.share, row.shareUpper, region.share, region.shareUpper, similarShare, similarShareUpper]
    take(shares, format.percent)
    // The lower end of a band has no sign of its own.
    take(shares, (share) => String(roundPercent(share)))
    take([minutes, nearest?.minutes ?? null], format.minutes)
  }
  for (const { people, share, regionShare } of profile.groups) {
    take([people], format.people)
    take([share, regionShare], format.percent)
  }
  take(profile.gaps.map(({ unservedLower }) => unservedLower), format.people) // prettier-ignore
  return texts
}

/** Numbers of a sentence that are figures: not those of names, which stand before the colon or in quotation marks, nor of groups ("ab 65"). */
function figuresOf(text: string): string[] {
  const figures = text
    .replaceAll(/[„“”]([^„“”]*)[“”]/g, '')
    .replaceAll(/(ab|aged|unter|under) \d+/g, '')
    .replaceAll(/(kind_)?\(A1\)/g, '')
  return figures.match(/\d[\d.,]*\s?%|\d[\d.,]*\d|\d/g) ?? []
}

describe('profiles of any figures', () => {
  it('every number of a sentence stands in a table, nobody is affected nowhere, and the order is by priority', () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        for (const profile of buildDistrictProfiles(input)) {
          for (const language of ['de', 'en'] as const) {
            const known = tableTexts(profile, language)
            for (const { text, code } of profile.needs) {
              const more = / (?:und|and) (\d+) (?:weitere Arten|more kinds)/
              const said = figuresOf(text[language].replace(more, ''))
              for (const figure of said) expect(known, `${code}: ${text[language].slice(0, 400)}`).toContain(figure)
              expect(said.length).toBeGreaterThan(0)
              expect(text[language].length).toBeLessThan(700)
              expect(text[language]).not.toMatch(/[\u202a-\u202e]|undefined|NaN|null/)
            }
          }
          const ranks = profile.needs.map(({ priority }) => ['high', 'medium', 'low'].indexOf(priority))
          expect(ranks).toEqual([...ranks].sort())
          for (const { people } of profile.needs) expect(people).toBeGreaterThanOrEqual(30)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('the same figures give the same profiles, and a kind that reaches everybody changes no other need', () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        expect(buildDistrictProfiles(input)).toEqual(buildDistrictProfiles(input))
        const rows = [1000, 1000, 1000, 100].map((people) => ({ ...fullRow, people, served: people }))
        const wider = { ...input, kinds: [...input.kinds, kindOf(categoryOf('zz', 'Z'), 'all', rows)] }
        const plain = (needs: readonly ProfileNeed[]) => needs.map(({ text }) => text.de)
        const before = buildDistrictProfiles(input).map(({ needs }) => plain(needs))
        expect(buildDistrictProfiles(wider).map(({ needs }) => plain(needs))).toEqual(before)
      }),
      { numRuns: 60 },
    )
  })

  it('what is true of the uncertain lies within every range, and makes no need that would not be there whatever is true', () => {
    fc.assert(
      fc.property(inputArbitrary, fc.double({ min: 0, max: 1, noNaN: true }), (input, part) => {
        /** The uncertain are served to a part, and nothing is uncertain any more. */
        const settle = (row: ProfileRow, to: number): ProfileRow => {
          const served = row.served! + Math.round(row.uncertain! * to)
          const unserved = row.people! - served
          const share = row.share === null ? null : served / row.people!
          return { ...row, served, unserved, unservedLower: unserved, uncertain: 0, share, shareUpper: share }
        }
        const settled = (to: number) =>
          buildDistrictProfiles({
            ...input,
            kinds: input.kinds.map((kind) =>
              kindOf(
                kind.category,
                kind.groupId,
                kind.rows.map((row) => settle(row, to)),
              ),
            ),
          })
        const truth = settled(part)
        const best = settled(1)
        buildDistrictProfiles(input).forEach((profile, d) => {
          profile.fields.forEach((field, f) => {
            const { share, regionShare, similarShare } = truth[d].fields[f]
            const ranges = [
              [field.share, share, field.shareUpper],
              [field.regionShare, regionShare, field.regionShareUpper],
              [field.similarShare, similarShare, field.similarShareUpper],
            ]
            for (const [least, value, most] of ranges) {
              if (value === null) continue
              expect(least).toBeLessThanOrEqual(value + 1e-12)
              expect(most).toBeGreaterThanOrEqual(value - 1e-12)
            }
          })
          for (const { code, categoryId, people } of profile.needs) {
            if (code !== 'no-place-in-reach' && code !== 'place-too-far') continue
            const { row } = best[d].kinds.find((kind) => kind.categoryId === categoryId)!
            expect(people).toBe(row.unserved)
          }
        })
      }),
      { numRuns: 60 },
    )
  })

  it('withheld figures appear nowhere: not in sums, shares or sentences', () => {
    fc.assert(
      fc.property(inputArbitrary, fc.integer({ min: 0, max: 3 }), (input, d) => {
        const hide = (row: ProfileRow): ProfileRow => ({
          ...row,
          people: null,
          served: null,
          unserved: null,
          unservedLower: null,
          unknown: null,
          uncertain: null,
          share: null,
          shareUpper: null,
          gapPersons: null,
          reason: 'suppressed',
        })
        const kinds = input.kinds.map((kind) => ({
          ...kind,
          rows: kind.rows.map((row, i) => (i === d ? hide(row) : row)),
        }))
        const profiles = buildDistrictProfiles({ ...input, kinds })
        expect(profiles[d].needs.filter(({ categoryId }) => categoryId !== null)).toEqual([])
        expect(profiles[d].fields.filter(({ share, shareUpper }) => share !== null || shareUpper !== null)).toEqual([])
        for (const { similar, kinds: own } of profiles) {
          if (!similar.some(({ districtId }) => districtId === profiles[d].districtId)) continue
          expect(
            own.filter(({ similarShare, similarShareUpper }) => similarShare !== null || similarShareUpper !== null),
          ).toEqual([])
        }
      }),
      { numRuns: 40 },
    )
  })
})

const fullRow: ProfileRow = {
  people: 0,
  served: 0,
  unserved: 0,
  unservedLower: 0,
  unknown: 0,
  uncertain: 0,
  share: 1,
  shareUpper: 1,
  medianMinutes: 1,
  gapPersons: 0,
  facilityCount: 1,
  reason: null,
}

describe('similar districts', () => {
  const featuresArbitrary = fc.array(
    fc.option(fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.integer({ min: 0, max: 3 }))),
    { maxLength: 12 },
  )
  it('are at most three others, the nearest first, none nearer is left out, and the unit of a feature does not matter', () => {
    fc.assert(
      fc.property(featuresArbitrary, (features) => {
        const similar = findSimilarDistricts(features)
        const everybody = findSimilarDistricts(features, features.length)
        similar.forEach((list, i) => {
          expect(list).toEqual(everybody[i].slice(0, 3))
          expect(list.map(({ districtIndex }) => districtIndex)).not.toContain(i)
          if (features[i] === null) expect(list).toEqual([])
          const distances = everybody[i].map(({ distance }) => distance)
          expect(distances).toEqual([...distances].sort((a, b) => a - b))
          expect(everybody[i].length).toBe(features[i] === null ? 0 : features.filter((f) => f !== null).length - 1)
        })
        // Powers of two scale exactly.
        const scaled = features.map((row) => row && ([row[0], row[1] * 1024] as [number, number]))
        expect(findSimilarDistricts(scaled)).toEqual(similar)
      }),
      { numRuns: 100 },
    )
  })
})
