import { describe, expect, it } from 'vitest'
import { findDataFolder, readEmbedOptions } from './address.ts'

describe('the folder of the files', () => {
  it('is that of the publication on a server, with and without a slash at the end', () => {
    const folder = 'https://karte.example/embed/abcdefgh2345/'
    expect(findDataFolder('https://karte.example/embed/abcdefgh2345?lang=en#x', '')).toBe(folder)
    expect(findDataFolder('https://karte.example/embed/abcdefgh2345/', '')).toBe(folder)
  })

  it('is that of the page in a package', () => {
    for (const page of ['', 'index.html', 'index.html?theme=dark', 'karte.htm#x'])
      expect(findDataFolder(`https://stadt.example/karten/apotheken/${page}`, '')).toBe(
        'https://stadt.example/karten/apotheken/',
      )
    expect(findDataFolder('https://stadt.example/', '')).toBe('https://stadt.example/')
  })

  it('is what the server states', () => {
    expect(findDataFolder('https://karte.example/embed/abc/v/3', '../')).toBe('https://karte.example/embed/abc/')
  })
})

describe('what an address asks for', () => {
  it('is read where it is on the list', () => {
    expect(readEmbedOptions('?lang=en&theme=dark&kind=pharmacy&district=7')).toEqual({
      language: 'en',
      theme: 'dark',
      kindId: 'pharmacy',
      districtId: '7',
    })
  })

  it('is left open otherwise', () => {
    for (const query of ['', '?lang=fr&theme=neon', '?lang=DE', '?lang=&theme='])
      expect(readEmbedOptions(query)).toEqual({ language: null, theme: null, kindId: null, districtId: null })
  })
})
