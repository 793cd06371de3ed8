import { m } from '#messages'
import type { SitingSolution } from '../api/contract.ts'
import { formats } from '../text/current-formats.ts'

type Site = SitingSolution['sites'][number]

/** What a site is called: its place or street, else its district, else its number. `position` counts from 0. */
export function siteName(site: Site, position: number): string {
  const number = formats().integer(position + 1)
  if (site.name !== null && site.name !== '') return site.name
  if (site.districtName !== null) return m.sites_site_in({ number, district: site.districtName })
  return m.sites_site({ number })
}
