import { describe, expect, it } from 'vitest'
import { IssueList } from '../issues/issue-list.ts'
import { listCensusGroups } from './census-groups.ts'

describe('groups of the census grid', () => {
  it('are read as a share of everybody where the column says percent, and that is named', () => {
    const issues = new IssueList()
    expect(listCensusGroups({ '65plus': 'share_65plus_pct', u18: 'AnteilUnter18', all: 'population' }, issues)).toEqual(
      [
        { id: 'all', column: 'population' },
        { id: '65plus', shareColumn: 'share_65plus_pct' },
        { id: 'u18', shareColumn: 'AnteilUnter18' },
      ],
    )
    expect(issues.list()).toMatchObject([{ kind: 'population-column-percent', count: 2 }])
  })
  it('are counts everywhere else', () => {
    const columns = { all: 'percent', a: 'spectrum', b: 'Einwohner', c: 'pctx' }
    const issues = new IssueList()
    for (const group of listCensusGroups(columns, issues)) expect(group).toHaveProperty('column')
    expect(issues.list()).toEqual([])
  })
})
