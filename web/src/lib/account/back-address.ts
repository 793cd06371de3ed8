/**
 * Where to go after signing in: an address of this site, from `back` of the query. Anything that could lead to another site, or back to the page of
 * signing in, becomes the start page.
 */
export function parseBack(value: string | null): string {
  // eslint-disable-next-line no-control-regex -- browsers drop control characters, which would make "/\t/" a foreign address
  if (value === null || !/^\/(?![/\\])/.test(value) || /[\u0000-\u001f\\]/.test(value)) return '/'
  return /^\/login([/?#]|$)/.test(value) ? '/' : value
}

/** The page of signing in, leading back to where one is; what stands behind "#" stays out, as it may open something. */
export function loginAddress(place: { readonly pathname: string; readonly search: string }): string {
  const back = parseBack(place.pathname + place.search)
  return back === '/' ? '/login' : `/login?back=${encodeURIComponent(back)}`
}
