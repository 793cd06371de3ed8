import { m } from '#messages'

const labels: Readonly<Record<string, () => string>> = {
  surface: m.unknown_surface,
  width: m.unknown_width,
  kerb: m.unknown_kerb,
  incline: m.unknown_incline,
  smoothness: m.unknown_smoothness,
  lit: m.unknown_lit,
  steps: m.unknown_steps,
  sidewalk: m.unknown_sidewalk,
  wheelchair: m.unknown_wheelchair,
}

/** What a street attribute is called; one that is not known here keeps its name. */
export const attributeLabel = (key: string): string => labels[key]?.() ?? key
