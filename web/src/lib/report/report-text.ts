import { m } from '#messages'
import type { Region, WhatIfQuestion } from '../api/contract.ts'
import { localText } from '../state/locale.svelte.ts'
import { formats } from '../text/current-formats.ts'
import type { LoadedSide } from './load-side.ts'

/** Name of a scenario as a heading has it. */
export const nameOfSide = ({ name }: LoadedSide): string =>
  name.trim() === '' ? m.report_title_unnamed() : name.trim()

const profileOf = (side: LoadedSide, question: WhatIfQuestion, region: Region): string => {
  const id = side.profile ?? question.profile
  const profile = region.profiles.find((item) => item.id === id)
  return profile ? localText(profile.label) : id
}

/** What is compared, in one line: the scenario where today is one side, else both sides. */
export function titleOf(
  { before, after }: { before: LoadedSide; after: LoadedSide },
  question: WhatIfQuestion,
  region: Region,
): string {
  if (before.kind === 'today' && after.kind !== 'today' && before.profile === after.profile) return nameOfSide(after)
  const titles = [before, after].map((side) => {
    const what = side.kind === 'today' ? m.report_today() : nameOfSide(side)
    return before.profile === after.profile ? what : `${what} (${profileOf(side, question, region)})`
  })
  return m.report_title_profiles({ before: titles[0], after: titles[1] })
}

/** "Vorher: heutiger Stand der Daten; Gehprofil Ab 65 Jahren" */
export function describeSide(
  which: 'before' | 'after',
  side: LoadedSide,
  question: WhatIfQuestion,
  region: Region,
): string {
  const status =
    side.kind === 'today'
      ? m.report_status_today()
      : side.kind === 'draft'
        ? m.report_status_draft({ name: nameOfSide(side) })
        : m.report_status_stored({
            name: nameOfSide(side),
            version: side.version ?? 0,
            date: side.savedAt === null ? '' : formats().date(side.savedAt),
          })
  const inputs = { status, profile: profileOf(side, question, region) }
  return which === 'before' ? m.report_side_before(inputs) : m.report_side_after(inputs)
}

/** A figure that may be missing. */
export const minutesText = (value: number | null): string =>
  value === null ? m.share_none() : formats().decimal(value)
export const shareText = (value: number | null): string => (value === null ? m.share_none() : formats().percent(value))

/** Labels of the classes of a scale, from the first to the last. */
export function labelClasses(kind: 'minutes' | 'people' | 'gap' | 'score', breaks: readonly number[]): string[] {
  const text = (value: number) => (kind === 'minutes' ? formats().minutes(value) : formats().decimal(value))
  const [first, last] = [breaks[0], breaks[breaks.length - 1]]
  if (kind !== 'minutes')
    return [
      ...breaks.map((value) => m.report_class_number_up_to({ value: text(value) })),
      m.report_class_number_over({ value: text(last) }),
    ]
  return [
    m.report_class_up_to({ minutes: text(first) }),
    ...breaks.slice(1).map((to, i) => m.report_class_between({ from: text(breaks[i]), to: text(to) })),
    m.report_class_over({ minutes: text(last) }),
  ]
}
