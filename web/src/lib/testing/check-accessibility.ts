import axe from 'axe-core'
import { expect } from 'vitest'

/** Expects no violation of WCAG 2.2 A and AA that can be found by a machine. */
export async function checkAccessibility(container: Element): Promise<void> {
  const { violations } = await axe.run(container, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    // What a frame shows is checked where it is made; waiting for a frame without a page would take longer than the test may.
    iframes: false,
  })
  const found = violations.map(
    (violation) =>
      `${violation.id}: ${violation.nodes.map((node) => `${node.target.join(' ')} (${node.failureSummary})`).join(', ')}`,
  )
  expect(found, 'accessibility violations').toEqual([])
}

/** Runs a check in both themes. */
export async function inBothThemes(check: (theme: 'light' | 'dark') => Promise<void>): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    document.documentElement.dataset.theme = theme
    await check(theme)
  }
  delete document.documentElement.dataset.theme
}
