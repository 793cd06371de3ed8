/** How defects of house numbers read: what is wrong and what to do. */
export const addressIssues = {
  'address-without-street': {
    de: '{count} Hausnummern in OpenStreetMap nennen keine Straße und keinen Ort und lassen sich deshalb nicht suchen. Ergebnisse sind nicht betroffen. Abhilfe: „addr:street“ oder „addr:place“ in OpenStreetMap ergänzen.',
    en: '{count} house numbers in OpenStreetMap name neither street nor place and cannot be searched for that reason. Results are not affected. Remedy: add "addr:street" or "addr:place" in OpenStreetMap.',
  },
  'address-number-unreadable': {
    de: '{count} Hausnummern in OpenStreetMap lassen sich nicht lesen und deshalb nicht suchen. Ergebnisse sind nicht betroffen. Abhilfe: in OpenStreetMap als Zahl mit Buchstabe eintragen, mehrere durch Semikolon getrennt, zum Beispiel „12a;14“.',
    en: '{count} house numbers in OpenStreetMap cannot be read and cannot be searched for that reason. Results are not affected. Remedy: enter them in OpenStreetMap as a number with a letter, several divided by semicolons, for example "12a;14".',
  },
} as const
