/** How the issues of coordinate systems and district files read: what is the matter and what to do. */
export const districtIssues = {
  'crs-unknown': {
    de: 'Das Koordinatensystem der Datei ist nicht bekannt. Bitte die Datei in EPSG:4326 oder EPSG:25832 neu exportieren.',
    en: 'The coordinate system of the file is not known. Please export the file again in EPSG:4326 or EPSG:25832.',
  },
  'district-crs-missing': {
    de: 'Die Koordinaten sind Meter, doch die Datei nennt kein Koordinatensystem. Bitte in EPSG:4326 neu exportieren oder es nennen: als „crs“ in der Datei oder als „epsg“ in der Regionsbeschreibung, zum Beispiel 25832.',
    en: 'The coordinates are metres, but the file names no coordinate system. Please export it again in EPSG:4326 or name it: as “crs” in the file or as “epsg” in the region manifest, for instance 25832.',
  },
  'district-crs-contradicts': {
    de: 'Die Koordinaten passen nicht zum angegebenen Koordinatensystem. Bitte das richtige angeben oder die Datei in EPSG:4326 neu exportieren.',
    en: 'The coordinates do not fit the coordinate system given. Please give the right one or export the file again in EPSG:4326.',
  },
  'district-crs-zone-prefix': {
    de: 'Die Ostwerte beginnen mit der Nummer der UTM-Zone. Bitte die Datei in EPSG:25832 oder EPSG:4326 neu exportieren.',
    en: 'The eastings begin with the number of the UTM zone. Please export the file again in EPSG:25832 or EPSG:4326.',
  },
  'district-crs-overridden': {
    de: 'Die Regionsbeschreibung nennt ein anderes Koordinatensystem als die Datei; es gilt die Regionsbeschreibung. Bitte prüfen, ob die Lage stimmt.',
    en: 'The region manifest names another coordinate system than the file; the manifest is followed. Please check that the districts lie in the right place.',
  },
  'district-axes-swapped': {
    de: 'Länge und Breite (Ost- und Nordwert) sind vertauscht. Bitte die Achsen tauschen und die Datei neu importieren.',
    en: 'Longitude and latitude (easting and northing) are swapped. Please swap the axes and import the file again.',
  },
  'district-file-not-json': {
    de: 'Die Datei ist kein gültiges JSON, vielleicht ist sie abgeschnitten. Bitte die Gebiete neu als GeoJSON exportieren.',
    en: 'The file is not valid JSON; it may be cut off. Please export the districts as GeoJSON again.',
  },
  'district-file-not-geojson': {
    de: 'Die Datei ist keine GeoJSON-FeatureCollection. Bitte die Gebiete als GeoJSON-FeatureCollection exportieren.',
    en: 'The file is not a GeoJSON FeatureCollection. Please export the districts as a GeoJSON FeatureCollection.',
  },
  'district-file-empty': {
    de: 'Die Datei enthält kein brauchbares Gebiet. Bitte den Export prüfen.',
    en: 'The file holds no usable district. Please check the export.',
  },
  'district-file-too-large': {
    de: 'Die Datei ist zu groß. Bitte auf die Region zuschneiden oder die Grenzen vereinfachen.',
    en: 'The file is too large. Please cut it to the region or simplify its borders.',
  },
  'district-property-missing': {
    de: 'Eine in der Regionsbeschreibung genannte Eigenschaft kommt in der Datei nicht vor. Bitte eine vorhandene angeben.',
    en: 'A property that the region manifest names is not in the file. Please name one that is.',
  },
  'district-id-missing': {
    de: '{count} Gebiete ohne Kennung wurden nicht übernommen. Bitte jedem Gebiet eine eigene Kennung geben.',
    en: '{count} districts without an id were left out. Please give every district an id of its own.',
  },
  'district-id-duplicate': {
    de: '{count} Gebiete mit schon vergebener Kennung wurden nicht übernommen. Bitte Teile eines Gebiets zu einem MultiPolygon vereinen oder eigene Kennungen vergeben.',
    en: '{count} districts whose id was taken already were left out. Please join the parts of a district into one MultiPolygon, or give ids of their own.',
  },
  'district-name-missing': {
    de: '{count} Gebiete haben keinen Namen; gezeigt wird ihre Kennung. Bitte die Namen ergänzen.',
    en: '{count} districts have no name; their id is shown. Please add the names.',
  },
  'district-geometry-empty': {
    de: '{count} Gebiete ohne Fläche wurden nicht übernommen. Bitte ihre Umrisse ergänzen.',
    en: '{count} districts without any area were left out. Please add their outlines.',
  },
  'district-geometry-type': {
    de: '{count} Einträge sind keine Flächen und wurden nicht übernommen. Bitte nur Polygon oder MultiPolygon exportieren.',
    en: '{count} entries are not areas and were left out. Please export Polygon or MultiPolygon only.',
  },
  'district-geometry-broken': {
    de: '{count} Gebiete haben einen fehlerhaften Umriss, der sich nicht sicher reparieren lässt, und wurden nicht übernommen. Bitte den Umriss an der genannten Stelle berichtigen.',
    en: '{count} districts have a faulty outline that cannot be repaired safely, and were left out. Please correct the outline at the place named.',
  },
  'district-ring-closed': {
    de: '{count} offene Umrisse wurden geschlossen. Es ist nichts zu tun.',
    en: '{count} open outlines were closed. Nothing needs to be done.',
  },
  'district-ring-repaired': {
    de: '{count} Umrisse, die sich selbst kreuzen oder berühren, wurden repariert. Bitte die genannten Gebiete auf der Karte prüfen.',
    en: '{count} outlines that cross or touch themselves were repaired. Please check the districts named on the map.',
  },
  'district-sliver-dropped': {
    de: '{count} Splitter unter 10 m² wurden weggelassen. Es ist nichts zu tun.',
    en: '{count} slivers below 10 m² were dropped. Nothing needs to be done.',
  },
  'district-hole-outside': {
    de: '{count} Löcher liegen neben ihrem Gebiet und wurden weggelassen; vielleicht sind es Exklaven. Bitte prüfen und als eigene Teile angeben.',
    en: '{count} holes lie beside their district and were left out; they may be exclaves. Please check, and give them as parts of their own.',
  },
  'district-figure-missing': {
    de: '{count} Zahlenangaben fehlen; sie gelten als fehlend, nicht als null. Falls bekannt, bitte ergänzen.',
    en: '{count} figures are missing; they count as missing, not as zero. Please add them if they are known.',
  },
  'district-figure-not-a-number': {
    de: '{count} Angaben sind keine Zahl ab null und gelten als fehlend. Bitte berichtigen.',
    en: '{count} figures are not a number from zero up and count as missing. Please correct them.',
  },
  'district-overlap': {
    de: '{count} Paare von Gebieten überlappen sich. Menschen dort zählen zum ersten der beiden; bitte die Grenzen prüfen.',
    en: '{count} pairs of districts overlap. People there count for the first of the two; please check the borders.',
  },
  'district-gap': {
    de: '{count} Stellen zwischen den Gebieten gehören zu keinem. Menschen dort zählen als außerhalb; bitte die Grenzen prüfen.',
    en: '{count} places between the districts belong to none. People there count as outside; please check the borders.',
  },
} as const
