import '../../app.css'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { catalogue } from '../testing/fixtures.ts'
import { checkAccessibility } from '../testing/check-accessibility.ts'
import KindFields from './KindFields.svelte'

const [first, second] = catalogue.categories.map(({ id }) => id)

async function show(categoryIds: readonly string[]) {
  const onchange = vi.fn((next: readonly string[]) => void screen.rerender({ categoryIds: next }))
  const screen = await render(KindFields, { categoryIds, catalogue, error: undefined, onchange })
  const lists = () => screen.container.querySelectorAll('select')
  return { screen, onchange, lists }
}

test('a kind is chosen and chosen otherwise; nothing but the last choice counts', async () => {
  const { onchange, lists, screen } = await show([])
  const list = page.getByRole('combobox', { name: 'Art des Ortes' })
  await list.selectOptions(first)
  await list.selectOptions(second)
  expect(onchange.mock.lastCall).toEqual([[second]])
  expect(lists()).toHaveLength(1)
  await checkAccessibility(screen.container)
})

test('another kind has a list of its own, does not offer what is chosen already, and is taken away', async () => {
  const { onchange, lists } = await show([first])
  await page.getByRole('button', { name: 'Weitere Art hinzufügen' }).click()
  await vi.waitFor(() => expect(document.activeElement).toBe(lists()[1]))
  expect(lists()[1].querySelector<HTMLOptionElement>(`option[value="${first}"]`)?.disabled).toBe(true)
  await userEvent.selectOptions(lists()[1], second)
  expect(onchange.mock.lastCall).toEqual([[first, second]])
  await page
    .getByRole('button', { name: /entfernen$/ })
    .first()
    .click()
  expect(onchange.mock.lastCall).toEqual([[second]])
  await vi.waitFor(() => expect(lists()).toHaveLength(1))
})
