import type { LocalText, ProblemBody } from './contract.ts'

/** Why a request did not give a result: an answer of the server (RFC 9457), or no usable answer at all. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  /** HTTP status, or 0 without an answer. */
  readonly status: number
  /** Code of the server's catalogue, `unreachable` or `unreadable`. */
  readonly code: string
  readonly remedy: string | null
  readonly path: string
  /** With the code `no-street`: what streets there are instead. */
  readonly streets: ProblemBody['streets']
  /** What the server says in both languages, remedy included; null where it has only `message`. */
  readonly text: LocalText | null

  constructor(
    path: string,
    status: number,
    code: string,
    detail: string,
    remedy: string | null = null,
    streets?: ProblemBody['streets'],
    text: LocalText | null = null,
  ) {
    super(detail)
    this.streets = streets
    this.text = text
    this.path = path
    this.status = status
    this.code = code
    this.remedy = remedy
  }
}

/** The problem that an unsuccessful response carries, whatever its body looks like. */
export async function readProblem(path: string, response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => null)) as Partial<ProblemBody> | null
  const code = body?.code ?? `http-${response.status}`
  return new ApiProblem(
    path,
    response.status,
    code,
    body?.detail ?? body?.title ?? response.statusText,
    body?.remedy ?? null,
    body?.streets,
    body?.text ?? null,
  )
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** Any error as a problem that can be shown. */
export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  return new ApiProblem('', 0, 'unreadable', error instanceof Error ? error.message : String(error))
}
