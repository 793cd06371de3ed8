/** pdfkit in millimetres, with one type in two weights; what the type has no sign for is written as a question mark. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Language } from '../district-profile/figure-format.ts'

const require = createRequire(import.meta.url)
/** Points of a millimetre. */
export const POINTS = 72 / 25.4

/** What is used of pdfkit, which comes without types. */
interface PdfDocument {
  addPage(): PdfDocument
  registerFont(name: string, source: Buffer): PdfDocument
  font(name: string): PdfDocument
  fontSize(size: number): PdfDocument
  fillColor(colour: string): PdfDocument
  strokeColor(colour: string): PdfDocument
  lineWidth(width: number): PdfDocument
  lineJoin(join: string): PdfDocument
  moveTo(x: number, y: number): PdfDocument
  lineTo(x: number, y: number): PdfDocument
  rect(x: number, y: number, width: number, height: number): PdfDocument
  closePath(): PdfDocument
  fill(colour: string, rule?: string): PdfDocument
  stroke(): PdfDocument
  clip(): PdfDocument
  save(): PdfDocument
  restore(): PdfDocument
  text(text: string, x: number, y: number, options: object): PdfDocument
  text(text: string, options: object): PdfDocument
  heightOfString(text: string, options: object): number
  widthOfString(text: string): number
  image(bytes: Buffer, x: number, y: number, options: object): PdfDocument
  addNamedDestination(name: string, kind: string, x: number | null, y: number | null, zoom: number | null): void
  readonly outline: { addItem(title: string): unknown }
  on(event: 'data' | 'end' | 'error', listener: (value: never) => void): PdfDocument
  end(): void
}
type PdfConstructor = new (options: object) => PdfDocument

export interface TextStyle {
  readonly size: number
  readonly isBold?: boolean
  readonly colour?: string
  readonly isRight?: boolean
  /** Name of a place in the document that a click leads to. */
  readonly target?: string
}

export interface ShapeStyle {
  readonly fill?: string | null
  readonly stroke?: string | null
  readonly lineWidth?: number
}

/** All lengths in millimetres from the top left corner of the page, sizes of type in points. */
export interface PdfPen {
  addPage(): void
  addTarget(name: string): void
  addOutline(title: string): void
  /** @returns the height that the text takes */
  write(text: string, x: number, y: number, width: number, style: TextStyle): number
  measure(text: string, width: number, style: TextStyle): number
  widthOf(text: string, style: TextStyle): number
  box(x: number, y: number, width: number, height: number, style: ShapeStyle): void
  line(x1: number, y1: number, x2: number, y2: number, style: ShapeStyle): void
  /** Rings of one shape; what overlaps twice is outside. */
  rings(rings: readonly (readonly (readonly [number, number])[])[], isClosed: boolean, style: ShapeStyle): void
  /** Draws `content` cut at a box, with its corner as origin. */
  within(x: number, y: number, width: number, height: number, content: (left: number, top: number) => void): void
  image(bytes: Uint8Array, x: number, y: number, width: number, height: number): void
  finish(): Promise<Buffer>
}

/** Parts of the type by what they have signs for. */
const PARTS = [
  {
    name: 'latin',
    has: /^[\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u02c6\u02dc\u2000-\u206f\u20ac\u2122\u2212\ufffd]$/u,
  },
  { name: 'latin-ext', has: /^[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1e9f\u1ef2-\u1eff]$/u },
] as const
const WEIGHTS = { regular: 400, bold: 700 } as const
const LINE_GAP = 0

export function createPdfPen(title: string, language: Language): PdfPen {
  const Pdf = require('pdfkit') as PdfConstructor
  const document = new Pdf({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: language,
    pdfVersion: '1.7',
    displayTitle: true,
    info: { Title: title, Creator: 'Nahraum' },
  })
  const pieces: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (piece: Buffer) => pieces.push(piece))
    document.on('end', () => resolve(Buffer.concat(pieces)))
    document.on('error', (error: Error) => reject(error))
  })
  for (const { name } of PARTS) {
    for (const [weight, number] of Object.entries(WEIGHTS)) {
      const file = require.resolve(`@fontsource/noto-sans/files/noto-sans-${name}-${number}-normal.woff`)
      document.registerFont(`${name}-${weight}`, readFileSync(file))
    }
  }
  const weightOf = ({ isBold }: TextStyle) => (isBold ? 'bold' : 'regular')
  const select = (part: string, style: TextStyle) => document.font(`${part}-${weightOf(style)}`).fontSize(style.size)
  const optionsOf = (width: number, { isRight, target }: TextStyle) => ({
    width: width * POINTS,
    align: isRight ? 'right' : 'left',
    lineGap: LINE_GAP,
    ...(target === undefined ? {} : { goTo: target }),
  })
  /** Letters that the first part lacks are measured as an n. */
  const plain = (text: string) => [...text].map((letter) => (PARTS[0].has.test(letter) ? letter : 'n')).join('')

  const pen: PdfPen = {
    addPage: () => void document.addPage(),
    addTarget: (name) => document.addNamedDestination(name, 'XYZ', null, null, null),
    addOutline: (text) => void document.outline.addItem(text),
    measure(text, width, style) {
      select('latin', style)
      return document.heightOfString(plain(text), optionsOf(width, style)) / POINTS
    },
    widthOf(text, style) {
      select('latin', style)
      return document.widthOfString(plain(text)) / POINTS
    },
    write(text, x, y, width, style) {
      const height = pen.measure(text, width, style)
      document.fillColor(style.colour ?? '#1a242c')
      const runs = splitRuns(text)
      runs.forEach(({ part, letters }, i) => {
        select(part, style)
        const options = { ...optionsOf(width, style), continued: i < runs.length - 1 }
        if (i === 0) document.text(letters, x * POINTS, y * POINTS, options)
        else document.text(letters, options)
      })
      return height
    },
    box(x, y, width, height, style) {
      const path = () => document.rect(x * POINTS, y * POINTS, width * POINTS, height * POINTS)
      paint(document, path, style)
    },
    line(x1, y1, x2, y2, style) {
      paint(document, () => document.moveTo(x1 * POINTS, y1 * POINTS).lineTo(x2 * POINTS, y2 * POINTS), style)
    },
    rings(rings, isClosed, style) {
      const path = () => {
        for (const ring of rings) {
          ring.forEach(([x, y], i) =>
            i === 0 ? document.moveTo(x * POINTS, y * POINTS) : document.lineTo(x * POINTS, y * POINTS),
          )
          if (isClosed) document.closePath()
        }
      }
      paint(document, path, style)
    },
    within(x, y, width, height, content) {
      document
        .save()
        .rect(x * POINTS, y * POINTS, width * POINTS, height * POINTS)
        .clip()
      content(x, y)
      document.restore()
    },
    image(bytes, x, y, width, height) {
      document.image(Buffer.from(bytes), x * POINTS, y * POINTS, { fit: [width * POINTS, height * POINTS] })
    },
    finish() {
      document.end()
      return done
    },
  }
  return pen
}

function paint(document: PdfDocument, path: () => void, { fill, stroke, lineWidth = 0.2 }: ShapeStyle): void {
  if (fill !== undefined && fill !== null) {
    path()
    document.fill(fill, 'even-odd')
  }
  if (stroke === undefined || stroke === null) return
  path()
  document
    .lineJoin('round')
    .lineWidth(lineWidth * POINTS)
    .strokeColor(stroke)
    .stroke()
}

/** Stretches of letters that one part of the type has; at least one, perhaps empty. */
function splitRuns(text: string): { part: string; letters: string }[] {
  const runs: { part: string; letters: string }[] = []
  for (const letter of text) {
    const part = PARTS.find(({ has }) => has.test(letter))
    const name = part?.name ?? PARTS[0].name
    const written = part === undefined ? '?' : letter
    const last = runs.at(-1)
    if (last?.part === name) last.letters += written
    else runs.push({ part: name, letters: written })
  }
  return runs.length === 0 ? [{ part: PARTS[0].name, letters: '' }] : runs
}
