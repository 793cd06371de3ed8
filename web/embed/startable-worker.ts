/**
 * Address of a worker's script that any page may start, also one in a sandboxed frame: the browser lets such a page, which has no origin, start workers from
 * its own memory only, and Chromium only classic ones (https://issues.chromium.org/issues/40067939). So the script is a classic one that needs no other.
 */
const addresses = new Map<string, Promise<string>>()

export function toStartableAddress(scriptAddress: string): Promise<string> {
  const known = addresses.get(scriptAddress)
  if (known) return known
  const made = (async () => {
    const response = await fetch(scriptAddress, { credentials: 'omit' })
    if (!response.ok) throw new Error(`the script of the worker: the server answered ${response.status}`)
    return URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: 'text/javascript' }))
  })()
  addresses.set(scriptAddress, made)
  made.catch(() => addresses.delete(scriptAddress))
  return made
}

/** MapLibre starts a script of this ending as a classic one. */
export const asClassic = (address: string): string => `${address}#.cjs`
