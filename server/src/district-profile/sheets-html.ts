/** Sheets as one HTML document for a printer: no script, nothing fetched, everything that people wrote escaped. */
import { escapeHtml } from './escape-html.ts'
import type { Language } from './figure-format.ts'
import { writeMapSvg } from './map-svg.ts'
import { PROFILE_TEXTS } from './profile-texts.ts'
import { shortenText } from './shorten-text.ts'
import type { Block, Sheet, TableColumn, TableGroup } from './sheet.ts'

export interface HtmlOptions {
  readonly language: Language
  readonly documentTitle: string
  /** The sheets' style, and fonts as data. */
  readonly style: string
  /** `data:` address of a checked picture; null without. */
  readonly logo: string | null
  /** `#rrggbb`, checked. */
  readonly accent: string
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"

export function writeSheetsHtml(sheets: readonly Sheet[], options: HtmlOptions): string {
  const { language, documentTitle, style } = options
  const accent = /^#[0-9a-f]{6}$/.test(options.accent) ? options.accent : '#0c5d68'
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="content-security-policy" content="${POLICY}">`,
    `<title>${escapeHtml(shortenText(documentTitle, 160))}</title>`,
    `<style>${style.replaceAll('</', '<\\/')}\n.sheets { --accent: ${accent}; }</style></head><body><main class="sheets">`,
    ...sheets.map((sheet) => writeSheet(sheet, options)),
    '</main></body></html>',
  ].join('\n')
}

function writeSheet({ id, isTitle, blocks, footer, page }: Sheet, options: HtmlOptions): string {
  const t = PROFILE_TEXTS[options.language]
  const content = blocks.map((block) => writeBlock(block, options)).join('\n')
  return `<section class="sheet${isTitle ? ' title' : ''}" id="${id}"><div class="flow">${content}</div><footer><span>${escapeHtml(footer)}</span><span>${t.page} ${page}</span></footer></section>`
}

function writeBlock(block: Block, options: HtmlOptions): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} class="heading level-${block.level}">${escapeHtml(block.text)}</h${block.level}>`
    case 'text':
      return `<p class="${block.style}">${escapeHtml(block.text)}</p>`
    case 'points':
      return `<ol class="points">${block.items.map(({ mark, text }) => `<li>${mark === '' ? '' : `<strong>${escapeHtml(mark)}</strong>`}<span>${escapeHtml(text)}</span></li>`).join('')}</ol>`
    case 'table':
      return `<table><caption>${escapeHtml(block.caption)}</caption>${writeColumns(block.columns)}${block.groups.map((group) => writeGroup(group, block.columns)).join('')}</table>`
    case 'map':
      return `<figure>${writeMapSvg(block.map, block.alternative, false)}<figcaption><span class="legend">${block.legend.map(({ colour, text, isStruck }) => `<span><svg viewBox="0 0 5 4" width="5mm" height="4mm" aria-hidden="true"><rect x="0.2" y="0.7" width="4.6" height="2.8" fill="${colour}" stroke="#46535d" stroke-width="0.15"/>${isStruck ? '<path d="M0.2 3.5L4.8 0.7" stroke="#ffffff" stroke-width="0.3"/>' : ''}</svg>${escapeHtml(text)}</span>`).join('')}</span><span class="small">${escapeHtml(block.scaleText)}</span></figcaption></figure>`
    // Only pages of the client fetch pictures; a printer has no network.
    case 'picture':
      return `<p class="small">${escapeHtml(block.alternative)}</p>`
    case 'contents':
      return `<ol class="contents">${block.entries.map(({ text, detail, page, target }) => `<li><a href="#${target}"><span>${escapeHtml(text)}</span><small>${escapeHtml(detail)}</small><b>${page}</b></a></li>`).join('')}</ol>`
    case 'logo':
      return options.logo === null ? '' : `<img class="logo" src="${escapeHtml(options.logo)}" alt="">`
    case 'columns':
      return `<div class="columns">${[block.left, block.right].map((blocks) => `<div class="flow">${blocks.map((inner) => writeBlock(inner, options)).join('')}</div>`).join('')}</div>`
  }
}

function writeColumns(columns: readonly TableColumn[]): string {
  const total = columns.reduce((sum, { width }) => sum + width, 0)
  const widths = columns.map(({ width }) => `<col width="${((100 * width) / total).toFixed(1)}%">`).join('')
  const heads = columns
    .map(({ head, isNumber }) => `<th scope="col"${isNumber ? ' class="number"' : ''}>${escapeHtml(head)}</th>`)
    .join('')
  return `<colgroup>${widths}</colgroup><thead><tr>${heads}</tr></thead>`
}

function writeGroup({ head, rows }: TableGroup, columns: readonly TableColumn[]): string {
  const title =
    head === null
      ? ''
      : `<tr class="group"><th scope="rowgroup" colspan="${columns.length}">${escapeHtml(head)}</th></tr>`
  const body = rows
    .map(({ cells, isStrong }) => {
      const [first, ...rest] = cells
      const values = rest.map(
        (cell, i) => `<td${columns[i + 1].isNumber ? ' class="number"' : ''}>${escapeHtml(cell)}</td>`,
      )
      return `<tr><th scope="row"${isStrong ? ' class="strong"' : ''}>${escapeHtml(first)}</th>${values.join('')}</tr>`
    })
    .join('')
  return `<tbody>${title}${body}</tbody>`
}
