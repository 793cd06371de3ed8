import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  buildComponentSnippet,
  buildEmbedAddress,
  buildIframeSnippet,
  clampEmbedSize,
  escapeHtml,
  type EmbedChoice,
} from './embed-snippet.ts'

const choice: EmbedChoice = {
  address: 'https://karte.example/embed/abcdefgh2345',
  title: 'Wege zum Seniorentreff',
  language: 'de',
  theme: 'auto',
  kindId: null,
  widthPixels: null,
  heightPixels: 720,
}
const script = 'https://karte.example/embed/component.js'

describe('the iframe', () => {
  it('has a title, loads lazily, is sandboxed and sends no referrer', () => {
    expect(buildIframeSnippet(choice)).toBe(
      '<iframe src="https://karte.example/embed/abcdefgh2345?lang=de" title="Wege zum Seniorentreff" lang="de" width="100%" ' +
        'height="720" loading="lazy" sandbox="allow-scripts" referrerpolicy="no-referrer" style="border:0;max-width:100%"></iframe>',
    )
  })

  it('carries language, theme and first kind in its address, and a width of its own', () => {
    const html = buildIframeSnippet({ ...choice, language: 'en', theme: 'dark', kindId: 'pharmacy', widthPixels: 500 })
    expect(html).toContain('abcdefgh2345?lang=en&amp;theme=dark&amp;kind=pharmacy"')
    expect(html).toContain('width="500"')
  })

  it('keeps its size within what a page can show', () => {
    expect([clampEmbedSize(1), clampEmbedSize(640.4), clampEmbedSize(1e9)]).toEqual([280, 640, 4000])
  })
})

describe('the component', () => {
  it('reserves its room and holds a link for where no script runs', () => {
    expect(buildComponentSnippet({ ...choice, theme: 'light', kindId: 'library' }, script)).toBe(
      [
        '<script src="https://karte.example/embed/component.js" async></script>',
        '<nahraum-map publication="abcdefgh2345" title="Wege zum Seniorentreff" lang="de" theme="light" kind="library" height="720" style="display:block;min-height:720px">',
        '  <a href="https://karte.example/embed/abcdefgh2345?lang=de&amp;theme=light&amp;kind=library">Wege zum Seniorentreff</a>',
        '</nahraum-map>',
      ].join('\n'),
    )
  })
})

describe("the device's position", () => {
  it('stays with the frame unless whoever embeds it lets visitors share it', () => {
    expect(buildIframeSnippet(choice)).not.toContain('geolocation')
    expect(buildIframeSnippet({ ...choice, allowsPosition: true })).toContain(
      'sandbox="allow-scripts" allow="geolocation"',
    )
    expect(buildComponentSnippet(choice, script)).not.toContain('position')
    expect(buildComponentSnippet({ ...choice, allowsPosition: true }, script)).toContain(' position="ask" ')
  })
})

describe('hostile texts', () => {
  it('stay text, whatever stands in the title', () => {
    const part = fc.constantFrom(
      '"',
      "'",
      '<',
      '>',
      '&',
      '<script>',
      '"><iframe',
      '\u202e',
      '\0',
      '\n',
      '</a>',
      'ä',
      '😀',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const title = parts.join('')
        for (const html of [
          buildIframeSnippet({ ...choice, title }),
          buildComponentSnippet({ ...choice, title }, script),
        ]) {
          const bare = html.replace(/"[^"]*"/g, '""').replace(/<a href="">[^<]*<\/a>/, '<a></a>')
          expect(bare).toMatch(
            /^(<iframe( [a-z]+="")+><\/iframe>|<script src="" async><\/script>\n<nahraum-map( [a-z]+="")+>\n {2}<a><\/a>\n<\/nahraum-map>)$/,
          )
          expect(html).not.toMatch(/[\u202e\0]/)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('lose the marks that turn the direction of the source around', () => {
    expect(escapeHtml('a\u202eb\u2066c\t d')).toBe('a b c d')
  })

  it('cannot be an address: only http and https without a query', () => {
    for (const address of [
      'javascript:alert(1)',
      '/embed/x',
      'https://a/"onload=',
      'https://a/b?c',
      'data:text/html,x',
    ])
      expect(() => buildEmbedAddress({ ...choice, address })).toThrow('no http(s) address')
    expect(buildEmbedAddress({ ...choice, kindId: '"&x' })).toContain('kind=%22%26x')
  })
})
