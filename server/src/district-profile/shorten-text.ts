/** Control characters, marks that turn the direction of what follows, and what nobody sees: with them a name can pretend to be another. */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g
const SPACES = /\s+/g

/**
 * Text that somebody else wrote, as one line of at most `length` characters in which everything can be seen.
 * What is cut off is marked by an ellipsis; a character outside the basic plane is never cut in two.
 */
export function shortenText(text: string, length: number): string {
  // Long texts are cut first, so that ten thousand characters cost no more than a hundred.
  const clean = text
    .slice(0, 4 * length + 100)
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .trim()
  const characters = [...clean]
  if (characters.length <= length && text.length <= 4 * length + 100) return clean
  return `${characters
    .slice(0, length - 1)
    .join('')
    .trimEnd()}…`
}
