import type { Region } from '../api/contract.ts'

/** People of each group among `all` new residents, in the shares that the whole region has; whole people, none above `all`. */
export function spreadPeople(region: Pick<Region, 'groups'>, all: number): Record<string, number> {
  const everybody = region.groups.find(({ id }) => id === 'all')?.people ?? 0
  return Object.fromEntries(
    region.groups.map(({ id, people }) => [
      id,
      id === 'all' || everybody <= 0 ? (id === 'all' ? all : 0) : Math.min(all, Math.round((all * people) / everybody)),
    ]),
  )
}
