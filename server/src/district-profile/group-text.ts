import type { Language } from './figure-format.ts'
import { shortenText } from './shorten-text.ts'

/** After a number ("von 1.240 …", "of 1,240 …"), in the case that German wants there. */
const AFTER_NUMBER: Readonly<Record<string, { readonly de: string; readonly en: string }>> = {
  all: { de: 'Menschen', en: 'people' },
  '65plus': { de: 'Menschen ab 65', en: 'people aged 65 and over' },
  '80plus': { de: 'Menschen ab 80', en: 'people aged 80 and over' },
  under6: { de: 'Kindern unter 6', en: 'children under 6' },
  under10: { de: 'Kindern unter 10', en: 'children under 10' },
  under18: { de: 'Kindern und Jugendlichen unter 18', en: 'children and young people under 18' },
}

/** A group behind a number in a sentence; groups that a municipality named itself stand in quotation marks. */
export function writeGroup(groupId: string, label: string, language: Language): string {
  const known = AFTER_NUMBER[groupId]?.[language]
  if (known !== undefined) return known
  const short = shortenText(label, 60)
  return language === 'de' ? `Menschen der Gruppe „${short}“` : `people of the group “${short}”`
}
