import type { BentTown } from './bend-town.ts'
import { NAME_FRONTS, NAME_POOLS, STREET_ENDINGS, type NameTheme } from './names.ts'
import type { Random } from './random.ts'
import type { QuarterType } from './recipe.ts'

/** Straight on, within this turn, a street keeps its name. */
const STRAIGHT_RADIANS = 0.5
const NAMED_KINDS = new Set([
  'primary',
  'secondary',
  'tertiary',
  'residential',
  'living_street',
  'pedestrian',
  'service',
])

const THEME_OF: Readonly<Record<QuarterType, readonly NameTheme[]>> = {
  'old-town': ['lanes'],
  perimeter: ['people', 'towns'],
  rows: ['trees', 'people'],
  slabs: ['progress', 'towns'],
  suburb: ['birds', 'flowers', 'trees', 'composers'],
  village: ['village'],
  industry: ['industry'],
  meadow: ['fields'],
  allotments: ['fields'],
  forest: ['fields'],
}

/**
 * A name for every line that has one in real life: lines that run on straight ahead share it, the rest get names from the pools of their
 * quarter, each only once in the town. Result by line; null for footpaths, tracks and what is no street.
 */
export function nameStreets(town: BentTown, random: Random): (string | null)[] {
  const { lines } = town.streets
  const parent = lines.map((line, i) => (line.whole === i ? i : line.whole))
  const rootOf = (line: number): number => {
    let root = line
    while (parent[root] !== root) root = parent[root]
    return root
  }
  joinStraightLines(town, parent, rootOf)
  const typeOfLine = quarterTypeByLine(town)
  const source = createNameSource(random)
  const names = new Map<number, string>()
  for (const line of lines) if (line.name !== null) source.reserve(line.name)
  return lines.map((line, i) => {
    if (line.name !== null) return line.name
    if (!NAMED_KINDS.has(line.kind)) return null
    const root = rootOf(i)
    const fixed = lines[root].name ?? names.get(root)
    if (fixed !== undefined) return fixed
    const type = typeOfLine[i]
    if (type === null || (type === 'industry' && random.chance(0.2))) return null
    const name = source.next(random.pick(THEME_OF[type]))
    names.set(root, name)
    return name
  })
}

function joinStraightLines(town: BentTown, parent: number[], rootOf: (line: number) => number): void {
  const { edges, lines } = town.streets
  const headingsAt = new Map<number, { readonly line: number; readonly angle: number }[]>()
  const note = (node: number, line: number, angle: number): void => {
    const list = headingsAt.get(node)
    if (list === undefined) headingsAt.set(node, [{ line, angle }])
    else list.push({ line, angle })
  }
  for (const edge of edges) {
    if (edge === null || !NAMED_KINDS.has(lines[edge.line].kind) || lines[edge.line].name !== null) continue
    const { shape } = edge
    const last = shape.length - 1
    note(edge.from, edge.line, Math.atan2(shape[1][1] - shape[0][1], shape[1][0] - shape[0][0]))
    note(edge.to, edge.line, Math.atan2(shape[last - 1][1] - shape[last][1], shape[last - 1][0] - shape[last][0]))
  }
  for (const headings of headingsAt.values()) {
    for (const a of headings) {
      if (headings.filter((other) => other.line === a.line).length > 1) continue
      for (const b of headings) {
        if (b.line <= a.line || lines[a.line].kind !== lines[b.line].kind) continue
        const turn = Math.abs(Math.abs(a.angle - b.angle) - Math.PI)
        if (turn < STRAIGHT_RADIANS && rootOf(a.line) !== rootOf(b.line)) parent[rootOf(b.line)] = rootOf(a.line)
      }
    }
  }
}

function quarterTypeByLine(town: BentTown): (QuarterType | null)[] {
  const types: (QuarterType | null)[] = town.streets.lines.map(() => null)
  for (const block of town.blocks) {
    const type = block.zone === 'built' || block.zone === 'village' ? block.type : 'meadow'
    for (const { edge } of [...block.face, ...block.spurs.flatMap((spur) => spur.edges.map((e) => ({ edge: e })))]) {
      const line = town.streets.edges[edge]?.line
      if (line !== undefined && (types[line] === null || types[line] === 'meadow')) types[line] = type
    }
  }
  return types
}

function createNameSource(random: Random) {
  const used = new Set<string>()
  const stocks = new Map<NameTheme, string[]>()
  let number = 100
  const stockOf = (theme: NameTheme): string[] => {
    const stock = stocks.get(theme)
    if (stock !== undefined) return stock
    const endings = STREET_ENDINGS[theme]
    const bases = random.shuffle(NAME_POOLS[theme])
    // Last first: plain names with the first ending go out before those with rarer endings and with a word in front.
    const made = endings.flatMap((ending) => bases.map((base) => formatName(base, ending)))
    const fronted = NAME_FRONTS.flatMap((front) => made.map((name) => `${front} ${name}`))
    const created = [...made, ...fronted].reverse()
    stocks.set(theme, created)
    return created
  }
  return {
    reserve: (name: string): void => void used.add(name),
    next: (theme: NameTheme): string => {
      const stock = stockOf(theme)
      for (let name = stock.pop(); name !== undefined; name = stock.pop()) {
        if (used.has(name)) continue
        used.add(name)
        return name
      }
      // Very large towns number the streets that are left, as Berlin does.
      return `Straße ${number++}`
    },
  }
}

/** Names with a blank or an article ("Am Anger") stand alone; people of two words take hyphens: "Clara-Zetkin-Straße". */
function formatName(base: string, ending: string): string {
  if (ending === '' || base.startsWith('=')) return base.replace('=', '')
  if (base.endsWith(' ')) return `${base}${ending[0].toUpperCase()}${ending.slice(1)}`
  return base.includes('-') ? `${base}-${ending[0].toUpperCase()}${ending.slice(1)}` : `${base}${ending}`
}
