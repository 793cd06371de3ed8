/**
 * Parts: the pieces of cells that lie in one combination of districts. They are numbered as they are met and put in order
 * of cell and districts at the end.
 */
export interface PartIndex {
  /** The number of the part of a cell in a combination of districts (one per level), new if need be. */
  findOrAdd(cellId: string, districts: readonly number[]): number
  readonly cellOfPart: readonly string[]
  readonly districtsOfPart: readonly (readonly number[])[]
}

export function createPartIndex(): PartIndex {
  const numbers = new Map<string, number>()
  const cellOfPart: string[] = []
  const districtsOfPart: (readonly number[])[] = []
  return {
    findOrAdd(cellId, districts) {
      const key = `${cellId} ${districts.join(' ')}`
      let part = numbers.get(key)
      if (part === undefined) {
        part = cellOfPart.length
        numbers.set(key, part)
        cellOfPart.push(cellId)
        districtsOfPart.push(districts)
      }
      return part
    },
    cellOfPart,
    districtsOfPart,
  }
}

/** The numbers of all parts in ascending order of cell, then of districts level by level. */
export function sortParts(index: PartIndex): number[] {
  const { cellOfPart, districtsOfPart } = index
  return cellOfPart
    .map((_, part) => part)
    .sort((a, b) => {
      if (cellOfPart[a] !== cellOfPart[b]) return cellOfPart[a] < cellOfPart[b] ? -1 : 1
      const level = districtsOfPart[a].findIndex((district, i) => district !== districtsOfPart[b][i])
      return level < 0 ? 0 : districtsOfPart[a][level] - districtsOfPart[b][level]
    })
}
