/** Faults of a region's manifest and files as a whole. */
export const regionIssues = {
  'manifest-missing': {
    de: 'Die Beschreibung der Region lässt sich nicht lesen. Bitte eine vorhandene Datei angeben, zum Beispiel data/regions/aachen.json.',
    en: 'The region manifest cannot be read. Please name an existing file, for instance data/regions/aachen.json.',
  },
  'manifest-not-json': {
    de: 'Die Beschreibung der Region ist kein gültiges JSON. Bitte Kommas, Anführungszeichen und Klammern prüfen.',
    en: 'The region manifest is not valid JSON. Please check commas, quotes and brackets.',
  },
  'manifest-invalid': {
    de: 'Die Beschreibung der Region hat Fehler. docs/data.md beschreibt jedes Feld.',
    en: 'The region manifest has faults. docs/data.md describes every field.',
  },
  'source-missing': {
    de: 'Eine Quelldatei fehlt. Bitte mit --sources den Ordner nennen, in dem sie liegt, oder sie von der genannten Adresse laden.',
    en: 'A source file is missing. Please name its folder with --sources, or download it from the address given.',
  },
  'source-changed': {
    de: 'Eine Quelldatei ist nicht die, die die Beschreibung der Region nennt (anderer Prüfwert). Bitte die richtige Datei verwenden oder den Prüfwert „sha256“ anpassen.',
    en: 'A source file is not the one that the region manifest names (different hash). Please use the right file, or change “sha256” in the manifest.',
  },
  'source-too-large': {
    de: 'Eine Quelldatei ist zu groß. Bitte auf die Region zuschneiden.',
    en: 'A source file is too large. Please cut it to the region.',
  },
  'extent-unusable': {
    de: 'Die Datei mit der Ausdehnung des Straßennetzes enthält keine Fläche. Bitte ein GeoJSON mit einem Polygon angeben.',
    en: 'The file with the extent of the street data holds no area. Please give a GeoJSON with a polygon.',
  },
  'places-from-osm': {
    de: '{count} Orte wurden aus OpenStreetMap übernommen (gefunden = übernommen + zusammengeführt + abgelehnt). Wie vollständig eine Art dort ist, steht bei der Art.',
    en: '{count} places were taken from OpenStreetMap (found = taken + merged + rejected). How complete a kind is there is said beside the kind.',
  },
  'districts-outside-network': {
    de: 'Die Gebiete liegen ganz außerhalb der Straßendaten. Bitte prüfen, ob die Dateien zur selben Region gehören.',
    en: 'The districts lie wholly outside the street data. Please check that the files belong to the same region.',
  },
  'districts-partly-outside-network': {
    de: '{count} Gebiete liegen ganz oder teilweise außerhalb der Straßendaten. Menschen dort lassen sich nicht beurteilen und werden als unbekannt geführt. Abhilfe: einen größeren OpenStreetMap-Ausschnitt verwenden.',
    en: '{count} districts lie wholly or partly outside the street data. People there cannot be assessed and are kept as unknown. Remedy: use a larger OpenStreetMap extract.',
  },
} as const
