/** A profile's map as SVG without scripts, styles or anything fetched; lengths in millimetres. */
import { escapeHtml } from './escape-html.ts'
import type { MapPoint, MapShape, ProfileMap } from './profile-map.ts'

const INK = '#1a242c'
const QUIET = '#46535d'
/** Millimetres. */
const LABEL_SIZE = 2.1
const BAR_HEIGHT = 0.9

/**
 * @param alternative said to who cannot see the map
 * @param isFile whether it stands alone, with a name space and fonts of its own
 */
export function writeMapSvg(map: ProfileMap, alternative: string, isFile: boolean): string {
  const { widthMillimetres: width, heightMillimetres: height, shapes, labels } = map
  const clip = `clip-${map.denominator}-${shapes.length}`
  const drawn = shapes.map(writeShape).join('')
  const names = labels.map(({ x, y, text }) => `<text x="${x}" y="${y}" ${HALO}>${escapeHtml(text)}</text>`).join('')
  return [
    `<svg ${isFile ? 'xmlns="http://www.w3.org/2000/svg" ' : ''}viewBox="0 0 ${width} ${height}" width="${width}mm" height="${height}mm" role="img" aria-label="${escapeHtml(alternative)}">`,
    `<clipPath id="${clip}"><rect width="${width}" height="${height}"/></clipPath>`,
    `<g clip-path="url(#${clip})"><rect width="${width}" height="${height}" fill="#ffffff"/>${drawn}`,
    `<g font-size="${LABEL_SIZE}" text-anchor="middle" fill="${QUIET}"${isFile ? ' font-family="Noto Sans, Arial, sans-serif"' : ''}>${names}</g>`,
    writeScaleBar(map, isFile),
    '</g>',
    `<rect x="0.1" y="0.1" width="${width - 0.2}" height="${height - 0.2}" fill="none" stroke="${QUIET}" stroke-width="0.2"/>`,
    '</svg>',
  ].join('')
}

const HALO = 'stroke="#ffffff" stroke-width="0.7" stroke-linejoin="round" paint-order="stroke"'

function writeShape({ rings, isClosed, fill, stroke, strokeWidth }: MapShape): string {
  const path = rings.map((ring) => writeRing(ring, isClosed)).join('')
  const outline = stroke === null ? '' : ` stroke="${stroke}" stroke-width="${strokeWidth}" stroke-linejoin="round"`
  return `<path d="${path}" fill="${fill ?? 'none'}" fill-rule="evenodd"${outline}/>`
}

/** Steps relative to the point before are half as long to write. */
function writeRing(ring: readonly MapPoint[], isClosed: boolean): string {
  let text = ''
  let [x, y] = [0, 0]
  ring.forEach((point, i) => {
    const [dx, dy] = i === 0 ? point : [short(point[0] - x), short(point[1] - y)]
    text += i === 0 ? `M${dx} ${dy}l` : `${i > 1 ? ' ' : ''}${dx} ${dy}`
    ;[x, y] = i === 0 ? point : [x + dx, y + dy]
  })
  return isClosed ? `${text}z` : text
}

const short = (value: number): number => Math.round(value * 100) / 100

function writeScaleBar({ scaleBar, heightMillimetres, denominator }: ProfileMap, isFile: boolean): string {
  const { metres, millimetres } = scaleBar
  const length = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`
  // A number without a separator in either language: thousands are apart by a thin space.
  const scale = String(denominator).replaceAll(/\B(?=(\d{3})+$)/g, '\u2009')
  const text = `${length} (1 : ${scale})`
  const y = heightMillimetres - 3.5
  return (
    `<rect x="2" y="${short(y - 3)}" width="${short(millimetres + 26)}" height="5.5" fill="#ffffff" fill-opacity="0.85"/>` +
    `<rect x="3" y="${short(y)}" width="${short(millimetres)}" height="${BAR_HEIGHT}" fill="${INK}"/>` +
    `<text x="${short(4 + millimetres)}" y="${short(y + BAR_HEIGHT)}" font-size="${LABEL_SIZE}" fill="${INK}"${isFile ? ' font-family="Noto Sans, Arial, sans-serif"' : ''}>${text}</text>`
  )
}
