import type { LocalText } from '../contract/common.ts'
import type { Decay } from './decay.ts'
import { DECAY_NAMES, DECAYS, resolveDecay, type DecayName } from './decay-list.ts'
import type { MeasureSpec } from './measure-list.ts'
import { describeParameters, resolveParameters, type Parsed, type ParameterValues } from './parameters.ts'

export interface ResolvedMeasure {
  readonly values: ParameterValues
  /** Name of the decay; null where the measure has none. */
  readonly decayName: DecayName | null
  readonly decay: Decay
  /** Everything as it was used, defaults filled in: what a result must say of itself. */
  readonly parameters: Readonly<Record<string, ParameterValues[string] | string>>
}

/**
 * Reads `k=v` pairs for a measure: its own parameters, the name of its decay, and the parameters of that decay.
 *
 * @returns a fault in words for a pair without =, a name given twice, an unknown name (with those there are) or a wrong value
 */
export function resolveMeasure(name: string, spec: MeasureSpec, pairs: readonly string[]): Parsed<ResolvedMeasure> {
  const given = new Map<string, string>()
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    const key = pair.slice(0, Math.max(at, 0)).trim()
    if (key === '') return fault(noPair(pair))
    if (given.has(key)) {
      return fault({ de: `Der Parameter ${key} steht zweimal da.`, en: `The parameter ${key} is given twice.` })
    }
    given.set(key, pair.slice(at + 1).trim())
  }
  if (spec.decay === undefined) {
    const parsed = resolveParameters(name, spec.parameters, given)
    if (!parsed.ok) return parsed
    const wrong = spec.check?.(parsed.value) ?? null
    if (wrong !== null) return fault(wrong)
    return { ok: true, value: { values: parsed.value, decayName: null, decay: () => 1, parameters: parsed.value } }
  }

  const decayText = given.get('decay') ?? spec.decay
  const decayName = DECAY_NAMES.find((candidate) => candidate === decayText)
  if (decayName === undefined) {
    return fault({
      de: `Das Distanzgewicht „${decayText}“ gibt es nicht. Möglich: ${DECAY_NAMES.join(', ')}.`,
      en: `There is no decay "${decayText}". Possible: ${DECAY_NAMES.join(', ')}.`,
    })
  }
  given.delete('decay')
  const own = new Map<string, string>()
  const ofDecay = new Map<string, string>()
  const all = [...spec.parameters, ...DECAYS[decayName].parameters]
  for (const [key, text] of given) {
    if (!all.some((parameter) => parameter.name === key)) {
      return fault({
        de: `${name} mit decay=${decayName} hat keinen Parameter „${key}“. Möglich (Vorgabe): decay (${spec.decay}), ${describeParameters(all, 'de')}.`,
        en: `${name} with decay=${decayName} has no parameter "${key}". Possible (default): decay (${spec.decay}), ${describeParameters(all, 'en')}.`,
      })
    }
    const isOwn = spec.parameters.some((parameter) => parameter.name === key)
    ;(isOwn ? own : ofDecay).set(key, text)
  }
  const parsed = resolveParameters(name, spec.parameters, own)
  if (!parsed.ok) return parsed
  const decay = resolveDecay(decayName, ofDecay)
  if (!decay.ok) return decay
  return {
    ok: true,
    value: {
      values: parsed.value,
      decayName,
      decay: decay.value.decay,
      parameters: { ...parsed.value, decay: decayName, ...decay.value.values },
    },
  }
}

function fault(text: LocalText): { readonly ok: false; readonly fault: LocalText } {
  return { ok: false, fault: text }
}

function noPair(pair: string): LocalText {
  return {
    de: `--param ${pair}: gebraucht wird NAME=WERT, zum Beispiel threshold=15.`,
    en: `--param ${pair}: NAME=VALUE is needed, for instance threshold=15.`,
  }
}
