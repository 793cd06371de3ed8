import '../../app.css'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { resolveSelection } from '../state/selection.ts'
import { initialUrlState } from '../state/url-state.ts'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { catalogue, region } from '../testing/fixtures.ts'
import QuestionPanel from './QuestionPanel.svelte'

const show = async (state = {}) => {
  const onchange = vi.fn()
  const selection = resolveSelection({ ...initialUrlState, ...state }, region, catalogue)
  const screen = await render(QuestionPanel, { region, catalogue, selection, onchange })
  return { screen, onchange }
}

test('the question can be read as one sentence', async () => {
  const { screen } = await show()
  const sentence = screen.container.querySelector('.sentence')?.cloneNode(true) as Element
  for (const hidden of sentence.querySelectorAll('.visually-hidden')) hidden.remove()
  expect(sentence.textContent?.replace(/\s+/g, ' ').trim()).toBe(
    'Wer erreicht einen Seniorentreff zu Fuß in 10 Minuten? Für Menschen ab 65 mit dem Tempo Ab 65 Jahren.',
  )
})

test('a kind is found by searching and chosen; the time goes back to its default', async () => {
  const { onchange } = await show()
  await page.getByRole('button', { name: /Was soll erreicht werden/ }).click()
  await page.getByRole('searchbox').fill('apo')
  await expect.element(page.getByRole('radio', { name: /Seniorentreff/ })).not.toBeInTheDocument()
  await page.getByRole('radio', { name: /Apotheke/ }).click()
  expect(onchange).toHaveBeenLastCalledWith({ categoryIds: ['pharmacy'], mode: 'any', minutes: null }, true)
})

test('several kinds are ticked in the order of the catalogue, and the last one cannot be taken away', async () => {
  const { onchange } = await show({ categoryIds: ['pharmacy'] })
  await page.getByRole('button', { name: /Was soll erreicht werden/ }).click()
  await page.getByRole('radio', { name: 'Eine von mehreren' }).click({ force: true })
  await page.getByRole('checkbox', { name: /Apotheke/ }).click()
  await expect.element(page.getByRole('checkbox', { name: /Apotheke/ })).toBeChecked()
  await page.getByRole('checkbox', { name: /Seniorentreff/ }).click()
  expect(onchange).toHaveBeenLastCalledWith(
    { categoryIds: ['senior_meeting_place', 'pharmacy'], mode: 'any', minutes: null },
    true,
  )
})

test('a search without a hit says so', async () => {
  await show()
  await page.getByRole('button', { name: /Was soll erreicht werden/ }).click()
  await page.getByRole('searchbox').fill('Raumschiff')
  await expect.element(page.getByRole('status')).toMatchTextContent(/Keine Art passt zu „Raumschiff“\./)
})

test('the keyboard alone opens a choice, and Escape leads back to the sentence', async () => {
  await show()
  const button = page.getByRole('button', { name: /Für wen/ })
  ;(button.element() as HTMLElement).focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('group', { name: 'Für wen?' }).first()).toHaveFocus()
  await userEvent.keyboard('{Tab}{Tab}{Escape}')
  await expect.element(button).toHaveFocus()
  await expect.element(button).toHaveAttribute('aria-expanded', 'false')
})

test('minutes follow the slider, and the presets name their source', async () => {
  const { onchange } = await show()
  await page.getByRole('button', { name: /Wie weit darf es sein/ }).click()
  await page.getByRole('button', { name: /Weit: 15 Minuten/ }).click()
  expect(onchange).toHaveBeenLastCalledWith({ minutes: 15 }, true)
  ;(page.getByRole('slider').element() as HTMLElement).focus()
  await userEvent.keyboard('{ArrowRight}')
  expect(onchange).toHaveBeenCalledWith({ minutes: 11 }, false)
  await expect.element(page.getByText(/eigener Vorschlag, vor Ort zu entscheiden/)).toBeVisible()
})

test('a pace without results says so', async () => {
  await show()
  await page.getByRole('button', { name: /Wie schnell/ }).click()
  await expect.element(page.getByRole('radio', { name: /Standard.*Noch nicht berechnet/ })).toBeVisible()
})

test('every open choice is accessible in both themes', async () => {
  const { screen } = await show()
  for (const name of [/Was soll/, /Wie weit/, /Für wen/, /Wie schnell/]) {
    await page.getByRole('button', { name }).click()
    await inBothThemes(() => checkAccessibility(screen.container))
  }
})
