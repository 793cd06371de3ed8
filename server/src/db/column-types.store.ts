import type { ColumnType, Generated } from 'kysely'

/** Read as a value, written as its JSON. */
export type Json<T> = ColumnType<T, string, string>
/** Set by the database. */
export type CreatedAt = Generated<Date>
