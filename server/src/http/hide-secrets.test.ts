import { describe, expect, it } from 'vitest'
import { createSecretFilter, formatPathForLog } from './hide-secrets.ts'

describe('what leaves for the log', () => {
  const hide = createSecretFilter(['p"ss/wörd', 'abc'])

  it.each([
    ['a named secret as it is', 'with p"ss/wörd in it', 'with [hidden] in it'],
    ['a named secret in JSON', JSON.stringify({ a: 'p"ss/wörd' }), '{"a":"[hidden]"}'],
    ['a named secret in an address', `x=${encodeURIComponent('p"ss/wörd')}`, 'x=[hidden]'],
    [
      'a password in an address',
      'connect to postgres://nahraum:other@db:5432/x',
      'connect to postgres://nahraum:[hidden]@db:5432/x',
    ],
    ['credentials of a header', '"authorization":"Bearer abc.def-123"', '"authorization":"Bearer [hidden]"'],
    ['a telling parameter', 'GET /shared?token=abcdef&minutes=10', 'GET /shared?token=[hidden]&minutes=10'],
    ['a cookie', 'cookie: nahraum_session=xyz; theme=dark', 'cookie: nahraum_session=[hidden]; theme=dark'],
    ['a secret too short to be told from other text', 'abcabc', 'abcabc'],
    ['an ordinary line', '{"path":"/api/v1/regions","status":200}', '{"path":"/api/v1/regions","status":200}'],
  ])('%s', (_what, text, clean) => expect(hide(text)).toBe(clean))

  it.each([
    ['/api/v1/regions/aachen?q=Hauptstr.+12', '/api/v1/regions/aachen'],
    ['/shared#aaaa', '/shared'],
    ['/api/v1/corrections/status/Zm9vYmFyYmF6cXV4MTIzNDU2', '/api/v1/corrections/status/[hidden]'],
    ['/api/v1/regions/aachen/runs/0123456789abcdef/cells', '/api/v1/regions/aachen/runs/0123456789abcdef/cells'],
    ['/_app/immutable/chunks/BUwiJpK_aaaaaaaaaaaaaaaaaaa.js', '/_app/immutable/chunks/BUwiJpK_aaaaaaaaaaaaaaaaaaa.js'],
  ])('the address %s as %s', (url, path) => expect(formatPathForLog(url)).toBe(path))
})
