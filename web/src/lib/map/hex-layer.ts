import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibreMap } from 'maplibre-gl'
import type { CellPaint } from '../cells/compute-paint.ts'
import { GEOMETRY_UNIT, type HexGeometry } from './hex-geometry.ts'
import { hexFragmentShader, hexVertexShader } from './hex-shaders.ts'

/** One resolution of the hexagons: shown from `minimumZoom` up to the next finer level. */
export interface HexLevel {
  readonly minimumZoom: number
  /** Called once, when the level is first seen. */
  buildGeometry(): HexGeometry
  /** Called after every `refresh`, when the level is next seen. */
  computePaint(): CellPaint
}

export interface HexStyle {
  /** At most 7, ascending. */
  readonly breaks: readonly number[]
  /** One more than `breaks`; red, green, blue 0 … 1. */
  readonly colours: readonly (readonly [number, number, number])[]
  readonly unknown: readonly [number, number, number]
  readonly rim: readonly [number, number, number]
  readonly paper: readonly [number, number, number]
  readonly opacity: number
}

interface LevelBuffers {
  readonly vertexArray: WebGLVertexArrayObject
  readonly values: WebGLTexture
  readonly flags: WebGLTexture
  readonly height: number
  readonly cornerCount: number
}

const textureWidth = 512
const uniformNames = [
  'u_matrix', 'u_values', 'u_flags', 'u_width', 'u_opacity', 'u_scale',
  'u_break_count', 'u_breaks', 'u_colours', 'u_unknown', 'u_rim', 'u_paper',
] as const // prettier-ignore

/**
 * Draws tens of thousands of hexagons. Geometry goes to the graphics card once per level; a new colouring uploads only one
 * number and one byte per cell. Everything on the card can be rebuilt from the levels, so the layer may be added to a map
 * again after a change of style or a lost context.
 */
export class HexLayer implements CustomLayerInterface {
  readonly type = 'custom' as const
  readonly renderingMode = '2d' as const
  readonly id: string
  /** JavaScript milliseconds of the last frame that uploaded new values, for measurement. */
  lastUploadMilliseconds = 0
  #levels: readonly HexLevel[]
  #geometries: (HexGeometry | undefined)[]
  #buffers: (LevelBuffers | undefined)[] = []
  #isStale: boolean[] = []
  #style: HexStyle
  #map: MapLibreMap | null = null
  #program: WebGLProgram | null = null
  #uniforms = new Map<string, WebGLUniformLocation | null>()

  /** `levels` from fine to coarse. */
  constructor(id: string, levels: readonly HexLevel[], style: HexStyle) {
    this.id = id
    this.#levels = levels
    this.#geometries = levels.map(() => undefined)
    this.#style = style
    this.refresh()
  }

  /** Takes new figures from the levels with the next frame. */
  refresh(style: HexStyle = this.#style): void {
    this.#style = style
    this.#isStale = this.#levels.map(() => true)
    this.#map?.triggerRepaint()
  }

  onAdd(map: MapLibreMap, gl: WebGL2RenderingContext): void {
    this.#map = map
    this.#program = createProgram(gl)
    for (const name of uniformNames) this.#uniforms.set(name, gl.getUniformLocation(this.#program, name))
    this.#buffers = []
    this.#isStale = this.#levels.map(() => true)
  }

  onRemove(_map: MapLibreMap, gl: WebGL2RenderingContext): void {
    for (const buffers of this.#buffers) {
      if (!buffers) continue
      gl.deleteVertexArray(buffers.vertexArray)
      gl.deleteTexture(buffers.values)
      gl.deleteTexture(buffers.flags)
    }
    gl.deleteProgram(this.#program)
    this.#buffers = []
    this.#program = null
    this.#map = null
  }

  render(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    if (!this.#program || !this.#map) return
    const zoom = this.#map.getZoom()
    const found = this.#levels.findIndex((level) => zoom >= level.minimumZoom)
    const index = found < 0 ? this.#levels.length - 1 : found
    const geometry = (this.#geometries[index] ??= this.#levels[index].buildGeometry())
    if (geometry.count === 0) return
    const buffers = (this.#buffers[index] ??= createBuffers(gl, geometry))
    gl.useProgram(this.#program)
    this.#bindTextures(gl, buffers, index)
    this.#setUniforms(gl, geometry, input)
    gl.enable(gl.BLEND)
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
    gl.bindVertexArray(buffers.vertexArray)
    gl.drawElements(gl.TRIANGLES, buffers.cornerCount, gl.UNSIGNED_INT, 0)
    gl.bindVertexArray(null)
  }

  #bindTextures(gl: WebGL2RenderingContext, buffers: LevelBuffers, index: number): void {
    gl.activeTexture(gl.TEXTURE1)
    gl.bindTexture(gl.TEXTURE_2D, buffers.flags)
    gl.activeTexture(gl.TEXTURE0)
    gl.bindTexture(gl.TEXTURE_2D, buffers.values)
    if (!this.#isStale[index]) return
    const start = performance.now()
    const paint = this.#levels[index].computePaint()
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false)
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false)
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1)
    upload(gl, paint.values, gl.RED, gl.FLOAT)
    gl.activeTexture(gl.TEXTURE1)
    upload(gl, paint.flags, gl.RED_INTEGER, gl.UNSIGNED_BYTE)
    gl.activeTexture(gl.TEXTURE0)
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4)
    this.#isStale[index] = false
    this.lastUploadMilliseconds = performance.now() - start
  }

  #setUniforms(gl: WebGL2RenderingContext, geometry: HexGeometry, input: CustomRenderMethodInput): void {
    const at = (name: (typeof uniformNames)[number]) => this.#uniforms.get(name) ?? null
    const { breaks, colours, unknown, rim, paper, opacity } = this.#style
    gl.uniformMatrix4fv(at('u_matrix'), false, moveMatrix(input.defaultProjectionData.mainMatrix, geometry.origin))
    gl.uniform1i(at('u_values'), 0)
    gl.uniform1i(at('u_flags'), 1)
    gl.uniform1i(at('u_width'), textureWidth)
    gl.uniform1f(at('u_opacity'), opacity)
    gl.uniform1f(at('u_scale'), this.#map?.getPixelRatio() ?? 1)
    gl.uniform1i(at('u_break_count'), breaks.length)
    gl.uniform1fv(at('u_breaks'), padded(breaks, 8))
    gl.uniform3fv(at('u_colours'), padded(colours.flat(), 24))
    gl.uniform3fv(at('u_unknown'), unknown)
    gl.uniform3fv(at('u_rim'), rim)
    gl.uniform3fv(at('u_paper'), paper)
  }
}

/** The matrix for positions relative to `origin`; multiplied in double precision so that nothing trembles when close. */
function moveMatrix(matrix: ArrayLike<number>, origin: readonly [number, number]): Float32Array {
  const moved = new Float32Array(16)
  for (let row = 0; row < 4; row++) {
    moved[row] = matrix[row] * GEOMETRY_UNIT
    moved[4 + row] = matrix[4 + row] * GEOMETRY_UNIT
    moved[8 + row] = matrix[8 + row]
    moved[12 + row] = matrix[row] * origin[0] + matrix[4 + row] * origin[1] + matrix[12 + row]
  }
  return moved
}

function padded(values: readonly number[], length: number): Float32Array {
  const array = new Float32Array(length)
  array.set(values.slice(0, length))
  return array
}

/** Writes whole rows first, then the rest of the last row, so that no padded copy of the figures is needed. */
function upload(gl: WebGL2RenderingContext, data: Float32Array | Uint8Array, format: number, type: number): void {
  const rows = Math.floor(data.length / textureWidth)
  const rest = data.length - rows * textureWidth
  if (rows > 0) gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, textureWidth, rows, format, type, data)
  if (rest > 0) gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, rows, rest, 1, format, type, data, rows * textureWidth)
}

function createBuffers(gl: WebGL2RenderingContext, geometry: HexGeometry): LevelBuffers {
  const height = Math.max(1, Math.ceil(geometry.count / textureWidth))
  const limit = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number
  if (height > limit)
    throw new Error(`hexagon layer: ${geometry.count} cells, this device draws at most ${limit * textureWidth}`)
  const vertexArray = gl.createVertexArray()
  gl.bindVertexArray(vertexArray)
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer())
  gl.bufferData(gl.ARRAY_BUFFER, geometry.positions, gl.STATIC_DRAW)
  gl.enableVertexAttribArray(0)
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0)
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer())
  gl.bufferData(gl.ARRAY_BUFFER, geometry.keys, gl.STATIC_DRAW)
  gl.enableVertexAttribArray(1)
  gl.vertexAttribIPointer(1, 1, gl.UNSIGNED_INT, 0, 0)
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer())
  gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, geometry.triangles, gl.STATIC_DRAW)
  gl.bindVertexArray(null)
  return {
    vertexArray,
    values: createTexture(gl, gl.R32F, height),
    flags: createTexture(gl, gl.R8UI, height),
    height,
    cornerCount: geometry.triangles.length,
  }
}

function createTexture(gl: WebGL2RenderingContext, format: number, height: number): WebGLTexture {
  const texture = gl.createTexture()
  gl.bindTexture(gl.TEXTURE_2D, texture)
  gl.texStorage2D(gl.TEXTURE_2D, 1, format, textureWidth, height)
  for (const key of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, key, gl.NEAREST)
  return texture
}

function createProgram(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram()
  for (const [type, source] of [
    [gl.VERTEX_SHADER, hexVertexShader],
    [gl.FRAGMENT_SHADER, hexFragmentShader],
  ] as const) {
    const shader = gl.createShader(type)
    if (!shader) throw new Error('hexagon layer: no shader, the graphics context is lost')
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS))
      throw new Error(`hexagon layer: ${gl.getShaderInfoLog(shader)}`)
    gl.attachShader(program, shader)
  }
  gl.linkProgram(program)
  if (!gl.getProgramParameter(program, gl.LINK_STATUS))
    throw new Error(`hexagon layer: ${gl.getProgramInfoLog(program)}`)
  return program
}
