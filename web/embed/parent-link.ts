/** The wire to the page around: see messages.ts for what may travel. */
import { acceptMessage, EMBED_PROTOCOL, type EmbedMessage, type ParentMessage } from './messages.ts'

type Outgoing = EmbedMessage extends infer M ? (M extends EmbedMessage ? Omit<M, 'protocol'> : never) : never

export interface ParentLink {
  send(message: Outgoing): void
  destroy(): void
}

/**
 * Talks to the page around where its origin is one of `allowedParents` or that of this page, as in the publisher's own preview; a page that is none of them
 * hears nothing, since a message is addressed to an origin and the browser delivers it to no other.
 */
export function createParentLink(
  allowedParents: readonly string[],
  onmessage: (message: ParentMessage) => void,
  own: Window = window,
): ParentLink {
  const parent = own.parent === own ? null : own.parent
  // Of the address, since a sandboxed page has no origin of its own.
  const origins = [...new Set([...allowedParents, new URL(own.location.href).origin])]
  /** Chromium and Safari tell who is around; elsewhere each that it may be is written to. */
  const around = own.location.ancestorOrigins?.[0]
  const targets = around === undefined ? origins : origins.filter((origin) => origin === around)
  const receive = (event: MessageEvent) => {
    const message = acceptMessage(event, parent, origins)
    if (message !== null) onmessage(message)
  }
  if (parent !== null) own.addEventListener('message', receive)
  return {
    send(message) {
      for (const origin of targets) parent?.postMessage({ protocol: EMBED_PROTOCOL, ...message }, origin)
    },
    destroy: () => own.removeEventListener('message', receive),
  }
}
