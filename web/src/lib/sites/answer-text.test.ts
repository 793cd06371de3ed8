import { beforeEach, describe, expect, test } from 'vitest'
import { locale } from '../state/locale.svelte.ts'
import { createAnswer, createSite, createSolution, sitingRequest } from '../testing/sites-fixtures.ts'
import {
  differencePhrase,
  districtsPhrase,
  improvementShare,
  objectivePhrase,
  percentUp,
  proofSentence,
  solutionSentence,
} from './answer-text.ts'
import { createSitesGeoJson, formatSitesCsv } from './sites-files.ts'

beforeEach(() => locale.show('de'))
const words = { request: sitingRequest, groupName: 'Menschen ab 65', placeName: 'einen Seniorentreff' }
const says = (text: string) => text.replaceAll('\u00a0', ' ')

describe('the sentence of an answer', () => {
  test('says how many reach a place with the new sites', () => {
    const answer = createAnswer()
    expect(says(solutionSentence(answer, answer.solution!, words))).toBe(
      'Mit 2 neuen Orten erreichen 170 Menschen ab 65 in 10 Minuten einen Seniorentreff, 40 mehr als ohne.',
    )
  })

  test('says proven only where the answer is, and a bound in the direction of the goal otherwise', () => {
    expect(says(proofSentence(createAnswer(), words, false))).toBe('Bewiesen: Besser geht es mit 2 neuen Orten nicht.')
    const open = createAnswer({ proven: false, bound: 173, gapShare: 3 / 173 })
    expect(says(proofSentence(open, words, false))).toBe(
      'Nicht bewiesen: höchstens 1,8 % besser möglich (Schranke: 173 Menschen).',
    )
    const walks = createAnswer({
      model: 'pmedian',
      objectiveUnit: 'person-minutes',
      proven: false,
      bound: 900,
      solution: createSolution({ objective: 1000 }),
    })
    expect(says(proofSentence(walks, words, false))).toBe(
      'Nicht bewiesen: höchstens 10,0 % besser möglich (Schranke: 900 Personenminuten).',
    )
    expect(proofSentence(createAnswer({ proven: false, bound: null }), words, false)).toMatch(/keine Schranke bekannt/)
  })

  test('a cancelled search never says proven; a curve that was not finished takes nothing from the answer', () => {
    const early = createAnswer({ phase: 'searching', proven: true })
    expect(proofSentence(early, words, true)).toMatch(
      /^Abgebrochen: das Beste bis dahin\. Nicht bewiesen: höchstens 0,0/,
    )
    expect(proofSentence(createAnswer({ phase: 'curve' }), words, true)).toMatch(/^Bewiesen/)
  })

  test('counts all places where existing ones may move', () => {
    const solution = createSolution({ sites: [createSite({ exists: true }), createSite(), createSite()] })
    const request = { ...sitingRequest, existing: 'movable' as const }
    expect(solutionSentence(createAnswer({ solution }), solution, { ...words, request })).toMatch(
      /^Mit 3 Orten insgesamt/,
    )
  })

  test('has words for every goal', () => {
    const sentences = (
      [
        ['lscp', 'sites'],
        ['backup', 'people'],
        ['pmedian', 'person-minutes'],
        ['pcenter', 'minutes'],
        ['capacitated', 'person-minutes'],
        ['equity-coverage', 'people'],
        ['equity-gap', 'gap-persons'],
      ] as const
    ).map(([model, objectiveUnit]) => {
      const answer = createAnswer({ model, objectiveUnit, solution: createSolution({ objective: 25.5, gained: 0 }) })
      return says(
        solutionSentence(answer, answer.solution!, { ...words, request: { ...sitingRequest, capacityPeople: 80 } }),
      )
    })
    expect(sentences[0]).toMatch(/alle versorgt.*nicht mehr als ohne/)
    expect(sentences[1]).toMatch(/Zwei Orte in der Zeit haben 26 Menschen/)
    expect(sentences[2]).toMatch(/im Mittel 8,3 Minuten lang/)
    expect(sentences[3]).toMatch(/der längste Weg 25,5 Minuten/)
    expect(sentences[4]).toMatch(/je höchstens 80 Menschen/)
    expect(sentences[5]).toMatch(/höchsten Bedarf/)
    expect(sentences[6]).toMatch(/große Lücken gingen vor/)
    expect(sentences.join()).not.toMatch(/undefined|NaN|\{/)
  })
})

test('what is "at most" so much is rounded up, and nothing is nothing', () => {
  expect(says(percentUp(0.01761))).toBe('1,8 %')
  expect(says(percentUp(0.0001))).toBe('0,1 %')
  expect(says(percentUp(0))).toBe('0,0 %')
  expect(improvementShare(createAnswer({ bound: 169.9999 }))).toBe(0)
  expect(improvementShare(createAnswer({ solution: null }))).toBeNull()
  expect(improvementShare(createAnswer({ solution: createSolution({ objective: 0 }), bound: 5 }))).toBeNull()
})

test('units are said, weighted people as such', () => {
  expect(says(objectivePhrase('people', 1, false))).toBe('1 Mensch')
  expect(says(objectivePhrase('people', 1234.4, true))).toBe('1.234 nach Bedarf gewichtete Menschen')
  expect(says(objectivePhrase('gap-persons', 12.34, false))).toBe('12,3 Lückenpersonen')
})

test('alternatives are told apart by their districts and by how much they are worse', () => {
  const answer = createAnswer()
  const twice = createSolution({ sites: [createSite(), createSite(), createSite({ districtName: null, name: 'Hof' })] })
  expect(districtsPhrase(twice)).toBe('2× Aue und Hof')
  expect(says(differencePhrase(answer, answer.alternatives[0]))).toBe('höchstens 0,6 % schlechter')
  expect(differencePhrase(answer, createSolution())).toBe('gleich gut')
})

test('files have every site, in the manner of the language, and formulas are harmless', () => {
  const solution = createSolution({
    sites: [createSite({ name: '=1+2; "x"', people: 12.34 }), createSite({ people: null, lng: -0.5 })],
  })
  expect(formatSitesCsv(solution, 'de').split('\r\n')).toEqual([
    '\uFEFFnumber;name;district;lng;lat;people;source;source_id;exists',
    '1;"\'=1+2; ""x""";Aue;9,75;50,95;12,3;cell;8a1fac36b44ffff;0',
    '2;;Aue;-0,5;50,95;;cell;8a1fac36b44ffff;0',
    '',
  ])
  expect(formatSitesCsv(createSolution(), 'en').split('\r\n')[1]).toBe('1,,Aue,9.75,50.95,30,cell,8a1fac36b44ffff,0')
  const collection = createSitesGeoJson(createAnswer(), solution, sitingRequest)
  expect(collection.features[0]).toMatchObject({
    properties: { number: 1, district: 'Aue', people: 12.3 },
    geometry: { type: 'Point', coordinates: [9.75, 50.95] },
  })
  expect(collection.nahraum).toMatchObject({ model: 'mclp', proven: true, objective: 170, request: sitingRequest })
})
