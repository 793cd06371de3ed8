/** What is loaded and what the visitor has chosen. Lives with the page; nothing is stored. */
import { recordChange, startHistory, undoChange, type UndoHistory } from '../src/lib/plan/undo-history.ts'
import { locale } from '../src/lib/state/locale.svelte.ts'
import type { EmbedOptions } from './address.ts'
import type { CellData } from './cell-data.ts'
import { findRefusal } from './describe-trial.ts'
import { listFigureRows, type FigureRow } from './figure-rows.ts'
import { parseFile } from './load-files.ts'
import type { LoadedPublication } from './load-publication.ts'
import type { EmbedSearch } from './open-search.ts'
import type { Effect, WhatIfQuestion } from '../src/lib/api/contract.ts'
import type { Site } from './step-site.ts'
import type { TriedTimes } from './tried-cells.ts'
import { listTriedRows, type TriedRow } from './tried-rows.ts'
import type { LegendClasses, PlacesFile, PublicationFile, PublishedCategory } from './publication-types.ts'

/** A position that the visitor asks about. */
export interface AskedPosition {
  readonly lng: number
  readonly lat: number
  /** An address or name; null for a point of the map or the device. */
  readonly label: string | null
}

/** What the kernels answered about a new place. */
export interface Tried extends TriedTimes {
  readonly question: WhatIfQuestion
  readonly effect: Effect
}

export class EmbedState {
  readonly loaded: LoadedPublication
  #categoryId = $state('')
  #minutes = $state(0)
  groupId = $state('')
  #districtId: string | null = $state(null)
  tab = $state('table')
  /** The visitor has asked for the detailed map, or done something that needs it. */
  isDetailWanted = $state(false)
  asked: AskedPosition | null = $state.raw(null)
  #sites: UndoHistory<Site | null> = $state.raw(startHistory(null))
  /** The newest answer about the new place; use `tried`. */
  answer: Tried | null = $state.raw(null)
  /** A click on the map sets the site instead of asking about the position. */
  isPlacing = $state(false)
  readonly #onselect: (districtId: string | null) => void

  constructor(loaded: LoadedPublication, options: EmbedOptions, onselect: (districtId: string | null) => void) {
    this.loaded = loaded
    this.#onselect = onselect
    const { categories, groups } = loaded.publication
    const first = categories.find(({ id }) => id === options.kindId) ?? categories[0]
    this.#categoryId = first.id
    this.#minutes = first.minutes[0]
    this.groupId = groups[0].id
    if (options.districtId !== null) this.selectDistrict(options.districtId, false)
  }

  get category(): PublishedCategory {
    const { categories } = this.loaded.publication
    return categories.find(({ id }) => id === this.#categoryId) ?? categories[0]
  }

  get minutes(): number {
    return this.#minutes
  }

  get group(): PublicationFile['groups'][number] {
    const { groups } = this.loaded.publication
    return groups.find(({ id }) => id === this.groupId) ?? groups[0]
  }

  get legend(): LegendClasses {
    const { minutes, legends } = this.category
    return legends[Math.max(0, minutes.indexOf(this.#minutes))]
  }

  /** Null: the whole region. */
  get districtId(): string | null {
    return this.#districtId
  }

  readonly rows: readonly FigureRow[] = $derived.by(() =>
    listFigureRows(this.loaded.table, {
      categoryId: this.#categoryId,
      minutes: this.#minutes,
      groupId: this.groupId,
    }),
  )

  /** Where a new place is tried out; null: nowhere. */
  get site(): Site | null {
    return this.#sites.present
  }

  /** `joinKey` names the movement: its steps are undone as one. */
  moveSite(site: Site | null, joinKey: string | null = null): void {
    this.#sites = recordChange(this.#sites, site, joinKey)
  }

  undoSite(): void {
    this.#sites = undoChange(this.#sites)
  }

  get canUndoSite(): boolean {
    return this.#sites.past.length > 0
  }

  /** The answer where it is one to what is chosen now; null without a place, and then everything is as published. */
  readonly tried: Tried | null = $derived.by(() => {
    if (this.site === null || this.answer === null) return null
    const { categoryIds, minutes, groupId } = this.answer.question
    const isMeant = categoryIds[0] === this.#categoryId && minutes === this.#minutes && groupId === this.groupId
    return isMeant ? this.answer : null
  })

  /** The kernels have taken the place, so that map and figures are those with it. */
  readonly isTried: boolean = $derived.by(() => this.tried !== null && findRefusal(this.tried.effect) === null)

  /** Rows that the new place changes. */
  readonly triedRows: readonly TriedRow[] = $derived.by(() =>
    this.tried === null ? [] : listTriedRows(this.rows, this.tried.effect, this.loaded.publication.disclosure),
  )

  /** The row of the chosen district, or of the region. */
  readonly shownRow: FigureRow = $derived.by(
    () =>
      this.rows.find(({ districtId }) => districtId !== null && districtId === this.#districtId) ??
      this.rows[this.rows.length - 1],
  )

  /** The new kind keeps the minutes where it has them. */
  chooseCategory(id: string): void {
    this.#categoryId = id
    if (!this.category.minutes.includes(this.#minutes)) this.#minutes = this.category.minutes[0]
  }

  chooseMinutes(minutes: number): void {
    if (this.category.minutes.includes(minutes)) this.#minutes = minutes
  }

  /** Unknown districts are ignored; `isTold` tells the page around. */
  selectDistrict(id: string | null, isTold = true): void {
    if (id !== null && !this.loaded.table.rows.some((row) => row.kind === 'district' && row.id === id)) return
    if (id === this.#districtId) return
    this.#districtId = id
    if (isTold) this.#onselect(id)
  }

  /** Loaded when first asked for, and again after a failure. @throws EmbedFailure */
  readonly getCells: () => Promise<CellData> = remember(async () => {
    const [{ readCells }, bytes] = await Promise.all([import('./cell-data.ts'), this.loaded.files.load('cells.nrc')])
    return readCells(bytes)
  })
  readonly getPlaces: () => Promise<PlacesFile['places']> = remember(async () => {
    const bytes = await this.loaded.files.load('places.json')
    return parseFile<PlacesFile>(bytes, 'places.json').places
  })
  readonly getSearch: () => Promise<EmbedSearch> = remember(async () => {
    const { files, publication, districts } = this.loaded
    const [{ openSearch }, bytes, places] = await Promise.all([
      import('./open-search.ts'),
      files.load('search.json'),
      this.getPlaces(),
    ])
    return openSearch(bytes, publication, districts, places)
  })

  /** Name of a row in the page's language. */
  nameOf(row: FigureRow): string {
    return row.name[locale.current]
  }
}

function remember<T>(load: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | null = null
  return () => {
    known ??= load()
    known.catch(() => (known = null))
    return known
  }
}
