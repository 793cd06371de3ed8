import type { Modification } from '../api/contract.ts'

/** How a change of the streets is drawn; null for other modifications. */
export function changeOfStreet(item: Modification): 'new' | 'steps' | 'closed' | 'eased' | null {
  if (item.kind === 'add-path') return item.way === 'steps' ? 'steps' : 'new'
  if (item.kind === 'close-street' || item.kind === 'add-obstacle') return 'closed'
  return item.kind === 'make-barrier-free' || item.kind === 'lower-kerb' ? 'eased' : null
}
