/** What became of accepted reports when they were put over the data of the files. */
export const correctionIssues = {
  'correction-applies': {
    de: '{count} angenommene Meldungen sind eingearbeitet.',
    en: '{count} accepted reports are part of these data.',
  },
  'correction-already': {
    de: '{count} angenommene Meldungen stehen inzwischen auch in den Quellen und sind deshalb nicht noch einmal eingearbeitet.',
    en: '{count} accepted reports are in the sources by now and were therefore not put in again.',
  },
  'correction-place-gone': {
    de: '{count} angenommene Meldungen gelten Orten, die es in den Quellen nicht mehr gibt, und sind nicht eingearbeitet. Bitte auf der Seite „Meldungen“ prüfen und gegebenenfalls zurücknehmen.',
    en: '{count} accepted reports are about places that the sources do not have any more; they were left out. Look at them on the page "Reports" and undo them if they are settled.',
  },
  'correction-source-changed': {
    de: '{count} angenommene Meldungen sind nicht eingearbeitet, weil die Quellen inzwischen etwas anderes sagen als bei der Annahme. Bitte auf der Seite „Meldungen“ neu entscheiden.',
    en: '{count} accepted reports were left out because the sources say something else by now than when they were accepted. Decide again on the page "Reports".',
  },
  'correction-no-street': {
    de: '{count} angenommene Hindernisse liegen an keinem Weg der neuen Daten mehr und sind nicht eingearbeitet. Bitte auf der Seite „Meldungen“ prüfen.',
    en: '{count} accepted obstacles are at no way of the new data any more; they were left out. Look at them on the page "Reports".',
  },
} as const
