import type { Queryable } from '../db/database.store.ts'

export async function findConfirmation(db: Queryable, regionKey: string, facilityId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('nahraum.facility_confirmation')
    .select('confirmed_at')
    .where('region_key', '=', regionKey)
    .where('facility_id', '=', facilityId)
    .executeTakeFirst()
  return row?.confirmed_at ?? null
}

export async function listConfirmations(db: Queryable, regionKey: string): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom('nahraum.facility_confirmation')
    .select(['facility_id', 'confirmed_at'])
    .where('region_key', '=', regionKey)
    .execute()
  return new Map(rows.map((row) => [row.facility_id, row.confirmed_at]))
}

export async function saveConfirmation(
  db: Queryable,
  confirmation: {
    readonly regionKey: string
    readonly facilityId: string
    readonly accountId: string
    readonly accountName: string
    readonly at: Date
  },
): Promise<void> {
  const { regionKey, facilityId, accountId, accountName, at } = confirmation
  const values = { account_id: accountId, account_name: accountName, confirmed_at: at }
  await db
    .insertInto('nahraum.facility_confirmation')
    .values({ region_key: regionKey, facility_id: facilityId, ...values })
    .onConflict((conflict) => conflict.columns(['region_key', 'facility_id']).doUpdateSet(values))
    .execute()
}
