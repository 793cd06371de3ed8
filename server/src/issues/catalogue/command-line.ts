/** How the errors of the command line's own files read: what is the matter and what to do. */
export const commandLineIssues = {
  'input-unreadable': {
    de: 'Eine Eingabedatei lässt sich nicht lesen. Bitte Pfad und Leserechte prüfen.',
    en: 'An input file cannot be read. Check the path and the permissions of the file.',
  },
  'output-unwritable': {
    de: 'Eine Ausgabedatei lässt sich nicht schreiben. Bitte Ordner, Schreibrechte und freien Platz prüfen.',
    en: 'An output file cannot be written. Check the folder, its permissions and the room on the disk.',
  },
  'population-column-unclear': {
    de: 'Welche Spalte des Rasters die Menschen zählt, ist nicht eindeutig. Bitte mit --column all=NAME angeben.',
    en: 'Which column of the grid counts the people is not clear. Name it with --column all=NAME.',
  },
  'population-column-percent': {
    de: 'Spalten mit Anteilen in Prozent: {count}. Die Menschen der Gruppe sind der Anteil an allen Menschen der Gitterzelle. Bitte prüfen, ob die Spalte so gemeint ist.',
    en: 'Columns with shares in percent: {count}. The people of the group are that share of all people of the square. Check that the column is meant so.',
  },
  'points-column-missing': {
    de: 'In der Ortsdatei fehlt eine Spalte. Bitte die Spalten id, lon und lat nennen.',
    en: 'A column of the file of points is missing. Name the columns id, lon and lat.',
  },
  'points-row-length': {
    de: 'In der Ortsdatei hat eine Zeile zu viele oder zu wenige Felder. Text mit dem Trennzeichen braucht Anführungszeichen.',
    en: 'A line of the file of points has too many or too few fields. Text that holds the delimiter must stand in quotes.',
  },
  'points-id-missing': {
    de: 'In der Ortsdatei fehlt eine Kennung. Bitte jedem Ort eine geben.',
    en: 'A point has no id. Give every point an id.',
  },
  'points-id-duplicate': {
    de: 'In der Ortsdatei kommt eine Kennung zweimal vor. Bitte jedem Ort eine eigene geben.',
    en: 'An id stands twice in the file of points. Give every point an id of its own.',
  },
  'points-not-a-number': {
    de: 'In der Ortsdatei ist eine Koordinate keine Zahl. Bitte Grad mit Punkt oder Komma angeben.',
    en: 'A coordinate of the file of points is not a number. Give decimal degrees.',
  },
  'points-outside-globe': {
    de: 'In der Ortsdatei sind Koordinaten keine Grad. Bitte in EPSG:4326 umrechnen.',
    en: 'Coordinates of the file of points are not degrees. Convert them to EPSG:4326.',
  },
  'points-swapped': {
    de: 'In der Ortsdatei sind Länge und Breite vertauscht. Bitte die Spalten tauschen.',
    en: 'Longitude and latitude are swapped in the file of points. Swap the two columns.',
  },
  'points-empty': {
    de: 'Die Ortsdatei enthält unter der Kopfzeile keinen Ort.',
    en: 'The file of points holds no point below its header.',
  },
  'points-too-many': {
    de: 'Die Ortsdatei enthält zu viele Orte. Bitte aufteilen.',
    en: 'The file of points holds too many points. Split it.',
  },
  'table-column-missing': {
    de: 'In einer CSV-Datei fehlt eine Spalte. Gebraucht werden from_id, to_id und travel_time (Matrix), id und demand (Nachfrage), id und supply (Angebot).',
    en: 'A column of a CSV file is missing. Needed are from_id, to_id and travel_time (matrix), id and demand (demand), id and supply (supply).',
  },
  'table-row-length': {
    de: 'In einer CSV-Datei hat eine Zeile zu viele oder zu wenige Felder. Text mit dem Trennzeichen braucht Anführungszeichen.',
    en: 'A row of a CSV file has too many or too few fields. Text that holds the delimiter must stand in quotes.',
  },
  'table-id-missing': {
    de: 'In einer CSV-Datei fehlt eine Kennung. Bitte ausfüllen oder die Zeile entfernen.',
    en: 'An id is missing in a CSV file. Fill it in or remove the row.',
  },
  'table-id-duplicate': {
    de: 'In einer CSV-Datei kommt eine Kennung zweimal vor. Jede darf nur einmal stehen.',
    en: 'An id stands twice in a CSV file. Each may stand once only.',
  },
  'table-id-unknown': {
    de: 'In einer CSV-Datei steht eine Kennung, die es in der Matrix oder im Graphen nicht gibt. Bitte die Schreibweise prüfen oder die Zeile entfernen.',
    en: 'A CSV file names an id that the matrix or graph does not have. Check how it is written, or remove the row.',
  },
  'table-ids-foreign': {
    de: 'Keine Kennung der Datei kommt in der Matrix, im Graphen oder in der Nachfrage vor. Bitte prüfen, ob die Kennungen gleich geschrieben sind und ob from_id die Nachfrage und to_id der Kandidat ist.',
    en: 'No id of the file is in the matrix, the graph or the demand. Check that the ids are written alike, and that from_id is the demand and to_id the candidate.',
  },
  'supply-missing': {
    de: 'Für manche Standorte steht keine Kapazität in der Angebotsdatei. Bitte für jeden eine Zeile ergänzen.',
    en: 'The supply file states no capacity for some sites. Add a row for each of them.',
  },
  'graph-too-large': {
    de: 'Der Graph hat zu viele Knoten, um alle Paare zu rechnen. Bitte stattdessen eine Matrix der Paare angeben, auf die es ankommt.',
    en: 'The graph has too many nodes to compute all pairs. Give a matrix of the pairs that matter instead.',
  },
  'table-not-a-number': {
    de: 'In einer CSV-Datei steht Text, wo eine Zahl stehen muss. Bitte ohne Einheit und ohne Tausendertrennzeichen schreiben, zum Beispiel 12,5.',
    en: 'A CSV file has text where a number must stand. Write it without units and without separators of thousands, for instance 12.5.',
  },
  'table-negative': {
    de: 'In einer CSV-Datei ist eine Zahl negativ. Zeiten, Kosten, Nachfrage und Angebot sind 0 oder mehr; nicht erreichbare Paare bleiben leer oder weg.',
    en: 'A number of a CSV file is negative. Times, costs, demand and supply are 0 or more; pairs out of reach are left empty or left out.',
  },
  'table-too-large': {
    de: 'In einer CSV-Datei ist eine Zahl größer als 9.007.199.254.740.991; darüber wären Summen nicht mehr genau. Bitte berichtigen oder eine größere Einheit nehmen.',
    en: 'A number of a CSV file is larger than 9,007,199,254,740,991; beyond it sums would not be exact. Correct it or take a larger unit.',
  },
  'table-empty': {
    de: 'Eine CSV-Datei enthält unter der Kopfzeile keine Zeile.',
    en: 'A CSV file holds no row below its header.',
  },
  'matrix-pair-duplicate': {
    de: 'In der Matrix kommt ein Paar zweimal vor. Jedes Paar darf nur einmal stehen.',
    en: 'A pair stands twice in the matrix. Each pair may stand once only.',
  },
  'matrix-too-many-pairs': {
    de: 'Die Matrix enthält zu viele Paare. Bitte zu weite Paare weglassen oder die Herkünfte aufteilen.',
    en: 'The matrix holds too many pairs. Leave out pairs that are too far to matter, or split the origins.',
  },
} as const
