/**
 * A strict reader of Mapbox Vector Tiles 2.1 for tests: where ordinary decoders are lenient it lists every fault in words.
 * Field by field from the specification, independent of the encoder.
 */
import { doubleArea } from '../ring-clip.ts'

/** Faults of the tile against the specification and against the buffer; empty for a good tile. */
export function findTileFaults(tile: Uint8Array, buffer: number): string[] {
  const faults: string[] = []
  const names = new Set<string>()
  for (const field of readFields(tile)) {
    if (field.number !== 3 || field.bytes === null) {
      faults.push(`tile: unknown field ${field.number}`)
      continue
    }
    const layer = readLayer(field.bytes)
    if (names.has(layer.name)) faults.push(`layer name ${layer.name} repeats`)
    names.add(layer.name)
    if (layer.version !== 2) faults.push(`layer ${layer.name}: version ${layer.version}`)
    if (layer.extent !== 4096) faults.push(`layer ${layer.name}: extent ${layer.extent}`)
    if (layer.features.length === 0) faults.push(`layer ${layer.name}: no features`)
    if (new Set(layer.keys).size !== layer.keys.length) faults.push(`layer ${layer.name}: keys repeat`)
    if (new Set(layer.values.map((value) => value.join())).size !== layer.values.length) {
      faults.push(`layer ${layer.name}: values repeat`)
    }
    const ids = new Set<number>()
    layer.features.forEach((bytes, index) => {
      const where = `layer ${layer.name}, feature ${index}`
      const feature = readFeature(bytes)
      if (feature.id !== null && ids.has(feature.id)) faults.push(`${where}: id ${feature.id} repeats`)
      if (feature.id !== null) ids.add(feature.id)
      if (feature.tags.length % 2 !== 0) faults.push(`${where}: odd number of tags`)
      feature.tags.forEach((tag, i) => {
        if (tag >= (i % 2 === 0 ? layer.keys : layer.values).length) faults.push(`${where}: tag ${i} points nowhere`)
      })
      for (const fault of findGeometryFaults(feature.type, feature.geometry, buffer)) faults.push(`${where}: ${fault}`)
    })
  }
  return faults
}

function findGeometryFaults(type: number, commands: readonly number[], buffer: number): string[] {
  const faults: string[] = []
  let i = 0
  let x = 0
  let y = 0
  let outerSeen = false
  const take = (): void => {
    const unzig = (value: number) => (value >>> 1) ^ -(value & 1)
    x += unzig(commands[i++])
    y += unzig(commands[i++])
    if (x < -buffer || y < -buffer || x > 4096 + buffer || y > 4096 + buffer)
      faults.push(`(${x}, ${y}) beyond the buffer`)
  }
  if (commands.length === 0) faults.push('no geometry')
  while (i < commands.length && faults.length < 20) {
    const move = commands[i++]
    const moves = move >> 3
    if ((move & 7) !== 1 || moves === 0 || (type !== 1 && moves !== 1))
      return [...faults, `command ${move} where a MoveTo is due`]
    for (let n = 0; n < moves; n++) take()
    if (type === 1) continue
    const ring = [x, y]
    const line = commands[i++]
    const lines = line >> 3
    if ((line & 7) !== 2 || lines < (type === 3 ? 2 : 1)) return [...faults, `command ${line} where a LineTo is due`]
    for (let n = 0; n < lines; n++) {
      const [beforeX, beforeY] = [x, y]
      take()
      if (x === beforeX && y === beforeY) faults.push(`(${x}, ${y}) repeats`)
      ring.push(x, y)
    }
    if (type !== 3) continue
    if (commands[i++] !== 15) return [...faults, 'ring without ClosePath']
    if (ring[0] === x && ring[1] === y) faults.push('ring closed explicitly')
    const area = doubleArea(Int32Array.from(ring), ring.length / 2)
    if (area === 0) faults.push('ring without area')
    if (area < 0 && !outerSeen) faults.push('hole before any outer ring')
    if (area > 0) outerSeen = true
  }
  return faults
}

interface Field {
  readonly number: number
  readonly value: number
  /** For length-delimited and fixed-width fields. */
  readonly bytes: Uint8Array | null
}

function* readFields(bytes: Uint8Array): Generator<Field> {
  const cursor = { at: 0 }
  while (cursor.at < bytes.length) {
    const key = readVarint(bytes, cursor)
    const wire = key & 7
    if (wire === 0) yield { number: key >> 3, value: readVarint(bytes, cursor), bytes: null }
    else {
      const length = wire === 2 ? readVarint(bytes, cursor) : wire === 5 ? 4 : wire === 1 ? 8 : -1
      if (length < 0 || cursor.at + length > bytes.length) throw new Error(`broken field at byte ${cursor.at}`)
      yield { number: key >> 3, value: 0, bytes: bytes.subarray(cursor.at, (cursor.at += length)) }
    }
  }
}

function readVarint(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0
  for (let factor = 1; ; factor *= 128) {
    if (cursor.at >= bytes.length) throw new Error('varint runs over the end')
    const byte = bytes[cursor.at++]
    value += (byte & 0x7f) * factor
    if (byte < 0x80) return value
  }
}

function readPacked(bytes: Uint8Array): number[] {
  const cursor = { at: 0 }
  const values: number[] = []
  while (cursor.at < bytes.length) values.push(readVarint(bytes, cursor))
  return values
}

function readLayer(bytes: Uint8Array) {
  const layer = {
    name: '',
    version: 1,
    extent: 4096,
    features: [] as Uint8Array[],
    keys: [] as string[],
    values: [] as Uint8Array[],
  }
  const text = (value: Uint8Array) => String.fromCharCode(...value)
  for (const { number, value, bytes: content } of readFields(bytes)) {
    if (number === 15) layer.version = value
    else if (number === 5) layer.extent = value
    else if (content === null) throw new Error(`layer: unknown field ${number}`)
    else if (number === 1) layer.name = text(content)
    else if (number === 2) layer.features.push(content)
    else if (number === 3) layer.keys.push(text(content))
    else if (number === 4) layer.values.push(content)
    else throw new Error(`layer: unknown field ${number}`)
  }
  return layer
}

function readFeature(bytes: Uint8Array) {
  const feature = { id: null as number | null, type: 0, tags: [] as number[], geometry: [] as number[] }
  for (const { number, value, bytes: content } of readFields(bytes)) {
    if (number === 1) feature.id = value
    else if (number === 3) feature.type = value
    else if (content === null) throw new Error(`feature: unknown field ${number}`)
    else if (number === 2) feature.tags = readPacked(content)
    else if (number === 4) feature.geometry = readPacked(content)
    else throw new Error(`feature: unknown field ${number}`)
  }
  return feature
}
