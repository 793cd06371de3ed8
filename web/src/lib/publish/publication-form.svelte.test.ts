import '../../app.css'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { Publication } from '../api/contract.ts'
import { RegionContext } from '../state/region-context.svelte.ts'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { catalogue, region } from '../testing/fixtures.ts'
import { publication, PublicationServer } from '../testing/publication-fixtures.ts'
import DefinitionSummary from './DefinitionSummary.svelte'
import PublicationForm from './PublicationForm.svelte'

let server: PublicationServer
beforeEach(() => {
  localStorage.clear()
  server = new PublicationServer()
})
afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

const show = async (stored: Publication = server.stored, oncopied = vi.fn()) => {
  vi.stubGlobal('fetch', server.fetch)
  const context = new RegionContext(region, catalogue, () => Promise.resolve())
  return render(PublicationForm, { props: { context, publication: stored, oncopied } })
}
const germanTitle = () => page.getByRole('textbox', { name: 'Titel – Deutsch' })
const save = () => page.getByRole('button', { name: 'Speichern', exact: true })
const section = (name: string) => page.getByRole('region', { name, exact: false })
const parents = () => section('Websites')

describe('the editor of a publication', () => {
  test('saves over the draft it has seen, says so, and is accessible', async () => {
    const { container } = await show()
    await expect.element(save()).toBeDisabled()
    await germanTitle().fill('Apotheken')
    await expect.element(page.getByText('Es gibt ungespeicherte Änderungen.')).toBeVisible()
    await inBothThemes(() => checkAccessibility(container))
    await save().click()
    await expect.element(page.getByText('Alles gespeichert, Stand 2.')).toBeVisible()
    expect(server.stored.definition.title).toEqual({ de: 'Apotheken', en: 'Meeting places on foot' })
  })

  test('takes back and brings again what was written, whole texts at a time', async () => {
    await show()
    await germanTitle().fill('')
    await userEvent.type(germanTitle(), 'Abc')
    await page.getByRole('button', { name: 'Rückgängig' }).click()
    await expect.element(germanTitle()).toHaveValue('Treffs zu Fuß')
    await page.getByRole('button', { name: 'Wiederherstellen' }).click()
    await expect.element(germanTitle()).toHaveValue('Abc')
  })

  test('offers thresholds of the catalogue, takes others, and orders kinds', async () => {
    await show()
    const kinds = section('Einrichtungen')
    await kinds.getByRole('combobox', { name: 'Weitere Art' }).selectOptions('pharmacy')
    await kinds.getByRole('button', { name: 'Hinzufügen', exact: true }).click()
    await kinds.getByRole('button', { name: '+ 20 min – Apotheke' }).click()
    await kinds.getByRole('textbox', { name: /Andere Gehzeit.*Apotheke/ }).fill('hundert')
    await kinds.getByRole('button', { name: 'Hinzufügen – Apotheke' }).click()
    await expect.element(kinds.getByRole('alert')).toMatchTextContent(/zwischen 0,5 und 60/)
    await kinds.getByRole('textbox', { name: /Andere Gehzeit.*Apotheke/ }).fill('7,5')
    await kinds.getByRole('button', { name: 'Hinzufügen – Apotheke' }).click()
    await kinds.getByRole('button', { name: 'Apotheke: nach oben' }).click()
    await save().click()
    await vi.waitFor(() =>
      expect(server.stored.definition.categories).toEqual([
        { id: 'pharmacy', minutes: [7.5, 15, 20] },
        { id: 'senior_meeting_place', minutes: [10] },
      ]),
    )
    await kinds.getByRole('button', { name: 'Entfernen – Apotheke' }).click()
    await expect.element(kinds.getByRole('button', { name: /Entfernen – Seniorentreff/ })).toHaveFocus()
  })

  test('brings addresses of websites into their form and says why others are none', async () => {
    await show()
    const field = parents().getByRole('textbox', { name: 'Adresse der Website' })
    await field.fill('https://*.stadt.de')
    await parents().getByRole('button', { name: 'Hinzufügen' }).click()
    await expect.element(parents().getByRole('alert')).toMatchTextContent(/Platzhalter/)
    await expect.element(field).toHaveFocus()
    await field.fill('www.Stadt.de/karte')
    await userEvent.keyboard('{Enter}')
    await expect
      .element(parents().getByRole('status'))
      .toMatchTextContent(/https:\/\/www\.stadt\.de steht auf der Liste.*ergänzt.*weggelassen/)
    await save().click()
    await vi.waitFor(() => expect(server.stored.definition.allowedParents).toEqual(['https://www.stadt.de']))
  })

  test('keeps the last group and shows figures of some districts only where that is asked for', async () => {
    await show()
    const people = section('Menschen und Gebiete')
    await people.getByRole('checkbox', { name: /Alle Menschen/ }).click()
    await people.getByRole('checkbox', { name: /Ab 65/ }).click()
    await expect.element(people.getByRole('checkbox', { name: /Ab 65/ })).toBeChecked()
    await people.getByRole('radio', { name: /Nur einige/ }).click()
    await people.getByRole('checkbox', { name: 'Berg' }).click()
    await save().click()
    await vi.waitFor(() => expect(server.stored.definition).toMatchObject({ groups: ['65plus'], districtIds: ['aue'] }))
  })

  test('takes an extent by numbers, and says what is wrong with others', async () => {
    await show()
    const map = section('Kartenbild')
    await map.getByRole('radio', { name: 'Eigener Ausschnitt' }).click()
    await map.getByRole('textbox', { name: 'Westrand' }).fill('9,9')
    await expect.element(map.getByRole('alert')).toMatchTextContent(/Westen liegt links/)
    await map.getByRole('textbox', { name: 'Westrand' }).fill('9,75')
    await map.getByRole('radio', { name: /Cividis/ }).click()
    await save().click()
    await vi.waitFor(() =>
      expect(server.stored.definition).toMatchObject({ extent: [9.75, 50.9, 9.8, 51], palette: 'cividis' }),
    )
  })
})

describe('two editors', () => {
  test('lose nothing: both changes are joined and saved', async () => {
    const { container } = await show()
    await germanTitle().fill('Meiner')
    server.change({ accent: 'red', title: { de: 'Ihrer', en: 'Theirs' } })
    await save().click()
    const dialog = page.getByRole('alertdialog')
    await expect.element(dialog).toMatchTextContent(/Stand 2.*Beide haben geändert: Titel \(Deutsch\)/)
    await expect.element(dialog).toHaveFocus()
    await checkAccessibility(container)
    await dialog.getByRole('button', { name: 'Zusammenführen und speichern' }).click()
    await expect.element(page.getByText('Alles gespeichert, Stand 3.')).toBeVisible()
    expect(server.stored.definition).toMatchObject({ accent: 'red', title: { de: 'Meiner', en: 'Theirs' } })
  })

  test('may give up their own, which undo brings back', async () => {
    await show()
    await germanTitle().fill('Meiner')
    server.change({ title: { de: 'Ihrer', en: 'Theirs' } })
    await save().click()
    await page.getByRole('button', { name: 'Meine verwerfen' }).click()
    await expect.element(germanTitle()).toHaveValue('Ihrer')
    await page.getByRole('button', { name: 'Rückgängig' }).click()
    await expect.element(germanTitle()).toHaveValue('Meiner')
  })

  test('can bring back what the other has deleted', async () => {
    await show()
    await germanTitle().fill('Meiner')
    server.stored = { ...server.stored, deletedAt: '2026-11-24T10:00:00Z' }
    await save().click()
    await page.getByRole('button', { name: 'Wiederherstellen und speichern' }).click()
    await expect.element(page.getByText('Alles gespeichert, Stand 2.')).toBeVisible()
    expect(server.stored).toMatchObject({ deletedAt: null, definition: { title: { de: 'Meiner' } } })
  })

  test('meet the conflict too where one comes back to a draft of this browser', async () => {
    const first = await show()
    await germanTitle().fill('Meiner')
    await vi.waitFor(() => expect(localStorage.length).toBe(1))
    await first.unmount()
    server.change({ accent: 'blue' })
    await show()
    await expect.element(page.getByText(/ungespeicherten Änderungen aus diesem Browser/)).toBeVisible()
    await expect.element(germanTitle()).toHaveValue('Meiner')
    await save().click()
    await page.getByRole('button', { name: 'Zusammenführen und speichern' }).click()
    await expect.element(page.getByText('Alles gespeichert, Stand 3.')).toBeVisible()
    expect(server.stored.definition).toMatchObject({ accent: 'blue', title: { de: 'Meiner' } })
    expect(localStorage.length).toBe(0)
  })
})

describe('publishing', () => {
  const last = () => section('Prüfen und veröffentlichen')

  test('says what is missing and where, and is not offered while it must not be', async () => {
    await show({ ...publication, definition: { ...publication.definition, title: { de: '', en: '' } } })
    await expect.element(last().getByText(/Fehlt: *Der Titel fehlt auf Deutsch und Englisch\./)).toBeVisible()
    await expect.element(last().getByRole('button', { name: 'Veröffentlichen' })).toBeDisabled()
    await expect.element(page.getByRole('navigation').getByText('1 Angabe fehlt')).toBeInTheDocument()
    expect(last().getByRole('link', { name: 'Zum Abschnitt – Texte' }).first().element().getAttribute('href')).toBe(
      '#section-texts',
    )
  })

  test('saves, freezes, tells its warnings, lists versions, and can be withdrawn and shown again', async () => {
    const { container } = await show()
    await germanTitle().fill('Treffs')
    await last().getByRole('button', { name: 'Veröffentlichen' }).click()
    await expect.element(last().getByText(/Der Treff wurde verschoben/)).toBeVisible()
    await expect
      .element(last().getByRole('link', { name: /^Version 1/ }))
      .toHaveAttribute('href', `${publication.address}/v/1/`)
    await expect.element(last().getByRole('button', { name: 'Als Version 2 veröffentlichen' })).toBeVisible()
    expect(server.stored.definition.title.de).toBe('Treffs')

    await last().getByRole('button', { name: 'Zurückziehen …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Jetzt zurückziehen' }).click()
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/warum die Karte nicht mehr da ist/)
    await inBothThemes(() => checkAccessibility(container))
    await dialog.getByRole('textbox', { name: 'Grund' }).fill('Zahlen waren falsch.')
    await dialog.getByRole('button', { name: 'Jetzt zurückziehen' }).click()
    await expect.element(last().getByText('Grund: Zahlen waren falsch.')).toBeVisible()
    await expect.element(last().getByRole('button', { name: /veröffentlichen$/ })).toBeDisabled()
    await last().getByRole('button', { name: 'Wieder zeigen' }).click()
    await expect.element(last().getByRole('link', { name: 'Einbetten' })).toBeVisible()
  })

  test('previews the saved draft in a sandbox and says when it is older', async () => {
    await show()
    const preview = section('Vorschau')
    await germanTitle().fill('Neu')
    await preview.getByRole('button', { name: 'Vorschau erzeugen' }).click()
    const frame = preview.getByTitle('Vorschau der Veröffentlichung')
    await expect.element(frame).toHaveAttribute('sandbox', 'allow-scripts')
    await preview.getByRole('radio', { name: 'Dunkel' }).click()
    await preview.getByRole('radio', { name: 'Englisch' }).click()
    await expect
      .element(frame)
      .toHaveAttribute('src', `${location.origin}/embed/abcdefgh2345/preview/x?lang=en&theme=dark`)
    expect(server.stored.definition.title.de).toBe('Neu')
    await germanTitle().fill('Neuer')
    await expect.element(preview.getByText('Die Vorschau ist älter als der Entwurf.')).toBeVisible()
    await preview.getByRole('button', { name: 'Speichern und erneuern' }).click()
    await expect.poll(() => preview.getByText('Die Vorschau ist älter als der Entwurf.').elements()).toEqual([])
  })
})

test('a shared draft can be read, with what is missing, and not changed', async () => {
  const written = { ...publication.definition, plainText: { de: 'Erster Absatz.\n\n<b>Zweiter</b>', en: '' } }
  const { container } = await render(DefinitionSummary, {
    publication: { ...publication, definition: written },
    region,
    catalogue,
  })
  await expect.poll(() => container.textContent).toContain('<b>Zweiter</b>')
  expect(container.querySelector('b')).toBeNull()
  await expect.element(page.getByText('Seniorentreff / Offener Treff in 10 min')).toBeVisible()
  expect(page.getByText('Fehlt noch.').elements().length).toBe(5)
  expect(container.querySelectorAll('input, button, textarea, select')).toHaveLength(0)
  await checkAccessibility(container)
})
