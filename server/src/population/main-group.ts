/** The group of all inhabitants, which bounds every other: `all`, or the first group where there is none. */
export function indexOfMainGroup(groupIds: readonly string[]): number {
  return Math.max(0, groupIds.indexOf('all'))
}
