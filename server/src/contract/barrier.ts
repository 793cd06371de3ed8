import { Type, type Static } from 'typebox'

export const BARRIER_LIMITS = { description: 4000, note: 4000, page: 300, email: 254, open: 1000, perDay: 10 } as const
/** Days after which the address of somebody who reported is deleted, counted from when the report was done. */
export const BARRIER_CONTACT_DAYS = 90

const Email = Type.String({ pattern: '^[^\\s@<>"]+@[^\\s@<>"]+\\.[^\\s@<>"]+$', maxLength: BARRIER_LIMITS.email })
const Page = Type.String({ pattern: '^/[^\\s?#]*$', maxLength: BARRIER_LIMITS.page })
const Time = Type.String({ description: 'ISO 8601, UTC' })

export const NewBarrier = Type.Object(
  {
    /** From `GET /barriers/form`; counts once. */
    form: Type.String({ maxLength: 200 }),
    page: Page,
    description: Type.String({ minLength: 1, maxLength: BARRIER_LIMITS.description, pattern: '\\S' }),
    /** Only where somebody wants an answer. */
    email: Type.Optional(Email),
  },
  { additionalProperties: false },
)
export type NewBarrier = Static<typeof NewBarrier>

/** A report, as admins see it. */
export const BarrierBody = Type.Object({
  id: Type.String(),
  reportedAt: Time,
  page: Type.String(),
  description: Type.String(),
  email: Type.Union([Type.String(), Type.Null()]),
  doneAt: Type.Union([Time, Type.Null()]),
  note: Type.String(),
})
export type BarrierBody = Static<typeof BarrierBody>
export const BarrierList = Type.Object({ barriers: Type.Array(BarrierBody) })

export const BarrierChange = Type.Object(
  { done: Type.Boolean(), note: Type.String({ maxLength: BARRIER_LIMITS.note }) },
  { additionalProperties: false },
)
export type BarrierChange = Static<typeof BarrierChange>
