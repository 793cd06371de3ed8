import '../../app.css'
import { afterEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { locale } from '../state/locale.svelte.ts'
import { theme } from '../state/theme.svelte.ts'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { region } from '../testing/fixtures.ts'
import AppHeader from './AppHeader.svelte'

const own = () => Object.keys(localStorage).filter((key) => key.startsWith('nahraum'))
afterEach(() => {
  locale.show('de')
  theme.choose('auto')
  localStorage.removeItem('nahraum.language')
})

test('nothing is stored before the visitor chooses, and then only the choice', async () => {
  await page.viewport(1280, 700)
  await render(AppHeader, { region, current: 'map' })
  expect(own()).toEqual([])
  await page.getByRole('button', { name: 'English' }).click()
  expect(own()).toEqual(['nahraum.language'])
  await expect.element(page.getByRole('link', { name: 'Map', exact: true })).toBeVisible()
  await expect.element(page.getByText('Fictional town')).toBeVisible()
  await page.getByText('More', { exact: true }).click()
  await page.getByRole('button', { name: 'Dark' }).click()
  expect(document.documentElement.dataset.theme).toBe('dark')
  expect(localStorage.getItem('nahraum.theme')).toBe('dark')
  await page.getByRole('button', { name: 'Auto' }).click()
  expect(own()).toEqual(['nahraum.language'])
})

test('is accessible in both themes, wide and narrow', async () => {
  const { container } = await render(AppHeader, { region, current: 'data' })
  await inBothThemes(() => checkAccessibility(container))
  await page.viewport(320, 600)
  await page.getByText('Menü').click()
  await inBothThemes(() => checkAccessibility(container))
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
  await page.viewport(1024, 700)
})
