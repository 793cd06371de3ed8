import { describe, expect, test } from 'vitest'
import { readParentOrigin } from './parent-origin.ts'

const read = (text: string, known: readonly string[] = []) => readParentOrigin(text, known, 3)

describe('the website that may show a map', () => {
  test.each([
    ['https://www.aachen.de', 'https://www.aachen.de', []],
    [' HTTPS://WWW.Aachen.DE/ ', 'https://www.aachen.de', []],
    ['www.aachen.de', 'https://www.aachen.de', ['https-assumed']],
    ['aachen.de:8443', 'https://aachen.de:8443', ['https-assumed']],
    ['https://www.aachen.de:443/leben/karte?x=1#y', 'https://www.aachen.de', ['path-dropped']],
    ['https://müllheim.de', 'https://xn--mllheim-n2a.de', []],
    ['http://intranet.stadt.de', 'http://intranet.stadt.de', ['insecure']],
    ['http://localhost:8080', 'http://localhost:8080', []],
    ['http://127.0.0.1:5500/seite.html', 'http://127.0.0.1:5500', ['path-dropped']],
  ])('%s is %s', (text, origin, notes) => {
    expect(read(text)).toEqual({ origin, notes })
  })

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['*', 'wildcard'],
    ['https://*.stadt.de', 'wildcard'],
    ['javascript:alert(1)', 'scheme'],
    ['data:text/html,x', 'scheme'],
    ['ftp://stadt.de', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['die Seite der Stadt', 'unreadable'],
    ['intranet', 'unreadable'],
    ['https://', 'unreadable'],
    ['https://user:secret@stadt.de', 'unreadable'],
    ['https://[::1]:3000', 'unreadable'],
    ["https://stadt.de;script-src 'unsafe-inline'", 'unreadable'],
    ['https://stadt.de:99999', 'unreadable'],
    ['null', 'unreadable'],
  ])('%j is refused: %s', (text, fault) => {
    expect(read(text)).toEqual({ fault })
  })

  test('stands on the list once, and the list has an end', () => {
    expect(read('https://a.de/seite', ['https://a.de'])).toEqual({ fault: 'known' })
    expect(read('https://d.de', ['https://a.de', 'https://b.de', 'https://c.de'])).toEqual({ fault: 'too-many' })
  })
})
