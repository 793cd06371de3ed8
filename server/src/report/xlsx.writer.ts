/** A workbook of plain cells: numbers as numbers, texts as texts that no spreadsheet runs, bold heads that stay in view. No formulas, no links. */
import type { CellKind, CellValue } from '../district-profile/profile-tables.ts'
import { neutraliseFormula } from '../export/csv.ts'
import { writeZip } from './zip.writer.ts'

export interface WorkbookSheet {
  /** Cut to 31 characters, without what spreadsheets refuse in names. */
  readonly name: string
  readonly heads: readonly { readonly text: string; readonly kind: CellKind }[]
  readonly rows: readonly (readonly CellValue[])[]
}

/** Position in `cellXfs` below. */
const STYLES: Readonly<Record<CellKind | 'head', number>> = { text: 0, number: 0, people: 1, share: 2, head: 3 }
/** The longest text that a cell may hold. */
const TEXT_LIMIT = 32_000

export function writeXlsx(sheets: readonly WorkbookSheet[]): Buffer {
  const numbers = sheets.map((_, i) => i + 1)
  const names = distinctNames(sheets.map(({ name }) => name))
  return writeZip([
    {
      name: '[Content_Types].xml',
      content: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${MAIN}sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${MAIN}styles+xml"/>${numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${MAIN}worksheet+xml"/>`).join('')}</Types>`,
    },
    {
      name: '_rels/.rels',
      content: `${XML}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${XML}<workbook xmlns="${SHEET}" xmlns:r="${RELATION}"><sheets>${numbers.map((n) => `<sheet name="${escapeXml(names[n - 1])}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${XML}<Relationships xmlns="${PACKAGE}">${numbers.map((n) => `<Relationship Id="rId${n}" Type="${RELATION}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${RELATION}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: 'xl/styles.xml', content: STYLE_SHEET },
    ...sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content: writeSheet(sheet) })),
  ])
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml.'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
/** Whole people with separators (3), whole per cent (9), bold heads that wrap. */
const STYLE_SHEET = `${XML}<styleSheet xmlns="${SHEET}"><fonts count="2"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf fontId="0"/><xf numFmtId="3" fontId="0" applyNumberFormat="1"/><xf numFmtId="9" fontId="0" applyNumberFormat="1"/><xf fontId="1" applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs></styleSheet>`

function writeSheet({ heads, rows }: WorkbookSheet): string {
  const widths = heads
    .map(({ kind }, i) => `<col min="${i + 1}" max="${i + 1}" width="${kind === 'text' ? 28 : 14}" customWidth="1"/>`)
    .join('')
  const head = writeRow(
    1,
    heads.map(({ text }) => writeText(text, STYLES.head)),
  )
  const body = rows.map((row, r) =>
    writeRow(
      r + 2,
      row.map((value, i) => writeCell(value, heads[i].kind)),
    ),
  )
  return `${XML}<worksheet xmlns="${SHEET}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData>${head}${body.join('')}</sheetData></worksheet>`
}

const writeRow = (number: number, cells: readonly string[]): string =>
  `<row r="${number}">${cells.map((cell, i) => (cell === '' ? '' : cell.replace('<c ', `<c r="${columnName(i)}${number}" `))).join('')}</row>`

function writeCell(value: CellValue, kind: CellKind): string {
  if (value === null || value === '') return ''
  if (typeof value === 'string') return writeText(value, STYLES.text)
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written as a number`)
  return `<c s="${STYLES[kind]}"><v>${value}</v></c>`
}

const writeText = (text: string, style: number): string =>
  `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escapeXml(neutraliseFormula(text).slice(0, TEXT_LIMIT))}</t></is></c>`

/** A, B … Z, AA … */
function columnName(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (index % 26))
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML has no place for most control characters and for halves of pairs; marks that turn the direction of text go as well. */
function escapeXml(text: string): string {
  return text.replaceAll(UNWRITABLE, '').replaceAll(/[&<>"]/g, (character) => ENTITIES[character])
}
const UNWRITABLE =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g

function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const base =
      name
        .replaceAll(/[\\/?*[\]:']/g, ' ')
        .trim()
        .slice(0, 28) || 'Tabelle'
    let distinct = base
    for (let n = 2; taken.has(distinct.toLowerCase()); n++) distinct = `${base} ${n}`
    taken.add(distinct.toLowerCase())
    return distinct
  })
}
