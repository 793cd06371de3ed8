import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { ProblemBody } from '../contract/common.ts'
import { Problem, PROBLEMS, type ProblemCode } from '../problems/problems.ts'
import { TextProblem } from '../problems/text-problem.ts'
import { describeFaults } from './describe-faults.ts'

/** Codes of PostgreSQL and of the network that mean "try again later", not "something is wrong with the request". */
const DATABASE_AWAY = /^(08\w{3}|57P0[1-3]|53\d{3}|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND)$/

/** Codes of PostgreSQL for text that it cannot store: U+0000, and halves of surrogate pairs in JSON. Only what somebody sent holds such. */
const NOT_STORABLE = /^(22021|22P05)$/

function toProblem(error: FastifyError | Problem | Error): Problem {
  if (error instanceof Problem) return error
  const { statusCode, validation, validationContext, code } = error as FastifyError
  const { detail } = error as { readonly detail?: string }
  if (code && (NOT_STORABLE.test(code) || (code === '22P02' && /surrogate/.test(detail ?? ''))))
    return new Problem('invalid-request', 'A text holds a character that is none (U+0000 or half of a pair).')
  if (validation) return new Problem('invalid-request', describeFaults(validationContext ?? 'request', validation))
  if (code && DATABASE_AWAY.test(code)) return new Problem('database-away', 'The database could not be reached.', 5)
  if (/Connection terminated|timeout exceeded when trying to connect/i.test(error.message)) {
    return new Problem('database-away', 'The database could not be reached.', 5)
  }
  if (code === 'FST_ERR_HANDLER_TIMEOUT') return new Problem('timed-out', 'The answer was not ready in time.', 30)
  if (statusCode === 413) return new Problem('too-large', error.message)
  if (statusCode === 415) return new Problem('unsupported-media', error.message)
  if (statusCode === 429) return new Problem('too-many-requests', error.message)
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Problem('invalid-request', error.message)
  return new Problem('internal', 'The request could not be completed.')
}

export function problemBody(
  code: ProblemCode,
  detail: string,
  instance: string,
  streets?: ProblemBody['streets'],
): ProblemBody {
  const { status, title, remedy } = PROBLEMS[code]
  return { type: `urn:nahraum:problem:${code}`, title, status, detail, code, instance, remedy, streets }
}

/** Turns whatever was thrown into a problem; only unexpected errors are logged with their stack. */
export function handleError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error)
  if (problem.code === 'internal') request.log.error({ err: error }, 'request failed')
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds)
  return sendProblem(reply, problem, `urn:nahraum:request:${request.id}`)
}

export function sendProblem(reply: FastifyReply, problem: Problem, instance: string): FastifyReply {
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .serializer((body: object) =>
      JSON.stringify(problem instanceof TextProblem ? { ...body, text: problem.text } : body),
    )
    .send(problemBody(problem.code, problem.message, instance, problem.streets))
}
