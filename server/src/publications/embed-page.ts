import type { LocalText } from '../contract/common.ts'
import type { PublicationDefinition } from '../contract/publication.ts'
import { escapeHtml } from './embed-snippet.ts'

/** What a page of a publication is told by the server; everything else it reads from files. */
export interface EmbedPage {
  readonly title: LocalText
  readonly language: 'de' | 'en'
  /** Address for content management systems, absolute; null for previews. */
  readonly oembedUrl: string | null
  /** From the page to the folder of the embed's scripts, `./` or `../../`. */
  readonly toAssets: string
}

/** Which language to begin with: as the address asks, as the publication says, as the browser prefers. */
export function chooseLanguage(
  asked: string | undefined,
  stated: PublicationDefinition['language'],
  accepted: string | undefined,
): 'de' | 'en' {
  if (asked === 'de' || asked === 'en') return asked
  if (stated !== 'browser') return stated
  const first = (accepted ?? '').split(',').map((entry) => entry.trim().slice(0, 2).toLowerCase())
  return first.find((language) => language === 'de' || language === 'en') === 'en' ? 'en' : 'de'
}

/** The built page with language, title and discovery address. */
export function completeEmbedPage(template: string, { title, language, oembedUrl, toAssets }: EmbedPage): string {
  const name = escapeHtml(title[language])
  const discovery =
    oembedUrl === null
      ? ''
      : `<link rel="alternate" type="application/json+oembed" href="${escapeHtml(oembedUrl)}" title="${name}">`
  return template
    .replace(/<html lang="[a-z-]*"/, () => `<html lang="${language}"`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${name}</title>${discovery}`)
    .replaceAll(/(src|href)="\.\/_assets\//g, (_, attribute: string) => `${attribute}="${toAssets}_assets/`)
}

/** Style of the pages that say that there is nothing to see; its hash stands in their policy. */
export const NOTICE_STYLE =
  'body{font:1.125rem/1.5 system-ui,sans-serif;margin:0;padding:1.5rem;max-width:40rem;color:#1c2126;background:#fff}h1{font-size:1.375rem;margin:0 0 .5rem}section{margin:0 0 2rem}@media(prefers-color-scheme:dark){body{color:#e6eaee;background:#14191d}a{color:#74cdd4}}'

export interface Notice {
  readonly title: LocalText
  readonly paragraphs: readonly LocalText[]
  readonly contact: { readonly name: string; readonly url: string; readonly email: string } | null
}

/** A page without any script, German and English, the preferred language first. */
export function buildNoticePage({ title, paragraphs, contact }: Notice, language: 'de' | 'en'): string {
  const section = (lang: 'de' | 'en', level: string) => {
    const texts = paragraphs.map((text) => `<p>${escapeLines(text[lang])}</p>`).join('')
    return `<section lang="${lang}"><${level}>${escapeHtml(title[lang])}</${level}>${texts}${contact ? formatContact(contact, lang) : ''}</section>`
  }
  const other = language === 'de' ? 'en' : 'de'
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title[language])}</title><style>${NOTICE_STYLE}</style></head><body><main>${section(language, 'h1')}${section(other, 'h2')}</main></body></html>`
}

const escapeLines = (text: string): string => text.split('\n').map(escapeHtml).join('<br>')

function formatContact({ name, url, email }: NonNullable<Notice['contact']>, lang: 'de' | 'en'): string {
  const parts = [
    escapeHtml(name),
    email && `<a href="mailto:${escapeHtml(encodeURI(email))}">${escapeHtml(email)}</a>`,
    url && `<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(url)}</a>`,
  ].filter((part) => part !== '')
  return parts.length === 0 ? '' : `<p>${lang === 'de' ? 'Fragen dazu' : 'Questions'}: ${parts.join(', ')}</p>`
}

export const MISSING_NOTICE: Notice = {
  title: { de: 'Diese Karte gibt es nicht', en: 'There is no such map' },
  paragraphs: [
    {
      de: 'Unter dieser Adresse ist keine Karte veröffentlicht. Vielleicht fehlt ein Zeichen der Adresse, oder die Karte ist noch ein Entwurf.',
      en: 'No map is published at this address. Perhaps a character of the address is missing, or the map is still a draft.',
    },
  ],
  contact: null,
}

export const EXPIRED_NOTICE: Notice = {
  title: { de: 'Diese Vorschau gibt es nicht mehr', en: 'This preview is over' },
  paragraphs: [
    {
      de: 'Eine Vorschau gilt eine Stunde, höchstens so lange wie der Link, über den sie geöffnet wurde, und nur, bis der Server neu startet. Im Editor oder über den Link lässt sich eine neue erzeugen.',
      en: 'A preview lasts for an hour, at most as long as the link by which it was opened, and not beyond a restart of the server. Make a new one in the editor or by the link.',
    },
  ],
  contact: null,
}

export const NOT_BUILT_NOTICE: Notice = {
  title: { de: 'Die Karte ist noch nicht gebaut', en: 'The map has not been built yet' },
  paragraphs: [
    {
      de: 'Auf diesem Server fehlen die Dateien der Kartenansicht. Der Betreiber erzeugt sie mit „npm run build“; die veröffentlichten Zahlen sind davon nicht berührt.',
      en: 'The files of the map view are missing on this server. The operator makes them by “npm run build”; the published figures are not affected.',
    },
  ],
  contact: null,
}

export const AWAY_NOTICE: Notice = {
  title: { de: 'Die Karte ist gerade nicht zu erreichen', en: 'The map cannot be reached at the moment' },
  paragraphs: [
    {
      de: 'Bitte versuchen Sie es in einer Minute noch einmal.',
      en: 'Please try again in a minute.',
    },
  ],
  contact: null,
}

export function createWithdrawnNotice(reason: string, contact: Notice['contact']): Notice {
  return {
    title: { de: 'Diese Karte wurde zurückgezogen', en: 'This map was withdrawn' },
    paragraphs: [
      {
        de: 'Die Karte ist nicht mehr veröffentlicht. Als Grund ist angegeben:',
        en: 'The map is no longer published. The reason given is:',
      },
      { de: reason, en: reason },
    ],
    contact,
  }
}
