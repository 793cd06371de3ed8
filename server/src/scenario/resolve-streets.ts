import type { ChangedStreet, StreetModification } from '../contract/scenario.ts'
import { boundsContain, type LngLat } from '../geo/bounds.ts'
import { cutStreets, listPieces, type ChangedStreets } from '../network/cut-streets.ts'
import { findKerb } from '../network/find-kerb.ts'
import { createStreetEditor, type Stretch } from '../network/street-editor.ts'
import { shapeOfEdge, type StreetNetwork } from '../network/street-network.ts'
import type { ScenarioProblemCode } from './scenario-problems.ts'

/** A street of another import counts as the same up to this distance, if its way has the same number; and this far without. */
const SAME_WAY_METRES = 30
const SAME_PLACE_METRES = 5
const KERB_METRES = 20
/** Of all new ways together: each is compared with all the others. */
const MOST_CORNERS = 5000

/** What the changes of the streets come to, whatever the profile. */
export interface ResolvedStreets {
  /** Null where none of them has an effect. */
  readonly changed: ChangedStreets | null
  readonly streets: readonly ChangedStreet[]
  /** New ways with their edges on the changed streets. */
  readonly newWays: readonly { readonly modificationId: string; readonly firstEdge: number; readonly endEdge: number }[]
  readonly faults: readonly { readonly modificationId: string; readonly code: ScenarioProblemCode }[]
}

/**
 * Applies all changes of the streets in their order: a later way may begin at an earlier one, and a stretch ends at the junctions that there are by then.
 * Pure; O(streets + Σ corners · streets near).
 */
export function resolveStreets(network: StreetNetwork, modifications: readonly StreetModification[]): ResolvedStreets {
  const editor = createStreetEditor(network)
  const faults: { modificationId: string; code: ScenarioProblemCode }[] = []
  const found: { readonly modificationId: string; readonly stretch?: Stretch; readonly ways?: readonly [number, number]; readonly place?: LngLat }[] = [] // prettier-ignore
  let corners = 0

  for (const modification of modifications) {
    const { id: modificationId } = modification
    const report = (code: ScenarioProblemCode): void => void faults.push({ modificationId, code })
    switch (modification.kind) {
      case 'add-path': {
        const line = modification.line.map(([lng, lat]): LngLat => [lng, lat])
        const [first] = line
        if (!line.every(([lng, lat]) => boundsContain(network.bounds, lng, lat))) report('outside-region')
        else if (line.every(([lng, lat]) => lng === first[0] && lat === first[1])) report('way-too-short')
        else if (corners + line.length > MOST_CORNERS) report('too-many-corners')
        else {
          corners += line.length
          const { firstEdge, endEdge, looseEnds } = editor.addWay(modification.way, line, modification.name ?? '')
          if (endEdge === firstEdge) report('way-joins-nothing')
          else {
            if (looseEnds > 0) report('way-end-loose')
            found.push({ modificationId, ways: [firstEdge - network.edgeCount, endEdge - network.edgeCount] })
          }
        }
        break
      }
      case 'close-street':
      case 'make-barrier-free': {
        const { wayId, lng, lat } = modification
        const stretch =
          editor.findStretch(wayId, lng, lat, SAME_WAY_METRES) ?? editor.findStretch(null, lng, lat, SAME_PLACE_METRES)
        if (stretch === null) report('street-gone')
        else {
          if (modification.kind === 'close-street') editor.close(stretch)
          else editor.makeBarrierFree(stretch)
          found.push({ modificationId, stretch })
        }
        break
      }
      case 'add-obstacle': {
        const { wayId, lng, lat, obstacle, stepCount = null } = modification
        const put = (way: number | null, maximumMetres: number) =>
          editor.addObstacle(obstacle, { wayId: way, lng, lat, maximumMetres, stepCount })
        const place =
          (wayId === null ? null : put(wayId, SAME_WAY_METRES)) ??
          put(null, wayId === null ? KERB_METRES : SAME_PLACE_METRES)
        if (place === null) report(obstacle === 'kerb' ? 'no-footway-near' : 'street-gone')
        else found.push({ modificationId, place })
        break
      }
      case 'lower-kerb': {
        const kerb = findKerb(network, modification.lng, modification.lat, KERB_METRES)
        if (kerb === null) report('kerb-gone')
        else {
          editor.lowerKerb(kerb)
          found.push({ modificationId, place: [kerb.lng, kerb.lat] })
        }
        break
      }
    }
  }
  if (found.length === 0) return { changed: null, streets: [], newWays: [], faults }
  const changed = cutStreets(editor.edits)
  const { network: after, newEdgeFirst } = changed
  return {
    changed,
    streets: found.map(({ modificationId, stretch, ways, place }): ChangedStreet => {
      if (place !== undefined) return { modificationId, name: '', lines: [[[...place]]] }
      const pieces = stretch ? listPieces(changed, stretch) : range(newEdgeFirst[ways![0]], newEdgeFirst[ways![1]])
      const name = after.names[after.edgeName[pieces[0]]]
      return { modificationId, name, lines: pieces.map((p) => shapeOfEdge(after, p)) }
    }),
    newWays: found.flatMap(({ modificationId, ways }) =>
      ways ? [{ modificationId, firstEdge: newEdgeFirst[ways[0]], endEdge: newEdgeFirst[ways[1]] }] : [],
    ),
    faults,
  }
}

const range = (first: number, end: number): number[] => Array.from({ length: end - first }, (_, i) => first + i)
