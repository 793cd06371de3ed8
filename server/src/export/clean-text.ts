/** Characters that turn the direction of what follows, or that nobody sees: with them a name can pretend to be another. */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g
const LINE_BREAKS = /\s*[\t\n\v\f\r\u0085\u2028\u2029]+\s*/g

/** Text that people wrote, as one line in which everything can be seen: breaks become spaces, invisible characters go. */
export function cleanText(text: string): string {
  return text.replace(INVISIBLE, '').replace(LINE_BREAKS, ' ').trim()
}
