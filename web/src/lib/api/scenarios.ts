import { formatQuery, getJson, regionPath, request, sendJson } from './client.ts'
import { decodeColumns, type Columns } from './columns.ts'
import type { Modification, Scenario, ScenarioSummary, StreetAnswer, WhatIfQuestion } from './contract.ts'

/** What is written of a scenario. */
export interface WrittenScenario {
  readonly name: string
  readonly description: string
  readonly modifications: readonly Modification[]
}

const scenariosPath = (region: string) => `${regionPath(region)}/scenarios`
const scenarioPath = (region: string, id: string) => `${scenariosPath(region)}/${encodeURIComponent(id)}`

/** Scenarios of a region, the one saved last first. `deleted`: those that can be restored. */
export const listScenarios = (region: string, deleted: boolean, signal?: AbortSignal) =>
  getJson<{ scenarios: ScenarioSummary[] }>(
    `${scenariosPath(region)}${formatQuery({ deleted: String(deleted) })}`,
    signal,
  )
export const getScenario = (region: string, id: string, signal?: AbortSignal) =>
  getJson<Scenario>(scenarioPath(region, id), signal)
export const createScenario = (region: string, written: WrittenScenario) =>
  sendJson<Scenario>('POST', scenariosPath(region), written)
/** Saves over the version that was seen; `ApiProblem` with the code `scenario-changed` where somebody else has saved. */
export const saveScenario = (region: string, id: string, version: number, written: WrittenScenario) =>
  sendJson<Scenario>('PUT', scenarioPath(region, id), { ...written, version })
export const deleteScenario = (region: string, id: string) =>
  sendJson<Scenario>('DELETE', scenarioPath(region, id), undefined)
export const restoreScenario = (region: string, id: string) =>
  sendJson<Scenario>('POST', `${scenarioPath(region, id)}/restore`, undefined)
export const copyScenario = (region: string, id: string, name: string) =>
  sendJson<Scenario>('POST', `${scenarioPath(region, id)}/copy`, { name })

/** The street and the kerb nearest to a position. */
export const getStreet = (region: string, lng: number, lat: number, signal?: AbortSignal) =>
  getJson<StreetAnswer>(`${regionPath(region)}/street${formatQuery({ lng: String(lng), lat: String(lat) })}`, signal)

/** One side of a comparison; without a profile it is that of the question. */
export interface AskedSide {
  readonly profile?: WhatIfQuestion['profile']
  readonly modifications: readonly Modification[]
}

/** What changes between two sides, as columns: `before` and `after` in deciseconds per cell, the effect in the header. */
export async function askEffect(
  region: string,
  question: WhatIfQuestion,
  sides: { readonly before?: AskedSide; readonly after: AskedSide },
  signal?: AbortSignal,
): Promise<Columns> {
  const response = await request(
    `${regionPath(region)}/what-if/effect`,
    {
      method: 'POST',
      body: JSON.stringify({ question, ...sides }),
      headers: { 'content-type': 'application/json' },
      signal,
    },
    'application/vnd.nahraum.columns',
  )
  return decodeColumns(await response.arrayBuffer())
}
