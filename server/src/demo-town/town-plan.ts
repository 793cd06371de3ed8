import type { Address } from './addresses.ts'
import type { BentTown } from './bend-town.ts'
import type { BuiltTown } from './buildings.ts'
import type { BusLine, BusStop } from './bus-lines.ts'
import type { InnerPath } from './inner-paths.ts'
import type { BlockUse } from './land-uses.ts'
import type { TownPeople } from './people.ts'
import type { Point } from './plane-geometry.ts'
import type { PlantedGap } from './planted-gaps.ts'
import type { TownPlace } from './town-place.ts'
import type { TownRecipe } from './recipe.ts'

/** A whole town in metres around its market square: everything that the files are written from. */
export interface TownPlan {
  readonly recipe: TownRecipe
  readonly town: BentTown
  /** By line of the drawing. */
  readonly streetNames: readonly (string | null)[]
  /** By block. */
  readonly uses: readonly BlockUse[]
  readonly built: BuiltTown
  /** By building; null where no named street is near. */
  readonly addresses: readonly (Address | null)[]
  readonly people: TownPeople
  readonly innerPaths: readonly InnerPath[]
  readonly places: readonly TownPlace[]
  readonly busStops: readonly BusStop[]
  readonly busLines: readonly BusLine[]
  /** A few metres of path that hang together with nothing, so that an import has something to report. */
  readonly island: readonly Point[]
  readonly plantedGaps: readonly PlantedGap[]
}
