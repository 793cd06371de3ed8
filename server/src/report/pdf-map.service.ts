import type { MapPoint, ProfileMap } from '../district-profile/profile-map.ts'
import type { PdfPen } from './pdf-pen.service.ts'

const QUIET = '#46535d'
const INK = '#1a242c'
/** Points. */
const LABEL_SIZE = 6
const LABEL_WIDTH = 40

/** Draws a map with its upper left corner at (x, y), millimetres. */
export function drawMap(pen: PdfPen, map: ProfileMap, x: number, y: number): void {
  const { widthMillimetres: width, heightMillimetres: height, shapes, labels, scaleBar } = map
  pen.box(x, y, width, height, { fill: '#ffffff' })
  pen.within(x, y, width, height, (left, top) => {
    const move = ([px, py]: MapPoint) => [left + px, top + py] as const
    for (const { rings, isClosed, fill, stroke, strokeWidth } of shapes)
      pen.rings(
        rings.map((ring) => ring.map(move)),
        isClosed,
        { fill, stroke, lineWidth: strokeWidth },
      )
    for (const label of labels) {
      const textWidth = Math.min(LABEL_WIDTH, pen.widthOf(label.text, { size: LABEL_SIZE }) + 0.5)
      pen.write(label.text, left + label.x - textWidth / 2, top + label.y - 2, textWidth + 1, {
        size: LABEL_SIZE,
        colour: QUIET,
      })
    }
  })
  const barTop = y + height - 3.5
  pen.box(x + 2, barTop - 3, scaleBar.millimetres + 12, 5.5, { fill: '#ffffff' })
  pen.box(x + 3, barTop, scaleBar.millimetres, 0.9, { fill: INK })
  const text = scaleBar.metres >= 1000 ? `${scaleBar.metres / 1000} km` : `${scaleBar.metres} m`
  pen.write(text, x + 4 + scaleBar.millimetres, barTop - 1.2, 12, { size: LABEL_SIZE })
  pen.box(x, y, width, height, { stroke: QUIET, lineWidth: 0.2 })
}
