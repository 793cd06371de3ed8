import fc from 'fast-check'
import { expect, it } from 'vitest'
import { distanceMetres } from '../geo/distance.ts'
import { linkPoints } from './link-points.ts'
import { at } from './testing/small-town.ts'

const LINK_METRES = 100
const scene = fc.array(
  fc.record({
    member: fc.nat(7),
    east: fc.integer({ min: -400, max: 400 }),
    north: fc.integer({ min: -400, max: 400 }),
  }),
  { maxLength: 30 },
)

it('members hang together exactly where a chain of near points leads from one to the other', () => {
  fc.assert(
    fc.property(scene, (list) => {
      const points = {
        lng: list.map(({ east, north }) => at(east, north)[0]),
        lat: list.map(({ east, north }) => at(east, north)[1]),
        member: list.map(({ member }) => member),
      }
      // The oracle lowers labels along near pairs until nothing changes.
      const label = Array.from({ length: 8 }, (_, member) => member)
      for (let isChanged = true; isChanged;) {
        isChanged = false
        for (let i = 0; i < list.length; i++) {
          for (let j = 0; j < list.length; j++) {
            const [a, b] = [list[i].member, list[j].member]
            const isNear = distanceMetres(points.lng[i], points.lat[i], points.lng[j], points.lat[j]) <= LINK_METRES
            if (isNear && label[a] < label[b]) {
              label[b] = label[a]
              isChanged = true
            }
          }
        }
      }
      const numbers = [...new Set(label)]
      expect([...linkPoints(points, 8, LINK_METRES)]).toEqual(label.map((value) => numbers.indexOf(value)))
    }),
  )
})
