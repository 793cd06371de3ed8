/** How defects of OpenStreetMap files read: what is wrong and what to do. */
export const osmIssues = {
  'osm-empty': {
    de: 'Die OpenStreetMap-Datei enthält keine Knoten. Bitte einen Ausschnitt wählen, der die Region abdeckt, und beim Zuschneiden Knoten und Wege behalten.',
    en: 'The OpenStreetMap file holds no nodes. Choose an extract that covers the region, and keep nodes and ways when cutting it.',
  },
  'osm-not-pbf': {
    de: 'Das ist keine OpenStreetMap-PBF-Datei. Bitte einen Ausschnitt wählen, dessen Name auf .osm.pbf endet; gepackte Dateien vorher entpacken.',
    en: 'This is not an OpenStreetMap PBF file. Choose an extract whose name ends in .osm.pbf; unpack archives first.',
  },
  'osm-truncated': {
    de: 'Die OpenStreetMap-Datei ist abgeschnitten. Bitte neu herunterladen und Größe oder Prüfsumme mit der Quelle vergleichen.',
    en: 'The OpenStreetMap file is cut off. Download it again and compare its size or checksum with the source.',
  },
  'osm-malformed': {
    de: 'Die OpenStreetMap-Datei ist beschädigt. Bitte neu herunterladen und Größe oder Prüfsumme mit der Quelle vergleichen.',
    en: 'The OpenStreetMap file is damaged. Download it again and compare its size or checksum with the source.',
  },
  'osm-too-large': {
    de: 'Die OpenStreetMap-Datei ist größer, als eine Region braucht. Bitte auf die Region und einige Kilometer ringsum zuschneiden, zum Beispiel mit „osmium extract --bbox“.',
    en: 'The OpenStreetMap file is larger than a region needs. Cut it to the region and a few kilometres around it, for example with "osmium extract --bbox".',
  },
  'osm-unsupported-feature': {
    de: 'Die OpenStreetMap-Datei braucht eine Eigenschaft, die nicht unterstützt wird (zum Beispiel eine Datei mit Versionsgeschichte). Bitte einen gewöhnlichen Ausschnitt wählen.',
    en: 'The OpenStreetMap file requires a feature that is not supported (for example a history file). Choose an ordinary extract.',
  },
  'osm-unsupported-compression': {
    de: 'Die OpenStreetMap-Datei ist mit einem Verfahren gepackt, das nicht gelesen wird. Bitte umwandeln, zum Beispiel mit „osmium cat alt.osm.pbf -o neu.osm.pbf“.',
    en: 'The OpenStreetMap file is packed in a way that is not read. Convert it, for example with "osmium cat old.osm.pbf -o new.osm.pbf".',
  },
} as const
