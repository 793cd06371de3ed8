/** How many rows of each list there is room for. */
export interface Fit {
  readonly first: number
  readonly second: number
}

const countWithin = (heights: readonly number[], room: number): number => {
  let used = 0
  let count = 0
  while (count < heights.length && used + heights[count] <= room) used += heights[count++]
  return count
}
const sum = (heights: readonly number[], count = heights.length) =>
  heights.slice(0, count).reduce((total, height) => total + height, 0)

/**
 * Shares one page between two lists, in whatever unit heights and room are. Each has a right to half of the room; what one does not need is the other's.
 * A list that does not fit whole needs `restHeight` for the sentence that says how many rows are missing. What is printed is always a beginning of the list.
 */
export function fitRows(first: readonly number[], second: readonly number[], room: number, restHeight: number): Fit {
  const [firstNeeds, secondNeeds] = [sum(first), sum(second)]
  if (firstNeeds + secondNeeds <= room) return { first: first.length, second: second.length }
  const half = room / 2
  const roomFor = (needs: number, other: number) => (needs <= half ? needs : Math.max(half, room - other))
  const fit = (heights: readonly number[], own: number) =>
    sum(heights) <= own ? heights.length : countWithin(heights, Math.max(0, own - restHeight))
  const firstRoom = roomFor(firstNeeds, secondNeeds)
  const secondRoom = Math.min(room - Math.min(firstRoom, firstNeeds), roomFor(secondNeeds, firstNeeds))
  return { first: fit(first, firstRoom), second: fit(second, secondRoom) }
}
