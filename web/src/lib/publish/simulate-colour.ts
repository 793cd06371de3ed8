/** How colours look to people who lack one kind of cone (Machado, Oliveira, Fernandes 2009, severity 1), or without any colour. */
export type ColourVision = 'protan' | 'deutan' | 'tritan' | 'grey'

const matrices: Readonly<Record<ColourVision, readonly number[]>> = {
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
  grey: [0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722],
}

const toLinear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const toEncoded = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055)

/** `#rrggbb` as it is seen. */
export function simulateColour(colour: string, vision: ColourVision): string {
  const matrix = matrices[vision]
  const linear = [1, 3, 5].map((at) => toLinear(parseInt(colour.slice(at, at + 2), 16) / 255))
  const channels = [0, 3, 6].map((row) => {
    const seen = toEncoded(linear.reduce((sum, value, i) => sum + matrix[row + i] * value, 0))
    return Math.round(Math.min(1, Math.max(0, seen)) * 255)
  })
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
