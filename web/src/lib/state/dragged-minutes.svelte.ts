import { changeUrl } from './change-url.ts'
import type { UrlState } from './url-state.ts'

/** The walking time while its slider is moved: the map follows at once, the address and the figures when it is let go. */
export class DraggedMinutes {
  /** Null: what the address says. */
  current: number | null = $state.raw(null)

  /** Takes a change of the question; of one that is not final only the minutes count. */
  async change(patch: Partial<UrlState>, isFinal: boolean): Promise<void> {
    if (!isFinal) {
      if (patch.minutes !== undefined) this.current = patch.minutes
      return
    }
    // The slider stays where it is until the address has it: key after key would else begin at the minutes before.
    await changeUrl(patch)
    if (patch.minutes === undefined || patch.minutes === this.current) this.current = null
  }
}
