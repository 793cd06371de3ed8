/** How defects met while drawing the basemap read: what is wrong and what to do. */
export const basemapIssues = {
  'basemap-area-incomplete': {
    de: '{count} Flächen der OpenStreetMap-Datei sind unvollständig oder flächenlos und fehlen in der Hintergrundkarte. Ergebnisse sind nicht betroffen. Abhilfe: beim Zuschneiden vollständige Wege behalten („osmium extract --strategy=complete_ways“).',
    en: '{count} areas of the OpenStreetMap file are incomplete or have no extent and are missing from the background map. Results are not affected. Remedy: keep complete ways when cutting the extract ("osmium extract --strategy=complete_ways").',
  },
  'basemap-relation-incomplete': {
    de: '{count} zusammengesetzte Flächen sind in der OpenStreetMap-Datei lückenhaft und werden in der Hintergrundkarte nur zum Teil gezeichnet. Ergebnisse sind nicht betroffen. Abhilfe: einen größeren Ausschnitt verwenden oder die Flächen in OpenStreetMap berichtigen.',
    en: '{count} composite areas of the OpenStreetMap file have gaps and are drawn only in part on the background map. Results are not affected. Remedy: use a larger extract or correct the areas in OpenStreetMap.',
  },
  'basemap-relation-unusable': {
    de: '{count} zusammengesetzte Flächen der OpenStreetMap-Datei ergeben keine geschlossene Fläche und fehlen in der Hintergrundkarte. Ergebnisse sind nicht betroffen. Abhilfe: einen größeren Ausschnitt verwenden oder die Flächen in OpenStreetMap berichtigen.',
    en: '{count} composite areas of the OpenStreetMap file do not form a closed area and are missing from the background map. Results are not affected. Remedy: use a larger extract or correct the areas in OpenStreetMap.',
  },
} as const
