import { parse } from 'svelte/compiler'
import { expect, test } from 'vitest'
import de from '../../../messages/de.json'
import en from '../../../messages/en.json'

const german = de as Record<string, unknown>
const english = en as Record<string, unknown>
const slots = (message: unknown) =>
  [...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort()

test('both languages have the same messages with the same slots', () => {
  expect(Object.keys(english)).toEqual(Object.keys(german))
  for (const key of Object.keys(german))
    expect(slots(english[key]), `slots of "${key}" differ`).toEqual(slots(german[key]))
})

const components = import.meta.glob<string>(['../../**/*.svelte', '../../../embed/*.svelte'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const sources = import.meta.glob<string>(
  [
    '../../**/*.svelte',
    '../../**/*.ts',
    '../../../embed/*.svelte',
    '../../../embed/*.ts',
    '!../../paraglide/**',
    '!../../**/*.test.ts',
    '!../../../embed/*.test.ts',
  ],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
)

test('no component writes a text of its own', () => {
  expect(Object.keys(components).length).toBeGreaterThan(15)
  for (const [path, source] of Object.entries(components)) {
    const texts: string[] = []
    collectTexts(parse(source, { modern: true }).fragment, texts)
    const own = texts.filter(
      (text) => /\p{L}{2,}/u.test(text) && !['Nahraum', 'Nahraum –', '– Nahraum'].includes(text.trim()),
    )
    expect(own, `${path} has texts outside messages/`).toEqual([])
  }
})

/** Text nodes and the attributes that people read, anywhere below a node of the syntax tree. */
function collectTexts(node: unknown, texts: string[]): void {
  if (Array.isArray(node)) for (const item of node) collectTexts(item, texts)
  if (node === null || typeof node !== 'object' || Array.isArray(node)) return
  const { type, name, data, value } = node as { type?: string; name?: string; data?: string; value?: unknown }
  if (type === 'Text' && data !== undefined) texts.push(data)
  if (type === 'Attribute') {
    if (name !== undefined && /^(aria-label|title|alt|placeholder|label)$/.test(name)) collectTexts(value, texts)
    return
  }
  for (const [key, child] of Object.entries(node))
    if (!['css', 'metadata', 'parent'].includes(key)) collectTexts(child, texts)
}

test('every message is used somewhere', () => {
  const all = Object.values(sources).join('\n')
  const dynamic = /^(kind_|group_|about_|count_|rank_|evidence_|severity_|source_|wheelchair_|explain_rank_)/
  const unused = Object.keys(german).filter(
    (key) => key !== '$schema' && !dynamic.test(key) && !new RegExp(`m\\.${key}\\b`).test(all),
  )
  expect(unused).toEqual([])
})
