import { m } from '#messages'
import type { Role } from '../api/contract.ts'

const NAMES: Readonly<Record<Role, () => string>> = {
  public: m.acc_role_public,
  provider: m.acc_role_provider,
  editor: m.acc_role_editor,
  admin: m.acc_role_admin,
}
const DUTIES: Readonly<Record<Role, () => string>> = {
  public: m.acc_role_public_text,
  provider: m.acc_role_provider_text,
  editor: m.acc_role_editor_text,
  admin: m.acc_role_admin_text,
}

export const roleName = (role: Role): string => NAMES[role]()
/** What somebody with the role may do. */
export const roleText = (role: Role): string => DUTIES[role]()
