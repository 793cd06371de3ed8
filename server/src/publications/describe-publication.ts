import type { LocalText } from '../contract/common.ts'
import {
  PUBLICATION_FORMAT,
  type FrozenFile,
  type PublicationDefinition,
  type PublicationFile,
} from '../contract/publication.ts'
import type { RunInfo, SourceInfo } from '../contract/region.ts'
import type { Modification } from '../contract/scenario.ts'
import type { DisclosureRule } from '../disclosure/disclosure-rule.ts'
import { stepOf } from '../disclosure/disclosure-rule.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { Bounds } from '../geo/bounds.ts'
import { PROFILES } from '../network/profile.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import { withoutNotes } from './build-pack.ts'
import { fillLanguages } from './clean-definition.ts'
import { ACCENT_COLOURS, UNKNOWN_COLOUR } from './palettes.ts'
import { createLegend } from './minute-classes.ts'

export interface PublicationFacts {
  readonly id: string
  readonly definition: PublicationDefinition
  readonly region: RegionData
  readonly run: RunInfo
  readonly sources: readonly SourceInfo[]
  readonly catalogue: Catalogue
  readonly scenario: {
    readonly id: string
    readonly version: number
    readonly name: string
    readonly modifications: readonly Modification[]
  } | null
  readonly rule: DisclosureRule | null
  readonly extent: Bounds
  readonly placeCounts: readonly number[]
  readonly files: readonly FrozenFile[]
}

/** publication.json: what the figures are, where they come from and how they are shown. */
export function describePublication(facts: PublicationFacts, version: number, publishedAt: string): PublicationFile {
  const { id, definition, region, run, catalogue, extent } = facts
  const { label, note, speedMetresPerSecond } = PROFILES[definition.profile]
  return {
    kind: 'nahraum-publication',
    format: PUBLICATION_FORMAT,
    id,
    version,
    publishedAt,
    region: { key: region.key, name: region.manifest.name, fictional: region.manifest.fictional },
    title: fillLanguages(definition.title),
    summary: fillLanguages(definition.summary),
    plainText: fillLanguages(definition.plainText),
    language: definition.language,
    profile: { id: definition.profile, label, note, speedMetresPerSecond },
    scenario: facts.scenario && { ...facts.scenario, modifications: withoutNotes(facts.scenario.modifications) },
    level: region.summary.levels
      .filter((level) => level.id === definition.levelId)
      .map((level) => ({ id: level.id, label: level.label }))[0],
    categories: definition.categories.map(({ id: categoryId, minutes }, i) => {
      const category = catalogue.categories.find((known) => known.id === categoryId)!
      return {
        id: categoryId,
        label: category.label,
        field: catalogue.fields.find((field) => field.id === category.field)?.label ?? category.label,
        minutes,
        legends: minutes.map((limit) => createLegend(limit, run.cutoffMinutes, definition.palette)),
        placeCount: facts.placeCounts[i],
        thresholdBasis: category.thresholdBasis,
      }
    }),
    groups: definition.groups.map((groupId) => {
      const group = region.summary.groups.find((known) => known.id === groupId)!
      return { id: groupId, label: group.label, note: group.note }
    }),
    extent: [extent.west, extent.south, extent.east, extent.north],
    accent: ACCENT_COLOURS[definition.accent],
    unknownColour: UNKNOWN_COLOUR,
    showPlaces: definition.showPlaces,
    allowWhatIf: definition.allowWhatIf,
    allowCorrections: definition.allowCorrections,
    contact: definition.contact,
    method: { version: run.methodVersion, cutoffMinutes: run.cutoffMinutes, runId: run.id, runAt: run.createdAt },
    import: { id: region.importId, importedAt: region.importedAt },
    sources: facts.sources.map(({ kind, title, url, licence, attribution, keyDate, sha256 }) => ({
      kind,
      title,
      url,
      licence,
      attribution,
      keyDate,
      sha256,
    })),
    notes: [...region.summary.notes],
    disclosure: describeDisclosure(facts.rule),
    files: [...facts.files],
  }
}

function describeDisclosure(rule: DisclosureRule | null): PublicationFile['disclosure'] {
  if (rule === null) return { rule: 'published', minimum: null, note: PUBLISHED_NOTE }
  const step = stepOf(rule)
  return {
    rule: 'register',
    minimum: rule.minimum,
    note: {
      de: `Die Zahlen stammen aus einem Register. Zum Schutz der Menschen sind sie in Schritten von ${step} angegeben, Anteile in ganzen Prozent und nur ab ${rule.percentageBase} Menschen.`,
      en: `The figures come from a register. To protect people they are given in steps of ${step}, shares in whole per cent and only from ${rule.percentageBase} people on.`,
    },
  }
}

const PUBLISHED_NOTE: LocalText = {
  de: 'Die Bevölkerungszahlen sind veröffentlichte Statistik. Das Statistische Amt hat kleine Zahlen vor der Veröffentlichung verändert, damit niemand erkannt wird; sie sind deshalb auf ein paar Menschen genau.',
  en: 'The population figures are published statistics. The statistical office has changed small numbers before publishing them so that nobody can be recognised; they are therefore exact to a few people.',
}
