import type { LocalText } from '../contract/common.ts'
import type { Problem, ProblemCode } from '../problems/problems.ts'

/** What the server's problems mean at a terminal; names and values stand in the English detail. */
const GERMAN: Partial<Record<ProblemCode, string>> = {
  'unknown-region':
    'Diese Region ist nicht eingelesen. Zuerst: nahraum import REGION.json; „nahraum doctor“ nennt alle.',
  'unknown-category':
    'Diese Art von Orten gibt es nicht, oder sie wurde nicht mit gerechnet. Bitte eine andere nennen oder „nahraum analyse“ ohne --categories aufrufen.',
  'unknown-group': 'Diese Bevölkerungsgruppe gibt es in der Region nicht. Bitte eine vorhandene nennen.',
  'unknown-level': 'Diese Gebietsebene gibt es in der Region nicht. Bitte eine vorhandene nennen.',
  'invalid-request': 'Eine Angabe ist nicht zulässig. Bitte berichtigen.',
  'too-many-jobs': 'Es warten schon zu viele Aufträge. Bitte später noch einmal versuchen.',
  'database-away': 'Die Datenbank antwortet nicht. Bitte Adresse und Passwort prüfen und noch einmal versuchen.',
}

/** A problem in both languages. */
export function describeProblem({ code, message }: Problem): LocalText {
  const german = GERMAN[code]
  return { de: german === undefined ? message : `${german} [${message}]`, en: message }
}
