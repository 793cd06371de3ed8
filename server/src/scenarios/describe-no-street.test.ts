import { describe, expect, it } from 'vitest'
import { problemBody } from '../http/problem-handler.service.ts'
import { describeNoStreet } from './describe-no-street.ts'

const origin = { lng: 11.3, lat: 51.9, facility: null }

describe('why there is no isochrone', () => {
  it('says which street cannot be used and where the next one is, for people and for programs', () => {
    const problem = describeNoStreet(
      {
        kind: 'no-street',
        nearest: { metres: 312.4, position: [11.304, 51.9] },
        closed: { metres: 40.2, name: 'Am Hang', reasons: ['steps', 'incline-closed'], isClosedByScenario: false },
      },
      origin,
      'rollator',
    )
    expect(problem.code).toBe('no-street')
    expect(problem.message).toMatch(
      /Within 250 m of the position 11\.3, 51\.9 .* The nearest is "Am Hang", 40 m away: steps, too steep\. .* 312 m away, at 11\.30400, 51\.90000\.$/,
    )
    const body = problemBody(problem.code, problem.message, 'urn:x', problem.streets)
    expect(body.streets).toEqual({
      nearest: { metres: 312.4, lng: 11.304, lat: 51.9 },
      closed: {
        metres: 40.2,
        name: 'Am Hang',
        reasons: [
          { de: 'Treppe', en: 'Steps' },
          { de: 'Zu steil', en: 'Too steep' },
        ],
      },
    })
  })

  it('has nothing to name where no street is near at all', () => {
    const problem = describeNoStreet({ kind: 'no-street', nearest: null, closed: null }, origin, 'standard')
    expect(problem.streets).toEqual({ nearest: null, closed: null })
  })

  it('names no streets outside the data', () => {
    const problem = describeNoStreet({ kind: 'outside-network', nearest: null, closed: null }, origin, 'standard')
    expect([problem.code, problem.streets]).toEqual(['outside-region', undefined])
  })

  it('says that it is the scenario that closes a street', () => {
    const closed = { metres: 3, name: 'Am Ufer', reasons: [], isClosedByScenario: true }
    const { streets, message } = describeNoStreet({ kind: 'no-street', nearest: null, closed }, origin, 'standard')
    expect(streets?.closed?.reasons).toEqual([{ de: 'Im Szenario gesperrt', en: 'Closed in the scenario' }])
    expect(message).toContain('"Am Ufer", 3 m away: closed in the scenario.')
  })

  it('leaves a path without a name unnamed', () => {
    const { streets, message } = describeNoStreet(
      { kind: 'no-street', nearest: null, closed: { metres: 9.6, name: '', reasons: [], isClosedByScenario: false } },
      origin,
      'standard',
    )
    expect(streets?.closed).toEqual({ metres: 9.6, name: null, reasons: [] })
    expect(message).toContain('The nearest is a path, 10 m away: no usable street leads there.')
  })
})
