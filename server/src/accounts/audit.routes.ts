import { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AuditCheckBody, AuditList } from '../contract/account.ts'
import { RegionKey } from '../contract/common.ts'
import { formatCsv, formatField, type CsvVariant } from '../export/csv.ts'
import { perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import type { Services } from '../http/services.ts'
import type { AuditEntry } from './audit-entry.ts'
import type { AuditFilter } from './audit.store.ts'
import { describeAuditEntry } from './describe-account.ts'

const tags = ['accounts']
const Time = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?Z)?$' })
const FilterQuery = {
  /** An action, or the first words of several: `account` for all that begin with `account.`. */
  action: Type.Optional(Type.String({ pattern: '^[a-z]+(\\.[a-z-]+)*$', maxLength: 80 })),
  region: Type.Optional(RegionKey),
  account: Type.Optional(Type.String({ pattern: '^[0-9a-f]{16}$' })),
  /** First moment and first moment no more, UTC. */
  from: Type.Optional(Time),
  to: Type.Optional(Time),
}
type Filter = { readonly [K in keyof typeof FilterQuery]?: string }
const PROBLEMS = ['sign-in-needed', 'not-allowed', 'database-away'] as const
const PAGE_ENTRIES = 100

const COLUMNS = ['number', 'at', 'accountId', 'person', 'role', 'action', 'regionKey', 'subject', 'before', 'after', 'previousHash', 'hash'] as const // prettier-ignore

/** The audit trail, for admins. It is only ever read here: entries come from what was done. */
export const auditRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { audit }) => {
  app.get(
    '/audit',
    {
      config: { access: 'admin' },
      schema: {
        summary: 'Who did what when, the newest first',
        tags,
        querystring: Type.Object({
          ...FilterQuery,
          before: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,14}$' })),
        }),
        response: { 200: AuditList, ...problemResponses(...PROBLEMS) },
      },
    },
    async ({ query }) => {
      const before = query.before === undefined ? undefined : Number(query.before)
      const entries = await audit.list({ ...toFilter(query), before }, PAGE_ENTRIES + 1)
      const page = entries.slice(0, PAGE_ENTRIES)
      return {
        entries: page.map(describeAuditEntry),
        next: entries.length > PAGE_ENTRIES ? page[page.length - 1].number : null,
      }
    },
  )

  app.get(
    '/audit/entries.csv',
    {
      config: { access: 'admin', ...perMinute('export') },
      schema: {
        summary: 'Every entry of a filter as a file, the newest first',
        description: 'German (semicolon, UTF-8 with mark) with variant=german, else plain.',
        tags,
        querystring: Type.Object({
          ...FilterQuery,
          variant: Type.Optional(Type.Union([Type.Literal('plain'), Type.Literal('german')])),
        }),
        response: { 200: Type.Any(), ...problemResponses(...PROBLEMS) },
      },
    },
    async ({ query }, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="nahraum-audit.csv"')
        .send(Readable.from(writeLines(audit.each(toFilter(query)), query.variant ?? 'plain'), { objectMode: false })),
  )

  app.get(
    '/audit/check',
    {
      config: { access: 'admin', ...perMinute('check') },
      schema: {
        summary: 'Whether every entry is as it was written, by the chain of hashes',
        description:
          '"head" is to be noted elsewhere: given as "known" (number:hash) later, entries that were taken off the end are noticed as well.',
        tags,
        querystring: Type.Object({ known: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,14}:[0-9a-f]{64}$' })) }),
        response: { 200: AuditCheckBody, ...problemResponses(...PROBLEMS) },
      },
    },
    async ({ query }) => {
      const [number, hash] = query.known?.split(':') ?? []
      return audit.verify(hash === undefined ? undefined : { number: Number(number), hash })
    },
  )
}

function toFilter({ action, region, account, from, to }: Filter): AuditFilter {
  return { action, regionKey: region, accountId: account, from, to }
}

async function* writeLines(entries: AsyncIterable<AuditEntry>, variant: CsvVariant): AsyncGenerator<string> {
  yield formatCsv(COLUMNS, [], variant)
  const [delimiter, lineEnd] = variant === 'german' ? [';', '\r\n'] : [',', '\n']
  for await (const entry of entries)
    yield COLUMNS.map((name) => formatField(entry[name], variant)).join(delimiter) + lineEnd
}
