/** How the errors of CSV files read, whatever they hold: what is the matter and what to do. */
export const csvIssues = {
  'csv-empty': {
    de: 'Die CSV-Datei ist leer. Bitte den Export prüfen.',
    en: 'The CSV file is empty. Please check the export.',
  },
  'csv-not-text': {
    de: 'Die Datei ist keine CSV-Textdatei (vielleicht eine Excel-Datei). Bitte in Excel „Speichern unter“ › „CSV UTF-8 (durch Trennzeichen getrennt)“ wählen.',
    en: 'The file is not a CSV text file (perhaps an Excel file). In Excel choose "Save as" › "CSV UTF-8 (comma delimited)".',
  },
  'csv-quote-broken': {
    de: 'Ein Anführungszeichen ist nicht geschlossen oder steht an falscher Stelle. Bitte in der genannten Zeile berichtigen; Anführungszeichen im Text werden verdoppelt.',
    en: 'A quotation mark is not closed or stands in the wrong place. Correct it in the row named; quotation marks within a text are doubled.',
  },
} as const
