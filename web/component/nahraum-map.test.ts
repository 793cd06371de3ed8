import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createElementClass } from './nahraum-map.ts'

type NahraumMap = HTMLElement & { select: (districtId: string | null) => void }
/** A port that browsers refuse: no frame of these tests loads anything. */
const scriptAddress = 'https://karte.example:9/embed/component.js'
const protocol = 'nahraum:1'
/** Frames that the element makes, seen through its closed root. */
const roots = new WeakMap<Element, ShadowRoot>()
const frameOf = (element: Element) => roots.get(element)!.querySelector('iframe')
const isLinkShown = (element: Element) => roots.get(element)!.querySelector('.silent') !== null

beforeAll(() => {
  const attach = Element.prototype.attachShadow
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init: ShadowRootInit) {
    const root = attach.call(this, init)
    roots.set(this, root)
    return root
  })
  customElements.define('nahraum-map', createElementClass(scriptAddress))
})
afterEach(() => document.body.replaceChildren())

function add(html: string): NahraumMap {
  const holder = document.createElement('div')
  holder.innerHTML = html
  document.body.append(holder)
  return holder.querySelector<NahraumMap>('nahraum-map')!
}
/** What a frame of this test says; its window stands for that of the map. */
function say(
  element: Element,
  data: unknown,
  more: { origin?: string; source?: MessageEventSource | null } = {},
): void {
  const source = more.source === undefined ? frameOf(element)!.contentWindow : more.source
  window.dispatchEvent(new MessageEvent('message', { data, origin: more.origin ?? 'null', source }))
}
/** A port stands for the window of the frame, which may not be looked into. */
function listenTo(element: Element) {
  const { port1 } = new MessageChannel()
  Object.defineProperty(frameOf(element)!, 'contentWindow', { value: port1 })
  return vi.spyOn(port1, 'postMessage').mockImplementation(() => undefined)
}
const ready = { protocol, type: 'ready', publication: 'abcdefgh2345', version: 1 }
const tag =
  '<nahraum-map publication="abcdefgh2345" title="Wege" lang="de"><a href="https://karte.example:9/embed/abcdefgh2345">Wege</a></nahraum-map>'

describe('the element', () => {
  test('makes a sandboxed frame with a title beside its script and reserves its room', () => {
    const element = add(tag)
    const frame = frameOf(element)!
    expect(frame.src).toBe('https://karte.example:9/embed/abcdefgh2345?lang=de')
    expect([frame.title, frame.lang, frame.loading, frame.referrerPolicy]).toEqual([
      'Wege',
      'de',
      'lazy',
      'no-referrer',
    ])
    expect(frame.getAttribute('sandbox')).toBe('allow-scripts')
    expect(frame.allow).toBe('')
    expect(element.getBoundingClientRect().height).toBe(720)
    expect(isLinkShown(element)).toBe(false)
  })

  test('lets visitors share the position of their device only where the page says so', () => {
    expect(frameOf(add('<nahraum-map publication="x" position="ask"></nahraum-map>'))!.allow).toBe('geolocation')
    expect(frameOf(add('<nahraum-map publication="x" position="camera; microphone"></nahraum-map>'))!.allow).toBe('')
  })

  test('takes language from the page around, theme and kind from its attributes', () => {
    const element = add(
      `<section lang="en-GB"><nahraum-map publication="x" theme="dark" kind="pharmacy"></nahraum-map></section>`,
    )
    expect(frameOf(element)!.src).toBe('https://karte.example:9/embed/x?lang=en&theme=dark&kind=pharmacy')
    expect(frameOf(element)!.title).toBe('Nahraum')
  })

  test('shows a map of another folder by its address, for packages without a server', () => {
    expect(frameOf(add('<nahraum-map src="/karte/index.html" lang="de"></nahraum-map>'))!.src).toBe(
      `${location.origin}/karte/index.html?lang=de`,
    )
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', 'blob:https://a/b', 'http://['])(
    'never shows %s, but its link',
    (src) => {
      const element = add(`<nahraum-map src="${src}"><a href="/">Karte</a></nahraum-map>`)
      expect(frameOf(element)).toBeNull()
      expect(isLinkShown(element)).toBe(true)
    },
  )

  test('follows its attributes without loading again where that is possible', () => {
    const element = add(tag)
    const frame = frameOf(element)!
    const post = listenTo(element)
    say(element, ready)
    element.lang = 'en'
    element.title = 'Ways'
    element.setAttribute('height', '500')
    expect(frameOf(element)).toBe(frame)
    expect(post).toHaveBeenLastCalledWith({ protocol, type: 'language', lang: 'en' }, '*')
    expect([frame.title, frame.lang, frame.height]).toEqual(['Ways', 'en', '500'])
    element.setAttribute('publication', 'zzzzzzzz2222')
    expect(frameOf(element)!.src).toBe('https://karte.example:9/embed/zzzzzzzz2222?lang=en')
  })

  test('leaves no listener and no frame behind when it is taken away, and comes back', () => {
    const element = add(tag)
    const heard = vi.fn()
    element.addEventListener('nahraum-select', heard)
    const old = frameOf(element)!.contentWindow
    const parent = element.parentElement!
    element.remove()
    expect(frameOf(element)).toBeNull()
    say(element, { protocol, type: 'select', districtId: 'aue' }, { source: old })
    parent.append(element)
    say(element, { protocol, type: 'select', districtId: 'aue' })
    expect(heard).toHaveBeenCalledTimes(1)
  })

  test('shows its link where the frame has loaded and says nothing', () => {
    vi.useFakeTimers()
    try {
      const [silent, speaking] = [add(tag), add(tag)]
      for (const element of [silent, speaking]) frameOf(element)!.dispatchEvent(new Event('load'))
      say(speaking, ready)
      vi.advanceTimersByTime(15_000)
      expect([silent, speaking].map(isLinkShown)).toEqual([true, false])
      say(silent, ready)
      expect(isLinkShown(silent)).toBe(false)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('messages', () => {
  test('set the height, tell of a district, and carry a selection as soon as the map is there', () => {
    const element = add(tag)
    const selected = vi.fn()
    document.addEventListener('nahraum-select', selected, { once: true })
    const post = listenTo(element)
    element.select('aue')
    expect(post).not.toHaveBeenCalled()
    say(element, ready)
    expect(post).toHaveBeenCalledExactlyOnceWith({ protocol, type: 'select', districtId: 'aue' }, '*')
    say(element, { protocol, type: 'resize', height: 912.3 })
    expect(frameOf(element)!.height).toBe('913')
    say(element, { protocol, type: 'select', districtId: 'west' })
    expect((selected.mock.calls[0][0] as CustomEvent).detail).toEqual({ districtId: 'west' })
  })

  test('do not change a height that the page has set', () => {
    const element = add(tag.replace('lang=', 'height="600" lang='))
    say(element, { protocol, type: 'resize', height: 900 })
    expect(frameOf(element)!.height).toBe('600')
  })

  test('of several maps go to the one they come from', () => {
    const [one, two] = [add(tag), add(tag)]
    say(two, { protocol, type: 'resize', height: 800 })
    expect([frameOf(one)!.height, frameOf(two)!.height]).toEqual(['720', '800'])
  })

  test('from another window, another origin or of another form are ignored', () => {
    const element = add(tag)
    const heard = vi.fn()
    for (const name of ['nahraum-select', 'nahraum-ready']) element.addEventListener(name, heard)
    const select = { protocol, type: 'select', districtId: 'aue' }
    say(element, select, { source: window })
    say(element, select, { source: null })
    say(element, select, { origin: 'https://karte.example:9' })
    say(element, select, { origin: location.origin })
    const hostile: unknown[] = [
      null, 'nahraum:1', 7, [], { ...select, protocol: 'nahraum:2' }, { ...select, districtId: {} }, { ...select, html: '<b>' },
      { protocol, type: 'resize', height: '9e9' }, { protocol, type: 'resize', height: NaN }, { protocol, type: 'resize', height: -5 },
      { protocol, type: 'navigate', url: 'https://evil.example' }, { protocol, type: 'ready' }, Object.create(select),
    ] // prettier-ignore
    for (const data of hostile) say(element, data)
    expect(heard).not.toHaveBeenCalled()
    expect(frameOf(element)!.height).toBe('720')
    say(element, { protocol, type: 'resize', height: 99_999 })
    expect(frameOf(element)!.height).toBe('20000')
  })
})
