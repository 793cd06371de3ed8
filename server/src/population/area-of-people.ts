import type { MultiPolygon } from '../geo/bounds.ts'

/** What the population needs to know of a district. */
export interface AreaOfPeople {
  readonly id: string
  readonly name: string
  readonly geometry: MultiPolygon
  /** Numeric attributes of the source, as official people by group. */
  readonly figures: Readonly<Record<string, number>>
}

/** A group of people of a region. */
export interface PopulationGroup {
  readonly id: string
  /** For a group without numbers in the grid: it is spread as this group and then brought to figures per district. */
  readonly like?: string
}
