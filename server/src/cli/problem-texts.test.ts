import { describe, expect, it } from 'vitest'
import { Problem } from '../problems/problems.ts'
import { describeProblem } from './problem-texts.ts'

describe('problems at a terminal', () => {
  it('are said in German with what to do, the detail behind', () => {
    expect(describeProblem(new Problem('unknown-region', 'There is no region "nix".'))).toEqual({
      de: 'Diese Region ist nicht eingelesen. Zuerst: nahraum import REGION.json; „nahraum doctor“ nennt alle. [There is no region "nix".]',
      en: 'There is no region "nix".',
    })
  })
  it('without a German text keep their detail', () => {
    expect(describeProblem(new Problem('not-found', 'Nothing.')).de).toBe('Nothing.')
  })
})
