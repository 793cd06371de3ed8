import '../../app.css'
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { catalogue } from '../testing/fixtures.ts'
import { publication } from '../testing/publication-fixtures.ts'
import EmbedBuilder from './EmbedBuilder.svelte'
import { showSnippet } from './show-snippet.ts'
import './publish.css'

afterEach(() => vi.restoreAllMocks())

const published = {
  ...publication,
  state: 'published' as const,
  version: 1,
  address: 'https://karte.example/embed/abcdefgh2345',
  definition: { ...publication.definition, title: { de: 'Treffs "zu Fuß" <b>', en: '' } },
}

test('the builder gives the text for a frame, previews exactly that text, and says that it was copied', async () => {
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const { container } = await render(EmbedBuilder, { publication: published, catalogue })
  await page.getByRole('combobox', { name: 'Sprache' }).selectOptions('en')
  await page.getByRole('combobox', { name: 'Helligkeit' }).selectOptions('dark')
  await page.getByRole('combobox', { name: 'Zuerst gezeigt' }).selectOptions('senior_meeting_place')
  for (const [name, pixels] of [
    ['Höhe in Pixeln', '99'],
    ['Breite in Pixeln', '500'],
  ]) {
    const field = page.getByRole('spinbutton', { name })
    await field.fill(pixels)
    // A page in the background hears of a change only so.
    field.element().dispatchEvent(new Event('change'))
  }
  const text = page.getByRole('textbox', { name: 'HTML für den Rahmen' })
  const html =
    '<iframe src="https://karte.example/embed/abcdefgh2345?lang=en&amp;theme=dark&amp;kind=senior_meeting_place" ' +
    'title="Treffs &quot;zu Fuß&quot; &lt;b&gt;" lang="en" width="500" height="280" loading="lazy" sandbox="allow-scripts" ' +
    'referrerpolicy="no-referrer" style="border:0;max-width:100%"></iframe>'
  await page.getByRole('button', { name: /^Kopieren – HTML/ }).click()
  await expect.element(text).toHaveValue(html)
  expect(written).toHaveBeenLastCalledWith(html)
  await expect.element(page.getByText('Kopiert: HTML für den Rahmen')).toBeVisible()

  const frame = container.querySelector('iframe')!
  // A browser may write "<" in attributes either way.
  const bare = (text: string) =>
    text
      .replace(/style="[^"]*"/, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
  expect(bare(frame.outerHTML.replace(location.origin, 'https://karte.example'))).toBe(bare(html))
  expect(frame.style.borderTopWidth).toBe('0px')
  await page.getByRole('checkbox', { name: /Standort/ }).click()
  await expect.element(text).toHaveValue(html.replace(' referrerpolicy', ' allow="geolocation" referrerpolicy'))
  await expect.element(page.getByText(/Noch darf keine Website die Karte zeigen/)).toBeVisible()
  await inBothThemes(() => checkAccessibility(container))
})

test('the builder gives the text for the web component, and the address for oEmbed', async () => {
  await render(EmbedBuilder, { publication: published, catalogue })
  await page.getByRole('radio', { name: 'Web-Komponente' }).click()
  await expect
    .poll(() => (page.getByRole('textbox', { name: 'HTML der Web-Komponente' }).element() as HTMLTextAreaElement).value)
    .toMatch(
      /^<script src="https:\/\/karte\.example\/embed\/component\.js" async><\/script>\n<nahraum-map publication="abcdefgh2345"/,
    )
  await expect
    .element(page.getByRole('textbox', { name: 'oEmbed-Adresse' }))
    .toHaveValue(
      'https://karte.example/api/v1/oembed?format=json&url=https%3A%2F%2Fkarte.example%2Fembed%2Fabcdefgh2345',
    )
})

test('a browser that refuses to copy selects the text instead', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('refused'))
  await render(EmbedBuilder, { publication: published, catalogue })
  await page.getByRole('button', { name: /^Kopieren – HTML/ }).click()
  await expect.element(page.getByText(/Der Text ist markiert/)).toBeVisible()
  await expect.element(page.getByRole('textbox', { name: 'HTML für den Rahmen' })).toHaveFocus()
})

test('a shown snippet runs its scripts and leaves nothing behind', async () => {
  const holder = document.createElement('div')
  document.body.append(holder)
  const remove = showSnippet(
    holder,
    '<script>document.body.dataset.ran = "yes"</script>\n<p style="min-height:10px">A &amp; B</p>',
  )
  expect(document.body.dataset.ran).toBe('yes')
  expect(holder.querySelector('p')!.style.minHeight).toBe('10px')
  expect(holder.textContent).toContain('A & B')
  remove()
  expect(holder.childNodes).toHaveLength(0)
  holder.remove()
  delete document.body.dataset.ran
})
