import { describe, expect, it, vi } from 'vitest'
import { EMBED_PROTOCOL } from './messages.ts'
import { createParentLink } from './parent-link.ts'

const allowed = 'https://www.musterstadt.example'

/** A window in a frame of a page of the origin `around`. */
function createFrame(around: string | undefined) {
  const sent: { message: unknown; origin: string }[] = []
  const events = new EventTarget()
  const parent = { postMessage: (message: unknown, origin: string) => sent.push({ message, origin }) }
  const own = {
    parent,
    location: {
      href: 'https://karte.example/embed/abcdefgh2345?lang=de',
      ancestorOrigins: around === undefined ? undefined : [around],
    },
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  } as unknown as Window
  const receive = (data: unknown, origin = allowed, source: unknown = parent) =>
    events.dispatchEvent(Object.assign(new Event('message'), { data, origin, source }))
  return { own, sent, receive }
}

describe('the wire to the page around', () => {
  it('writes to the page around only where it is on the list', () => {
    for (const [around, count] of [
      [allowed, 1],
      ['https://karte.example', 1],
      ['https://evil.example', 0],
    ] as const) {
      // prettier-ignore
      const { own, sent } = createFrame(around)
      createParentLink([allowed], vi.fn(), own).send({ type: 'resize', height: 400 })
      expect(sent).toHaveLength(count)
      if (count === 1) expect(sent[0].origin).toBe(around)
    }
  })

  it('addresses each page of the list where the browser does not tell who is around, and never everybody', () => {
    const { own, sent } = createFrame(undefined)
    createParentLink([allowed], vi.fn(), own).send({ type: 'select', districtId: 'aue' })
    expect(sent.map(({ origin }) => origin)).toEqual([allowed, 'https://karte.example'])
    expect(sent[0].message).toEqual({ protocol: EMBED_PROTOCOL, type: 'select', districtId: 'aue' })
  })

  it('hears the page around, and nobody else', () => {
    const { own, receive } = createFrame(allowed)
    const heard = vi.fn()
    const link = createParentLink([allowed], heard, own)
    const message = { protocol: EMBED_PROTOCOL, type: 'language', lang: 'en' }
    receive(message)
    expect(heard).toHaveBeenCalledExactlyOnceWith(message)
    receive(message, 'https://evil.example')
    receive(message, 'null')
    receive(message, allowed, {})
    receive({ ...message, lang: 'fr' })
    link.destroy()
    receive(message)
    expect(heard).toHaveBeenCalledOnce()
  })

  it('is dead where there is no page around', () => {
    const { own, sent } = createFrame(allowed)
    const alone = { ...own, addEventListener: vi.fn() } as unknown as Window
    Object.assign(alone, { parent: alone })
    createParentLink([allowed], vi.fn(), alone).send({ type: 'resize', height: 400 })
    expect(sent).toEqual([])
    expect(alone.addEventListener).not.toHaveBeenCalled()
  })
})
