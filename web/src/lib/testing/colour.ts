/** Colour measures for tests: contrast (WCAG 2), simulated colour blindness (Machado et al. 2009, severity 1), ΔE2000. */
export type Rgb = readonly [number, number, number]

const toLinear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const toEncoded = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055)
const clamp = (value: number) => Math.min(1, Math.max(0, value))

export const deficiencies = {
  none: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const

/** The colour as it is seen with a deficiency. */
export function simulate([r, g, b]: Rgb, deficiency: keyof typeof deficiencies): Rgb {
  const matrix = deficiencies[deficiency]
  const linear = [toLinear(r), toLinear(g), toLinear(b)]
  const row = (at: number) =>
    clamp(toEncoded(matrix[at] * linear[0] + matrix[at + 1] * linear[1] + matrix[at + 2] * linear[2]))
  return [row(0), row(3), row(6)]
}

export function computeContrast(a: Rgb, b: Rgb): number {
  const luminance = ([r, g, bl]: Rgb) => 0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(bl)
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

export function toLab([r, g, b]: Rgb): Rgb {
  const [lr, lg, lb] = [toLinear(r), toLinear(g), toLinear(b)]
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * (24389 / 27) + 16) / 116)
  const x = f((0.4124564 * lr + 0.3575761 * lg + 0.1804375 * lb) / 0.95047)
  const y = f(0.2126729 * lr + 0.7151522 * lg + 0.072175 * lb)
  const z = f((0.0193339 * lr + 0.119192 * lg + 0.9503041 * lb) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

const degrees = (radians: number) => ((radians * 180) / Math.PI + 360) % 360
const sine = (angle: number) => Math.sin((angle * Math.PI) / 180)
const cosine = (angle: number) => Math.cos((angle * Math.PI) / 180)

/** CIEDE2000 of two Lab colours (Sharma, Wu, Dalal 2005). */
export function computeDeltaE([l1, a1, b1]: Rgb, [l2, a2, b2]: Rgb): number {
  const meanC = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2
  const g = 0.5 * (1 - Math.sqrt(meanC ** 7 / (meanC ** 7 + 25 ** 7)))
  const [x1, x2] = [a1 * (1 + g), a2 * (1 + g)]
  const [c1, c2] = [Math.hypot(x1, b1), Math.hypot(x2, b2)]
  const [h1, h2] = [degrees(Math.atan2(b1, x1)), degrees(Math.atan2(b2, x2))]
  const isGrey = c1 * c2 === 0
  let deltaH = isGrey ? 0 : h2 - h1
  if (deltaH > 180) deltaH -= 360
  if (deltaH < -180) deltaH += 360
  const bigH = 2 * Math.sqrt(c1 * c2) * sine(deltaH / 2)
  const meanL = (l1 + l2) / 2
  const c = (c1 + c2) / 2
  let h = h1 + h2
  if (!isGrey) h = Math.abs(h1 - h2) <= 180 ? h / 2 : h < 360 ? (h + 360) / 2 : (h - 360) / 2
  const t = 1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) + 0.32 * cosine(3 * h + 6) - 0.2 * cosine(4 * h - 63)
  const sl = 1 + (0.015 * (meanL - 50) ** 2) / Math.sqrt(20 + (meanL - 50) ** 2)
  const sc = 1 + 0.045 * c
  const sh = 1 + 0.015 * c * t
  const rt = -2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)) * sine(60 * Math.exp(-(((h - 275) / 25) ** 2)))
  const [dl, dc, dh] = [(l2 - l1) / sl, (c2 - c1) / sc, bigH / sh]
  return Math.sqrt(dl * dl + dc * dc + dh * dh + rt * dc * dh)
}
