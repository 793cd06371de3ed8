/** Groups of a region that can stand for a target group of the catalogue, the closest first. */
const STAND_INS: Readonly<Record<string, readonly string[]>> = {
  '65+': ['65plus'],
  '80+': ['80plus', '65plus'],
  families: ['under18', 'under10', 'under6'],
}

/**
 * The group of people that a kind is meant for: everybody where it is for everybody or for several groups that the region does not know as one,
 * people from 65 for what is for older people, children for what is for families.
 *
 * @param targetGroups of the catalogue: "all", "65+", "80+", "families"
 * @param groupIds groups of the region; the first is everybody
 */
export function groupOfKind(targetGroups: readonly string[], groupIds: readonly string[]): string {
  const everybody = groupIds[0]
  if (targetGroups.length === 0 || targetGroups.includes('all')) return everybody
  const isForOlder = targetGroups.some((group) => group.endsWith('+'))
  if (isForOlder && targetGroups.includes('families')) return everybody
  // Of the older groups the widest: who is 80 is also 65.
  const [first] = isForOlder ? [...targetGroups].sort() : targetGroups
  return STAND_INS[first]?.find((id) => groupIds.includes(id)) ?? everybody
}
