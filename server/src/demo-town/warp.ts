import type { Point } from './plane-geometry.ts'
import type { Random } from './random.ts'

/**
 * The town is drawn on a drafting table with straight lines and rings, and then the table is bent: a smooth displacement
 * of the whole plane makes streets curve as grown ones do and keeps what meets meeting. The displacement is a sum of plane
 * waves whose gradients stay below 1 together, so no two points fall on one another.
 */
export type Warp = (point: Point) => Point

interface Octave {
  readonly amplitudeMetres: number
  readonly waveMetres: number
  /** Where it acts: everywhere, or with a bell around a centre. */
  readonly centre: Point | null
  readonly reachMetres: number
}

interface Wave {
  readonly kx: number
  readonly ky: number
  readonly phase: number
  readonly shiftX: number
  readonly shiftY: number
}

const WAVES_PER_OCTAVE = 4

/** `winding` are places whose lanes bend more than the rest: old centres and garden suburbs. */
export function createWarp(
  random: Random,
  winding: readonly {
    readonly centre: Point
    readonly reachMetres: number
    readonly waveMetres: number
    readonly amplitudeMetres: number
  }[],
): Warp {
  const octaves: Octave[] = [
    { amplitudeMetres: 75, waveMetres: 1700, centre: null, reachMetres: 0 },
    { amplitudeMetres: 11, waveMetres: 560, centre: null, reachMetres: 0 },
    ...winding,
  ]
  const waves = octaves.map((octave) => {
    const turn = random.between(0, Math.PI)
    return Array.from({ length: WAVES_PER_OCTAVE }, (_, i): Wave => {
      const angle = turn + (i * Math.PI) / WAVES_PER_OCTAVE + random.between(-0.2, 0.2)
      const k = (2 * Math.PI) / (octave.waveMetres * random.between(0.85, 1.15))
      const amplitude = octave.amplitudeMetres / Math.sqrt(WAVES_PER_OCTAVE)
      const heading = random.between(0, 2 * Math.PI)
      return {
        kx: k * Math.cos(angle),
        ky: k * Math.sin(angle),
        phase: random.between(0, 2 * Math.PI),
        shiftX: amplitude * Math.cos(heading),
        shiftY: amplitude * Math.sin(heading),
      }
    })
  })
  return ([x, y]) => {
    let dx = 0
    let dy = 0
    for (let o = 0; o < octaves.length; o++) {
      const { centre, reachMetres } = octaves[o]
      let strength = 1
      if (centre !== null) {
        const away = ((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / (reachMetres * reachMetres)
        if (away > 6) continue
        strength = Math.exp(-away)
      }
      for (const wave of waves[o]) {
        const value = strength * Math.sin(wave.kx * x + wave.ky * y + wave.phase)
        dx += wave.shiftX * value
        dy += wave.shiftY * value
      }
    }
    return [x + dx, y + dy]
  }
}
