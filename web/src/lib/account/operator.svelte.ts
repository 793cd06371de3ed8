import { getOperator } from '../api/accounts.ts'
import type { OperatorBody } from '../api/contract.ts'
import { toProblem, type ApiProblem } from '../api/problem.ts'

/** What whoever runs this installation says about themselves; asked once. */
class OperatorState {
  body: OperatorBody | null = $state.raw(null)
  problem: ApiProblem | null = $state.raw(null)
  #loading: Promise<void> | null = null

  load(): Promise<void> {
    return (this.#loading ??= getOperator().then(
      (body) => void (this.body = body),
      (error: unknown) => {
        this.problem = toProblem(error)
        this.#loading = null
      },
    ))
  }
}

export const operator = new OperatorState()
