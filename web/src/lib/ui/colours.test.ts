import '../../app.css'
import { expect, test } from 'vitest'
import { computeContrast, type Rgb } from '../testing/colour.ts'
import { inBothThemes } from '../testing/check-accessibility.ts'

/** A colour of the page as the browser computes it. */
function readToken(name: string): Rgb {
  const probe = document.body.appendChild(document.createElement('i'))
  probe.style.color = `var(${name})`
  const [r, g, b] =
    getComputedStyle(probe)
      .color.match(/[\d.]+/g)
      ?.map(Number) ?? []
  probe.remove()
  return [r / 255, g / 255, b / 255]
}

test('text has a contrast of 4.5 to 1 and controls of 3 to 1, in both themes', async () => {
  const texts = [
    ['--ink', '--surface'],
    ['--ink', '--surface-quiet'],
    ['--ink-quiet', '--surface'],
    ['--ink-quiet', '--surface-quiet'],
    ['--ink-quiet', '--paper'],
    ['--accent', '--surface'],
    ['--accent', '--surface-quiet'],
    ['--accent', '--accent-quiet'],
    ['--accent-ink', '--accent'],
    ['--warning', '--warning-quiet'],
    ['--danger', '--danger-quiet'],
    ['--gap', '--surface'],
  ]
  const controls = [
    ['--line-strong', '--surface'],
    ['--line-strong', '--surface-quiet'],
    ['--accent', '--paper'],
    ['--gap', '--surface-quiet'],
  ]
  await inBothThemes(async (theme) => {
    for (const [front, back] of texts) {
      expect(
        computeContrast(readToken(front), readToken(back)),
        `${front} on ${back}, ${theme}`,
      ).toBeGreaterThanOrEqual(4.5)
    }
    for (const [front, back] of controls) {
      expect(
        computeContrast(readToken(front), readToken(back)),
        `${front} on ${back}, ${theme}`,
      ).toBeGreaterThanOrEqual(3)
    }
  })
})
