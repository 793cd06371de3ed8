/** How the issues of census grids and of the people brought to cells and districts read: what is the matter and what to do. */
export const populationIssues = {
  'population-groups-wrong': {
    de: 'Die Bevölkerungsgruppen der Regionsbeschreibung sind fehlerhaft. Bitte die Liste der Gruppen berichtigen.',
    en: 'The groups of people in the region manifest are faulty. Please correct the list of groups.',
  },
  'population-column-missing': {
    de: 'Eine in der Regionsbeschreibung genannte Spalte fehlt in der Datei oder ist doppelt. Bitte eine vorhandene angeben.',
    en: 'A column that the region manifest names is not in the file, or twice. Please name one that is there once.',
  },
  'population-column-not-numeric': {
    de: 'Die genannte Spalte enthält keine Zahlen. Bitte die Spalte mit den Einwohnerzahlen angeben.',
    en: 'The column named does not hold numbers. Please name the column with the counts of people.',
  },
  'population-decimals-ambiguous': {
    de: 'Punkte und Kommas einer Spalte sind nicht eindeutig als Dezimal- oder Tausendertrennzeichen zu lesen. Bitte ohne Tausendertrennzeichen exportieren.',
    en: 'Points and commas of a column cannot be told apart as decimal or thousands marks. Please export without thousands separators.',
  },
  'population-square-columns-missing': {
    de: 'Weder Gitter-Kennungen noch Koordinaten der Gitterzellen wurden gefunden. Bitte die Spalten in der Regionsbeschreibung angeben.',
    en: 'Neither ids nor coordinates of the census squares were found. Please name the columns in the region manifest.',
  },
  'population-square-size': {
    de: 'Die Gitterzellen sind weder 100 m noch 1 km groß. Bitte eines dieser Gitter in EPSG:3035 verwenden.',
    en: 'The census squares are neither 100 m nor 1 km wide. Please use one of these grids in EPSG:3035.',
  },
  'population-square-sizes-mixed': {
    de: 'Die Datei mischt Gitterzellen verschiedener Größe; Menschen würden doppelt zählen. Bitte nur eine Größe behalten.',
    en: 'The file mixes squares of several sizes; people would count twice. Please keep one size only.',
  },
  'population-square-duplicate': {
    de: 'Eine Gitterzelle kommt mit verschiedenen Zahlen mehrfach vor. Bitte die falsche Zeile löschen.',
    en: 'A census square occurs several times with different numbers. Please delete the wrong row.',
  },
  'population-crs-wrong': {
    de: 'Die Koordinaten des Gitters sind nicht EPSG:3035. Bitte das Gitter mit seinen Kennungen (CRS3035RES100mN…E…) verwenden.',
    en: 'The coordinates of the grid are not EPSG:3035. Please use the grid with its ids (CRS3035RES100mN…E…).',
  },
  'population-too-many-rows': {
    de: 'Die Datei hat mehr als fünf Millionen Zeilen. Bitte das Gitter auf die Region zuschneiden.',
    en: 'The file has more than five million rows. Please cut the grid to the region.',
  },
  'population-empty': {
    de: 'Die Datei enthält keine lesbare Zeile. Bitte den Export prüfen.',
    en: 'The file holds no row that could be read. Please check the export.',
  },
  'population-grid-elsewhere': {
    de: 'Keine bewohnte Gitterzelle liegt in einem Gebiet. Bitte prüfen, ob Gitter und Gebiete zur selben Region gehören und Ost- und Nordwert nicht vertauscht sind.',
    en: 'No inhabited census square lies in a district. Please check that grid and districts belong to the same region and that easting and northing are not swapped.',
  },
  'population-like-without-figures': {
    de: 'Eine Gruppe ohne eigene Gitterspalte hat auch keine Zahlen je Gebiet. Bitte die Spalte mit den Zahlen je Gebiet angeben oder die Gruppe weglassen.',
    en: 'A group without a column of its own in the grid has no figures per district either. Please name the figures per district, or leave the group out.',
  },
  'population-row-length': {
    de: '{count} Zeilen haben zu viele oder zu wenige Felder und wurden nicht übernommen. Bitte prüfen, ob Dezimalkommas in Anführungszeichen stehen.',
    en: '{count} rows have too many or too few fields and were left out. Please check whether decimal commas are in quotes.',
  },
  'population-square-unreadable': {
    de: '{count} Zeilen nennen keine lesbare Gitterzelle und wurden nicht übernommen. Bitte die Kennungen berichtigen.',
    en: '{count} rows name no census square that can be read, and were left out. Please correct the ids.',
  },
  'population-square-off-lattice': {
    de: '{count} Zeilen liegen nicht auf dem Gitter und wurden nicht übernommen. Bitte ungerundete Koordinaten in EPSG:3035 verwenden.',
    en: '{count} rows do not lie on the lattice and were left out. Please use EPSG:3035 coordinates without rounding.',
  },
  'population-square-repeated': {
    de: '{count} Zeilen wiederholen eine Gitterzelle mit denselben Zahlen und zählen nur einmal. Es ist nichts zu tun.',
    en: '{count} rows repeat a census square with the same numbers and count once. Nothing needs to be done.',
  },
  'population-value-not-a-number': {
    de: '{count} Zeilen enthalten statt einer Zahl ab null etwas anderes und wurden nicht übernommen. Bitte die Werte berichtigen.',
    en: '{count} rows hold something else than a number from zero up and were left out. Please correct the values.',
  },
  'population-values-missing': {
    de: '{count} Werte des Gitters fehlen (geheim gehalten oder nicht erhoben). Sie gelten als fehlend, nicht als null; Summen können zu klein sein.',
    en: '{count} values of the grid are missing (suppressed or not collected). They count as missing, not as zero; sums may be too small.',
  },
  'population-group-above-all': {
    de: 'An {count} Stellen ist eine Gruppe größer als die Bevölkerung insgesamt. Die Zahlen bleiben, wie die Quelle sie nennt; bitte Stand und Herkunft beider Angaben prüfen.',
    en: 'In {count} places a group is larger than the whole population. The numbers stay as the source gives them; please check date and origin of both.',
  },
  'population-outside': {
    de: '{count} Menschen des Gitters wohnen außerhalb aller Gebiete und gehören zu keinem Ergebnis. Bitte prüfen, ob die Gebiete vollständig sind.',
    en: '{count} people of the grid live outside all districts and are part of no result. Please check that the districts are complete.',
  },
  'population-district-empty': {
    de: 'In {count} Gebieten wohnt laut Gitter niemand. Bitte prüfen, ob das stimmt.',
    en: 'According to the grid nobody lives in {count} districts. Please check whether that is right.',
  },
  'population-figure-missing': {
    de: 'Für {count} Gebiete fehlt die amtliche Zahl; dort gilt das Gitter, bei Gruppen ohne Gitterspalte der mittlere Anteil der übrigen Gebiete. Bitte die Zahl ergänzen.',
    en: 'The official figure is missing for {count} districts; there the grid stands, and for groups without a grid column the mean share of the other districts. Please add the figure.',
  },
  'population-spread-evenly': {
    de: 'In {count} Gebieten kennt das Gitter niemanden, die amtliche Zahl aber schon: Die Menschen sind gleichmäßig über die Zellen des Gebiets verteilt. Gehzeiten dort sind unsicher.',
    en: 'In {count} districts the grid knows nobody but the official figure does: the people are spread evenly over the cells of the district. Walking times there are uncertain.',
  },
  'population-square-without-building': {
    de: 'In {count} bewohnten Gitterzellen fehlt ein Wohngebäude; dort sind die Menschen nach Fläche verteilt. Es ist nichts zu tun.',
    en: 'In {count} inhabited census squares there is no residential building; there people are spread by area. Nothing needs to be done.',
  },
} as const
