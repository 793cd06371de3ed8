import { expect, test } from 'vitest'
import { chooseLocale } from './locale.svelte.ts'

test('the language is the one asked for, else chosen before, else of the browser, else German', () => {
  expect(chooseLocale('en', 'de', ['de-DE'])).toBe('en')
  expect(chooseLocale(null, 'en', ['de-DE'])).toBe('en')
  expect(chooseLocale(null, null, ['fr-FR', 'en-US'])).toBe('en')
  expect(chooseLocale('fr', 'xx', ['pl'])).toBe('de')
})
