import type { ColumnSet } from '../columns/columns.ts'
import type { LocalText } from '../contract/common.ts'
import type { PublicationFile, TableFile } from '../contract/publication.ts'
import type { WhatIfRegion } from '../scenario/what-if-region.ts'
import { ruleWithMinimum, stepOf, type DisclosureRule } from '../disclosure/disclosure-rule.ts'

/** Published people are sums of multiples of 2⁻²⁰ and compared as they are; only what was printed in another way may differ by so much. */
const EXACT = 0

/** The rule that a publication states for its people; null where they are shown as they are. */
export function statedRule({ rule, minimum }: PublicationFile['disclosure']): DisclosureRule | null {
  return rule === 'published' ? null : ruleWithMinimum(minimum ?? NaN)
}

/**
 * What is wrong with the figures of a table: served and unserved people that are not all people, districts that are not the whole, and, where people are
 * protected, numbers that must not be shown. At most one fault of a kind and block, so that a broken table is a page and no book.
 */
export function findTableFaults(table: TableFile, rule: DisclosureRule | null): LocalText[] {
  const faults: LocalText[] = []
  const rowCount = table.rows.length
  const peopleOf = new Map(table.people.map(({ groupId, people }) => [groupId, people]))
  const step = rule === null ? null : stepOf(rule)
  const nameOf = (row: number): string => table.rows[row]?.name.de ?? `${row + 1}`
  const check = (where: string, figures: readonly (number | null)[], isPeople: boolean): void => {
    if (figures.length !== rowCount) {
      faults.push({
        de: `${where}: ${figures.length} Werte für ${rowCount} Zeilen`,
        en: `${where}: ${figures.length} figures for ${rowCount} rows`,
      })
      return
    }
    if (!isPeople) return
    const total = figures[rowCount - 1]
    const parts = figures.slice(0, -1)
    if (total !== null && !parts.includes(null)) {
      const sum = parts.reduce<number>((all, figure) => all + (figure ?? 0), 0)
      if (Math.abs(sum - total) > EXACT)
        faults.push({
          de: `${where}: die Zeilen ergeben ${sum}, die Summe nennt ${total}`,
          en: `${where}: the rows add up to ${sum}, the total says ${total}`,
        })
    }
    const small = step === null ? -1 : figures.findIndex((figure) => figure !== null && figure % step !== 0)
    if (small >= 0)
      faults.push({
        de: `${where}, ${nameOf(small)}: ${figures[small]} ist kein Vielfaches von ${step}`,
        en: `${where}, ${nameOf(small)}: ${figures[small]} is no multiple of ${step}`,
      })
  }
  if (rowCount === 0 || table.rows[rowCount - 1].kind !== 'total')
    faults.push({ de: 'die letzte Zeile ist nicht die Summe', en: 'the last row is not the total' })
  for (const { groupId, people } of table.people) check(groupId, people, true)
  for (const { categoryId, minutes, groupId, served, unserved, share, unknown, uncertain } of table.blocks) {
    const where = `${categoryId}, ${minutes} min, ${groupId}`
    const people = peopleOf.get(groupId)
    if (people === undefined) {
      faults.push({ de: `${where}: ohne Menschen der Gruppe`, en: `${where}: no people of the group` })
      continue
    }
    for (const figures of [served, unserved, unknown, uncertain]) check(where, figures, true)
    check(where, share, false)
    const wrong = people.findIndex((all, row) => {
      const [yes, no] = [served[row] ?? null, unserved[row] ?? null]
      return all !== null && yes !== null && no !== null && Math.abs(yes + no - all) > EXACT
    })
    if (wrong >= 0)
      faults.push({
        de: `${where}, ${nameOf(wrong)}: ${served[wrong]} erreicht und ${unserved[wrong]} nicht, zusammen aber ${people[wrong]}`,
        en: `${where}, ${nameOf(wrong)}: ${served[wrong]} served and ${unserved[wrong]} not, but ${people[wrong]} in all`,
      })
    const few =
      rule === null ? -1 : share.findIndex((value, row) => value !== null && (people[row] ?? 0) < rule.percentageBase)
    if (few >= 0)
      faults.push({
        de: `${where}, ${nameOf(few)}: ein Anteil von nur ${people[few]} Menschen`,
        en: `${where}, ${nameOf(few)}: a share of only ${people[few]} people`,
      })
  }
  return faults
}

/** People of cells that must not be shown; columns are those of `cells.nrc`. */
export function findCellFaults({ columns }: ColumnSet, rule: DisclosureRule | null): LocalText[] {
  if (rule === null) return []
  const step = stepOf(rule)
  return Object.entries(columns).flatMap(([name, column]) => {
    if (!name.startsWith('people:')) return []
    for (let cell = 0; cell < column.length; cell++) {
      if (column[cell] % step !== 0)
        return [
          {
            de: `${name}, Zelle ${cell + 1}: ${column[cell]} ist kein Vielfaches von ${step}`,
            en: `${name}, cell ${cell + 1}: ${column[cell]} is no multiple of ${step}`,
          },
        ]
    }
    return []
  })
}

/** The same of the parts that visitors' own what-if is computed from. */
export function findPackFaults(
  { population }: Pick<WhatIfRegion, 'population'>,
  rule: DisclosureRule | null,
): LocalText[] {
  const columns = Object.fromEntries(population.groupIds.map((id, g) => [`people:${id}`, population.people[g]]))
  return findCellFaults({ meta: {}, columns }, rule)
}
