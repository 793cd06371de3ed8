import { ProblemBody } from '../contract/common.ts'
import { PROBLEMS, type ProblemCode } from '../problems/problems.ts'

/** Response schemas for the problems a route can answer with; every route can be refused by its schema and by the limit. */
export function problemResponses(...codes: ProblemCode[]): Record<number, unknown> {
  const all: ProblemCode[] = [...codes, 'invalid-request', 'too-many-requests', 'internal']
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of all) byStatus.set(PROBLEMS[code].status, [...(byStatus.get(PROBLEMS[code].status) ?? []), code])
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.map((code) => `${code}: ${PROBLEMS[code].title}.`).join(' '),
        content: { 'application/problem+json': { schema: ProblemBody } },
      },
    ]),
  )
}
