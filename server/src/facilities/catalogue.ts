/**
 * The catalogue of kinds of place: `data/catalogue.json`, checked on reading so that everything behind it may rely on it.
 * A municipality may change the file: kinds, filters, thresholds and weights.
 */
import { ImportError } from '../issues/import-error.ts'

export interface CatalogueLabel {
  readonly de: string
  readonly en: string
}

/** Minutes of walking at the speed of the chosen group; strict ≤ default ≤ wide. */
export interface ThresholdMinutes {
  readonly strict: number
  readonly default: number
  readonly wide: number
}

/** One condition on a tag: a value, `~` and a regular expression, `*` for any value, null for an absent key, or one of several. */
export type TagCondition = string | null | readonly (string | null)[]
/** All conditions must hold. */
export type TagFilter = Readonly<Record<string, TagCondition>>

export interface Category {
  readonly id: string
  readonly label: CatalogueLabel
  /** Id of the field of action. */
  readonly field: string
  readonly secondaryFields: readonly string[]
  readonly targetGroups: readonly string[]
  readonly core: boolean
  /** An element of OpenStreetMap is of this kind when one of these filters holds … */
  readonly osmAny: readonly TagFilter[]
  /** … and none of these. */
  readonly osmNone: readonly TagFilter[]
  readonly thresholdMinutes: ThresholdMinutes
  /** The distance behind the threshold, where one exists. */
  readonly referenceMetres: number | null
  readonly thresholdBasis: string | null
  /** Keys of `Catalogue.sources`. */
  readonly thresholdSources: readonly string[]
  /** Key of `Catalogue.evidenceLevels`. */
  readonly evidence: string
  /** How many places of the kind a person needs within reach. */
  readonly nearestK: number
  readonly capacityUnit: string | null
  readonly seniorUse: 'primary' | 'check' | 'no'
  readonly osmExpectedCompleteness: string
  readonly officialSourcesDe: readonly string[]
  readonly weight: number
  readonly noteDe: string | null
  readonly guidelines: readonly string[]
}

export interface Catalogue {
  readonly version: string
  readonly about: CatalogueLabel
  readonly fields: readonly { readonly id: string; readonly label: CatalogueLabel; readonly rlpCoreField: boolean }[]
  readonly guidelines: readonly { readonly id: string; readonly label: CatalogueLabel }[]
  /** What each evidence level means. */
  readonly evidenceLevels: Readonly<Record<string, string>>
  /** Sources of thresholds in words. */
  readonly sources: Readonly<Record<string, string>>
  readonly categories: readonly Category[]
}

/** The kind with an id; throws where the catalogue does not have it. */
export function getCategory(catalogue: Catalogue, id: string): Category {
  const category = catalogue.categories.find((candidate) => candidate.id === id)
  if (!category) throw new RangeError(`The catalogue has no kind "${id}".`)
  return category
}

/** The ids in the order of the catalogue, each once; ids that it does not have are left out. */
export function orderCategoryIds(catalogue: Catalogue, ids: Iterable<string>): string[] {
  const wanted = new Set(ids)
  return catalogue.categories.filter((category) => wanted.has(category.id)).map((category) => category.id)
}

type Json = Readonly<Record<string, unknown>>

/**
 * The catalogue from the parsed JSON of `data/catalogue.json`.
 * @throws ImportError `catalogue-invalid` that lists every fault with its place.
 */
export function parseCatalogue(json: unknown): Catalogue {
  const faults: string[] = []
  const read = new CatalogueFields(faults)
  const root = read.object(json, 'catalogue')
  const catalogue: Catalogue = {
    version: read.text(root, 'version', 'catalogue'),
    about: read.label(root, 'about', 'catalogue'),
    fields: read.objects(root, 'fields', 'catalogue').map((field, i) => ({
      id: read.text(field, 'id', `fields[${i}]`),
      label: read.label(field, 'label', `fields[${i}]`),
      rlpCoreField: field['rlp_core_field'] === true,
    })),
    guidelines: read.objects(root, 'guidelines', 'catalogue').map((guideline, i) => ({
      id: read.text(guideline, 'id', `guidelines[${i}]`),
      label: read.label(guideline, 'label', `guidelines[${i}]`),
    })),
    evidenceLevels: read.texts(root, 'evidence_levels'),
    sources: read.texts(root, 'sources'),
    categories: read.objects(root, 'categories', 'catalogue').map((category, i) => parseCategory(read, category, i)),
  }
  if (faults.length === 0) checkReferences(catalogue, faults)
  if (faults.length > 0) {
    throw new ImportError(
      'catalogue-invalid',
      `The catalogue of kinds has ${faults.length} faults: ${faults.slice(0, 10).join('; ')}.`,
      'data/catalogue.json',
      'Correct the file, or restore the one that came with the program.',
    )
  }
  return catalogue
}

function parseCategory(read: CatalogueFields, json: Json, index: number): Category {
  const where = typeof json['id'] === 'string' ? `kind "${json['id']}"` : `categories[${index}]`
  const minutes = read.object(json['threshold_minutes'], `${where}, threshold_minutes`)
  return {
    id: read.text(json, 'id', where),
    label: read.label(json, 'label', where),
    field: read.text(json, 'field', where),
    secondaryFields: read.textList(json, 'secondary_fields', where),
    targetGroups: read.textList(json, 'target_groups', where),
    core: json['core'] === true,
    osmAny: read.objects(json, 'osm_any', where).map((filter) => read.filter(filter, `${where}, osm_any`)),
    osmNone: read.objects(json, 'osm_none', where).map((filter) => read.filter(filter, `${where}, osm_none`)),
    thresholdMinutes: {
      strict: read.positive(minutes, 'strict', where),
      default: read.positive(minutes, 'default', where),
      wide: read.positive(minutes, 'wide', where),
    },
    referenceMetres:
      (json['reference_metres'] ?? null) === null ? null : read.positive(json, 'reference_metres', where),
    thresholdBasis: read.textOrNull(json, 'threshold_basis', where),
    thresholdSources: read.textList(json, 'threshold_source', where),
    evidence: read.text(json, 'evidence', where),
    nearestK: read.positive(json, 'nearest_k', where),
    capacityUnit: read.textOrNull(json, 'capacity_unit', where),
    seniorUse: read.oneOf(json, 'senior_use', ['primary', 'check', 'no'] as const, where),
    osmExpectedCompleteness: read.text(json, 'osm_expected_completeness', where),
    officialSourcesDe: read.textList(json, 'official_sources_de', where),
    weight: read.positive(json, 'default_weight', where),
    noteDe: read.textOrNull(json, 'note_de', where),
    guidelines: read.textList(json, 'guidelines', where),
  }
}

function checkReferences(catalogue: Catalogue, faults: string[]): void {
  const fields = new Set(catalogue.fields.map((field) => field.id))
  const guidelines = new Set(catalogue.guidelines.map((guideline) => guideline.id))
  const seen = new Set<string>()
  if (catalogue.categories.length === 0) faults.push('"categories" is empty')
  for (const category of catalogue.categories) {
    const where = `kind "${category.id}"`
    const { strict, default: usual, wide } = category.thresholdMinutes
    if (!/^[a-z][a-z0-9_]{0,62}$/.test(category.id)) faults.push(`${where}: an id is made of a-z, 0-9 and _`)
    if (seen.has(category.id)) faults.push(`${where} occurs twice`)
    seen.add(category.id)
    for (const field of [category.field, ...category.secondaryFields]) {
      if (!fields.has(field)) faults.push(`${where}: there is no field "${field}"`)
    }
    for (const id of category.guidelines)
      if (!guidelines.has(id)) faults.push(`${where}: there is no guideline "${id}"`)
    for (const id of category.thresholdSources) {
      if (!Object.hasOwn(catalogue.sources, id)) faults.push(`${where}: there is no source "${id}"`)
    }
    if (!Object.hasOwn(catalogue.evidenceLevels, category.evidence)) {
      faults.push(`${where}: there is no evidence level "${category.evidence}"`)
    }
    if (!(strict <= usual && usual <= wide)) faults.push(`${where}: thresholds must not fall from strict to wide`)
  }
}

/** Reads fields of a JSON object and notes what is wrong with its place. */
class CatalogueFields {
  readonly #faults: string[]

  constructor(faults: string[]) {
    this.#faults = faults
  }

  object(value: unknown, where: string): Json {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
    this.#faults.push(`${where} is not an object`)
    return {}
  }

  objects(json: Json, key: string, where: string): Json[] {
    const value = json[key]
    if (Array.isArray(value)) return value.map((item, i) => this.object(item, `${where}, ${key}[${i}]`))
    this.#faults.push(`${where}: "${key}" is not a list`)
    return []
  }

  text(json: Json, key: string, where: string): string {
    const value = json[key]
    if (typeof value === 'string' && value.trim() !== '') return value
    this.#faults.push(`${where}: "${key}" is not a text`)
    return ''
  }

  textOrNull(json: Json, key: string, where: string): string | null {
    return (json[key] ?? null) === null ? null : this.text(json, key, where)
  }

  textList(json: Json, key: string, where: string): string[] {
    const value = json[key]
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
    this.#faults.push(`${where}: "${key}" is not a list of texts`)
    return []
  }

  texts(json: Json, key: string): Record<string, string> {
    const value = this.object(json[key], `catalogue, ${key}`)
    return Object.fromEntries(Object.keys(value).map((id) => [id, this.text(value, id, key)]))
  }

  label(json: Json, key: string, where: string): CatalogueLabel {
    return { de: this.text(json, `${key}_de`, where), en: this.text(json, `${key}_en`, where) }
  }

  positive(json: Json, key: string, where: string): number {
    const value = json[key]
    if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value
    this.#faults.push(`${where}: "${key}" is not a number above 0`)
    return 1
  }

  oneOf<T extends string>(json: Json, key: string, allowed: readonly T[], where: string): T {
    const value = allowed.find((candidate) => candidate === json[key])
    if (value === undefined) this.#faults.push(`${where}: "${key}" is none of ${allowed.join(', ')}`)
    return value ?? allowed[0]
  }

  /** A filter must ask for at least one key that is present: else it would match everything. */
  filter(json: Json, where: string): TagFilter {
    let asksForKey = false
    for (const [key, condition] of Object.entries(json)) {
      const list: unknown[] = Array.isArray(condition) ? condition : [condition]
      const sound = list.length > 0 && list.every((item) => item === null || (typeof item === 'string' && item !== ''))
      if (!sound) this.#faults.push(`${where}: the condition on "${key}" is neither text, null nor a list of these`)
      if (!list.includes(null)) asksForKey = true
      for (const item of list) if (typeof item === 'string') this.#checkExpression(item, `${where}, "${key}"`)
    }
    if (!asksForKey) this.#faults.push(`${where}: a filter asks for no key`)
    return json as TagFilter
  }

  #checkExpression(item: string, where: string): void {
    if (!item.startsWith('~')) return
    try {
      new RegExp(item.slice(1), 'i')
    } catch {
      this.#faults.push(`${where}: "${item}" is not a regular expression`)
    }
  }
}
