/** What `nahraum site` answers: JSON with ids, and a sentence for people. */
import type { LocalText } from '../contract/common.ts'
import type { CurvePoint } from '../siting/siting-curve.ts'
import type { SitingAnswer, SitingSet } from '../siting/siting-answer.ts'
import { SITING_REASON_TEXTS } from '../siting/siting-texts.ts'
import type { NamedProblem } from './site-problem.ts'

export interface NamedSitingAnswer {
  readonly named: NamedProblem
  readonly answer: SitingAnswer
  readonly curve: readonly CurvePoint[] | null
  readonly costName: string
  readonly seconds: number
}

export function formatSiteJson({ named, answer, curve, costName, seconds }: NamedSitingAnswer): string {
  const { problem, candidateIds, demandIds } = named
  const ids = (chosen: readonly number[]): string[] => chosen.map((j) => candidateIds[j])
  const describe = (set: SitingSet): object => ({
    chosen: ids(set.chosen),
    objective: set.objective,
    meanCost: set.meanCost,
    served: set.servedWeight,
    unserved: set.unservedWeight,
    ...(set.neediestServedWeight === null ? {} : { neediestServed: set.neediestServedWeight }),
  })
  const { solution } = answer
  const json = {
    model: answer.model,
    ...(solution === null ? { chosen: null, objective: null } : describe(solution)),
    bound: answer.bound,
    gap: answer.gapShare,
    proven: answer.proven,
    tieProven: answer.tieProven,
    solver: answer.solver,
    reason: answer.reason,
    ...(answer.reason === null ? {} : { reasonText: SITING_REASON_TEXTS[answer.reason] }),
    ...(answer.firstGoal === null ? {} : { firstGoal: answer.firstGoal }),
    alternatives: answer.alternatives.map(describe),
    before: answer.before,
    beyondReach: {
      weight: answer.beyondReachWeight,
      ids: Array.from(answer.beyondReach, (i) => demandIds[i]),
    },
    ...(answer.assignment === null ? {} : { assignment: listAssignment(named, answer.assignment) }),
    ...(curve === null
      ? {}
      : {
          curve: curve.map((point) => ({
            sites: point.siteCount,
            objective: point.objective,
            served: point.servedWeight,
            bound: point.bound,
            proven: point.proven,
            chosen: point.chosen === null ? null : ids(point.chosen),
          })),
        }),
    question: {
      p: problem.siteCount ?? null,
      threshold: problem.threshold ?? null,
      cost: costName,
      candidates: candidateIds.length - (problem.forbidden?.length ?? 0),
      existing: named.existing.size,
      demand: demandIds.length,
      weight: problem.weight.reduce((sum, weight) => sum + weight, 0),
      pairs: problem.matrix.cost.length,
    },
    seconds,
  }
  return `${JSON.stringify(json, null, 2)}\n`
}

function listAssignment(
  { candidateIds, demandIds }: NamedProblem,
  { demand, candidate, weight }: NonNullable<SitingAnswer['assignment']>,
): object[] {
  return Array.from(demand, (i, n) => ({ from: demandIds[i], to: candidateIds[candidate[n]], weight: weight[n] }))
}

export function summariseSites({ named, answer }: NamedSitingAnswer): LocalText {
  const { solution, bound, gapShare, proven, reason } = answer
  const because = reason === null ? { de: '', en: '' } : SITING_REASON_TEXTS[reason]
  if (solution === null) return because
  const sites = solution.chosen.map((j) => named.candidateIds[j]).join(', ')
  const percent = gapShare === null ? '' : (100 * gapShare).toPrecision(2)
  const how = proven
    ? { de: 'nachweislich das Beste', en: 'proven to be the best' }
    : bound === null
      ? { de: 'ohne Schranke', en: 'without a bound' }
      : {
          de: `nicht bewiesen: höchstens ${percent.replace('.', ',')} % vom Besten entfernt (Schranke ${String(bound).replace('.', ',')})`,
          en: `not proven: at most ${percent} % from the best (bound ${bound})`,
        }
  const count = solution.chosen.length
  const what =
    count === 0
      ? { de: 'Kein Standort', en: 'No site' }
      : count === 1
        ? { de: `1 Standort (${sites})`, en: `1 site (${sites})` }
        : { de: `${count} Standorte (${sites})`, en: `${count} sites (${sites})` }
  return {
    de: `${what.de}, Zielwert ${String(solution.objective).replace('.', ',')}, ${how.de}. ${because.de}`.trim(),
    en: `${what.en}, objective ${solution.objective}, ${how.en}. ${because.en}`.trim(),
  }
}
