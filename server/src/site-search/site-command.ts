/** The call of `nahraum site` that repeats a search from its tables. */
import type { SitingReproduction, SitingRequest } from '../contract/siting.ts'
import { COUNTING_MODELS, THRESHOLD_MODELS, type SitingProblem } from '../siting/siting-problem.ts'
import { DEFAULT_TIME_LIMIT_SECONDS } from '../siting/siting-defaults.ts'

export const SITING_FILES = [
  'matrix.csv',
  'demand.csv',
  'candidates.csv',
  'existing.csv',
  'supply.csv',
  'need.csv',
  'readme.txt',
] as const
export type SitingFile = (typeof SITING_FILES)[number]

/** Files that a search has, and the command, to be run where they lie. */
export function writeSiteCommand(
  request: SitingRequest,
  minutes: number,
  { unservedCost }: Pick<SitingProblem, 'unservedCost'>,
  existingCount: number,
): Pick<SitingReproduction, 'command'> & { readonly files: SitingFile[] } {
  const { model, sites, existing, timeLimitSeconds = DEFAULT_TIME_LIMIT_SECONDS } = request
  const files: SitingFile[] = ['matrix.csv', 'demand.csv', 'candidates.csv']
  const parts = ['nahraum site', `--model ${model}`]
  const add = (option: string, file: SitingFile): void => {
    if (!files.includes(file)) files.push(file)
    parts.push(`--${option} ${file}`)
  }
  add('matrix', 'matrix.csv')
  add('demand', 'demand.csv')
  add('candidates', 'candidates.csv')
  if (existingCount > 0) add('existing', 'existing.csv')
  if (existingCount > 0 && existing === 'movable') parts.push('--movable')
  if (model === 'capacitated') {
    add('supply', 'supply.csv')
    parts.push('--divide')
  }
  if (model === 'equity-coverage') add('need', 'need.csv')
  if (!COUNTING_MODELS.includes(model)) parts.push(`--p ${sites}`)
  if (THRESHOLD_MODELS.includes(model)) parts.push(`--minutes ${minutes}`)
  if (unservedCost !== undefined) parts.push(`--unserved-cost ${unservedCost}`)
  parts.push(`--time-limit ${timeLimitSeconds}`)
  return { files: [...files, 'readme.txt'], command: parts.join(' ') }
}
