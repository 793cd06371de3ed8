import type { FeatureCollection } from 'geojson'
import type { SitingAnswer, SitingRequest, SitingSolution } from '../api/contract.ts'

/** One line of a CSV file; fields with the divider, quotes or line breaks are quoted, formulas are made harmless. */
function formatLine(fields: readonly (string | number | null)[], divider: string, point: string): string {
  return fields
    .map((field) => {
      if (field === null) return ''
      if (typeof field === 'number') return String(field).replace('.', point)
      const text = /^[=+\-@\t\r]/.test(field) ? `'${field}` : field
      return /["\r\n;,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    })
    .join(divider)
}

const rounded = (people: number | null) => (people === null ? null : Math.round(people * 10) / 10)

/** Sites as CSV with UTF-8 mark; German with semicolon and decimal comma. */
export function formatSitesCsv(solution: SitingSolution, language: 'de' | 'en'): string {
  const [divider, point] = language === 'de' ? [';', ','] : [',', '.']
  const header = ['number', 'name', 'district', 'lng', 'lat', 'people', 'source', 'source_id', 'exists']
  const rows = solution.sites.map((site, i) => [
    i + 1,
    site.name,
    site.districtName,
    site.lng,
    site.lat,
    rounded(site.people),
    site.source,
    site.sourceId,
    site.exists ? 1 : 0,
  ])
  return `\uFEFF${[header, ...rows].map((row) => formatLine(row, divider, point)).join('\r\n')}\r\n`
}

/** Sites as points, with the search and what it found as members of the collection. */
export function createSitesGeoJson(
  answer: SitingAnswer,
  solution: SitingSolution,
  request: SitingRequest,
): FeatureCollection & { readonly nahraum: object } {
  const { model, objectiveUnit, bound, gapShare, proven, solver, seconds } = answer
  const { objective, served, gained, lost, meanMinutes, givenUp } = solution
  return {
    type: 'FeatureCollection',
    nahraum: { request, model, objective, objectiveUnit, bound, gapShare, proven, solver, seconds, served, gained, lost, meanMinutes, givenUp }, // prettier-ignore
    features: solution.sites.map((site, i) => ({
      type: 'Feature',
      properties: {
        number: i + 1,
        name: site.name,
        district: site.districtName,
        people: rounded(site.people),
        source: site.source,
        sourceId: site.sourceId,
        exists: site.exists,
      },
      geometry: { type: 'Point', coordinates: [site.lng, site.lat] },
    })),
  }
}
