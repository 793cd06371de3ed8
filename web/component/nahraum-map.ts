/**
 * `<nahraum-map publication="…" lang="de">`: a published map in any page. It makes a sandboxed frame, reserves its room,
 * follows the height that the map tells, and passes on which district is looked at. What stands inside the element (a link)
 * is shown as long as there is no map: before this script ran, without scripts, and where the frame does not answer.
 */
import { EMBED_PROTOCOL, parseEmbedMessage, type ParentMessage } from '../embed/messages.ts'

const LEAST_HEIGHT = 280
const USUAL_HEIGHT = 720
/** What the map tells is believed up to here. */
const GREATEST_HEIGHT = 20_000
const LANGUAGES = ['de', 'en'] as const
/** How long a frame that has loaded may stay silent before the link is shown beside it. */
const PATIENCE_MILLISECONDS = 15_000

const style = `:host{display:block;contain:layout}
iframe{display:block;width:100%;border:0}
slot{display:none}
.silent slot{display:block;padding:.5em 0}`

/** A request before it is put into the protocol. */
type Request = ParentMessage extends infer M ? (M extends ParentMessage ? Omit<M, 'protocol'> : never) : never
type Language = (typeof LANGUAGES)[number]
const isLanguage = (value: string | undefined): value is Language => LANGUAGES.some((item) => item === value)

/** The class of the element; `scriptAddress` is where it was loaded from, beside which the publications lie. */
export function createElementClass(scriptAddress: string): CustomElementConstructor {
  return class NahraumMap extends HTMLElement {
    static readonly observedAttributes = ['publication', 'src', 'lang', 'title', 'theme', 'kind', 'height', 'position']
    #frame: HTMLIFrameElement | null = null
    #box: HTMLElement
    #end: AbortController | null = null
    #isReady = false
    #told: number | null = null
    #wanted: string | null | undefined
    #timer = 0

    constructor() {
      super()
      const root = this.attachShadow({ mode: 'closed' })
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(style)
      root.adoptedStyleSheets = [sheet]
      this.#box = document.createElement('div')
      this.#box.append(document.createElement('slot'))
      root.append(this.#box)
    }

    connectedCallback(): void {
      this.#end = new AbortController()
      addEventListener('message', (event) => this.#receive(event), { signal: this.#end.signal })
      this.#build()
    }

    disconnectedCallback(): void {
      this.#end?.abort()
      this.#clear()
    }

    attributeChangedCallback(name: string, before: string | null, after: string | null): void {
      if (!this.isConnected || this.#end === null || before === after) return
      if (name === 'height' && this.#frame) this.#fit()
      else if (name === 'title' && this.#frame) this.#frame.title = this.#getTitle()
      else if (name === 'lang' && this.#isReady && this.#frame) {
        this.#frame.lang = this.#getLanguage()
        this.#send({ type: 'language', lang: this.#getLanguage() })
      } else this.#build()
    }

    /** Selects a district on the map, or none (`null`); where the map is not there yet, as soon as it is. */
    select(districtId: string | null): void {
      this.#wanted = districtId
      if (this.#isReady) this.#send({ type: 'select', districtId })
    }

    #getLanguage(): Language {
      const asked = this.closest('[lang]')?.getAttribute('lang')?.slice(0, 2).toLowerCase()
      return isLanguage(asked) ? asked : 'de'
    }

    #getTitle(): string {
      return this.getAttribute('title') || this.textContent.trim() || 'Nahraum'
    }

    /** What the frame shows; null where the attributes name nothing that may be shown. */
    #getAddress(): string | null {
      const named = this.getAttribute('src') ?? this.getAttribute('publication')
      if (!named) return null
      const base = this.hasAttribute('src') ? document.baseURI : scriptAddress
      const address = URL.canParse(named, base) ? new URL(named, base) : null
      if (address === null || !/^https?:$/.test(address.protocol)) return null
      address.searchParams.set('lang', this.#getLanguage())
      for (const name of ['theme', 'kind']) {
        const value = this.getAttribute(name)
        if (value) address.searchParams.set(name, value)
      }
      return address.href
    }

    #build(): void {
      this.#clear()
      const address = this.#getAddress()
      this.#box.className = address === null ? 'silent' : ''
      if (address === null) return
      const frame = document.createElement('iframe')
      frame.setAttribute('sandbox', 'allow-scripts')
      // The browser asks the visitor all the same.
      if (this.getAttribute('position') === 'ask') frame.allow = 'geolocation'
      frame.referrerPolicy = 'no-referrer'
      frame.loading = 'lazy'
      frame.lang = this.#getLanguage()
      frame.title = this.#getTitle()
      frame.addEventListener('load', () => {
        if (!this.#isReady)
          this.#timer = window.setTimeout(() => (this.#box.className = 'silent'), PATIENCE_MILLISECONDS)
      })
      this.#frame = frame
      this.#fit()
      frame.src = address
      this.#box.prepend(frame)
    }

    #clear(): void {
      clearTimeout(this.#timer)
      this.#frame?.remove()
      this.#frame = null
      this.#isReady = false
      this.#told = null
    }

    /** `height="600"` stays; without it, or with `height="auto"`, the frame becomes as high as its content. */
    #fit(): void {
      const asked = Number(this.getAttribute('height') ?? NaN)
      const height = asked > 0 ? asked : (this.#told ?? USUAL_HEIGHT)
      this.#frame!.height = String(Math.min(GREATEST_HEIGHT, Math.max(LEAST_HEIGHT, Math.ceil(height))))
    }

    /** The frame has no origin of its own ("null"), and it alone is listened to. */
    #receive(event: MessageEvent<unknown>): void {
      const frame = this.#frame
      if (!frame?.contentWindow || event.source !== frame.contentWindow || event.origin !== 'null') return
      const message = parseEmbedMessage(event.data)
      if (message === null) return
      if (message.type === 'resize') {
        this.#told = message.height
        this.#fit()
      } else if (message.type === 'select') this.#tell('select', { districtId: message.districtId })
      else {
        clearTimeout(this.#timer)
        this.#isReady = true
        this.#box.className = ''
        if (this.#wanted !== undefined) this.#send({ type: 'select', districtId: this.#wanted })
        this.#tell('ready', {})
      }
    }

    #tell(name: string, detail: object): void {
      this.dispatchEvent(new CustomEvent(`nahraum-${name}`, { bubbles: true, composed: true, detail }))
    }

    /** An origin that is "null" cannot be named as the target; the window is ours and the message no secret. */
    #send(request: Request): void {
      this.#frame?.contentWindow?.postMessage({ protocol: EMBED_PROTOCOL, ...request }, '*')
    }
  }
}
