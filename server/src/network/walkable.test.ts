import { describe, expect, it, test } from 'vitest'
import type { OsmTags } from '../osm/osm-extract.ts'
import { findWalkableKind, getFootOneway, isWalkableArea } from './walkable.ts'

const parse = (text: string): OsmTags => Object.fromEntries(text.split(' ').map((pair) => pair.split('=')))

describe('ways to walk on', () => {
  const streets =
    'footway path pedestrian steps living_street residential service track unclassified tertiary secondary primary ' +
    'tertiary_link secondary_link primary_link cycleway bridleway corridor platform elevator'
  test.each(streets.split(' '))('highway=%s is walked on', (highway) => {
    expect(findWalkableKind({ highway })).toBe(highway)
  })

  test.each([
    ['highway=trunk sidewalk=right', 'trunk'],
    ['highway=trunk sidewalk:left=yes', 'trunk'],
    ['highway=trunk foot=yes', 'trunk'],
    ['highway=busway foot=designated', 'busway'],
    ['highway=service access=private foot=yes', 'service'],
    ['highway=service access=no foot=permissive', 'service'],
    ['highway=service access=destination', 'service'],
    ['highway=service service=driveway', 'service'],
    ['highway=residential oneway=yes', 'residential'],
    ['highway=residential vehicle=no', 'residential'],
    ['highway=path sac_scale=hiking', 'path'],
    ['highway=path sac_scale=strolling', 'path'],
    ['highway=footway synthetic=gap_link', 'footway'],
    ['railway=platform', 'platform'],
    ['public_transport=platform', 'platform'],
    ['route=ferry', 'ferry'],
    ['route=ferry foot=yes access=private', 'ferry'],
  ])('%s is walked on as %s', (tags, kind) => {
    expect(findWalkableKind(parse(tags))).toBe(kind)
  })

  test.each([
    'highway=motorway',
    'highway=motorway foot=yes',
    'highway=motorway_link sidewalk=both',
    'highway=trunk',
    'highway=trunk sidewalk=no',
    'highway=trunk sidewalk=separate',
    'highway=primary motorroad=yes',
    'highway=primary motorroad=yes foot=yes',
    'highway=primary foot=no',
    'highway=residential access=no',
    'highway=service access=private',
    'highway=service service=driveway access=private',
    'highway=footway foot=private',
    'highway=footway foot=no access=yes',
    'highway=secondary foot=no sidewalk=both',
    'highway=via_ferrata',
    'highway=construction construction=footway',
    'highway=construction foot=yes',
    'highway=proposed proposed=residential',
    'highway=raceway',
    'highway=path sac_scale=mountain_hiking',
    'highway=path sac_scale=demanding_mountain_hiking foot=designated',
    'highway=path sac_scale=alpine_hiking',
    'highway=path sac_scale=T3',
    'route=ferry foot=no',
    'route=ferry access=no',
    'railway=platform access=private',
    'railway=rail',
    'building=yes',
    'man_made=pier',
  ])('%s is closed', (tags) => {
    expect(findWalkableKind(parse(tags))).toBeNull()
  })
})

test.each([
  ['highway=pedestrian area=yes', true],
  ['highway=footway area=yes', true],
  ['highway=service area=yes', true],
  ['railway=platform area=yes', true],
  ['highway=pedestrian', false],
  ['highway=pedestrian area=no', false],
  ['highway=pedestrian area=yes access=private', false],
  ['highway=steps area=yes', false],
  ['highway=elevator area=yes', false],
  ['leisure=park area=yes', false],
])('%s is walked across: %s', (tags, expected) => {
  expect(isWalkableArea(parse(tags))).toBe(expected)
})

describe('one-way for people on foot', () => {
  test.each([
    ['highway=residential oneway=yes', 0],
    ['highway=footway oneway=yes', 0],
    ['highway=footway oneway:foot=yes', 1],
    ['highway=footway oneway:foot=-1', -1],
    ['highway=footway oneway:foot=no oneway=yes', 0],
    ['highway=steps conveying=forward', 1],
    ['highway=steps conveying=backward', -1],
    ['highway=steps conveying=yes', 0],
    ['highway=steps conveying=yes oneway=yes', 1],
    ['highway=steps conveying=yes oneway=-1', -1],
    ['highway=steps conveying=reversible oneway=yes', 0],
    ['highway=steps conveying=no oneway=yes', 0],
    ['highway=steps oneway=yes', 0],
  ])('%s is %d', (tags, expected) => {
    expect(getFootOneway(parse(tags))).toBe(expected)
  })

  it('lets oneway:foot outweigh the direction of an escalator', () => {
    expect(getFootOneway(parse('highway=steps conveying=forward oneway:foot=no'))).toBe(0)
  })
})
