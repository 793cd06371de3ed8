/** Names and texts of the one cookie that this product sets, and only for people who sign in. */
export interface CookieForm {
  readonly name: string
  /** Sent over HTTPS only; the name then binds it to this host and path. */
  readonly isSecure: boolean
}

/** @param isHttps whether people reach the service by https: `PUBLIC_URL` says so */
export function sessionCookieForm(isHttps: boolean): CookieForm {
  return isHttps ? { name: '__Host-nahraum', isSecure: true } : { name: 'nahraum', isSecure: false }
}

/** Lax, not Strict: somebody who follows a link from a mail to a draft stays signed in; writes check the origin besides. */
export function formatCookie({ name, isSecure }: CookieForm, value: string, maxAgeSeconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}

/** The value of a cookie in the request's header; null without one. The first counts where a name stands twice. */
export function findCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return null
}
