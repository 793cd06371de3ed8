import type { OsmTags } from '../osm/osm-extract.ts'
import type { Facility } from './facility.ts'
import { cleanText, formatAddress, toWebsite } from './facility-text.ts'

type FacilityAttributes = Omit<Facility, 'id' | 'categoryIds' | 'lng' | 'lat' | 'accessPoints' | 'source'>

const CAPACITY_KEYS = ['capacity', 'capacity:persons', 'capacity:beds', 'beds']

/** What the tags of an element say about the place itself; null where they say nothing usable. */
export function readOsmAttributes(tags: OsmTags): FacilityAttributes {
  return {
    name: cleanText(tags['name'] ?? tags['name:de'] ?? tags['official_name'] ?? tags['brand']),
    capacity: readCapacity(tags),
    provider: cleanText(tags['operator']),
    address: formatAddress({
      street: cleanText(tags['addr:street'] ?? tags['addr:place']),
      houseNumber: cleanText(tags['addr:housenumber']),
      postcode: cleanText(tags['addr:postcode']),
      city: cleanText(tags['addr:city']),
    }),
    openingHours: cleanText(tags['opening_hours']),
    wheelchair: readWheelchair(tags['wheelchair']),
    website: toWebsite(tags['website'] ?? tags['contact:website'] ?? tags['url']),
  }
}

/** Only whole numbers: "yes", "many" and ranges say nothing that could be counted. */
function readCapacity(tags: OsmTags): number | null {
  for (const key of CAPACITY_KEYS) {
    const value = tags[key]?.trim()
    if (value !== undefined && /^\d{1,6}$/.test(value)) return Number(value)
  }
  return null
}

function readWheelchair(value: string | undefined): Facility['wheelchair'] {
  if (value === 'designated') return 'yes'
  return value === 'yes' || value === 'limited' || value === 'no' ? value : null
}

/** Why an element that looks like a place is none that people can use: closed for good, or not open to the public. */
export function findReasonToExclude(tags: OsmTags): 'disused' | 'private' | null {
  for (const key of ['disused', 'abandoned', 'demolished', 'razed']) {
    if (tags[key] !== undefined && tags[key] !== 'no') return 'disused'
  }
  if (/^(off|closed)$/i.test(tags['opening_hours']?.trim() ?? '')) return 'disused'
  const isPrivate =
    /^(private|no|residents)$/.test(tags['access'] ?? '') || /^(private|residential)$/.test(tags['garden:type'] ?? '')
  return isPrivate && isOpenGround(tags) ? 'private' : null
}

/**
 * Places whose ground or object is what people use. For a school or a home for the elderly `access=private` only says that
 * strangers must not walk in: it stays a place for those who belong there.
 */
function isOpenGround(tags: OsmTags): boolean {
  if (tags['leisure'] !== undefined || tags['landuse'] !== undefined) return true
  return /^(bench|toilets|atm|post_box|public_bath)$/.test(tags['amenity'] ?? '')
}
