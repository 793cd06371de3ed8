import { m } from '#messages'
import type { SourceInfo } from '../api/contract.ts'
import { localText } from '../state/locale.svelte.ts'
import { formats } from './current-formats.ts'

/** "OpenStreetMap, Stichtag 01.11.2026, © OpenStreetMap, ODbL-1.0": title, key date, credit and licence, as far as they are known. */
export function describeSource(source: SourceInfo): string {
  const date = source.keyDate ? [m.key_date({ date: formats().date(source.keyDate) })] : []
  const licence = source.licence === '' ? [] : [source.licence]
  const credit = source.attribution === '' ? [] : [source.attribution]
  return [localText(source.title), ...date, ...credit, ...licence].join(', ')
}
