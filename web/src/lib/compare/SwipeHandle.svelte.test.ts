import { expect, test } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { userEvent } from 'vitest/browser'
import { checkAccessibility } from '../testing/check-accessibility.ts'
import SwipeHandle from './SwipeHandle.svelte'

test('the border is a slider that says what is seen on either side, and obeys keys and pointer', async () => {
  const changes: [number, boolean][] = []
  const screen = await render(SwipeHandle, {
    split: 40,
    labelA: 'heute, 65 plus',
    labelB: 'heute, Rollator',
    onchange: (split: number, isFinal: boolean) => void changes.push([split, isFinal]),
  })
  const slider = screen.getByRole('slider', { name: 'Grenze zwischen den Karten' })
  await expect.element(slider).toHaveAttribute('aria-valuenow', '40')
  await expect
    .element(slider)
    .toHaveAttribute('aria-valuetext', '40 % Seite A (heute, 65 plus), 60 % Seite B (heute, Rollator)')
  const element = slider.element() as HTMLElement
  element.parentElement!.style.cssText = 'position: relative; width: 400px; height: 200px'
  element.focus()
  await userEvent.keyboard('{ArrowRight}{Shift>}{ArrowLeft}{/Shift}{End}x')
  expect(changes).toEqual([[41, true], [30, true], [100, true]]) // prettier-ignore
  changes.length = 0
  const box = element.parentElement!.getBoundingClientRect()
  const at = (type: string, percent: number) =>
    element.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, clientX: box.left + (percent / 100) * box.width, bubbles: true })) // prettier-ignore
  element.setPointerCapture = () => {}
  at('pointermove', 10)
  at('pointerdown', 40)
  at('pointermove', 55)
  at('pointerup', 70)
  at('pointermove', 20)
  expect(changes).toEqual([[55, false], [70, true]]) // prettier-ignore
  await checkAccessibility(screen.container)
})
