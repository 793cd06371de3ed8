/** How defects of the walking network read: what is wrong and what to do. */
export const networkIssues = {
  'network-empty': {
    de: 'Die OpenStreetMap-Datei enthält keine Straßen oder Wege, auf denen man gehen darf. Bitte einen Ausschnitt wählen, der die Region abdeckt und Wege mit dem Schlüssel „highway“ enthält.',
    en: 'The OpenStreetMap file holds no street or path that people may walk on. Choose an extract that covers the region and keeps ways with the tag "highway".',
  },
  'tag-value-unreadable': {
    de: '{count} Angaben an Wegen und Hindernissen sind nicht lesbar und gelten als unbekannt. Wer sie in OpenStreetMap berichtigt, verbessert die Ergebnisse beim nächsten Import.',
    en: '{count} values on paths and barriers cannot be read and count as unknown. Correcting them in OpenStreetMap improves the results of the next import.',
  },
  'way-cut-at-edge': {
    de: '{count} Wege sind abgeschnitten, weil Knoten in der Datei fehlen, meist am Rand des Ausschnitts. Der vorhandene Teil wird benutzt; bei Lücken im Inneren einen vollständigen Ausschnitt wählen.',
    en: '{count} ways are cut because nodes are missing from the file, mostly at the edge of the extract. The part that is there is used; for gaps inside, choose a complete extract.',
  },
  'way-without-length': {
    de: '{count} Wege haben in der Datei weniger als zwei Punkte, meist am Rand des Ausschnitts, und wurden ausgelassen. Liegen sie im Inneren, bitte in OpenStreetMap prüfen.',
    en: '{count} ways have fewer than two points in the file, mostly at the edge of the extract, and were left out. Where they lie inside, check them in OpenStreetMap.',
  },
  'area-open': {
    de: '{count} Plätze haben keinen geschlossenen Umriss (oft am Rand des Ausschnitts): Man geht dort am Rand entlang, nicht quer darüber. Bei Plätzen im Inneren den Umriss in OpenStreetMap prüfen.',
    en: '{count} squares have no closed outline (often at the edge of the extract): people walk along their border there, not across. For squares inside, check the outline in OpenStreetMap.',
  },
  'area-too-many-entrances': {
    de: '{count} Plätze haben mehr als 100 Zugänge: Man geht dort am Rand entlang, nicht quer darüber, und Gehzeiten können zu lang sein. Abhilfe: den Platz in OpenStreetMap in Teile gliedern.',
    en: '{count} squares have more than 100 entrances: people walk along their border there, not across, and times may be too long. Remedy: divide the square into parts in OpenStreetMap.',
  },
  'ferry-without-duration': {
    de: '{count} Fähren haben keine Fahrtdauer; gerechnet wird mit 10 km/h. Bitte „duration“ in OpenStreetMap ergänzen.',
    en: '{count} ferries have no duration; 10 km/h is assumed. Add "duration" in OpenStreetMap.',
  },
} as const
