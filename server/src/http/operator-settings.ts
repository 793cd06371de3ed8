import type { OperatorBody } from '../contract/operator.ts'

type Environment = Readonly<Record<string, string | undefined>>

const LONGEST_TEXT = 200
const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s"<>]+$/.test(text)
const isEmail = (text: string): boolean => /^[^\s@"<>]+@[^\s@"<>]+\.[^\s@"<>]+$/.test(text)

/** What the operator has to say on the pages: who runs this, and whom to write to. Faults go to `onFault`; what is not set is null. */
export function readOperator(env: Environment, onFault: (fault: string) => void): OperatorBody {
  const read = (name: string, isValid: (text: string) => boolean, shape: string): string | null => {
    const value = env[name]?.trim()
    if (value === undefined || value === '') return null
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    if (value.length <= LONGEST_TEXT && !/[\u0000-\u001f]/.test(value) && isValid(value)) return value
    onFault(`${name} must be ${shape} of at most ${LONGEST_TEXT} characters`)
    return null
  }
  const text = (name: string) => read(name, () => true, 'one line')
  const web = (name: string) => read(name, isWebAddress, 'an address starting with https:// or http://')
  const email = (name: string) => read(name, isEmail, 'an e-mail address')
  return {
    name: text('OPERATOR_NAME'),
    imprintUrl: web('OPERATOR_IMPRINT_URL'),
    privacy: { url: web('PRIVACY_URL'), email: email('PRIVACY_CONTACT_EMAIL') },
    accessibility: {
      name: text('ACCESSIBILITY_CONTACT_NAME'),
      email: email('ACCESSIBILITY_CONTACT_EMAIL'),
      phone: text('ACCESSIBILITY_CONTACT_PHONE'),
      enforcementName: text('ACCESSIBILITY_ENFORCEMENT_NAME'),
      enforcementUrl: web('ACCESSIBILITY_ENFORCEMENT_URL'),
    },
    securityContact: read(
      'SECURITY_CONTACT',
      (value) => isWebAddress(value) || isEmail(value),
      'an e-mail address or an address starting with https://',
    ),
  }
}
