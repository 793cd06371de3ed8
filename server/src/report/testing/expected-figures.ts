/**
 * What a printed profile must say of one district, from the API's answer alone: the rules of rounding are stated here once more, in German, so that a fault in
 * the product's own does not hide.
 */
import type { LocalText } from '../../contract/common.ts'
import type { DistrictProfile } from '../../contract/district-profile.ts'
import { shortenText } from '../../district-profile/shorten-text.ts'

type Labels = readonly { readonly id: string; readonly label: LocalText }[]

export interface FigureLabels {
  readonly groups: Labels
  readonly fields: Labels
  readonly categories: Labels
}

const REASONS: Readonly<Record<string, string>> = {
  'no-people': 'niemand',
  'outside-network': 'unklar',
  'no-street': 'unklar',
  suppressed: 'geschützt',
  'small-base': 'zu wenige',
}
const whole = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const oneDecimal = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 })
const hundredths = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

const people = (value: number | null): string => (value === null ? '–' : whole.format(Math.round(value)))
const minutes = (value: number | undefined): string =>
  value === undefined ? '–' : value < 10 && value % 1 !== 0 ? tenths.format(value) : whole.format(value)
/** 0 and 100 only for exactly none and all. */
const percent = (share: number): number =>
  share === 0 || share === 1 ? share * 100 : Math.min(99, Math.max(1, Math.round(share * 100)))
const range = (least: number | null, most: number | null, otherwise = '–'): string => {
  if (least === null) return most === null ? otherwise : 'unklar'
  const [low, high] = [percent(least), percent(most ?? least)]
  return low === high ? `${low} %` : `${low}–${high} %`
}

/** Lines in the order of the cells, each a row of a table, a head or a sentence; every one must stand in the text of the district's pages. */
export function listExpectedLines(profile: DistrictProfile, labels: FigureLabels): string[] {
  const labelIn = (list: Labels) => (id: string) => shortenText(list.find((item) => item.id === id)!.label.de, 48)
  const [group, field, category] = [labels.groups, labels.fields, labels.categories].map(labelIn)
  const { groups, fields, kinds, gaps, needs, similar, density, regionDensity, areaSquareMetres } = profile
  const perArea = density === null ? '' : ` · ${people(density)} Menschen je km² (gesamt ${people(regionDensity)})`
  const line = (...cells: readonly string[]) => cells.join(' ')
  return [
    `Menschen: ${people(groups[0].people)} · Fläche: ${hundredths.format(areaSquareMetres / 1e6)} km²${perArea}`,
    ...groups.map((g) =>
      line(
        group(g.groupId),
        people(g.people),
        range(g.share, g.share),
        range(g.regionShare, g.regionShare),
        range(g.similarShare, g.similarShare),
      ),
    ),
    ...fields.map((f) =>
      line(
        field(f.fieldId),
        range(f.share, f.shareUpper, REASONS[f.reason ?? '']),
        range(f.regionShare, f.regionShareUpper),
        range(f.similarShare, f.similarShareUpper),
      ),
    ),
    line('Art', 'Min.', 'für', 'versorgt', 'sicher nicht', 'unsicher', 'gesamt', 'ähnliche', 'Orte hier'),
    ...kinds.map(({ row, region, ...kind }) => {
      const isUnclear = row.people! > 0 && row.unknown! >= row.people! / 2 && row.facilityCount === 0
      return line(
        category(kind.categoryId),
        minutes(kind.minutes),
        group(kind.groupId),
        range(row.share, row.shareUpper, REASONS[row.reason ?? '']),
        people(row.unservedLower),
        people(row.unknown! + row.uncertain!),
        range(region.share, region.shareUpper),
        range(kind.similarShare, kind.similarShareUpper),
        isUnclear ? 'unklar' : people(row.facilityCount),
        minutes(kind.nearest?.minutes),
        minutes(kind.nearestOutside?.minutes),
      )
    }),
    ...gaps.map((gap) =>
      line(
        shortenText(gap.name.de, 48),
        category(gap.categoryId),
        group(gap.groupId),
        people(gap.unservedLower),
        people(gap.uncertain),
        people(gap.areaPeople),
      ),
    ),
    ...needs.map(({ text, guidelines }) =>
      line(text.de, ...(guidelines.length > 0 ? [`(Leitlinien: ${guidelines.join(', ')})`] : [])),
    ),
    ...similar.map(({ name, distance }) => `${shortenText(name, 48)} (${oneDecimal.format(distance)})`),
  ]
}

/** The district's line of the contents. */
export function expectedContentsLine({ name, groups, needs }: DistrictProfile, page: number): string {
  const urgent = needs.filter(({ priority }) => priority === 'high').length
  return `${name} ${people(groups[0].people)} Menschen · Handlungsbedarf: ${needs.length} (${urgent} hoch) ${page}`
}
