import { m } from '#messages'

const labels: Readonly<Record<string, () => string>> = {
  surface: m.unknown_surface,
  width: m.unknown_width,
  kerb: m.unknown_kerb,
  incline: m.unknown_incline,
  smoothness: m.unknown_smoothness,
  lit: m.unknown_lit,
  ramp: m.unknown_ramp,
  barrier: m.unknown_barrier,
  stepRamp: m.unknown_step_ramp,
  stepHandrail: m.unknown_step_handrail,
  kerbAtCrossings: m.unknown_kerb_at_crossings,
}

/** What a street attribute is called; `width` and `width-unknown` mean the same. One that is not known here keeps its name. */
export const attributeLabel = (key: string): string => labels[key.replace(/-unknown$/, '')]?.() ?? key
