import type { LocalText } from '../contract/common.ts'

export const PASSWORD_LENGTH = { minimum: 12, maximum: 256 } as const

/**
 * Why a password is not taken, or null. Length is what counts (NIST SP 800-63B, BSI ORP.4): no rules about kinds of characters; what is easily
 * guessed is refused: few different characters, a run of the keyboard or the alphabet, or the account's own name.
 *
 * @param names login and name of the account
 */
export function findPasswordFault(password: string, names: readonly string[]): LocalText | null {
  const characters = [...password.normalize('NFKC')]
  const { minimum, maximum } = PASSWORD_LENGTH
  if (characters.length < minimum) {
    return {
      de: `Das Kennwort braucht mindestens ${minimum} Zeichen; es hat ${characters.length}. Mehrere Wörter hintereinander sind gut.`,
      en: `The password needs at least ${minimum} characters; it has ${characters.length}. Several words in a row are good.`,
    }
  }
  if (characters.length > maximum) {
    return {
      de: `Das Kennwort darf höchstens ${maximum} Zeichen haben; es hat ${characters.length}.`,
      en: `The password may have at most ${maximum} characters; it has ${characters.length}.`,
    }
  }
  const folded = characters.join('').toLowerCase()
  if (new Set(folded).size < 5) {
    return {
      de: 'Das Kennwort besteht aus zu wenigen verschiedenen Zeichen und wäre leicht zu raten.',
      en: 'The password has too few different characters and would be easy to guess.',
    }
  }
  if (isRun(folded)) {
    return {
      de: 'Das Kennwort ist eine Folge von Tasten, Buchstaben oder Ziffern und wäre leicht zu raten.',
      en: 'The password is a run of keys, letters or digits and would be easy to guess.',
    }
  }
  const own = names.map((name) => name.toLowerCase()).filter((name) => name.length >= 4)
  if (own.some((name) => folded.replaceAll(name, '').length < 6)) {
    return {
      de: 'Das Kennwort besteht fast nur aus dem eigenen Namen und wäre leicht zu raten.',
      en: 'The password is little more than your own name and would be easy to guess.',
    }
  }
  return null
}

const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '012345678901234567890',
  '123456789012345678901234567890',
  'qwertzuiopü+asdfghjklöä#yxcvbnm,.-',
  'qwertyuiop[]asdfghjkl;\'zxcvbnm,./',
  '1qay2wsx3edc4rfv5tgb6zhn7ujm8ik,9ol.0pö-',
] // prettier-ignore

/** Whether a text, or its first half said twice, stands in one of the runs, forwards or backwards. */
function isRun(text: string): boolean {
  const contains = (run: string, part: string): boolean =>
    run.includes(part) || [...run].reverse().join('').includes(part)
  const half = text.slice(0, Math.ceil(text.length / 2))
  const isTwice = half + half.slice(0, text.length - half.length) === text && half.length >= 5
  return RUNS.some((run) => contains(run, text) || (isTwice && contains(run, half)))
}
