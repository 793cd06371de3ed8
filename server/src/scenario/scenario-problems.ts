import type { LocalText } from '../contract/common.ts'
import type { ScenarioProblem } from '../contract/scenario.ts'

/** What can be wrong with a modification: how bad, what it is (`{what}` is filled in) and what to do. */
const PROBLEMS = {
  'duplicate-id': [
    'error',
    { de: 'Eine frühere Änderung hat dieselbe Kennung.', en: 'An earlier modification has the same id.' },
    { de: 'Bitte die Änderung noch einmal anlegen.', en: 'Make the modification again.' },
  ],
  'facility-gone': [
    'error',
    {
      de: 'Den Ort „{what}“ gibt es in den Daten nicht (mehr).',
      en: 'The place "{what}" is not in the data (any more).',
    },
    {
      de: 'Bitte den Ort neu wählen oder die Änderung löschen; vielleicht wurde er beim letzten Einlesen ersetzt.',
      en: 'Choose the place again or delete the modification; the last import may have replaced it.',
    },
  ],
  'facility-closed': [
    'error',
    { de: 'Der Ort „{what}“ ist schon geschlossen.', en: 'The place "{what}" is closed already.' },
    { de: 'Bitte eine der Änderungen löschen.', en: 'Delete one of the modifications.' },
  ],
  'unknown-category': [
    'error',
    { de: 'Die Art von Orten „{what}“ gibt es nicht.', en: 'There is no kind of place "{what}".' },
    { de: 'Bitte eine Art aus dem Katalog wählen.', en: 'Choose a kind of the catalogue.' },
  ],
  'outside-region': [
    'error',
    {
      de: 'Die Stelle liegt außerhalb der Straßendaten der Region.',
      en: 'The position lies outside the street data of the region.',
    },
    { de: 'Bitte eine Stelle innerhalb der Karte wählen.', en: 'Choose a position within the map.' },
  ],
  'no-street-near': [
    'warning',
    {
      de: 'Im Umkreis von 100 Metern gibt es keine Straße, die mit diesem Gehprofil benutzbar ist (Wasser, Insel oder Lücke in den Daten): Niemand erreicht den Ort.',
      en: 'Within 100 metres there is no street that this walking profile can use (water, an island or a gap in the data): nobody reaches the place.',
    },
    { de: 'Bitte den Ort näher an eine Straße setzen.', en: 'Move the place closer to a street.' },
  ],
  'planned-later': [
    'warning',
    {
      de: 'Der Ort ist erst ab {what} geplant und zählt noch nicht.',
      en: 'The place is planned from {what} on and does not count yet.',
    },
    { de: 'Für einen späteren Tag zählt er mit.', en: 'For a later day it counts.' },
  ],
  'way-too-short': [
    'error',
    { de: 'Der neue Weg hat keine Länge.', en: 'The new way has no length.' },
    { de: 'Bitte mindestens zwei verschiedene Stellen setzen.', en: 'Set at least two different positions.' },
  ],
  'way-joins-nothing': [
    'error',
    {
      de: 'Der neue Weg trifft auf keine Straße: Seine Enden liegen weiter als 25 Meter von jeder Straße entfernt.',
      en: 'The new way meets no street: its ends lie more than 25 metres from any street.',
    },
    { de: 'Bitte den Weg bis an eine Straße zeichnen.', en: 'Draw the way up to a street.' },
  ],
  'way-end-loose': [
    'warning',
    {
      de: 'Ein Ende des neuen Weges führt an keine Straße (Umkreis 25 Meter).',
      en: 'One end of the new way leads to no street (within 25 metres).',
    },
    {
      de: 'Soll man dort weitergehen können, bitte den Weg bis an eine Straße zeichnen.',
      en: 'If people shall walk on from there, draw the way up to a street.',
    },
  ],
  'way-unusable': [
    'warning',
    {
      de: 'Mit diesem Gehprofil ist der neue Weg nicht benutzbar oder nicht erreichbar.',
      en: 'The new way cannot be used, or not be reached, with this walking profile.',
    },
    {
      de: 'Bitte prüfen, ob er über Stufen oder an einer Sperre beginnt; ein anderes Gehprofil zeigt seine Wirkung.',
      en: 'Check whether it begins with steps or at a barrier; another walking profile shows its effect.',
    },
  ],
  'too-many-corners': [
    'error',
    {
      de: 'Die neuen Wege dieses Szenarios haben zusammen mehr als 5.000 Ecken.',
      en: 'The new ways of this scenario have more than 5,000 corners together.',
    },
    { de: 'Bitte einfacher zeichnen oder das Szenario teilen.', en: 'Draw more simply, or divide the scenario.' },
  ],
  'street-gone': [
    'error',
    {
      de: 'Diese Straße gibt es in den Daten nicht (mehr).',
      en: 'This street is not in the data (any more).',
    },
    {
      de: 'Bitte die Straße neu wählen oder die Änderung löschen; vielleicht wurde sie beim letzten Einlesen ersetzt.',
      en: 'Choose the street again or delete the modification; the last import may have replaced it.',
    },
  ],
  'no-footway-near': [
    'error',
    {
      de: 'Hier ist weder ein Übergang noch ein Gehweg eingezeichnet: Ein Bordstein ohne Rampe lässt sich an keiner Stelle anbringen.',
      en: 'Neither a crossing nor a footway is mapped here: there is no place for a kerb without a ramp.',
    },
    {
      de: 'Bitte eine Stelle an einem Übergang wählen, oder den Weg als versperrt melden.',
      en: 'Choose a place at a crossing, or report the way as blocked.',
    },
  ],
  'kerb-gone': [
    'error',
    {
      de: 'Im Umkreis von 20 Metern ist kein hoher Bordstein verzeichnet.',
      en: 'No raised kerb is mapped within 20 metres.',
    },
    {
      de: 'Unbekannte Bordsteine gelten schon als überwindbar; bitte eine andere Stelle wählen.',
      en: 'Unknown kerbs count as passable already; choose another position.',
    },
  ],
  'unknown-district': [
    'error',
    { de: 'Das Gebiet „{what}“ gibt es nicht.', en: 'There is no district "{what}".' },
    { de: 'Bitte ein Gebiet der gewählten Ebene nennen.', en: 'Name a district of the chosen level.' },
  ],
  'unknown-level': [
    'error',
    { de: 'Die Gebietsebene „{what}“ gibt es nicht.', en: 'There is no level of districts "{what}".' },
    { de: 'Bitte eine Ebene der Region wählen.', en: 'Choose a level of the region.' },
  ],
  'unknown-group': [
    'error',
    { de: 'Die Bevölkerungsgruppe „{what}“ gibt es hier nicht.', en: 'There is no population group "{what}" here.' },
    { de: 'Bitte eine Gruppe der Region nennen.', en: 'Name a group of the region.' },
  ],
  'people-missing': [
    'error',
    {
      de: 'Bei neuen Wohnungen müssen alle Menschen („all“) angegeben sein, und keine Gruppe kann größer sein.',
      en: 'New housing needs the number of all people ("all"), and no group can be larger.',
    },
    { de: 'Bitte die Zahlen ergänzen.', en: 'Complete the figures.' },
  ],
  'area-invalid': [
    'error',
    {
      de: 'Die gezeichnete Fläche schneidet sich selbst oder hat keine Ausdehnung.',
      en: 'The drawn area crosses itself or has no extent.',
    },
    { de: 'Bitte die Fläche neu zeichnen.', en: 'Draw the area again.' },
  ],
  'area-too-large': [
    'error',
    {
      de: 'Die gezeichnete Fläche ist größer als 25 Quadratkilometer.',
      en: 'The drawn area is larger than 25 square kilometres.',
    },
    { de: 'Bitte die Fläche teilen.', en: 'Divide the area.' },
  ],
  'figure-missing': [
    'error',
    {
      de: 'Jede Zeile braucht entweder eine Änderung in Prozent oder eine Zahl von Menschen, und eine Zahl gilt für ein Gebiet und eine Gruppe.',
      en: 'Each line needs either a change in percent or a number of people, and a number is for one district and one group.',
    },
    { de: 'Bitte die Zeile ergänzen.', en: 'Complete the line.' },
  ],
  'nobody-there': [
    'warning',
    {
      de: 'In „{what}“ wohnt heute niemand aus der Gruppe; die Vorausschätzung kann dort nicht verteilt werden.',
      en: 'Nobody of the group lives in "{what}" today; the forecast cannot be spread there.',
    },
    { de: 'Bitte dort ein Wohngebiet zeichnen.', en: 'Draw a housing area there.' },
  ],
} as const satisfies Record<string, readonly [ScenarioProblem['severity'], LocalText, LocalText]>

export type ScenarioProblemCode = keyof typeof PROBLEMS

/** @param what name, id or day that the text is about */
export function createScenarioProblem(modificationId: string, code: ScenarioProblemCode, what = ''): ScenarioProblem {
  const [severity, message, remedy] = PROBLEMS[code]
  // A function, because "$" in a name means something to `replace`.
  const fill = (text: string) => text.replace('{what}', () => what)
  return { modificationId, severity, code, message: { de: fill(message.de), en: fill(message.en) }, remedy }
}

/** In the order of the modifications that they are about, however they were found. */
export function sortProblems(
  problems: readonly ScenarioProblem[],
  modificationIds: readonly string[],
): ScenarioProblem[] {
  // Of two modifications with one id the problem is the later one's.
  const positionOf = ({ modificationId, code }: ScenarioProblem) =>
    code === 'duplicate-id' ? modificationIds.lastIndexOf(modificationId) : modificationIds.indexOf(modificationId)
  return [...problems].sort((a, b) => positionOf(a) - positionOf(b))
}
