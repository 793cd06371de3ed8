import type { LocalText } from '../contract/common.ts'
import type { PublicationDefinition } from '../contract/publication.ts'

/**
 * Characters that are no text: control characters (but for tabs and ends of lines), halves of pairs, and all marks that turn the direction of
 * writing. Titles in German and English need none of these, and one of them can make a sentence, an address or a figure read backwards.
 */
const NO_TEXT = /[\p{Cs}\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu // eslint-disable-line no-control-regex

/** Text as it is stored and shown: paragraphs stay, everything else that is not text goes. It is never markup. */
export function cleanParagraphs(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(NO_TEXT, '')
    .normalize('NFC')
    .trim()
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return cleanParagraphs(text).replace(/\s+/g, ' ')
}

/** A definition whose texts are clean, whose lists are in a stable order and without doubles. */
export function cleanDefinition(definition: PublicationDefinition): PublicationDefinition {
  const { title, summary, plainText, categories, allowedParents, contact } = definition
  return {
    ...definition,
    title: clean(title, cleanLine),
    summary: clean(summary, cleanParagraphs),
    plainText: clean(plainText, cleanParagraphs),
    categories: categories.map(({ id, minutes }) => ({ id, minutes: [...new Set(minutes)].sort((a, b) => a - b) })),
    allowedParents: [...new Set(allowedParents)].sort(),
    contact: { name: cleanLine(contact.name), url: cleanLine(contact.url), email: cleanLine(contact.email) },
  }
}

function clean({ de, en }: LocalText, cleaned: (text: string) => string): LocalText {
  return { de: cleaned(de), en: cleaned(en) }
}

/** Both languages, the one that was left empty in the words of the other. */
export function fillLanguages({ de, en }: LocalText): LocalText {
  return { de: de === '' ? en : de, en: en === '' ? de : en }
}
