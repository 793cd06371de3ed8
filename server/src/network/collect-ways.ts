import type { OsmExtract, OsmTags } from '../osm/osm-extract.ts'
import { MISSING_NODE } from '../osm/osm-extract.ts'
import { buildOsmIndex } from '../osm/osm-index.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import { findAreaTags, findRelationArea, findWayArea, listMemberWays, type WalkableArea } from './areas.ts'
import { findWalkableKind } from './walkable.ts'

/** A way to walk along, with the tags that count for it: its own, or those of the area whose outline it is. */
export interface WalkableWay {
  readonly wayIndex: number
  readonly kind: string
  readonly tags: OsmTags
}

export interface WalkableWays {
  /** By ascending way, each way at most once. */
  readonly ways: readonly WalkableWay[]
  readonly areas: readonly WalkableArea[]
}

/** All ways and areas of an extract that people may walk on. Areas that do not close are an issue; their outline stays. */
export function collectWalkableWays(extract: OsmExtract, issues: IssueSink): WalkableWays {
  const wayCount = extract.wayTags.length
  const byIndex = new Map<number, WalkableWay>()
  const areas: WalkableArea[] = []
  const addArea = (area: WalkableArea | 'open', name: string) => {
    if (area === 'open') issues.add('area-open', 'note', 'osm', name)
    else areas.push(area)
  }
  for (let wayIndex = 0; wayIndex < wayCount; wayIndex++) {
    const tags = extract.wayTags[wayIndex]
    const kind = findWalkableKind(tags)
    if (kind === null) continue
    byIndex.set(wayIndex, { wayIndex, kind, tags })
    const area = findWayArea(extract, wayIndex)
    if (area !== null) addArea(area, `way ${extract.wayIds[wayIndex]}`)
  }
  const index = buildOsmIndex(extract)
  for (const relation of extract.relations) {
    const tags = findAreaTags(relation)
    if (tags === null) continue
    const kind = findWalkableKind(tags)
    for (const wayIndex of listMemberWays(relation, index)) {
      if (kind !== null && wayIndex >= 0 && !byIndex.has(wayIndex)) byIndex.set(wayIndex, { wayIndex, kind, tags })
    }
    addArea(findRelationArea(extract, relation, index), `relation ${relation.id}`)
  }
  return { ways: [...byIndex.values()].sort((a, b) => a.wayIndex - b.wayIndex), areas }
}

/**
 * The unbroken runs of nodes of a way, as node indexes: cut where the file holds no node, repeated neighbours left out.
 * Runs of a single node are left out too, so the result can be empty.
 */
export function listRuns(extract: OsmExtract, wayIndex: number): number[][] {
  const runs: number[][] = []
  let run: number[] = []
  const end = extract.wayFirstNode[wayIndex + 1]
  for (let i = extract.wayFirstNode[wayIndex]; i <= end; i++) {
    const node = i < end ? extract.wayNodes[i] : MISSING_NODE
    if (node !== MISSING_NODE) {
      if (node !== run[run.length - 1]) run.push(node)
      continue
    }
    if (run.length > 1) runs.push(run)
    run = []
  }
  return runs
}

export function hasMissingNode(extract: OsmExtract, wayIndex: number): boolean {
  return extract.wayNodes
    .subarray(extract.wayFirstNode[wayIndex], extract.wayFirstNode[wayIndex + 1])
    .includes(MISSING_NODE)
}
