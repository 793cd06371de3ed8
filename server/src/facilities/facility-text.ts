/** Small helpers for texts that come from outside and stay plain text: nothing here is ever HTML. */

const UMLAUTS: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  å: 'a',
  œ: 'oe',
}

/** One line without control characters (those that turn the direction of writing, too) and outer space; null when empty. */
export function cleanText(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null
  const clean = text
    .replace(/[\p{Cc}\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return clean === '' ? null : clean
}

/** For comparing: lower case, umlauts and accents written out, everything but letters and digits as a single space. */
export function foldText(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæøåœ]/g, (letter) => UMLAUTS[letter])
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** A web address that may be shown as a link: http or https only, so that no other scheme comes into a page. */
export function toWebsite(text: string | null | undefined): string | null {
  const address = cleanText(text)?.split(/[\s;]/)[0]
  if (!address) return null
  if (/^https?:\/\/[^\s/]+\.[^\s]+$/i.test(address)) return address
  return /^www\.[^\s/]+\.[^\s]+$/i.test(address) ? `https://${address}` : null
}

/** "Markt 39, 52062 Aachen" from its parts, as far as they are known. */
export function formatAddress(parts: {
  readonly street?: string | null
  readonly houseNumber?: string | null
  readonly postcode?: string | null
  readonly city?: string | null
}): string | null {
  const street = [parts.street, parts.street ? parts.houseNumber : null].filter(Boolean).join(' ')
  const city = [parts.postcode, parts.city].filter(Boolean).join(' ')
  const address = [street, city].filter((part) => part !== '').join(', ')
  return address === '' ? null : address
}
