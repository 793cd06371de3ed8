import { formatQuery, regionPath, request } from './client.ts'
import type { Modification, WhatIfQuestion } from './contract.ts'

/** Files of an effect in the order in which they are offered. */
export const effectFiles = [
  'districts.csv',
  'cells.csv',
  'cells.geojson',
  'changes.csv',
  'changes.geojson',
  'about.json',
] as const
export type EffectFile = (typeof effectFiles)[number]

/** A side as the server takes it, with a name for modifications that are not stored. */
export interface FileSide {
  readonly profile: WhatIfQuestion['profile'] | null
  /** Of a stored scenario as it is stored; its modifications are then not sent. */
  readonly scenarioId: string | null
  /** An import before the newest. */
  readonly importId?: string | null
  readonly name: string
  readonly description: string
  readonly modifications: readonly Modification[]
}

const toSide = ({ profile, scenarioId, importId = null, modifications }: FileSide) => ({
  ...(importId === null ? {} : { importId }),
  ...(profile === null ? {} : { profile }),
  ...(scenarioId === null ? { modifications } : { scenario: scenarioId }),
})

/** Makes a file of an effect; CSV with semicolon and decimal comma in German. Named as the server names it. */
export async function getEffectFile(
  region: string,
  file: EffectFile,
  question: WhatIfQuestion,
  sides: { readonly before: FileSide; readonly after: FileSide },
  language: 'de' | 'en',
  signal: AbortSignal,
): Promise<{ readonly blob: Blob; readonly name: string }> {
  const { before, after } = sides
  const named = ({ name, description }: FileSide) => ({ name: name.slice(0, 120), description })
  const variant = file.endsWith('.csv') && language === 'de' ? 'german' : undefined
  const response = await request(
    `${regionPath(region)}/what-if/effect/export/${file}${formatQuery({ variant })}`,
    {
      method: 'POST',
      body: JSON.stringify({
        question,
        before: toSide(before),
        after: toSide(after),
        named: { before: named(before), after: named(after) },
      }),
      headers: { 'content-type': 'application/json' },
      signal,
    },
    'application/json, application/geo+json, text/csv',
  )
  const given = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  return { blob: await response.blob(), name: given ?? `nahraum-${region}-${file}` }
}
