import { Type, type Static } from 'typebox'

const OrNull = Type.Union([Type.String(), Type.Null()])

/** What whoever runs this installation has set about themselves, for the pages on accessibility and privacy; null: not set yet. */
export const OperatorBody = Type.Object({
  name: OrNull,
  imprintUrl: OrNull,
  privacy: Type.Object({ url: OrNull, email: OrNull }),
  accessibility: Type.Object({
    name: OrNull,
    email: OrNull,
    phone: OrNull,
    /** The body that people turn to when the contact does not help, by the law of the operator's state. */
    enforcementName: OrNull,
    enforcementUrl: OrNull,
  }),
  /** E-mail or web address for reports of weaknesses. */
  securityContact: OrNull,
})
export type OperatorBody = Static<typeof OperatorBody>
