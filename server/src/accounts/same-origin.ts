/** What a browser says about where a request comes from. */
export interface RequestOrigin {
  readonly secFetchSite: string | undefined
  readonly origin: string | undefined
  /** Host header, or what trusted proxies say it was. */
  readonly host: string | undefined
}

/**
 * Whether a request may use the rights of the browser's owner, or may have been made by a page of another site. Browsers tell by
 * `Sec-Fetch-Site`, older ones and those on plain HTTP by `Origin`, on every request that writes; what says neither is no browser and has no
 * cookie by accident.
 *
 * @param publicOrigin origin of `PUBLIC_URL`; without one a page's own host is the host that it asks
 */
export function isSameOrigin({ secFetchSite, origin, host }: RequestOrigin, publicOrigin: string | null): boolean {
  if (secFetchSite !== undefined) return secFetchSite === 'same-origin' || secFetchSite === 'none'
  if (origin === undefined) return true
  if (origin === publicOrigin) return true
  const found = /^https?:\/\/([^/]+)$/.exec(origin)
  return publicOrigin === null && found !== null && found[1] === host
}

/** Whether a Host header names this machine itself, and so cannot be the name of another site that leads here (DNS rebinding). */
export function isLoopbackHost(host: string | undefined): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/.test(host ?? '')
}
