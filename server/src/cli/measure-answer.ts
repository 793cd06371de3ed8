/** What `nahraum measure` answers, as CSV and as JSON, in pieces, so that large answers need not stand in memory whole. */
import type { LocalText } from '../contract/common.ts'
import { formatField } from '../export/csv.ts'
import { REMARKS, type Measured } from '../measures/measured.ts'
import type { MeasureAnswer, MeasureSpec } from '../measures/measure-list.ts'
import type { ResolvedMeasure } from '../measures/resolve-measure.ts'
import type { JoinedMatrix } from '../measures/time-matrix.ts'

const ROWS_PER_PIECE = 5_000

export interface NamedAnswer {
  readonly name: string
  readonly spec: MeasureSpec
  readonly resolved: ResolvedMeasure
  readonly joined: JoinedMatrix
  readonly answer: MeasureAnswer
  readonly originIds: readonly string[]
  readonly placeIds: readonly string[]
  readonly supply: Float64Array
}

/** Ids that the values belong to, in their order. */
function valueIds({ spec, originIds, placeIds }: NamedAnswer): readonly string[] {
  return spec.per === 'origin' ? originIds : placeIds
}

/**
 * Why there is no value, or what it rests on; empty where there is nothing to say. An id that the matrix does not name has no
 * route either, but the cause is another one.
 */
function reasonAt({ spec, joined, answer }: NamedAnswer, index: number): string {
  const remark = REMARKS[answer.measured.remark[index]]
  const isNamed = spec.per === 'origin' ? joined.isOriginNamed[index] : joined.isPlaceNamed[index]
  return isNamed === 0 && remark === 'no-route' ? 'not-in-matrix' : remark
}

/** `id,value`, with `reason` where it is asked for. Ids come back as they were given, so that tables can be joined again. */
export function* formatMeasureRows(named: NamedAnswer, hasReasons: boolean): Generator<string> {
  const { value, hasValue } = named.answer.measured
  let piece = hasReasons ? 'id,value,reason\n' : 'id,value\n'
  const ids = valueIds(named)
  for (let i = 0; i < ids.length; i++) {
    const id = formatField(ids[i], 'plain', false)
    const number = hasValue[i] === 1 ? formatField(value[i], 'plain') : ''
    piece += hasReasons ? `${id},${number},${reasonAt(named, i)}\n` : `${id},${number}\n`
    if ((i + 1) % ROWS_PER_PIECE === 0) {
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}

export function* formatMeasureJson(named: NamedAnswer): Generator<string> {
  const { name, spec, resolved, answer, joined, placeIds, supply } = named
  const head = {
    measure: name,
    parameters: resolved.parameters,
    per: spec.per,
    ...countValues(answer.measured),
    reasons: countReasons(named),
    unknownOrigins: joined.unknownOrigins,
    unknownPlaces: joined.unknownPlaces,
    ...(answer.total === undefined ? {} : { total: answer.total }),
  }
  yield JSON.stringify(head).slice(0, -1)
  if (answer.places !== undefined) {
    const { demand, ratio, isWithoutDemand } = answer.places
    yield* formatList('places', placeIds.length, (i) => ({
      id: placeIds[i],
      supply: supply[i],
      demand: demand[i],
      supplyPerPerson: demand[i] > 0 ? ratio[i] : null,
      isWithoutDemand: isWithoutDemand[i] === 1,
    }))
  }
  const ids = valueIds(named)
  const valueAt = ({ value, hasValue }: Measured, i: number): number | null => (hasValue[i] === 1 ? value[i] : null)
  yield* formatList('values', ids.length, (i) => ({
    id: ids[i],
    value: valueAt(answer.measured, i),
    ...(answer.perHead === undefined ? {} : { perHead: valueAt(answer.perHead, i) }),
    reason: reasonAt(named, i) || null,
  }))
  yield '}\n'
}

function* formatList(key: string, count: number, itemAt: (index: number) => object): Generator<string> {
  yield `,\n"${key}":[`
  let piece = ''
  for (let i = 0; i < count; i++) {
    piece += `${i === 0 ? '\n' : ',\n'}${JSON.stringify(itemAt(i))}`
    if ((i + 1) % ROWS_PER_PIECE === 0) {
      yield piece
      piece = ''
    }
  }
  yield `${piece}\n]`
}

function countValues({ hasValue }: Measured): { readonly withValue: number; readonly withoutValue: number } {
  const withValue = hasValue.reduce((sum, has) => sum + has, 0)
  return { withValue, withoutValue: hasValue.length - withValue }
}

/** How often each reason holds, in order of first appearance. */
function countReasons(named: NamedAnswer): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (let i = 0; i < valueIds(named).length; i++) {
    const reason = reasonAt(named, i)
    if (reason !== '') counts[reason] = (counts[reason] ?? 0) + 1
  }
  return counts
}

/** One line for people, and one for each thing that they should know of their files. */
export function summariseMeasure(named: NamedAnswer, isMatrixReversed: boolean): LocalText {
  const { withValue, withoutValue } = countValues(named.answer.measured)
  const reasons = Object.entries(countReasons(named)).map(([reason, count]) => `${count} ${reason}`)
  const listed = reasons.length === 0 ? '' : ` (${reasons.join(', ')})`
  const { unknownOrigins, unknownPlaces } = named.joined
  const de = [`${named.name}: ${withValue} mit Wert, ${withoutValue} ohne${listed}.`]
  const en = [`${named.name}: ${withValue} with a value, ${withoutValue} without${listed}.`]
  if (unknownOrigins > 0) {
    de.push(`Hinweis: ${unknownOrigins} from_id der Matrix stehen nicht in der Nachfragedatei und zählen nicht mit.`)
    en.push(`Note: ${unknownOrigins} from_id of the matrix are not in the demand file and do not count.`)
  }
  if (unknownPlaces > 0) {
    de.push(`Hinweis: ${unknownPlaces} to_id der Matrix stehen nicht in der Angebotsdatei und zählen nicht mit.`)
    en.push(`Note: ${unknownPlaces} to_id of the matrix are not in the supply file and do not count.`)
  }
  if (isMatrixReversed) {
    de.push(
      'Warnung: Keine Kennung der Nachfragedatei ist eine from_id, wohl aber to_id. Ist die Matrix verkehrt herum?',
    )
    en.push('Warning: no id of the demand file is a from_id, but some are a to_id. Is the matrix the wrong way round?')
  } else if (!named.joined.isOriginNamed.includes(1)) {
    de.push(
      'Warnung: Keine Kennung der Nachfragedatei ist eine from_id der Matrix. Sind die Kennungen gleich geschrieben?',
    )
    en.push('Warning: no id of the demand file is a from_id of the matrix. Are the ids written alike?')
  } else if (!named.joined.isPlaceNamed.includes(1)) {
    de.push(
      'Warnung: Keine Kennung der Angebotsdatei ist eine to_id der Matrix. Sind die Kennungen gleich geschrieben?',
    )
    en.push('Warning: no id of the supply file is a to_id of the matrix. Are the ids written alike?')
  }
  return { de: de.join('\n'), en: en.join('\n') }
}
