import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodePositions, decodeRings, encodePositions, encodeRings, type Position } from './shape-code.ts'
import { existingChoices, initialQuestion, sitingModels, type SitesQuestion } from './sites-question.ts'
import { fitsIntoAddress, formatSitesAddress, LONGEST_DRAWING, parseSitesAddress } from './sites-url.ts'

const position = fc
  .tuple(fc.integer({ min: -180e5, max: 180e5 }), fc.integer({ min: -90e5, max: 90e5 }))
  .map(([x, y]): Position => [x / 1e5, y / 1e5])
const ring = fc.array(position, { minLength: 3, maxLength: 12 })
const factor = fc.integer({ min: 0, max: 100_000 }).map((value) => value / 1000)
const districtId = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((id) => id !== '__proto__')
const needs = fc.oneof(
  fc.constant({ needLevelId: null, needFactors: {} }),
  fc.record({
    needLevelId: fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8})?$/),
    needFactors: fc.dictionary(districtId, factor, { maxKeys: 5, noNullPrototype: true }),
  }),
)
const questions: fc.Arbitrary<SitesQuestion> = fc
  .record({
    model: fc.constantFrom(...sitingModels),
    sites: fc.integer({ min: 1, max: 50 }),
    cells: fc.boolean(),
    addresses: fc.boolean(),
    kindIds: fc.uniqueArray(fc.stringMatching(/^[a-z0-9_]{1,20}$/), { maxLength: 4 }),
    existing: fc.constantFrom(...existingChoices),
    capacityPeople: fc.integer({ min: 1, max: 1e7 }),
    seconds: fc.integer({ min: 1, max: 300 }),
    points: fc.array(position, { maxLength: 5 }),
    areas: fc.array(ring, { maxLength: 2 }),
    forbidden: fc.array(ring, { maxLength: 2 }),
    needs,
  })
  .map(({ needs: need, ...others }) => ({ ...others, ...need }))

describe('the address of a search', () => {
  test('says every question again, through the decoding of a browser', () => {
    fc.assert(
      fc.property(questions, fc.option(fc.stringMatching(/^[0-9a-f]{16}$/), { nil: null }), (question, jobId) => {
        fc.pre(fitsIntoAddress(question))
        const query = new URLSearchParams(formatSitesAddress(question, jobId))
        expect(parseSitesAddress(query)).toEqual({ question, jobId, isDrawingElsewhere: false })
      }),
    )
  })

  test('is empty for what everybody starts with', () => {
    expect(formatSitesAddress(initialQuestion, null)).toBe('')
    expect(parseSitesAddress(new URLSearchParams()).question).toEqual(initialQuestion)
  })

  test('takes nonsense as if it were absent', () => {
    const query = new URLSearchParams(
      'goal=best&sites=51&cells=2&in=A%20B&existing=gone&need=~x*1&capacity=-1&seconds=0&points=%3F&areas=AAAA&without=A.&job=xyz',
    )
    expect(parseSitesAddress(query)).toEqual({ question: initialQuestion, jobId: null, isDrawingElsewhere: false })
  })

  test('leaves out a drawing that is too long, and says that there is one', () => {
    const points = Array.from({ length: 300 }, (_, i): Position => [(i * 7919) % 170, (i * 104_729) % 80])
    const question = { ...initialQuestion, points }
    expect(encodePositions(points).length).toBeGreaterThan(LONGEST_DRAWING)
    expect(formatSitesAddress(question, null)).toBe('drawn=kept')
    expect(parseSitesAddress(new URLSearchParams('drawn=kept'))).toMatchObject({ isDrawingElsewhere: true })
  })
})

describe('positions as text', () => {
  test('come back to five decimals', () => {
    fc.assert(
      fc.property(fc.array(position, { maxLength: 30 }), (positions) => {
        const text = encodePositions(positions)
        expect(text).toMatch(/^[A-Za-z0-9_-]*$/)
        expect(decodePositions(text)).toEqual(positions)
      }),
    )
  })

  test('are a few characters for a corner nearby', () => {
    expect(encodePositions([[0, 0], [0.00001, -0.00001]])).toBe('AACB') // prettier-ignore
    expect(encodePositions([[6.08, 50.77], [6.081, 50.771]])).toHaveLength(14) // prettier-ignore
  })

  test('that are cut off, odd or outside the world are refused', () => {
    expect(decodePositions('A')).toBeNull()
    expect(decodePositions('Ag')).toBeNull()
    expect(decodePositions('A?')).toBeNull()
    expect(decodePositions('ggggggggggA')).toBeNull()
    expect(decodePositions(encodePositions([[0, 91]]))).toBeNull()
    expect(decodeRings(encodeRings([[[0, 0], [1, 1]]]))).toBeNull() // prettier-ignore
    expect(decodeRings('')).toEqual([])
  })
})
