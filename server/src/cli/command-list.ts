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
]
