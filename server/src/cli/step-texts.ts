import type { LocalText } from '../contract/common.ts'

/** What jobs are doing, in words; one list for the command line and the server's start. */
export const STEP_TEXTS: Readonly<Record<string, LocalText>> = {
  starting: { de: 'Start', en: 'starting' },
  waiting: { de: 'Wartet auf andere Aufträge', en: 'waiting for other jobs' },
  reading: { de: 'OpenStreetMap-Datei lesen', en: 'reading the OpenStreetMap file' },
  network: { de: 'Wegenetz bauen', en: 'building the street network' },
  districts: { de: 'Gebiete prüfen', en: 'checking the districts' },
  population: { de: 'Bevölkerung auf Zellen verteilen', en: 'spreading people over cells' },
  places: { de: 'Orte sammeln', en: 'collecting places' },
  addresses: { de: 'Adressen sammeln', en: 'collecting addresses' },
  basemap: { de: 'Hintergrundkarte zeichnen', en: 'drawing the basemap' },
  'storing-districts': { de: 'Gebiete speichern', en: 'storing districts' },
  'storing-places': { de: 'Orte speichern', en: 'storing places' },
  'storing-cells': { de: 'Zellen speichern', en: 'storing cells' },
  'storing-columns': { de: 'Wegenetz speichern', en: 'storing the network' },
  'storing-basemap': { de: 'Hintergrundkarte speichern', en: 'storing the basemap' },
  loading: { de: 'Daten laden', en: 'loading data' },
  computing: { de: 'Gehzeiten rechnen', en: 'computing walking times' },
  storing: { de: 'Ergebnis speichern', en: 'storing the result' },
  done: { de: 'Fertig', en: 'done' },
}

export function stepText(step: string): LocalText {
  return STEP_TEXTS[step] ?? { de: step, en: step }
}
