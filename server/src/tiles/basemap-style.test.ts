import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it } from 'vitest'
import { BASEMAP_ANCHORS } from '../../../web/src/lib/map/basemap-layer.ts'
import {
  basemapStyle,
  PLACE_LABEL_LAYER_IDS,
  type BasemapStyleOptions,
} from '../../../web/src/lib/map/basemap-style.ts'
import { TILE_SETS } from './tile-sets.ts'

const files = { latin: '/fonts/latin.woff2', latinExtended: '/fonts/latin-ext.woff2' }
const options: BasemapStyleOptions = {
  tilesUrl: '/tiles/aachen/basemap.json',
  theme: 'light',
  language: 'de',
  fontUrls: { regular: files, semiBold: files, italic: files },
}

describe.each(['light', 'dark'] as const)('the %s basemap style', (theme) => {
  const style = basemapStyle({ ...options, theme })

  it('is a valid MapLibre style', () => {
    expect(validateStyleMin(style).map(({ message }) => message)).toEqual([])
  })

  it('uses only layers and attributes that the tiles have', () => {
    const fieldsOf = new Map(TILE_SETS.basemap.layers.map(({ id, fields }) => [id, Object.keys(fields)]))
    for (const layer of style.layers) {
      if (layer.type === 'background') continue
      const fields = fieldsOf.get((layer as { 'source-layer': string })['source-layer'])
      expect(fields, `layer ${layer.id}`).toBeDefined()
      const used = [...JSON.stringify(layer).matchAll(/\["(?:get|has)","([^"]+)"/g)].map(([, field]) => field)
      for (const field of used) {
        if (field.startsWith('name:')) continue
        expect(fields, `layer ${layer.id} asks for ${field}`).toContain(field)
      }
    }
  })

  it('asks only for fonts that it declares', () => {
    const declared = Object.keys(style['font-faces'] ?? {})
    for (const layer of style.layers) {
      const fonts = layer.type === 'symbol' ? (layer.layout?.['text-font'] as string[]) : []
      for (const font of fonts) expect(declared).toContain(font)
    }
  })

  it('writes all names above the place where thematic layers go in', () => {
    const ids = style.layers.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const anchor of Object.values(BASEMAP_ANCHORS)) expect(ids).toContain(anchor)
    const firstLabel = ids.indexOf(BASEMAP_ANCHORS.belowLabels)
    style.layers.forEach(({ type }, i) => expect(type === 'symbol').toBe(i >= firstLabel))
    for (const id of PLACE_LABEL_LAYER_IDS) expect(ids).toContain(id)
  })
})

describe('the source of the basemap style', () => {
  it('is a TileJSON document or a tile template', () => {
    expect(basemapStyle(options).sources.basemap).toEqual({ type: 'vector', url: '/tiles/aachen/basemap.json' })
    const template = basemapStyle({ ...options, tilesUrl: 'https://example.org/{z}/{x}/{y}.mvt' })
    expect(template.sources.basemap).toMatchObject({ tiles: ['https://example.org/{z}/{x}/{y}.mvt'], maxzoom: 14 })
    expect(validateStyleMin(template)).toEqual([])
  })
})
