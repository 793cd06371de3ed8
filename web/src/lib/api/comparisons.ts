import { getJson, regionPath, request } from './client.ts'
import { decodeColumns, type Columns } from './columns.ts'
import type { ImportDescription, ImportList, WhatIfQuestion } from './contract.ts'

/** One side of a comparison as the server reads it. */
export interface ComparedSide {
  readonly profile: WhatIfQuestion['profile']
  readonly scenario?: string
  readonly importId?: string
}

/** Imports that are kept, newest first. */
export const listImports = (region: string, signal?: AbortSignal) =>
  getJson<ImportList>(`${regionPath(region)}/imports`, signal)
export const getImport = (region: string, importId: string, signal?: AbortSignal) =>
  getJson<ImportDescription>(`${regionPath(region)}/imports/${encodeURIComponent(importId)}`, signal)

/** Any two sides with everything that maps of both need; docs/api.md describes the columns. */
export async function askComparison(
  region: string,
  question: WhatIfQuestion,
  sides: { readonly before: ComparedSide; readonly after: ComparedSide },
  signal?: AbortSignal,
): Promise<Columns> {
  const response = await request(
    `${regionPath(region)}/what-if/effect`,
    {
      method: 'POST',
      body: JSON.stringify({ question, ...sides, cells: true }),
      headers: { 'content-type': 'application/json' },
      signal,
    },
    'application/vnd.nahraum.columns',
  )
  return decodeColumns(await response.arrayBuffer())
}
