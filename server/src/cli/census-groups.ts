import type { IssueSink } from '../issues/import-issue.ts'
import type { CensusGroup } from '../population/census-grid.ts'

/** `share_65plus_pct`, `Anteil in %`, `AnteilUeber65`: the census publishes some ages as percent of all people. */
const SAYS_PERCENT = /%|^anteil|(?:^|[^a-z])(?:pct|percent|prozent)(?:$|[^a-z])/i

/**
 * Groups in the order in which they can be read, everybody first. A column whose name says percent is read as a share of
 * everybody: taken as people, its numbers would look right and be wrong by orders of magnitude.
 *
 * @param columns group → column
 */
export function listCensusGroups(columns: Readonly<Record<string, string>>, issues: IssueSink): CensusGroup[] {
  const ids = Object.keys(columns).sort((a, b) => Number(b === 'all') - Number(a === 'all'))
  return ids.map((id) => {
    const column = columns[id]
    if (id === 'all' || !SAYS_PERCENT.test(column)) return { id, column }
    issues.add('population-column-percent', 'note', 'population', `${id}: ${column}`)
    return { id, shareColumn: column }
  })
}
