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
      'Seniorentreff: 20 bis 30\u00a0% von 200 Menschen ab 65 erreichen in 10 Minuten zu Fuß einen Ort dieser Art, 160 nicht (in Auen 62 bis 66\u00a0%; in ähnlichen Bezirken 85\u00a0%). 90 davon leben beisammen (Nord-West). Im Bezirk liegt keiner; der nächste ist 14 Minuten vom Schwerpunkt der Bevölkerung entfernt. Bei 20 von ihnen ist das nicht sicher.',
    )
    expect(nord.needs[0].text.en).toContain('20 to 30% of 200 people aged 65 and over reach a place')
    expect(nord.needs[0].guidelines).toEqual(['LL2', 'LL7'])
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
    expect(nord.fields.map(({ fieldId, kindCount, share }) => [fieldId, kindCount, share])).toEqual([
      ['sorgende_gemeinschaft', 2, (2 * 0.2 + 1 * 0.9) / 3],
      ['gesundheit', 1, 0.99],
    ])
    expect(nord.groups[1]).toMatchObject({ people: 200, share: 0.2, regionPeople: 610, similarShare: 0.2 })
    expect([nord.density, nord.regionDensity]).toEqual([1000, 775])
  })

  it('the nearest place outside is named where it is one of the three nearest', () => {
    expect(nord.kinds[0].nearestOutside).toMatchObject({ name: 'Treff Mitte', minutes: 14 })
    expect(mitte.kinds[0].nearestOutside).toBeNull()
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
