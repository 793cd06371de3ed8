import { sendAlong } from '../api/client.ts'
import type { OpenedShare } from '../api/contract.ts'

const storageKey = 'nahraum.shared'

interface HeldShare {
  readonly token: string
  readonly share: OpenedShare
}

/** The draft that a link has opened in this tab; closing the tab forgets it. */
class SharedDraft {
  held: HeldShare | null = $state.raw(readHeld())
  /** The server has said that the link opens nothing any more. */
  isOver = $state(false)

  hold(token: string, share: OpenedShare): void {
    this.held = { token, share }
    this.isOver = false
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(this.held))
    } catch {
      return // a browser that refuses forgets it with the page
    }
  }

  forget(): void {
    this.held = null
    try {
      sessionStorage.removeItem(storageKey)
    } catch {
      return
    }
  }

  /** Header for requests about the region of the draft; none elsewhere, so that a link is not carried about. */
  headerFor(path: string): Readonly<Record<string, string>> {
    const { held } = this
    if (held === null || !path.startsWith(`/api/v1/regions/${held.share.regionKey}/`)) return {}
    return { 'x-share-token': held.token }
  }
}

function readHeld(): HeldShare | null {
  try {
    const held = JSON.parse(sessionStorage.getItem(storageKey) ?? 'null') as HeldShare | null
    return held && Date.parse(held.share.expiresAt) > Date.now() ? held : null
  } catch {
    return null
  }
}

export const sharedDraft = new SharedDraft()
sendAlong((path) => sharedDraft.headerFor(path))
