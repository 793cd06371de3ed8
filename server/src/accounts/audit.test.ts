import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../contract/account.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { AuditService } from './audit.service.ts'
import { formatCanonicalJson } from './canonical-json.ts'

const ANNA: Person = { accountId: '00000000000000aa', name: 'Anna “A” <b>', role: 'editor', regionKeys: ['tiny'] }

describe('canonical JSON', () => {
  it('is the same text for equal values, whatever the order of their keys', () => {
    expect(formatCanonicalJson({ b: [1, { d: null, c: 'ä' }], a: undefined, A: 0 })).toBe(
      '{"A":0,"b":[1,{"c":"ä","d":null}]}',
    )
    expect(formatCanonicalJson({ x: { b: 1, a: 2 } })).toBe(formatCanonicalJson({ x: { a: 2, b: 1 } }))
    expect(formatCanonicalJson(undefined)).toBe('null')
  })
})

describe.each(TEST_DATABASES)('audit trail on the $kind database', ({ missing, open }) => {
  if (missing) {
    it.skip(`is not tested here: ${missing}`, () => {})
    return
  }
  let test: TestDatabase
  let audit: AuditService

  beforeAll(async () => {
    test = await open()
    audit = new AuditService(test.database.db)
  }, 180_000)
  afterAll(() => test?.close())

  const record = (action: string, after: unknown = null) =>
    audit.record({ person: ANNA, action, regionKey: 'tiny', subject: 'scenario/1', after })

  it('says who did what when, with what was before and after, the newest first', async () => {
    expect(await audit.verify()).toMatchObject({ count: 0, fault: null })
    await record('scenario.create', { name: 'Nul\u0000 and “quotes”', list: [2, 1] })
    await audit.record({ person: ANNA, action: 'account.role', regionKey: null, subject: null, before: { role: 'editor' } }) // prettier-ignore
    const [second, first] = await audit.list({}, 10)
    expect(first).toMatchObject({ number: 1, person: ANNA.name, role: 'editor', action: 'scenario.create' })
    expect(JSON.parse(first.after!)).toEqual({ name: 'Nul\u0000 and “quotes”', list: [2, 1] })
    expect(second).toMatchObject({ number: 2, previousHash: first.hash, before: '{"role":"editor"}', after: null })
    expect((await audit.list({ action: 'account' }, 10)).map(({ number }) => number)).toEqual([2])
    expect((await audit.list({ action: 'acc' }, 10)).length).toBe(0)
    expect((await audit.list({ regionKey: 'tiny' }, 10)).map(({ number }) => number)).toEqual([1])
    expect((await audit.list({ before: 2 }, 10)).map(({ number }) => number)).toEqual([1])
    expect((await audit.list({ from: second.at, to: '2999-01-01T00:00:00Z' }, 10)).at(0)?.number).toBe(2)
  })

  it('has no gaps and one chain, however many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => record('scenario.save', { i })))
    expect(await audit.verify()).toMatchObject({ count: 22, fault: null })
    expect((await audit.list({}, 100)).map(({ number }) => number)).toEqual(
      Array.from({ length: 22 }, (_, i) => 22 - i),
    )
  })

  it('goes back with the transaction of what it records', async () => {
    await expect(
      test.database.db.transaction().execute(async (tx) => {
        await audit.record({ person: ANNA, action: 'scenario.delete', regionKey: 'tiny', subject: null }, tx)
        throw new Error('the work failed')
      }),
    ).rejects.toThrow('the work failed')
    expect((await audit.verify()).count).toBe(22)
  })

  it('cannot be changed, shortened or emptied by SQL', async () => {
    for (const statement of [
      sql`update nahraum.audit_entry set person = 'x' where number = 1`,
      sql`delete from nahraum.audit_entry where number = 22`,
      sql`delete from nahraum.audit_entry where false`,
      sql`truncate nahraum.audit_entry`,
    ])
      await expect(statement.execute(test.database.db)).rejects.toThrow(/append-only/)
  })

  it('shows what somebody did who took the trigger away', async () => {
    const { head } = await audit.verify()
    const tampered = async (statement: ReturnType<typeof sql>, known?: typeof head) => {
      let check: Awaited<ReturnType<AuditService['verify']>> | undefined
      await test.database.db
        .transaction()
        .execute(async (tx) => {
          await sql`alter table nahraum.audit_entry disable trigger audit_entry_is_append_only`.execute(tx)
          await statement.execute(tx)
          check = await new AuditService(tx).verify(known)
          throw new Error('back to how it was')
        })
        .catch(() => {})
      return check
    }
    const none = Buffer.alloc(32)
    expect(await tampered(sql`update nahraum.audit_entry set person = 'Bert' where number = 5`)).toMatchObject({ count: 4, fault: { number: 5, reason: 'content' } }) // prettier-ignore
    expect(await tampered(sql`update nahraum.audit_entry set at = at + interval '1 second' where number = 5`)).toMatchObject({ fault: { number: 5, reason: 'content' } }) // prettier-ignore
    expect(await tampered(sql`update nahraum.audit_entry set previous_hash = ${none} where number = 5`)).toMatchObject({ fault: { number: 5, reason: 'link' } }) // prettier-ignore
    expect(await tampered(sql`delete from nahraum.audit_entry where number = 5`)).toMatchObject({ fault: { number: 6, reason: 'gap' } }) // prettier-ignore
    expect(await tampered(sql`delete from nahraum.audit_entry where number = 1`)).toMatchObject({ fault: { number: 2, reason: 'gap' } }) // prettier-ignore
    // Entries missing at the end are noticed by who has noted the head elsewhere.
    const shortened = sql`delete from nahraum.audit_entry where number = 22`
    expect(await tampered(shortened)).toMatchObject({ count: 21, fault: null })
    expect(await tampered(shortened, head)).toMatchObject({ fault: { number: 22, reason: 'gap' } })
    expect(await audit.verify(head)).toMatchObject({ fault: null })
    expect(await audit.verify({ number: 3, hash: 'f'.repeat(64) })).toMatchObject({ fault: { number: 3, reason: 'head' } }) // prettier-ignore
  })
})
