/** How defects of the catalogue, of places from OpenStreetMap and of lists of places read: what is wrong and what to do. */
export const facilityIssues = {
  'catalogue-invalid': {
    de: 'Der Katalog der Einrichtungsarten ist fehlerhaft. Bitte data/catalogue.json berichtigen oder die mitgelieferte Datei wiederherstellen.',
    en: 'The catalogue of kinds has faults. Correct data/catalogue.json or restore the file that came with the program.',
  },
  'facility-disused': {
    de: '{count} Orte in OpenStreetMap sind als aufgegeben oder dauerhaft geschlossen eingetragen und zählen nicht. Wenn einer doch besteht: in OpenStreetMap berichtigen oder in die eigene Liste aufnehmen.',
    en: '{count} places in OpenStreetMap are marked as disused or closed for good and do not count. If one exists after all: correct OpenStreetMap or add it to your own list.',
  },
  'facility-private': {
    de: '{count} Anlagen in OpenStreetMap sind nicht öffentlich zugänglich (access=private oder no) und zählen nicht. Wenn eine doch offen ist: in OpenStreetMap berichtigen oder in die eigene Liste aufnehmen.',
    en: '{count} grounds in OpenStreetMap are not open to the public (access=private or no) and do not count. If one is open after all: correct OpenStreetMap or add it to your own list.',
  },
  'facility-area-cut': {
    de: '{count} Flächen sind am Rand des Kartenausschnitts abgeschnitten oder unvollständig und fehlen deshalb. Bitte einen Ausschnitt wählen, der einige Kilometer über die Region hinausreicht.',
    en: '{count} areas are cut at the edge of the extract or incomplete and are missing for that reason. Choose an extract that reaches a few kilometres beyond the region.',
  },
  'facility-relation-without-area': {
    de: '{count} Relationen in OpenStreetMap beschreiben einen Ort, aber keine Fläche, und zählen nicht. Bitte die Art des Ortes in OpenStreetMap am Gebäude oder an der Fläche eintragen.',
    en: '{count} relations in OpenStreetMap describe a place but no area and do not count. Tag the kind of place on the building or area in OpenStreetMap.',
  },
  'facility-duplicate-merged': {
    de: '{count} Orte stehen in OpenStreetMap doppelt (als Punkt und als Fläche) und wurden zusammengeführt. Es ist nichts zu tun.',
    en: '{count} places are in OpenStreetMap twice (as a point and as an area) and were merged. Nothing needs to be done.',
  },
  'facility-list-merged': {
    de: '{count} Orte der Listen sind auch in OpenStreetMap verzeichnet; es gelten die Angaben der Liste, Zugänge aus OpenStreetMap. Bitte die Beispiele prüfen.',
    en: '{count} places of the lists are in OpenStreetMap, too; the list is followed, with access points from OpenStreetMap. Please check the examples.',
  },
  'list-empty': {
    de: 'Die Liste enthält keine Zeilen mit Einrichtungen. Bitte die Datei prüfen; die erste Zeile muss die Spaltennamen enthalten.',
    en: 'The list holds no rows with places. Check the file; its first row must hold the column names.',
  },
  'list-too-large': {
    de: 'Die Liste ist zu groß (höchstens 1.000.000 Zeilen und 128 MiB). Bitte in mehrere Dateien aufteilen oder auf die Region beschränken.',
    en: 'The list is too large (at most 1,000,000 rows and 128 MiB). Split it into several files or limit it to the region.',
  },
  'list-column-missing': {
    de: 'Der Liste fehlt eine nötige Spalte. Gebraucht werden Koordinaten (Breite und Länge, oder Ostwert und Nordwert) und die Art, sofern die Regionsbeschreibung keine vorgibt.',
    en: 'The list lacks a column. Needed are coordinates (latitude and longitude, or easting and northing) and the kind, unless the region manifest gives one.',
  },
  'list-mapping-unknown-kind': {
    de: 'Die Regionsbeschreibung ordnet eine Art zu, die der Katalog nicht kennt. Bitte „categories“ oder „defaultCategory“ berichtigen.',
    en: 'The region manifest names a kind that the catalogue does not have. Correct "categories" or "defaultCategory".',
  },
  'list-crs-missing': {
    de: 'Die Koordinaten sind Meter, doch es ist nicht angegeben, in welchem Koordinatensystem. Bitte „epsg“ in der Regionsbeschreibung angeben (meist 25832 oder 25833).',
    en: 'The coordinates are metres, but the coordinate system is not given. Give "epsg" in the region manifest (mostly 25832 or 25833).',
  },
  'list-columns-unused': {
    de: '{count} Spalten der Liste werden nicht verwendet. Wenn eine gebraucht wird, bitte ihren Namen ändern, zum Beispiel in Bezeichnung, Art, Breite, Länge, Plätze, Träger.',
    en: '{count} columns of the list are not used. If one is needed, rename it, for example to name, kind, latitude, longitude, capacity, provider.',
  },
  'list-row-too-long': {
    de: '{count} Zeilen haben mehr Felder als Spaltennamen und wurden abgelehnt; vermutlich steht ein Trennzeichen im Text. Bitte solche Texte in Anführungszeichen setzen.',
    en: '{count} rows have more fields than there are column names and were refused; probably a text holds the delimiter. Put such texts into quotation marks.',
  },
  'list-text-too-long': {
    de: '{count} Zeilen haben einen Text von mehr als 1.000 Zeichen und wurden abgelehnt. Bitte kürzen.',
    en: '{count} rows have a text of more than 1,000 characters and were refused. Shorten it.',
  },
  'list-coordinates-missing': {
    de: '{count} Zeilen haben keine Koordinaten und wurden abgelehnt. Bitte Breite und Länge ergänzen.',
    en: '{count} rows have no coordinates and were refused. Add latitude and longitude.',
  },
  'list-coordinates-not-numeric': {
    de: 'In {count} Zeilen sind die Koordinaten keine Zahlen; die Zeilen wurden abgelehnt. Bitte als Dezimalgrad eintragen, zum Beispiel 50,7753 und 6,0839.',
    en: 'In {count} rows the coordinates are not numbers; the rows were refused. Enter decimal degrees, for example 50.7753 and 6.0839.',
  },
  'list-coordinates-swapped': {
    de: 'In {count} Zeilen sind Länge und Breite vertauscht; die Zeilen wurden abgelehnt. Bitte die Spalten oder ihre Namen tauschen.',
    en: 'In {count} rows longitude and latitude are swapped; the rows were refused. Swap the columns or their names.',
  },
  'list-outside-region': {
    de: '{count} Zeilen liegen außerhalb der Region und wurden abgelehnt. Bitte Koordinaten und Koordinatensystem prüfen.',
    en: '{count} rows lie outside of the region and were refused. Check the coordinates and their coordinate system.',
  },
  'list-kind-missing': {
    de: '{count} Zeilen nennen keine Art und wurden abgelehnt. Bitte die Spalte „Art“ ausfüllen.',
    en: '{count} rows name no kind and were refused. Fill in the column "kind".',
  },
  'list-kind-unknown': {
    de: '{count} Zeilen nennen eine Art, die der Katalog nicht kennt, und wurden abgelehnt. Bitte eine Art des Katalogs eintragen oder sie in der Regionsbeschreibung unter „categories“ zuordnen.',
    en: '{count} rows name a kind that the catalogue does not have and were refused. Enter a kind of the catalogue, or assign it under "categories" in the region manifest.',
  },
  'list-kind-partly-unknown': {
    de: 'In {count} Zeilen wurde nur ein Teil der genannten Arten erkannt; der Rest zählt nicht. Bitte die übrigen Arten in der Regionsbeschreibung unter „categories“ zuordnen.',
    en: 'In {count} rows only some of the kinds named are known; the others do not count. Assign them under "categories" in the region manifest.',
  },
  'list-id-duplicate': {
    de: '{count} Zeilen haben eine Nummer, die schon vergeben ist, und wurden abgelehnt. Bitte jeder Einrichtung eine eigene Nummer geben.',
    en: '{count} rows have an id that is already taken and were refused. Give each place an id of its own.',
  },
  'list-row-duplicate': {
    de: '{count} Zeilen stehen doppelt in der Liste und wurden nur einmal übernommen. Es ist nichts zu tun.',
    en: '{count} rows are in the list twice and were taken once. Nothing needs to be done.',
  },
  'list-capacity-not-number': {
    de: 'In {count} Zeilen ist die Zahl der Plätze keine ganze Zahl; sie gilt dort als unbekannt. Bitte eine Zahl eintragen.',
    en: 'In {count} rows the capacity is not a whole number; it counts as unknown there. Enter a number.',
  },
  'list-wheelchair-unknown': {
    de: 'In {count} Zeilen ist die Angabe zur Barrierefreiheit nicht verständlich; sie gilt dort als unbekannt. Bitte ja, teilweise oder nein eintragen.',
    en: 'In {count} rows the entry on step-free access cannot be read; it counts as unknown there. Enter yes, limited or no.',
  },
  'list-website-unusable': {
    de: 'In {count} Zeilen ist die Internetadresse nicht verwendbar und wurde weggelassen. Bitte mit https:// oder www. eintragen.',
    en: 'In {count} rows the web address cannot be used and was left out. Enter it with https:// or www.',
  },
} as const
