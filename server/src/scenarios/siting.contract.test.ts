import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, withFolder } from '../cli/testing/call.ts'
import type { JobBody } from '../contract/result.ts'
import type { Effect, Modification } from '../contract/scenario.ts'
import type { SitingAnswer, SitingRequest } from '../contract/siting.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { createWhatIfEngine } from '../scenario/what-if-engine.ts'
import { writeTinyRegion, type TinyRegion } from '../testing/tiny-region.builder.ts'
import { toWhatIfRegion } from './what-if-region.ts'

const QUESTION = {
  profile: 'standard',
  categoryIds: ['senior_meeting_place'] as string[],
  groupId: '65plus',
  minutes: 8,
  levelId: 'stadtteil',
} satisfies SitingRequest['question']
const MCLP: SitingRequest = { question: QUESTION, model: 'mclp', sites: 2, timeLimitSeconds: 20 }

describe.each(TEST_DATABASES)('best sites on the $kind database', ({ kind, missing, open }) => {
  if (missing) {
    it.skip(`are not tested here: ${missing}`, () => {})
    return
  }
  let test: TestDatabase
  let services: Services
  let app: FastifyInstance
  let folder: string
  let tiny: TinyRegion

  beforeAll(async () => {
    test = await open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-tiny-'))
    tiny = writeTinyRegion(folder, { houses: [{ column: 2, row: 1, street: 'Reihe 1', number: '7a' }] })
    services = createServices(readConfig({ data: test.dataFolder, port: '3000' }, {}), test.database)
    await services.imports.run(tiny.manifestFile, null)
    app = await buildApp(services)
  }, 180_000)

  afterAll(async () => {
    await services?.jobs.close()
    await services?.whatIf.close()
    await app?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  // Every request comes from an address of its own, so that tests do not meet the limit.
  let calls = 0
  const post = (where: string, payload: object) =>
    app.inject({
      method: 'POST',
      url: `/api/v1/regions/tiny/siting${where}`,
      payload,
      remoteAddress: `10.0.${(calls >> 8) & 255}.${calls++ & 255}`,
    })
  async function finish(request: object): Promise<JobBody> {
    const response = await post('', request)
    expect(response.statusCode, response.body).toBe(202)
    const { id } = response.json<JobBody>()
    expect(response.headers.location).toBe(`/api/v1/jobs/${id}`)
    let job = (await services.jobs.find(id))!
    if (job.finishedAt === null)
      job = await new Promise((resolve) => {
        const stop = services.jobs.watch(id, (now) => {
          if (now.finishedAt === null) return
          stop()
          resolve(now)
        })
      })
    return job
  }
  async function solve(request: object): Promise<SitingAnswer> {
    const job = await finish(request)
    expect(job.status, JSON.stringify(job.message)).toBe('successful')
    return job.result as SitingAnswer
  }
  const addedAt = (sites: readonly { lng: number; lat: number }[]): Modification[] =>
    sites.map(({ lng, lat }, n) => ({
      id: `s${n}`, kind: 'add-facility', lng, lat, name: 'Neu', categoryIds: ['senior_meeting_place'],
    })) // prettier-ignore

  it('serve exactly the people that the what-if of these sites names, and are proven', async () => {
    const answer = await solve(MCLP)
    expect(answer).toMatchObject({ phase: 'done', proven: true, gapShare: 0, objectiveUnit: 'people', reason: null })
    const { solution } = answer
    expect(solution!.sites).toHaveLength(2)
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/regions/tiny/what-if/effect',
      payload: { question: QUESTION, after: { modifications: addedAt(solution!.sites) } },
    })
    const { total } = response.json<Effect>()
    expect(solution).toMatchObject({
      served: total.after.served,
      gained: total.gained,
      lost: 0,
      objective: total.after.served,
    })
    expect(solution!.meanMinutes).toBeCloseTo(total.after.meanMinutes!, 9)
    expect(answer.before).toMatchObject({ people: 90, served: total.before.served })
    expect(answer.curve).toEqual([
      { sites: 0, served: total.before.served, proven: true },
      { sites: 2, served: total.after.served, proven: true },
    ])
    expect(
      solution!.sites.every(
        ({ source, districtName, exists }) => source === 'cell' && districtName !== null && !exists,
      ),
    ).toBe(true)
  }, 60_000)

  it.skipIf(kind !== TEST_DATABASES[0].kind)(
    'are the best of all sets of one and of two cells, each tried by the what-if',
    async () => {
      const region = await services.regions.get('tiny')
      const engine = createWhatIfEngine(toWhatIfRegion(region, await region.network(), services.catalogue))
      const { tables } = await services.siting.tables(await services.siting.resolve(region, MCLP))
      const question = services.whatIf.completeQuestion(region, { ...QUESTION, categoryIds: [...QUESTION.categoryIds] })
      const { candidates } = tables
      expect(candidates.length).toBeGreaterThan(30)
      const served = (chosen: typeof candidates) =>
        engine.effect(
          { profile: 'standard', modifications: [] },
          { profile: 'standard', modifications: addedAt(chosen) },
          question,
        ).effect.total.after.served
      const singles = candidates.map((a) => served([a]))
      let best = 0
      // Two sites serve at most what each serves alone, together.
      const before = served([])
      const pairs = candidates.flatMap((a, i) =>
        candidates.slice(i + 1).map((b, n) => ({ a, b, most: singles[i] + singles[i + 1 + n] - before })),
      )
      for (const { a, b, most } of pairs.sort((x, y) => y.most - x.most))
        if (most > best) best = Math.max(best, served([a, b]))
      expect((await solve({ ...MCLP, sites: 1 })).solution!.objective).toBe(Math.max(...singles))
      expect((await solve(MCLP)).solution!.objective).toBe(best)
    },
    120_000,
  )

  // The database has no part in these.
  it.skipIf(kind !== TEST_DATABASES[0].kind).each([
    ['mclp', {}],
    ['mclp weighted by need', { need: { levelId: 'stadtteil', factors: { '1': 1.3, '2': 0.7 } } }],
    ['mclp with movable places', { existing: 'movable' }],
    [
      'mclp from nothing',
      { existing: 'ignored', candidates: { cells: true, categoryIds: ['pharmacy', 'senior_meeting_place'] } },
    ],
    ['pmedian', { model: 'pmedian' }],
    ['lscp', { model: 'lscp', sites: undefined }],
    ['backup', { model: 'backup', sites: undefined }],
    ['pcenter', { model: 'pcenter' }],
    ['capacitated', { model: 'capacitated', capacityPeople: 25, candidates: { atMost: 12 } }],
    [
      'capacitated with movable places',
      {
        model: 'capacitated',
        capacityPeople: 40,
        existing: 'movable',
        unservedMinutes: null,
        sites: 3,
        candidates: { atMost: 12 },
      },
    ],
    ['equity-coverage', { model: 'equity-coverage', need: { levelId: 'stadtteil', factors: { '1': 2 } } }],
    ['equity-gap', { model: 'equity-gap' }],
  ])(
    '%s: the command line gives the same figures and sites from the files',
    async (_, change) => {
      const request = JSON.parse(JSON.stringify({ ...MCLP, ...change })) as SitingRequest
      const { solution, bound, proven, reproduction } = await solve(request)
      expect(proven).toBe(true)
      await withFolder(async (place) => {
        for (const file of reproduction.files) {
          const response = await post(`/files/${file}`, request)
          expect(response.statusCode, response.body).toBe(200)
          writeFileSync(path.join(place, file), response.rawPayload)
        }
        const args = reproduction.command.split(' ').slice(1)
        const called = await call(args.map((arg) => (arg.endsWith('.csv') ? path.join(place, arg) : arg)))
        expect(called.code, called.stderr).toBe(0)
        const printed = JSON.parse(called.stdout) as {
          objective: number
          bound: number
          chosen: string[]
          proven: boolean
        }
        expect(printed).toMatchObject({ objective: reproduction.objective, bound: reproduction.bound, proven: true })
        const isMinutes = ['pmedian', 'pcenter', 'capacitated'].includes(request.model)
        expect(solution!.objective).toBe(isMinutes ? printed.objective / 600 : printed.objective)
        expect(bound).toBe(isMinutes ? printed.bound / 600 : printed.bound)
        const ids = solution!.sites.map(({ candidateId }) => candidateId)
        const { existing } = request
        const stays = request.model === 'capacitated' && existing === undefined ? ['list/treffs/1'] : []
        expect(printed.chosen.filter((id) => !stays.includes(id) && (ids.includes(id) || stays.length === 0))).toEqual(
          ids,
        )
      })
    },
    60_000,
  )

  it('work out the curve behind the answer, and more sites never serve fewer', async () => {
    const { curve, solution } = await solve({ ...MCLP, sites: 4, curve: true })
    expect(curve.map(({ sites }) => sites)).toEqual([0, 1, 2, 3, 4])
    curve.slice(1).forEach(({ served }, n) => expect(served).toBeGreaterThanOrEqual(curve[n].served))
    expect(curve[4].served).toBe(solution!.served)
  }, 60_000)

  it('take points, house numbers and places, and say what became of them', async () => {
    const [lng, lat] = tiny.position(1, 1)
    const { candidates, candidateCount, solution } = await solve({
      ...MCLP,
      sites: 1,
      candidates: {
        points: [
          [lng, lat],
          [lng, lat],
          [8, 50],
        ],
        addresses: true,
        categoryIds: ['pharmacy'],
      },
    })
    expect(candidates).toMatchObject({
      found: 5,
      outsideRegion: 1,
      merged: 1,
      inWater: 0,
      withoutStreet: 0,
      thinned: 0,
    })
    expect(candidateCount).toBe(3)
    expect(['Reihe 1 7a', 'Apotheke „1“ <b>&', null]).toContain(solution!.sites[0].name)
    const thinned = await solve({ ...MCLP, candidates: { cells: true, atMost: 10 } })
    expect(thinned.candidateCount).toBe(10)
    const { found, outsideRegion, withoutStreet, merged } = thinned.candidates
    expect(thinned.candidates.thinned).toBe(found - outsideRegion - withoutStreet - merged - 10)
  }, 60_000)

  it('stay within areas and out of forbidden ones', async () => {
    const box = (w: number, e: number) => [
      tiny.position(w, -1),
      tiny.position(e, -1),
      tiny.position(e, 5),
      tiny.position(w, 5),
    ]
    const east = tiny.position(3.5, 0)[0]
    const west = await solve({ ...MCLP, candidates: { areas: [box(-1, 3.5)] } })
    expect(west.solution!.sites.every(({ lng }) => lng < east)).toBe(true)
    const other = await solve({ ...MCLP, candidates: { forbidden: [box(-1, 3.5)] } })
    expect(other.solution!.sites.every(({ lng }) => lng > east)).toBe(true)
    const none = await solve({ ...MCLP, candidates: { forbidden: [box(-2, 10)] } })
    expect(none).toMatchObject({ candidateCount: 0, reason: 'no-candidates' })
    expect(none.reasonText!.de).toMatch(/kein(en)? möglichen Standort/)
  }, 60_000)

  it('start from a scenario as well, and tell what of it does not apply', async () => {
    const [lng, lat] = tiny.position(2, 2)
    const modifications = [
      { id: 'a', kind: 'add-facility', lng, lat, name: 'Neu', categoryIds: ['senior_meeting_place'] },
      { id: 'b', kind: 'close-facility', facilityId: 'gone' },
    ]
    const answer = await solve({ ...MCLP, side: { modifications } })
    expect(answer.existingCount).toBe(2)
    expect(answer.problems.map(({ code }) => code)).toEqual(['facility-gone'])
    expect(answer.before.served).toBeGreaterThan((await solve(MCLP)).before.served)
  }, 60_000)

  it.each([
    ['none asked for', { sites: 0 }, 'no-sites'],
    ['more sites than candidates', { sites: 40, candidates: { atMost: 3 } }, 'too-few-candidates'],
    ['capacity below demand', { model: 'capacitated', capacityPeople: 1, unservedMinutes: null }, 'capacity-too-small'],
    ['nobody of weight', { need: { levelId: 'stadtteil', factors: { '1': 0, '2': 0 } } }, 'no-demand'],
    ['an empty list of points', { candidates: { points: [] } }, 'no-candidates'],
  ])(
    '%s: an answer with its reason in German and English',
    async (_, change, reason) => {
      const answer = await solve({ ...MCLP, ...change })
      expect(answer.reason).toBe(reason)
      expect(answer.reasonText!.de.length).toBeGreaterThan(20)
      expect(answer.reasonText!.en).not.toBe(answer.reasonText!.de)
    },
    60_000,
  )

  const bowTie = [[11.3, 51.9], [11.31, 51.91], [11.31, 51.9], [11.3, 51.91]] // prettier-ignore
  it.each([
    ['no number of sites', { sites: undefined }, /„sites“/],
    ['too many sites', { sites: 51 }, /bis zu 50/],
    ['a number for lscp', { model: 'lscp' }, /„sites“ weglassen/],
    ['a curve for backup', { model: 'backup', sites: undefined, curve: true }, /„curve“/],
    ['100,000 points', { candidates: { points: Array(100_000).fill([11.3, 51.9]) } }, /100000 Punkte/],
    ['an area that crosses itself', { candidates: { areas: [bowTie] } }, /Fläche 1 schneidet/],
    [
      'an area without extent',
      {
        candidates: {
          forbidden: [
            [
              [11.3, 51.9],
              [11.3, 51.9],
              [11.3, 51.9],
            ],
          ],
        },
      },
      /Sperrfläche 1 hat keine/,
    ],
    ['an unknown kind of candidates', { candidates: { categoryIds: ['castle'] } }, /„castle“/],
    ['an unknown level of need', { need: { levelId: 'block', factors: {} } }, /„block“/],
    ['an unknown district of need', { need: { levelId: 'stadtteil', factors: { '99': 1 } } }, /„99“/],
    ['need missing', { model: 'equity-coverage' }, /„need“/],
    ['capacity missing', { model: 'capacitated' }, /„capacityPeople“/],
    ['capacity of no use', { capacityPeople: 5 }, /„capacityPeople“/],
    ['a score', { question: { ...QUESTION, mode: 'score' } }, /Punktzahl/],
    ['the second nearest', { question: { ...QUESTION, rank: 2 } }, /„backup“/],
  ])('refuse %s in German and English', async (_, change, german) => {
    const response = await post('', JSON.parse(JSON.stringify({ ...MCLP, ...change })) as object)
    expect(response.statusCode, response.body).toBe(400)
    const body = response.json<{ code: string; detail: string; text: { de: string; en: string } }>()
    expect(body.code).toBe('invalid-request')
    expect(body.text.de).toMatch(german)
    expect(body.text.en).toBe(body.detail)
  })

  it('refuse what is unknown by name, and bodies of another shape', async () => {
    const codeOf = async (change: object) => (await post('', { ...MCLP, ...change })).json<{ code: string }>().code
    expect(await codeOf({ question: { ...QUESTION, categoryIds: ['castle'] } })).toBe('unknown-category')
    expect(await codeOf({ question: { ...QUESTION, groupId: 'dwarfs' } })).toBe('unknown-group')
    expect(await codeOf({ question: { ...QUESTION, levelId: 'block' } })).toBe('unknown-level')
    expect(await codeOf({ side: { scenario: '0123456789abcdef' } })).toBe('unknown-scenario')
    expect(await codeOf({ model: 'guess' })).toBe('invalid-request')
    expect(await codeOf({ sites: -1 })).toBe('invalid-request')
    expect(await codeOf({ more: true })).toBe('invalid-request')
  })

  it('share a job where they are equal, can be cancelled at once, and outlive a restart', async () => {
    const slow = { ...MCLP, sites: 5, question: { ...QUESTION, minutes: 5 } }
    const [first, second] = await Promise.all([post('', slow), post('', slow)])
    const { id } = first.json<JobBody>()
    expect(second.json<JobBody>().id).toBe(id)
    const cancelled = await app.inject({ method: 'DELETE', url: `/api/v1/jobs/${id}` })
    expect(cancelled.json()).toMatchObject({ status: 'dismissed', result: null })
    const job = await finish(MCLP)
    const restarted = createServices(readConfig({ data: test.dataFolder, port: '3000' }, {}), test.database)
    // It is written right after it is told.
    await expect.poll(async () => (await restarted.jobs.find(job.id))!.result).toEqual(job.result)
  }, 60_000)

  it('are limited to 30 a minute', async () => {
    const responses = []
    for (let n = 0; n < 31; n++)
      responses.push(
        await app.inject({
          method: 'POST',
          url: '/api/v1/regions/tiny/siting',
          payload: {},
          remoteAddress: '10.9.9.9',
        }),
      )
    expect(responses.slice(0, 30).every(({ statusCode }) => statusCode === 400)).toBe(true)
    expect(responses[30].statusCode).toBe(429)
  })
})
