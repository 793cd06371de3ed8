import type { PublicationDefinition } from '../contract/publication.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import { Problem } from '../problems/problems.ts'

/** What a definition may name. */
export interface DefinitionContext {
  readonly catalogue: Catalogue
  readonly groupIds: readonly string[]
  readonly levels: readonly { readonly id: string; readonly districtIds: ReadonlySet<string> }[]
}

/** Smallest and largest side of a map, degrees: about a hundred metres, and more than any district of a state. */
const LEAST_SIDE_DEGREES = 0.001
const MOST_SIDE_DEGREES = 3

/** Throws the problem that names the first thing in a definition that the region does not have or that makes no sense. */
export function checkDefinition(definition: PublicationDefinition, context: DefinitionContext): void {
  const { title, categories, groups, levelId, districtIds, extent } = definition
  if (title.de === '' && title.en === '')
    throw new Problem('invalid-request', '"title" must be given in one language at least.')
  const ids = categories.map(({ id }) => id)
  const twice = ids.find((id, i) => ids.indexOf(id) < i)
  if (twice !== undefined) throw new Problem('invalid-request', `The kind "${twice}" stands in "categories" twice.`)
  for (const id of ids) {
    if (!context.catalogue.categories.some((category) => category.id === id))
      throw new Problem('unknown-category', `"${id}" is no kind of the catalogue.`)
  }
  for (const id of groups) {
    if (!context.groupIds.includes(id))
      throw new Problem(
        'unknown-group',
        `"${id}" is no group of this region; there are ${context.groupIds.join(', ')}.`,
      )
  }
  const level = context.levels.find(({ id }) => id === levelId)
  if (!level) {
    const known = context.levels.map(({ id }) => id).join(', ')
    throw new Problem('unknown-level', `"${levelId}" is no level of this region; there are ${known}.`)
  }
  const unknown = districtIds?.find((id) => !level.districtIds.has(id))
  if (unknown !== undefined)
    throw new Problem(
      'invalid-request',
      `"districtIds" names "${unknown}", which the level "${levelId}" does not have.`,
    )
  if (extent !== null) checkExtent(extent)
}

function checkExtent([west, south, east, north]: readonly number[]): void {
  const isOnEarth = west >= -180 && east <= 180 && south >= -85 && north <= 85
  const sides = [east - west, north - south]
  if (!isOnEarth || sides.some((side) => !(side >= LEAST_SIDE_DEGREES && side <= MOST_SIDE_DEGREES))) {
    throw new Problem(
      'invalid-request',
      `"extent" is west, south, east, north in degrees, with sides from ${LEAST_SIDE_DEGREES} to ${MOST_SIDE_DEGREES} degrees; got ${west}, ${south}, ${east}, ${north}.`,
    )
  }
}
