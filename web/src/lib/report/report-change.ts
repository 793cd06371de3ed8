import { m } from '#messages'
import type { Categories, Effect, Modification, Region, ScenarioProblem } from '../api/contract.ts'
import { describeModification } from '../plan/describe-modification.ts'
import { placeOfToday, resolvePlaces, type KnownPlace } from '../plan/resolve-places.ts'
import { localText } from '../state/locale.svelte.ts'
import type { ReportSides } from './report-data.svelte.ts'

/** A modification as the list of a report has it. */
export interface ReportChange {
  readonly key: string
  readonly side: 'before' | 'after'
  /** From 1 on each side, as on the map. */
  readonly number: number
  readonly kind: string
  readonly title: string
  readonly detail: string
  readonly note: string
  readonly problems: readonly string[]
}

/** Modifications of both sides in words, those of the side after first: they are what the report is about. */
export function listReportChanges(
  sides: ReportSides,
  effect: Effect,
  known: ReadonlyMap<string, KnownPlace>,
  region: Region,
  catalogue: Categories,
): ReportChange[] {
  const describeProblem = ({ severity, message, remedy }: ScenarioProblem) =>
    [
      severity === 'error' ? m.plan_problem_error() : m.plan_problem_warning(),
      localText(message),
      localText(remedy),
    ].join(' ')
  const listSide = (side: 'before' | 'after', modifications: readonly Modification[]) => {
    const places = resolvePlaces(known, modifications)
    const findPlace = (id: string) => {
      const place = known.get(id)
      return places.get(id) ?? (place && placeOfToday(place))
    }
    return modifications.map((modification, i): ReportChange => {
      const described = describeModification(modification, { region, categories: catalogue.categories, findPlace })
      const problems = effect.problems.filter(({ modificationId }) => modificationId === modification.id)
      return {
        ...described,
        key: `${side}/${i}`,
        side,
        number: i + 1,
        note: modification.note ?? '',
        problems: [...new Set(problems.map(describeProblem))],
      }
    })
  }
  return [...listSide('after', sides.after.modifications), ...listSide('before', sides.before.modifications)]
}
