/** Colours for the title page that are readable on white (contrast of 4.5 and more; a test measures it). */
export const ACCENT_COLOURS = [
  { id: 'petrol', colour: '#0c5d68' },
  { id: 'blue', colour: '#1b4f9c' },
  { id: 'red', colour: '#a3142b' },
  { id: 'green', colour: '#1f6b34' },
  { id: 'violet', colour: '#5b2d8a' },
  { id: 'black', colour: '#1a242c' },
] as const
export type AccentId = (typeof ACCENT_COLOURS)[number]['id']
