/** Sentences about figures. */
import { m } from '#messages'
import { localText } from '../src/lib/state/locale.svelte.ts'
import { formats } from '../src/lib/text/current-formats.ts'
import { roundPercent } from '../src/lib/text/formats.ts'
import type { EmbedState } from './embed-state.svelte.ts'
import { findBestAndWorst, type FigureRow } from './figure-rows.ts'

/** "10 Minuten", "1 Minute", "7,5 Minuten". */
export const minutesText = (n: number): string => m.minutes_count({ n, text: formats().minutes(n) })

/** "1,2 MB" or "340 kB" of bytes. */
export function sizeText(bytes: number): string {
  return bytes < 950_000
    ? `${formats().integer(Math.max(1, Math.round(bytes / 1000)))}\u00a0kB`
    : `${formats().decimal(bytes / 1e6)}\u00a0MB`
}

const placeOf = (state: EmbedState, row: FigureRow): string =>
  row.kind === 'total' ? localText(state.loaded.publication.region.name) : state.nameOf(row)

/** Why a row has no figures, as a sentence. */
function reasonSentence(state: EmbedState, row: FigureRow): string {
  const place = placeOf(state, row)
  const group = localText(state.group.label)
  if (row.reason === 'no-people') return m.emb_reason_no_people({ place, group })
  if (row.reason === 'outside-network') return m.emb_reason_outside_network({ place })
  return m.emb_reason_suppressed({ place })
}

/** The same in a cell of a table. */
export function reasonInCell(row: FigureRow): string {
  if (row.reason === 'no-people') return m.emb_cell_no_people()
  if (row.reason === 'outside-network') return m.emb_cell_outside_network()
  return row.reason === 'suppressed' ? m.emb_cell_suppressed() : m.emb_none()
}

const hasBand = ({ share, shareUpper }: FigureRow): boolean =>
  share !== null && shareUpper !== null && roundPercent(shareUpper) > roundPercent(share)

/** "53 %", or "53 bis 89 %" where part of it is not known. */
function shareText(row: FigureRow): string {
  if (!hasBand(row)) return formats().percent(row.share ?? 0)
  return m.range({
    low: formats().percentNumber(row.share ?? 0),
    high: formats().percent(row.shareUpper ?? 0),
  })
}

/** The same in a cell of a table: "53–89 %". */
export function shareInCell(row: FigureRow): string {
  if (!hasBand(row)) return formats().percent(row.share ?? 0)
  return m.percent_range({
    low: formats().percentNumber(row.share ?? 0),
    high: formats().percent(row.shareUpper ?? 0),
  })
}

/** What the chosen row says. */
export function figureSentences(state: EmbedState): string[] {
  const row = state.shownRow
  const { people, served, unserved, share } = row
  if (people === null || served === null || unserved === null || share === null) return [reasonSentence(state, row)]
  const inputs = {
    kind: localText(state.category.label),
    place: placeOf(state, row),
    share: shareText(row),
    minutes: minutesText(state.minutes),
    served: formats().people(served),
    people: formats().people(people),
  }
  const sentences = [
    state.groupId === 'all'
      ? m.emb_sentence_all(inputs)
      : m.emb_sentence_group({ ...inputs, group: localText(state.group.label) }),
    Math.round(unserved) === 0
      ? m.emb_sentence_nobody()
      : m.emb_sentence_unserved({ unserved: formats().people(unserved) }),
  ]
  if (row.unsure !== null && Math.round(row.unsure) > 0)
    sentences.push(m.emb_sentence_unsure({ people: formats().people(row.unsure) }))
  if (row.meanMinutes !== null) sentences.push(m.emb_sentence_mean({ minutes: minutesText(row.meanMinutes) }))
  return sentences
}

/** The districts that do best and worst; null where that says nothing. */
export function extremesSentence(state: EmbedState): string | null {
  const found = findBestAndWorst(state.rows)
  if (found === null) return null
  return m.emb_best_worst({
    best: state.nameOf(found.best),
    bestShare: formats().percent(found.best.share ?? 0),
    worst: state.nameOf(found.worst),
    worstShare: formats().percent(found.worst.share ?? 0),
  })
}
