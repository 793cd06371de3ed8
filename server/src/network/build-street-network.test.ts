import { describe, expect, it } from 'vitest'
import { ImportError } from '../issues/import-error.ts'
import { IssueList } from '../issues/issue-list.ts'
import type { OsmTags } from '../osm/osm-extract.ts'
import { buildStreetNetwork } from './build-street-network.ts'
import type { StreetNetwork } from './street-network.ts'
import { createScene, type Scene } from './test-scene.builder.ts'

function build(scene: Scene): { network: StreetNetwork; issues: string[] } {
  const issues = new IssueList()
  const network = buildStreetNetwork(scene.build(), issues)
  return { network, issues: issues.list().map((issue) => `${issue.kind} ${issue.count}: ${issue.examples.join(', ')}`) }
}

/** Edges as `from-to metres kind`, nodes by OSM id, metres rounded. */
function describeEdges(network: StreetNetwork): string[] {
  return Array.from(network.edgeFrom, (from, e) => {
    const ends = `${network.nodeOsmId[from]}-${network.nodeOsmId[network.edgeTo[e]]}`
    return `${ends} ${Math.round(network.edgeLengthMetres[e])} ${network.attributes[network.edgeAttribute[e]].kind}`
  })
}

describe('splitting ways', () => {
  it('cuts at junctions only and keeps the shape between them', () => {
    const scene = createScene()
    scene.node('a', 0, 0)
    scene.node('bend', 30, 40)
    scene.node('b', 100, 40)
    scene.node('c', 200, 40)
    scene.node('d', 100, 140)
    scene.way(['a', 'bend', 'b', 'c'], { highway: 'residential', name: 'Lange Straße' })
    scene.way(['b', 'd'], { highway: 'footway' })
    const { network, issues } = build(scene)
    expect(describeEdges(network)).toEqual(['1-3 120 residential', '3-4 100 residential', '3-5 100 footway'])
    expect(issues).toEqual([])
    expect(Array.from(network.edgeFirstPoint)).toEqual([0, 3, 5, 7])
    expect(network.pointLng[1]).toBeCloseTo(scene.positionOf(30, 40)[0], 7)
    expect(network.names[network.edgeName[0]]).toBe('Lange Straße')
    expect(network.names[network.edgeName[2]]).toBe('')
    expect(Array.from(network.edgeWayId)).toEqual([1001, 1001, 1002])
    expect(network.edgeLengthMetres[0]).toBeCloseTo(120, 1)
  })

  it('cuts at barriers, kerbs, crossings and elevators, but not at entrances, trees or street lamps', () => {
    const scene = createScene()
    const tags: OsmTags[] = [
      { barrier: 'gate' },
      { barrier: 'kerb', kerb: 'lowered' },
      { highway: 'crossing' },
      { highway: 'elevator' },
      { entrance: 'main' },
      { natural: 'tree' },
    ]
    scene.node('start', 0, 0)
    tags.forEach((tag, i) => scene.node(`n${i}`, 10 * (i + 1), 0, tag))
    scene.node('end', 100, 0)
    scene.way(['start', 'n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'end'])
    const { network } = build(scene)
    expect(describeEdges(network).map((edge) => edge.split(' ')[0])).toEqual(['1-2', '2-3', '3-4', '4-5', '5-8'])
    expect(network.nodeAttribute[0], 'a plain node has entry 0').toBe(0)
    expect(network.nodeAttributes[network.nodeAttribute[1]].barrier).toBe('gate')
  })

  it('does not cut where a closed street crosses the way, nor at a building that shares a node', () => {
    const scene = createScene()
    scene.node('a', 0, 0)
    scene.node('m', 50, 0)
    scene.node('b', 100, 0)
    scene.node('n', 50, 50)
    scene.way(['a', 'm', 'b'])
    scene.way(['m', 'n'], { highway: 'motorway' })
    scene.way(['m', 'n'], { building: 'yes' })
    expect(describeEdges(build(scene).network)).toEqual(['1-3 100 footway'])
  })

  it('cuts a way that meets itself, and keeps loops and parallel edges', () => {
    const scene = createScene()
    scene.node('a', 0, 0)
    scene.node('x', 100, 0)
    scene.node('y', 200, 0)
    scene.node('z', 200, 100)
    scene.way(['a', 'x', 'y', 'z', 'x'])
    scene.way(['a', 'x'])
    expect(describeEdges(build(scene).network)).toEqual(['1-2 100 footway', '2-2 341 footway', '1-2 100 footway'])
  })

  it('makes one loop of a closed way that meets nothing', () => {
    const scene = createScene()
    scene.node('a', 0, 0)
    scene.node('b', 100, 0)
    scene.node('c', 0, 100)
    scene.way(['a', 'b', 'c', 'a'], { highway: 'residential' })
    expect(describeEdges(build(scene).network)).toEqual(['1-1 341 residential'])
  })

  it('walks round a roundabout between the streets that meet it', () => {
    const scene = createScene()
    scene.node('w', 0, 50)
    scene.node('s', 50, 0)
    scene.node('e', 100, 50)
    scene.node('n', 50, 100)
    scene.node('west', -50, 50)
    scene.node('east', 150, 50)
    scene.way(['s', 'e', 'n', 'w', 's'], { highway: 'tertiary', junction: 'roundabout' })
    scene.way(['west', 'w'], { highway: 'tertiary' })
    scene.way(['e', 'east'], { highway: 'tertiary' })
    expect(describeEdges(build(scene).network).slice(0, 3)).toEqual([
      '2-3 71 tertiary',
      '3-1 141 tertiary',
      '1-2 71 tertiary',
    ])
  })

  it('ignores repeated nodes but keeps edges between two nodes at one place', () => {
    const scene = createScene()
    scene.node('a', 0, 0)
    scene.node('b', 50, 0)
    scene.node('twin', 50, 0)
    scene.node('c', 100, 0)
    scene.way(['a', 'a', 'b', 'b'])
    scene.way(['b', 'twin'])
    scene.way(['twin', 'c'])
    expect(describeEdges(build(scene).network)).toEqual(['1-2 50 footway', '2-3 0 footway', '3-4 50 footway'])
  })

  it('cuts a way where the file holds no node and says so', () => {
    const scene = createScene()
    for (const [i, name] of ['a', 'b', 'c', 'd', 'e'].entries()) scene.node(name, 50 * i, 0)
    scene.way(['a', 'b', '?', 'c', '?', 'd', 'e', '?'])
    scene.way(['?', 'c'])
    scene.way(['e'])
    const { network, issues } = build(scene)
    expect(describeEdges(network)).toEqual(['1-2 50 footway', '4-5 50 footway'])
    expect(issues).toEqual(['way-cut-at-edge 2: way 1001, way 1002', 'way-without-length 1: way 1003'])
  })

  it('shares equal attributes and names', () => {
    const scene = createScene()
    scene.node('a', 0, 0)
    scene.node('b', 50, 0)
    scene.node('c', 100, 0)
    scene.way(['a', 'b'], { highway: 'footway', surface: 'asphalt', name: 'Am Ring', source: 'survey' })
    scene.way(['b', 'c'], { highway: 'footway', surface: 'asphalt', name: 'Am Ring' })
    const { network } = build(scene)
    expect(network.attributes).toHaveLength(1)
    expect(network.names).toEqual(['', 'Am Ring'])
  })

  it('reports tags that nobody can read, with the element', () => {
    const scene = createScene()
    scene.node('a', 0, 0)
    scene.node('b', 50, 0, { barrier: 'kerb', 'kerb:height': 'low' })
    scene.way(['a', 'b'], { highway: 'footway', width: 'narrow' })
    scene.way(['a', 'b'], { highway: 'motorway', width: 'wide' })
    expect(build(scene).issues).toEqual(['tag-value-unreadable 2: node 2: kerb:height=low, way 1001: width=narrow'])
  })

  it('refuses an extract without any street', () => {
    const scene = createScene()
    scene.node('a', 0, 0)
    scene.node('b', 50, 0)
    scene.way(['a', 'b'], { building: 'yes' })
    expect(() => build(scene)).toThrow(ImportError)
    expect(() => build(createScene())).toThrow(/no street or path/)
  })
})

describe('crossings in the network', () => {
  it('know the busiest street through their node, walkable or not', () => {
    const scene = createScene()
    scene.node('a', 0, -10)
    scene.node('x', 0, 0, { highway: 'crossing' })
    scene.node('b', 0, 10)
    scene.node('w', -50, 0)
    scene.node('e', 50, 0)
    scene.way(['a', 'x', 'b'])
    scene.way(['w', 'x'], { highway: 'secondary' })
    scene.way(['x', 'e'], { highway: 'primary_link', foot: 'no' })
    const { network } = build(scene)
    const node = network.nodeAttribute[network.nodeOsmId.indexOf(scene.idOf('x'))]
    expect(network.nodeAttributes[node]).toMatchObject({ crossing: 'unknown', crossedStreet: 'primary' })
  })

  it('are told once: the node learns the kind from the crossing way, which then pays nothing itself', () => {
    const scene = createScene()
    scene.node('a', 0, -10)
    scene.node('x', 0, 0, { highway: 'crossing' })
    scene.node('b', 0, 10)
    scene.node('e', 50, 0)
    scene.way(['a', 'x', 'b'], { highway: 'footway', footway: 'crossing', crossing: 'traffic_signals' })
    scene.way(['x', 'e'], { highway: 'secondary' })
    const { network } = build(scene)
    expect(network.nodeAttributes.map((attributes) => attributes.crossing)).toEqual([null, 'signals'])
    expect(network.attributes.map((attributes) => attributes.crossing)).toEqual([null, null])
  })

  it('stay on the way where no node is tagged, with the street that the way shares a node with', () => {
    const scene = createScene()
    scene.node('a', 0, -10)
    scene.node('x', 0, 0)
    scene.node('b', 0, 10)
    scene.node('e', 50, 0)
    scene.way(['a', 'x', 'b'], { highway: 'footway', footway: 'crossing' })
    scene.way(['x', 'e'], { highway: 'secondary' })
    expect(build(scene).network.attributes[0]).toMatchObject({ crossing: 'unknown', crossedStreet: 'secondary' })
  })
})

/** A square of 100 m with an entrance in the middle of each side. */
function drawSquare(scene: Scene, tags = { highway: 'pedestrian', area: 'yes' }): void {
  const corners: [string, number, number][] = [
    ['sw', 0, 0],
    ['s', 50, 0],
    ['se', 100, 0],
    ['e', 100, 50],
    ['ne', 100, 100],
    ['n', 50, 100],
    ['nw', 0, 100],
    ['w', 0, 50],
  ]
  for (const [name, x, y] of corners) scene.node(name, x, y)
  scene.way(['sw', 's', 'se', 'e', 'ne', 'n', 'nw', 'w', 'sw'], tags)
  for (const [from, x, y] of [
    ['s', 50, -50],
    ['e', 150, 50],
    ['n', 50, 150],
    ['w', -50, 50],
  ] as const) {
    scene.node(`to-${from}`, x, y)
    scene.way([from, `to-${from}`])
  }
}

describe('squares', () => {
  it('are walked around and straight across between their entrances', () => {
    const scene = createScene()
    drawSquare(scene)
    const across = describeEdges(build(scene).network).filter((edge) => edge.endsWith('area'))
    expect(across).toEqual(['2-4 71 area', '2-6 100 area', '2-8 71 area', '4-6 71 area', '4-8 100 area', '6-8 71 area'])
    const around = describeEdges(build(scene).network).filter((edge) => edge.endsWith('pedestrian'))
    expect(around).toEqual([
      '1-2 50 pedestrian',
      '2-4 100 pedestrian',
      '4-6 100 pedestrian',
      '6-8 100 pedestrian',
      '8-1 50 pedestrian',
    ])
  })

  it('are lines where area=yes is missing', () => {
    const scene = createScene()
    drawSquare(scene, { highway: 'pedestrian', area: 'no' })
    expect(describeEdges(build(scene).network).filter((edge) => edge.endsWith('area'))).toEqual([])
  })

  it('are crossed beside a hole, not through it', () => {
    const scene = createScene()
    drawSquare(scene, { highway: 'no', area: 'no' })
    scene.node('h1', 40, 40)
    scene.node('h2', 60, 40)
    scene.node('h3', 60, 60)
    scene.node('h4', 40, 60)
    const fountain = scene.way(['h1', 'h2', 'h3', 'h4', 'h1'], { natural: 'water' })
    scene.relation(
      [
        ['outer', 1001],
        ['inner', fountain],
      ],
      { type: 'multipolygon', highway: 'pedestrian', name: 'Markt' },
    )
    const { network, issues } = build(scene)
    expect(issues).toEqual([])
    expect(describeEdges(network).filter((edge) => edge.endsWith('area'))).toEqual([
      '2-4 71 area',
      '2-8 71 area',
      '4-6 71 area',
      '6-8 71 area',
    ])
    expect(describeEdges(network).filter((edge) => edge.endsWith('pedestrian'))).toHaveLength(6)
    expect(network.names).toEqual(['', 'Markt'])
  })

  it('whose outline consists of several ways are crossed as well', () => {
    const scene = createScene()
    scene.node('a', 0, 0)
    scene.node('b', 100, 0)
    scene.node('c', 100, 100)
    scene.node('d', 0, 100)
    scene.way(['a', 'b', 'c'], {})
    scene.way(['a', 'd', 'c'], { highway: 'footway' })
    scene.relation(
      [
        ['outer', 1001],
        ['outer', 1002],
      ],
      { type: 'multipolygon', highway: 'footway' },
    )
    const edges = describeEdges(build(scene).network)
    expect(edges).toEqual(['1-3 200 footway', '1-3 200 footway', '1-3 141 area'])
  })

  it('keep their outline where they do not close, and say so', () => {
    const scene = createScene()
    scene.node('a', 0, 0)
    scene.node('b', 100, 0)
    scene.node('c', 100, 100)
    scene.way(['a', 'b', 'c', '?', 'a'], { highway: 'pedestrian', area: 'yes' })
    scene.way(['a', 'b'], { highway: 'service', area: 'yes' })
    scene.relation([['outer', 77]], { type: 'multipolygon', highway: 'pedestrian' })
    scene.relation([['outer', 1002]], { type: 'multipolygon', highway: 'pedestrian' })
    const { network, issues } = build(scene)
    expect(issues).toContain('area-open 4: way 1001, way 1002, relation 5001, relation 5002')
    expect(describeEdges(network)).toEqual(['1-2 100 pedestrian', '2-3 100 pedestrian', '1-2 100 service'])
  })

  it('with more than 100 entrances keep their outline only, and say so', () => {
    const scene = createScene()
    const names = Array.from({ length: 101 }, (_, i) => `r${i}`)
    names.forEach((name, i) => {
      const angle = (2 * Math.PI * i) / 101
      scene.node(name, 100 * Math.cos(angle), 100 * Math.sin(angle))
      scene.node(`out-${name}`, 150 * Math.cos(angle), 150 * Math.sin(angle))
      scene.way([name, `out-${name}`])
    })
    scene.way([...names, 'r0'], { highway: 'pedestrian', area: 'yes' })
    const { network, issues } = build(scene)
    expect(issues).toEqual(['area-too-many-entrances 1: way 1102: 101'])
    expect(network.edgeCount).toBe(202)
  })
})
