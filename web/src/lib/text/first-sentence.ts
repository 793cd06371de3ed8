/**
 * The first sentence of a text, and the rest. A point ends a sentence only before a space and a capital letter, and not
 * after a number or a single letter ("1. Januar", "z. B. Aachen").
 */
export function splitFirstSentence(text: string): [first: string, rest: string] {
  const match = /^(.*?\p{L}{2,}[.!?])\s+(?=\p{Lu})(.*)$/su.exec(text)
  return match ? [match[1], match[2]] : [text, '']
}
