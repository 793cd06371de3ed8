import type { EffectAbout } from './effect-about.ts'

const GERMAN_LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }

/** Words of a name as they may stand in a file name on every system: a-z, 0-9 and "-", at most 48 characters; empty where nothing is left. */
export function formatFileWords(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => GERMAN_LETTERS[letter])
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '')
}

/** "aachen-treff-am-rand-districts-2026-11-25.csv": region, what is compared (between two imports with their days), what is in the file, day. */
export function formatEffectFileName({ region, before, after, createdAt }: EffectAbout, file: string): string {
  const [layer, ending] = file.split('.')
  const isOneImport = before.import.id === after.import.id
  const sides = [before, after].flatMap(({ name, scenario, modificationCount, profile, import: data }) => {
    const date = isOneImport ? [] : [data.importedAt.slice(0, 10)]
    if (scenario === null && modificationCount === 0)
      return before.profile === after.profile ? date : [formatFileWords(profile), ...date]
    return [formatFileWords(name) || scenario?.id || 'draft', ...date]
  })
  return `${[region.key, ...sides, layer, createdAt.slice(0, 10)].join('-')}.${ending}`
}
