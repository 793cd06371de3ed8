const fold = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')

/** Whether every word of `search` occurs in one of the texts; case, umlauts and accents make no difference. */
export function matchesSearch(search: string, texts: readonly string[]): boolean {
  const hay = texts.map(fold).join(' ')
  return fold(search)
    .split(/\s+/)
    .every((word) => hay.includes(word))
}
