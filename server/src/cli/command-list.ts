/** All commands with their loader: a command's code is read only when it is called. */
import type { LocalText } from '../contract/common.ts'
import type { Command } from './command.ts'

export interface CommandEntry {
  readonly name: string
  readonly summary: LocalText
  readonly load: () => Promise<{ readonly command: Command }>
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'serve',
    summary: { de: 'Karte und Schnittstelle bereitstellen', en: 'serve the map and the API' },
    load: () => import('./serve.command.ts'),
  },
  {
    name: 'import',
    summary: {
      de: 'eine Region aus ihren Dateien einlesen, ganz oder gar nicht',
      en: 'read a region from its files, all or nothing',
    },
    load: () => import('./import.command.ts'),
  },
  {
    name: 'analyse',
    summary: {
      de: 'Gehzeiten und Versorgung einer Region rechnen und speichern',
      en: 'compute and store walking times and coverage of a region',
    },
    load: () => import('./analyse.command.ts'),
  },
  {
    name: 'export',
    summary: {
      de: 'Ergebnisse als GeoJSON, CSV oder PMTiles ausgeben',
      en: 'write results as GeoJSON, CSV or PMTiles',
    },
    load: () => import('./export.command.ts'),
  },
  {
    name: 'publish',
    summary: {
      de: 'eine Veröffentlichung als Ordner für jeden Webspace schreiben oder prüfen',
      en: 'write or check a publication as a folder for any web space',
    },
    load: () => import('./publish.command.ts'),
  },
  {
    name: 'doctor',
    summary: {
      de: 'prüfen, ob alles da ist und zusammenpasst',
      en: 'check that everything is there and fits together',
    },
    load: () => import('./doctor.command.ts'),
  },
  {
    name: 'user',
    summary: { de: 'Konten anlegen, ändern und entfernen', en: 'make, change and remove accounts' },
    load: () => import('./user.command.ts'),
  },
  {
    name: 'corrections',
    summary: {
      de: 'Angaben zu einer Person aus Meldungen herausgeben oder löschen',
      en: 'hand out or erase what reports hold about a person',
    },
    load: () => import('./corrections.command.ts'),
  },
  {
    name: 'audit',
    summary: {
      de: 'wer hat was getan: Protokoll zeigen und prüfen',
      en: 'who did what: show and check the audit trail',
    },
    load: () => import('./audit.command.ts'),
  },
  {
    name: 'demo-town',
    summary: {
      de: 'eine erfundene Stadt beliebiger Größe als Dateien erzeugen',
      en: 'make a fictional town of any size as files',
    },
    load: () => import('./demo-town.command.ts'),
  },
  {
    name: 'times',
    summary: {
      de: 'Gehzeiten zwischen Punkten, ohne Datenbank',
      en: 'walking times between points, without a database',
    },
    load: () => import('./times.command.ts'),
  },
  {
    name: 'gaps',
    summary: {
      de: 'von Dateien zur Lückenkarte: Hexagone, Bezirke, Kacheln',
      en: 'from files to a map of gaps: hexagons, districts, tiles',
    },
    load: () => import('./gaps.command.ts'),
  },
  {
    name: 'scenario',
    summary: {
      de: 'was sich mit einem Szenario ändert: für wen und in welchem Gebiet',
      en: 'what a scenario changes: for whom, and in which district',
    },
    load: () => import('./scenario.command.ts'),
  },
  {
    name: 'measure',
    summary: {
      de: 'ein Maß der Erreichbarkeit auf einer Matrix von Reisezeiten',
      en: 'a measure of accessibility on a matrix of travel times',
    },
    load: () => import('./measure.command.ts'),
  },
  {
    name: 'site',
    summary: {
      de: 'die besten Standorte auf einer Kostenmatrix, mit Schranke oder Beweis',
      en: 'the best sites on a matrix of costs, with a bound or a proof',
    },
    load: () => import('./site.command.ts'),
  },
]
