import { describe, expect, it } from 'vitest'
import { buildDistrictProfiles } from './build-district-profiles.ts'
import { groupOfKind } from './group-of-kind.ts'
import { kindOf, categoryOf, rowOf, sceneInput, workedExample } from './testing/profile-scene.ts'

describe('the worked example of docs/methods/needs-for-action.md', () => {
  const [nord, mitte, sued, west] = buildDistrictProfiles(workedExample())

  it('Nord needs a meeting place most of all, and could open its library', () => {
    expect(nord.needs.map(({ code, priority, categoryId }) => [code, priority, categoryId])).toEqual([
      ['no-place-in-reach', 'high', 'senior_meeting_place'],
      ['check-shared-use', 'high', 'senior_meeting_place'],
    ])
    expect(nord.needs[0].text.de).toBe(
      'Seniorentreff: 20 bis 30\u00a0% von 200 Menschen ab 65 erreichen in 10 Minuten zu Fuß einen Ort dieser Art, 140 sicher nicht (in Auen 62 bis 66\u00a0%; in ähnlichen Bezirken 85\u00a0%). 90 davon leben beisammen (Nord-West). Im Bezirk ist keiner bekannt; der nächste bekannte ist 14 Minuten vom Schwerpunkt der Bevölkerung entfernt. Bei 20 weiteren ist das nicht sicher.',
    )
    expect(nord.needs[0].text.en).toContain('20 to 30% of 200 people aged 65 and over reach a place')
    expect(nord.needs[0].guidelines).toEqual(['LL2', 'LL7'])
    expect(nord.needs[0].people).toBe(140)
    expect(nord.needs[1].text.de).toContain('140 von 200 Menschen ab 65 fehlt')
    expect(nord.needs[1].text.de).toContain('bei 20 weiteren ist das nicht sicher.')
    expect(nord.needs[1].text.de).toContain('mitgenutzt werden können: Bibliothek (1).')
  })

  it('who is served as well as others needs nothing, and few people make no need', () => {
    expect([mitte.needs, sued.needs, west.needs]).toEqual([[], [], []])
  })

  it('similar are the other districts of 300 people and more', () => {
    expect(nord.similar.map(({ name, distance }) => [name, distance])).toEqual([
      ['Mitte', 0],
      ['Süd', 0],
    ])
    expect(west.similar).toEqual([])
    // (160 + 180) of 400.
    expect(nord.kinds[0].similarShare).toBe(0.85)
  })

  it('fields, groups and density are stated combinations of the figures', () => {
    // Meeting places weigh 2, the library 1.
    expect(
      nord.fields.map(({ fieldId, kindCount, share, shareUpper }) => [fieldId, kindCount, share, shareUpper]),
    ).toEqual([
      // At most 20 more of 200 reach a meeting place.
      ['sorgende_gemeinschaft', 2, (2 * 0.2 + 1 * 0.9) / 3, (2 * 0.3 + 1 * 0.9) / 3],
      ['gesundheit', 1, 0.99, 0.99],
    ])
    // The region: 380 to 400 of 610, and 1,900 of 3,100; the similar districts are known.
    expect(nord.fields[0].regionShare).toBe(((2 * 380) / 610 + 1900 / 3100) / 3)
    expect(nord.fields[0].regionShareUpper).toBe(((2 * 400) / 610 + 1900 / 3100) / 3)
    expect(nord.fields[0].similarShare).toBe((2 * 0.85 + 0.5) / 3)
    expect(nord.fields[0].similarShareUpper).toBe(nord.fields[0].similarShare)
    expect(nord.groups[1]).toMatchObject({ people: 200, share: 0.2, regionPeople: 610, similarShare: 0.2 })
    expect([nord.density, nord.regionDensity]).toEqual([1000, 775])
  })

  it('the nearest place outside is named where it is one of the three nearest', () => {
    expect(nord.kinds[0].nearestOutside).toMatchObject({ name: 'Treff Mitte', minutes: 14 })
    expect(mitte.kinds[0].nearestOutside).toBeNull()
  })
})

describe('what cannot be assessed', () => {
  const nobody = { share: null, shareUpper: 1, unknown: 1000, reason: 'outside-network' }
  /** A district outside the street data. */
  const outside = { ...rowOf(1000, 0, 0), unservedLower: 0, ...nobody }
  const profilesOf = (rows: ReturnType<typeof rowOf>[], further: ReturnType<typeof rowOf>[] = []) =>
    buildDistrictProfiles(
      sceneInput([
        kindOf(categoryOf('park', 'Park'), 'all', rows),
        ...(further.length === 0 ? [] : [kindOf(categoryOf('library', 'Bibliothek', { weight: 3 }), 'all', further)]),
      ]),
    )

  it('is a range from none to all in its field of action, never nothing', () => {
    const [nord] = profilesOf([rowOf(1000, 0, 0, 1000), rowOf(1000, 500, 1), rowOf(1000, 700, 1), rowOf(100, 50, 0)])
    expect(nord.fields).toMatchObject([{ share: 0, shareUpper: 1, similarShare: 0.6, similarShareUpper: 0.6 }])
    expect(nord.needs.map(({ code, priority, people }) => [code, priority, people])).toEqual([
      ['unclear-data', 'high', 1000],
    ])
  })

  it('has no share at least where nobody is within the street data; with a known kind the mean is a range', () => {
    const known = [rowOf(1000, 800, 1), rowOf(1000, 800, 1), rowOf(1000, 800, 1), rowOf(100, 80, 0)]
    const rows = [outside, rowOf(1000, 500, 1), rowOf(1000, 500, 1), rowOf(100, 50, 0)]
    expect(profilesOf(rows)[0].fields[0]).toMatchObject({ share: null, shareUpper: 1, reason: 'outside-network' })
    // (1 · 0 + 3 · 0.8) / 4 to (1 · 1 + 3 · 0.8) / 4.
    const [{ fields }] = profilesOf(rows, known)
    expect(fields[0].share).toBeCloseTo(0.6, 12)
    expect(fields[0].shareUpper).toBeCloseTo(0.85, 12)
    expect(fields[0].reason).toBeNull()
  })

  it('widens the range of similar districts; where it is all of them, none is said', () => {
    const [nord] = profilesOf([rowOf(1000, 100, 0), outside, rowOf(1000, 700, 1), rowOf(100, 0, 0)])
    expect(nord.kinds[0]).toMatchObject({ similarShare: 700 / 2000, similarShareUpper: 1700 / 2000 })
    expect(nord.needs[0].text.de).toContain('in ähnlichen Bezirken 35 bis 85\u00a0%')
    const [alone] = profilesOf([rowOf(1000, 100, 0), outside, outside, rowOf(100, 100, 0)])
    expect(alone.kinds[0]).toMatchObject({ similarShare: null, similarShareUpper: 1 })
    expect(alone.needs[0].numbers).not.toHaveProperty('similarShare')
    const [edge] = profilesOf([
      rowOf(1000, 100, 0),
      rowOf(1000, 0, 0, 1000),
      rowOf(1000, 0, 0, 1000),
      rowOf(100, 100, 0),
    ])
    expect(edge.kinds[0]).toMatchObject({ similarShare: 0, similarShareUpper: 1 })
    expect(edge.needs[0].text.de).not.toContain('ähnlichen')
  })

  it('a similar district without people of the group adds nothing', () => {
    const [nord] = profilesOf([rowOf(1000, 100, 0), rowOf(0, 0, 0), rowOf(1000, 700, 1), rowOf(100, 0, 0)])
    expect(nord.kinds[0].similarShare).toBe(0.7)
  })

  it('does not make a district worse than others, nor its need more urgent', () => {
    // 400 surely not served; below others only if the 300 uncertain were not served either.
    const [nord] = profilesOf([rowOf(1000, 300, 0, 300), rowOf(1000, 600, 1), rowOf(1000, 600, 1), rowOf(100, 60, 0)])
    expect(nord.needs.map(({ code, priority, people }) => [code, priority, people])).toEqual([
      ['unclear-data', 'medium', 300],
      ['no-place-in-reach', 'low', 400],
    ])
  })

  it('does not move a need forward: more people surely not served come first', () => {
    const others = [rowOf(1000, 900, 1), rowOf(1000, 900, 1), rowOf(100, 90, 1)]
    const of = (id: string, row: ReturnType<typeof rowOf>) => kindOf(categoryOf(id, id), 'all', [row, ...others])
    const kinds = [of('park', rowOf(1000, 100, 1, 190)), of('library', rowOf(1000, 250, 1))]
    const [{ needs }] = buildDistrictProfiles(sceneInput(kinds))
    expect(needs.map(({ categoryId, people }) => [categoryId, people])).toEqual([
      ['library', 750],
      ['park', 710],
    ])
  })

  it('is not counted in the gap area that a need names', () => {
    const others = [rowOf(1000, 900, 1), rowOf(1000, 900, 1), rowOf(100, 90, 1)]
    const gap = { gapId: 'g', name: { de: 'Au', en: 'Au' }, districtIndex: 0, areaPeople: 600, uncertainShare: 0.5 }
    const gaps = [{ ...gap, people: 600, uncertain: 300 }]
    const rows = [rowOf(1000, 300, 1, 200), ...others]
    const needOf = (changes: object) =>
      buildDistrictProfiles(sceneInput([kindOf(categoryOf('park', 'Park'), 'all', rows, changes)]))[0].needs.find(
        ({ code }) => code === 'place-too-far',
      )!
    expect(needOf({ gaps }).text.de).toContain('500 sicher nicht')
    expect(needOf({ gaps }).text.de).toContain('300 davon leben beisammen (Au).')
    // 249 of 500 are less than half.
    expect(needOf({ gaps: [{ ...gap, people: 600, uncertain: 351 }] }).text.de).not.toContain('beisammen')
  })
})

describe('rules at their borders', () => {
  const needsOf = (rows: ReturnType<typeof rowOf>[], changes = {}) =>
    buildDistrictProfiles(sceneInput([kindOf(categoryOf('park', 'Park', changes), 'all', rows)]))[0].needs
  const others = [rowOf(1000, 700, 1), rowOf(1000, 700, 1), rowOf(100, 70, 0)]

  it('30 people surely not served make a need, 29 do not', () => {
    expect(needsOf([rowOf(60, 30, 0), ...others]).map(({ people }) => people)).toEqual([30])
    expect(needsOf([rowOf(60, 31, 0), ...others])).toEqual([])
    expect(needsOf([rowOf(60, 30, 0, 1), ...others])).toEqual([])
  })

  it('a third not served makes a need of low priority where others are no better', () => {
    const alike = [rowOf(900, 600, 1), rowOf(900, 600, 1), rowOf(90, 60, 0)]
    expect(needsOf([rowOf(900, 600, 1), ...alike]).map(({ code, priority }) => [code, priority])).toEqual([
      ['place-too-far', 'low'],
    ])
  })

  it('kinds that are no basics make no need', () => {
    expect(needsOf([rowOf(1000, 0, 0), ...others], { core: false })).toEqual([])
  })

  it('where half of the people cannot be assessed, the data come first', () => {
    expect(needsOf([rowOf(1000, 100, 0, 500), ...others]).map(({ code, priority }) => [code, priority])).toEqual([
      ['unclear-data', 'high'],
      ['no-place-in-reach', 'low'],
    ])
  })

  it('a withheld figure makes no need', () => {
    const row = { ...rowOf(1000, 0, 0), share: null, reason: 'suppressed' }
    expect(needsOf([row, ...others])).toEqual([])
  })

  it('places that are probably missing in the data are said to be so', () => {
    const [need] = needsOf([rowOf(1000, 0, 0), ...others], { isListed: false, osmExpectedCompleteness: 'low' })
    expect(need.certainty).toBe('places')
    expect(need.text.de).toContain('Eigene Liste prüfen')
  })

  it('a group is large from a quarter and two per cent more than in the region', () => {
    const people = [
      [1000, 1000, 1000, 100],
      [300, 150, 150, 10],
    ]
    const input = sceneInput([], { people, regionPeople: [3100, 610] })
    expect(buildDistrictProfiles(input).map(({ needs }) => needs.map(({ code }) => code))).toEqual([
      ['large-group'],
      [],
      [],
      [],
    ])
    expect(buildDistrictProfiles(input)[0].needs[0].text.de).toBe(
      'Menschen ab 65 sind hier häufiger: 30\u00a0% der Bevölkerung (300 Menschen), in Auen 20\u00a0%. Angebote für sie haben hier mehr Gewicht.',
    )
  })
})

describe('the group that a kind is meant for', () => {
  it.each([
    [['all', '65+'], ['all', '65plus'], 'all'],
    [['65+', '80+'], ['all', '65plus', '80plus'], '65plus'],
    [['80+'], ['all', '65plus'], '65plus'],
    [['families'], ['all', 'under10'], 'under10'],
    [['families'], ['all', 'under10', 'under18'], 'under18'],
    [['families', '65+'], ['all', '65plus', 'under18'], 'all'],
    [['65+'], ['all'], 'all'],
  ])('%j with the groups %j is %s', (targets, groups, expected) => {
    expect(groupOfKind(targets, groups)).toBe(expected)
  })
})
