/**
 * One spelling for search: lower case, `ß` as `ss`, accents gone, and `ä`, `ae` and `a` alike. For the last of these every `e`
 * that follows an `a`, `o` or `u` is left out, in the text as in the query ("Mühle", "Muehle", "Muhle" → `muhle`; "Bauer" → `baur`).
 * That keeps beginnings: the folded beginning of a word is the beginning of the folded word, so typing ahead works after folding.
 */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'a', œ: 'o', ø: 'o', ł: 'l', đ: 'd', ı: 'i' }

/** The words of a text: runs of letters and digits, folded. */
export function foldWords(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => LETTERS[letter])
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.replace(/([aou])e/g, '$1'))
}

/** `strasse` for a word that ends in the abbreviation `str`; other words as they are. */
export function expandStreetWord(word: string): string {
  return word.endsWith('str') ? `${word}asse` : word
}

/** All words of a name in one, abbreviations written out: the key by which equal names are found. */
export function foldName(name: string): string {
  return foldWords(name).map(expandStreetWord).join('')
}
