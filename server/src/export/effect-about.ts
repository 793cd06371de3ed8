/** What stands with every exported effect: what was asked and compared, of which data, when, under which licences, and how it is computed. */
import type { LocalText } from '../contract/common.ts'
import type { SourceInfo } from '../contract/region.ts'
import type { WhatIfQuestion } from '../contract/scenario.ts'
import { cleanText } from './clean-text.ts'
import type { CsvVariant } from './csv.ts'

export interface AboutSide {
  readonly profile: string
  /** The data that the side is of. */
  readonly import: { readonly id: string; readonly importedAt: string }
  /** The stored scenario, or null: today, or modifications that are not stored. */
  readonly scenario: { readonly id: string; readonly version: number } | null
  /** Name of the scenario; empty for today. */
  readonly name: string
  readonly description: string
  readonly modificationCount: number
}

export interface EffectAbout {
  readonly region: { readonly key: string; readonly name: LocalText; readonly fictional: boolean }
  readonly question: WhatIfQuestion
  /** Labels of the question in both languages. */
  readonly labels: {
    readonly categories: readonly LocalText[]
    readonly group: LocalText
    readonly level: LocalText
    readonly profiles: { readonly before: LocalText; readonly after: LocalText }
  }
  readonly before: AboutSide
  readonly after: AboutSide
  /** ISO time of the export. */
  readonly createdAt: string
  readonly software: string
  readonly method: { readonly version: string; readonly url: string }
  readonly sources: readonly Pick<
    SourceInfo,
    'key' | 'title' | 'url' | 'licence' | 'attribution' | 'keyDate' | 'sha256'
  >[]
  /** Of all sources; whoever hands the file on keeps to them. */
  readonly licences: readonly string[]
}

const TEXTS = {
  german: {
    language: 'de',
    title: 'Wirkung eines Szenarios',
    fictional: '(erfundene Region)',
    region: 'Region',
    before: 'vorher',
    after: 'nachher',
    today: 'heutiger Stand',
    asImported: 'ohne Änderungen',
    unsaved: 'nicht gespeicherter Entwurf',
    changes: 'Änderungen',
    version: 'Version',
    description: 'Beschreibung',
    question: 'Frage',
    kinds: 'Orte',
    any: 'der nächste Ort zählt',
    score: '15-Minuten-Wert: jede Art in ihrer eigenen Zeit',
    rank: 'gezählt wird der nächste Ort mit der Nummer',
    group: 'Gruppe',
    minutes: 'höchstens Gehminuten',
    level: 'Gebiete',
    day: 'Stichtag für geplante Orte',
    created: 'erstellt am',
    data: 'Datenstand (Import)',
    source: 'Quelle',
    method: 'Methode',
    licences: 'Lizenzen',
  },
  plain: {
    language: 'en',
    title: 'Effect of a scenario',
    fictional: '(made-up region)',
    region: 'Region',
    before: 'before',
    after: 'after',
    today: 'today',
    asImported: 'without modifications',
    unsaved: 'unsaved draft',
    changes: 'modifications',
    version: 'version',
    description: 'Description',
    question: 'Question',
    kinds: 'places',
    any: 'the nearest place counts',
    score: '15-minute score: every kind within its own time',
    rank: 'what counts is the nearest place number',
    group: 'group',
    minutes: 'walking minutes at most',
    level: 'districts',
    day: 'day for planned places',
    created: 'created on',
    data: 'data (import)',
    source: 'Source',
    method: 'Method',
    licences: 'Licences',
  },
} as const

/** Lines above a table, in the language of the variant. */
export function formatAboutLines(about: EffectAbout, variant: CsvVariant): string[] {
  const t = TEXTS[variant]
  const text = (local: LocalText) => cleanText(local[t.language])
  const { question, labels, region } = about
  const numberText = (value: number) => (variant === 'german' ? String(value).replace('.', ',') : String(value))
  const isOneImport = about.before.import.id === about.after.import.id
  const data = ({ import: { id, importedAt } }: AboutSide) => `${id}, ${importedAt.slice(0, 10)}`
  const side = (title: string, { name, description, scenario, modificationCount }: AboutSide, profile: LocalText) => {
    const isUnchanged = scenario === null && modificationCount === 0
    const what = isUnchanged
      ? isOneImport
        ? t.today
        : t.asImported
      : [
          cleanText(name) === '' ? t.unsaved : cleanText(name),
          scenario === null ? (cleanText(name) === '' ? [] : [t.unsaved]) : [`${t.version} ${scenario.version}`],
          `${modificationCount} ${t.changes}`,
        ]
          .flat()
          .join(', ')
    const lines = [`${title}: ${what}; ${text(profile)}`]
    if (cleanText(description) !== '') lines.push(`${t.description}: ${cleanText(description)}`)
    return lines
  }
  const asked = [
    `${t.kinds}: ${labels.categories.map(text).join(', ')}`,
    question.mode === 'score' ? t.score : question.rank === 1 ? t.any : `${t.rank} ${question.rank}`,
    `${t.group}: ${text(labels.group)}`,
    ...(question.mode === 'score' ? [] : [`${t.minutes}: ${numberText(question.minutes)}`]),
    `${t.level}: ${text(labels.level)}`,
    ...(question.day ? [`${t.day}: ${question.day}`] : []),
  ]
  return [
    t.title,
    `${t.region}: ${text(region.name)}${region.fictional ? ` ${t.fictional}` : ''}`,
    ...side(t.before, about.before, labels.profiles.before),
    ...side(t.after, about.after, labels.profiles.after),
    `${t.question}: ${asked.join('; ')}`,
    `${t.created} ${about.createdAt.slice(0, 10)}; ${about.software}`,
    ...(isOneImport
      ? [`${t.data}: ${data(about.after)}`]
      : [`${t.data}, ${t.before}: ${data(about.before)}`, `${t.data}, ${t.after}: ${data(about.after)}`]),
    ...about.sources.map(
      ({ title, attribution, licence, keyDate, url }) =>
        `${t.source}: ${[text(title), keyDate ?? '', cleanText(attribution), cleanText(licence), url ?? ''].filter((part) => part !== '').join(', ')}`,
    ),
    `${t.licences}: ${about.licences.map(cleanText).join(', ')}`,
    `${t.method}: ${about.method.url} (${about.method.version})`,
  ]
}
