import { describe, expect, it } from 'vitest'
import { buildOembed, parsePublicationAddress } from './oembed.ts'

const HOME = 'https://karten.example.org'
const ID = 'abcdefgh2345'

describe('the address that a content management system asks about', () => {
  it('is one of a publication of this server, with or without language', () => {
    expect(parsePublicationAddress(`${HOME}/embed/${ID}`, HOME)).toEqual({ id: ID, language: 'de' })
    expect(parsePublicationAddress(`${HOME}/embed/${ID}/?lang=en&theme=dark`, HOME)).toEqual({ id: ID, language: 'en' })
  })

  it('is refused for any other server, scheme, port, user and path', () => {
    for (const odd of [
      `http://karten.example.org/embed/${ID}`,
      `https://karten.example.org:8443/embed/${ID}`,
      `https://karten.example.org.evil.example/embed/${ID}`,
      `https://karten.example.org@evil.example/embed/${ID}`,
      `https://user:pass@karten.example.org/embed/${ID}`,
      `https://karten.example.org/embed/${ID}/v/1`,
      `https://karten.example.org/embed/../embed/x`,
      `https://karten.example.org/r/aachen`,
      `javascript:alert(1)`,
      `//karten.example.org/embed/${ID}`,
      '',
    ])
      expect(parsePublicationAddress(odd, HOME), odd).toBeNull()
  })
})

describe('the answer', () => {
  const asked = { id: ID, language: 'de' as const, publicUrl: HOME }
  const title = { de: 'Wege "zu Fuß" <i>', en: 'On foot' }

  it('is a frame with a title, lazy and in a sandbox, and nothing that runs', () => {
    const { html, ...about } = buildOembed(asked, title, {})
    expect(about).toMatchObject({ version: '1.0', type: 'rich', width: 800, height: 720, title: title.de })
    expect(html).toMatch(
      /^<iframe src="https:\/\/karten\.example\.org\/embed\/abcdefgh2345\?lang=de" title="Wege &quot;zu Fuß&quot; &lt;i&gt;"/,
    )
    for (const part of ['loading="lazy"', 'sandbox="allow-scripts"', 'referrerpolicy="no-referrer"'])
      expect(html).toContain(part)
    expect(html).not.toContain('<script')
  })

  it('is never larger than there is room', () => {
    for (const [maxwidth, maxheight] of [
      ['400', '300'],
      ['120', '90'],
      ['5000', '5000'],
    ] as const) {
      const { width, height, html } = buildOembed(asked, title, { maxwidth, maxheight })
      expect(width).toBeLessThanOrEqual(Number(maxwidth))
      expect(height).toBeLessThanOrEqual(Number(maxheight))
      expect(html).toContain(` width="${width}" height="${height}"`)
    }
  })
})
