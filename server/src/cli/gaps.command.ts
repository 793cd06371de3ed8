import type { Command } from './command.ts'
export const command: Command = {
  name: 'gaps',
  summary: { de: '', en: '' },
  usage: { de: '', en: '' },
  run: () => Promise.resolve(1),
}
