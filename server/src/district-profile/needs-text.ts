/** Sentences of needs for action: one table from code to text per language; every number comes from the need's own figures. */
import type { LocalText } from '../contract/common.ts'
import type { ProfileNeed } from '../contract/district-profile.ts'
import { createFigureFormat, roundPercent, type Language } from './figure-format.ts'
import { writeGroup } from './group-text.ts'
import { shortenText } from './shorten-text.ts'
import type { ProfileCategory, ProfileInput } from './profile-input.ts'

/** What a sentence is made of. */
export interface NeedFacts extends Pick<
  ProfileNeed,
  'code' | 'priority' | 'groupId' | 'people' | 'numbers' | 'certainty'
> {
  readonly category: ProfileCategory | null
  /** Gap area that holds most of the people. */
  readonly clusterName?: LocalText | null
  /** Kinds with places in the district that could be opened, the most frequent first. */
  readonly hosts?: readonly { readonly category: ProfileCategory; readonly count: number }[]
}

/** So many kinds that could be opened are named; how many more there are is said. */
const NAMED_HOSTS = 4
const NAME_LENGTH = 60

interface Parts {
  readonly label: string
  readonly region: string
  readonly group: string
  readonly cluster: string | null
  readonly hosts: string
  /** A figure of the need, formatted; undefined where it has none. */
  has(key: string): boolean
  people(key: string): string
  percent(key: string): string
  /** "35 %", or "35 to 41 %" where it is not known better. */
  band(key: string): string
  minutes(key: string): string
}

type Writer = (parts: Parts, need: NeedFacts) => string

const GERMAN: Readonly<Record<ProfileNeed['code'], Writer>> = {
  'no-place-in-reach': (p, need) =>
    [
      `${p.label}: ${germanSupply(p)}`,
      p.has('nearestMinutes')
        ? `Im Bezirk ist keiner bekannt; der nächste bekannte ist ${p.minutes('nearestMinutes')} Minuten vom Schwerpunkt der Bevölkerung entfernt.`
        : 'Im Bezirk ist keiner bekannt.',
      ...germanCertainty(p, need),
    ].join(' '),
  'place-too-far': (p, need) =>
    [
      `${p.label}: ${germanSupply(p)}`,
      need.numbers.facilityCount === 1
        ? 'Im Bezirk liegt 1 Ort dieser Art, für sie zu weit.'
        : `Im Bezirk liegen ${p.people('facilityCount')} Orte dieser Art, für sie zu weit.`,
      ...germanCertainty(p, need),
    ].join(' '),
  'check-shared-use': (p) =>
    `Bestehende Orte öffnen: ${p.people('unservedLower')} von ${p.people('people')} ${p.group} fehlt „${p.label}“ in ${p.minutes('minutes')} Minuten${p.has('unsure') ? `; bei ${p.people('unsure')} weiteren ist das nicht sicher` : ''}. Im Bezirk gibt es Orte, die vielleicht mitgenutzt werden können: ${p.hosts}.`,
  'unclear-data': (p) =>
    `Daten klären: Bei ${p.people('unsure')} von ${p.people('people')} ${p.group} lässt sich nicht sicher sagen, ob sie „${p.label}“ in ${p.minutes('minutes')} Minuten erreichen (Rand der Straßendaten oder kein Weg bekannt).`,
  'large-group': (p) =>
    `${p.label} sind hier häufiger: ${p.percent('share')} der Bevölkerung (${p.people('people')} Menschen), in ${p.region} ${p.percent('regionShare')}. Angebote für sie haben hier mehr Gewicht.`,
}

function germanSupply(p: Parts): string {
  const compared = [
    ...(p.has('regionShare') ? [`in ${p.region} ${p.band('regionShare')}`] : []),
    ...(p.has('similarShare') ? [`in ähnlichen Bezirken ${p.band('similarShare')}`] : []),
  ]
  const cluster = p.cluster === null ? '' : ` ${p.people('clusterPeople')} davon leben beisammen (${p.cluster}).`
  return `${capitalise(p.band('share'))} von ${p.people('people')} ${p.group} erreichen in ${p.minutes('minutes')} Minuten zu Fuß einen Ort dieser Art, ${p.people('unservedLower')} ${p.has('unsure') ? 'sicher nicht' : 'nicht'}${compared.length > 0 ? ` (${compared.join('; ')})` : ''}.${cluster}`
}

function germanCertainty(p: Parts, { certainty }: NeedFacts): string[] {
  const band = p.has('unsure') ? [`Bei ${p.people('unsure')} weiteren ist das nicht sicher.`] : []
  return certainty === 'places' ? [...band, 'Eigene Liste prüfen: Solche Orte fehlen in OpenStreetMap oft.'] : band
}

const ENGLISH: Readonly<Record<ProfileNeed['code'], Writer>> = {
  'no-place-in-reach': (p, need) =>
    [
      `${p.label}: ${englishSupply(p)}`,
      p.has('nearestMinutes')
        ? `None is known in the district; the nearest known is ${p.minutes('nearestMinutes')} minutes from the centre of its people.`
        : 'None is known in the district.',
      ...englishCertainty(p, need),
    ].join(' '),
  'place-too-far': (p, need) =>
    [
      `${p.label}: ${englishSupply(p)}`,
      need.numbers.facilityCount === 1
        ? 'The district has 1 place of this kind, too far for them.'
        : `The district has ${p.people('facilityCount')} places of this kind, too far for them.`,
      ...englishCertainty(p, need),
    ].join(' '),
  'check-shared-use': (p) =>
    `Open what exists: ${p.people('unservedLower')} of ${p.people('people')} ${p.group} have no “${p.label}” within ${p.minutes('minutes')} minutes${p.has('unsure') ? `; for ${p.people('unsure')} more this is not sure` : ''}. The district has places that could perhaps be shared: ${p.hosts}.`,
  'unclear-data': (p) =>
    `Clarify the data: for ${p.people('unsure')} of ${p.people('people')} ${p.group} it cannot be said for sure whether they reach “${p.label}” within ${p.minutes('minutes')} minutes (edge of the street data, or no path known).`,
  'large-group': (p) =>
    `${p.label} are more frequent here: ${p.percent('share')} of the population (${p.people('people')} people), in ${p.region} ${p.percent('regionShare')}. What is offered to them weighs more here.`,
}

function englishSupply(p: Parts): string {
  const compared = [
    ...(p.has('regionShare') ? [`in ${p.region} ${p.band('regionShare')}`] : []),
    ...(p.has('similarShare') ? [`in similar districts ${p.band('similarShare')}`] : []),
  ]
  const cluster = p.cluster === null ? '' : ` ${p.people('clusterPeople')} of them live together (${p.cluster}).`
  return `${capitalise(p.band('share'))} of ${p.people('people')} ${p.group} reach a place of this kind within ${p.minutes('minutes')} minutes on foot, ${p.people('unservedLower')} ${p.has('unsure') ? 'surely do not' : 'do not'}${compared.length > 0 ? ` (${compared.join('; ')})` : ''}.${cluster}`
}

function englishCertainty(p: Parts, { certainty }: NeedFacts): string[] {
  const band = p.has('unsure') ? [`For ${p.people('unsure')} more this is not sure.`] : []
  return certainty === 'places'
    ? [...band, 'Check your own list: such places are often missing in OpenStreetMap.']
    : band
}

const WRITERS = { de: GERMAN, en: ENGLISH } as const

/** The sentence of a need; names are cut to 60 characters. */
export function writeNeed(
  { regionName, groups }: Pick<ProfileInput, 'regionName' | 'groups'>,
  need: NeedFacts,
  language: Language,
): string {
  const format = FORMATS[language]
  const group = groups.find(({ id }) => id === need.groupId)
  const groupLabel = group?.label[language] ?? need.groupId
  const label = need.category === null ? capitalise(groupLabel) : need.category.label[language]
  const hosts = need.hosts ?? []
  const named = hosts
    .slice(0, NAMED_HOSTS)
    .map(({ category, count }) => `${shortenText(category.label[language], NAME_LENGTH)} (${format.integer(count)})`)
  const more = hosts.length - named.length
  const others = language === 'de' ? ` und ${more} weitere Arten` : ` and ${more} more kinds`
  const parts: Parts = {
    label: shortenText(label, NAME_LENGTH),
    region: shortenText(regionName[language].replace(/\s*\(.*\)$/, ''), NAME_LENGTH),
    group: writeGroup(need.groupId, groupLabel, language),
    cluster: need.clusterName ? shortenText(need.clusterName[language], NAME_LENGTH) : null,
    hosts: named.join(', ') + (more > 0 ? others : ''),
    has: (key) => key in need.numbers,
    people: (key) => format.people(need.numbers[key]),
    percent: (key) => format.percent(need.numbers[key]),
    band(key) {
      const low = need.numbers[key]
      const high = need.numbers[`${key}Upper`]
      if (roundPercent(high) <= roundPercent(low)) return format.percent(low)
      if (roundPercent(low) === 0)
        return language === 'de' ? `höchstens ${format.percent(high)}` : `at most ${format.percent(high)}`
      return language === 'de'
        ? `${roundPercent(low)} bis ${format.percent(high)}`
        : `${roundPercent(low)} to ${format.percent(high)}`
    },
    minutes: (key) => format.minutes(need.numbers[key]),
  }
  return WRITERS[language][need.code](parts, need)
}

const capitalise = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

const FORMATS = { de: createFigureFormat('de'), en: createFigureFormat('en') }
