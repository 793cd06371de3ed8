import { m } from '#messages'
import type { CategoryInfo, CoverageRow, Region } from '../api/contract.ts'
import type { Selection } from '../state/selection.ts'
import { localText } from '../state/locale.svelte.ts'
import { formats } from './current-formats.ts'
import { roundPercent } from './formats.ts'

const messages = m as unknown as Readonly<Record<string, (() => string) | undefined>>

/** "einen Seniorentreff": a kind with its article; kinds that a municipality added are named in quotation marks. */
export function kindPhrase(category: CategoryInfo): string {
  return messages[`kind_${category.id}`]?.() ?? m.kind_other({ label: localText(category.label) })
}

/** What is looked for, as the object of a sentence. */
export function placesPhrase(categories: readonly CategoryInfo[], rank: number): string {
  const labels = categories.map((category) => localText(category.label))
  if (categories.length > 3)
    return rank === 1
      ? m.places_any_of_many({ count: categories.length })
      : m.places_several_of_many({ rank, count: categories.length })
  if (rank > 1)
    return m.places_several({ rank: m[`count_${rank as 2 | 3}`](), label: formats().list(labels, 'disjunction') })
  return formats().list(categories.map(kindPhrase), 'disjunction')
}

type Group = Region['groups'][number]

/** "Menschen ab 65" in the case that the sentence needs. */
export function groupPhrase(group: Group, form: 'plain' | 'of' | 'none'): string {
  const known = messages[`group_${group.id}_${form}`]?.()
  return known ?? m[`group_other_${form}`]({ label: localText(group.label) })
}

export const minutesPhrase = (minutes: number) => m.minutes_count({ n: minutes, text: formats().minutes(minutes) })

/** Whether figures for the share lie apart by a whole per cent or more. */
export function hasBand(row: CoverageRow): boolean {
  return row.share !== null && row.shareUpper !== null && roundPercent(row.shareUpper) > roundPercent(row.share)
}

/** "82 %", or "mindestens 62 %, höchstens 71 %" where part of it is not known. */
export function sharePhrase(row: CoverageRow): string {
  if (row.share === null || row.shareUpper === null) return m.share_none()
  if (!hasBand(row)) return formats().percent(row.share)
  return m.share_band({ low: formats().percent(row.share), high: formats().percent(row.shareUpper) })
}

/** "412", or "312 bis 412". */
export function unservedPhrase(row: CoverageRow): string {
  const high = formats().people(row.unserved)
  const low = formats().people(Math.max(0, row.unserved - row.unknown - row.uncertain))
  return hasBand(row) && low !== high ? m.range({ low, high }) : high
}

/** The result for one place in one sentence: "In Burtscheid erreichen 82 % der Menschen ab 65 …; 412 nicht." */
export function resultSentence(
  place: string,
  row: CoverageRow,
  selection: Selection,
  categories: readonly CategoryInfo[],
  group: Group,
): string {
  if (row.people <= 0 || row.share === null) return m.result_no_people({ place, group: groupPhrase(group, 'none') })
  if (selection.mode === 'score') {
    if (row.score === null || row.score === undefined) return m.result_no_score({ place })
    return m.result_score({
      place,
      group: groupPhrase(group, 'plain'),
      score: formats().integer(Math.round(row.score * 100)),
      kinds: m.kinds_of_places({ n: categories.length }),
    })
  }
  const inputs = {
    place,
    share: sharePhrase(row),
    group: groupPhrase(group, 'of'),
    places: placesPhrase(categories, selection.rank),
    minutes: minutesPhrase(selection.minutes),
    unserved: unservedPhrase(row),
  }
  return Math.round(row.unserved) === 0 ? m.result_all(inputs) : m.result(inputs)
}

const mark = '\u2063'

export interface SentencePart {
  readonly kind: 'text' | 'slot'
  readonly value: string
}

/** Splits a message at its slots, so that each can be drawn as a control: `write` gets a marker for every slot name. */
export function splitSentence<S extends string>(
  slots: readonly S[],
  write: (inputs: Record<S, string>) => string,
): SentencePart[] {
  const inputs = Object.fromEntries(slots.map((slot) => [slot, `${mark}${slot}${mark}`])) as Record<S, string>
  return write(inputs)
    .split(mark)
    .map((value, i): SentencePart => ({ kind: i % 2 === 0 ? 'text' : 'slot', value }))
    .filter((part) => part.value !== '')
}
