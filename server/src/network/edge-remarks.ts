import type { EdgeAttributes } from './edge-attributes.ts'
import type { NodeAttributes } from './node-attributes.ts'
import type { Profile, RampUse } from './profile.ts'

/**
 * What a stretch of way or a node means for one profile: the rules behind `edge-costs.ts`, and the words with which a
 * route is explained. Both come from here, so an explanation can never say otherwise than the search did.
 * An unknown fact never closes anything: it is passable and named as unknown.
 */

/** German and English name of every remark, to stand beside a length or place on a route. */
export const EDGE_REMARKS = {
  'foot-forbidden': { de: 'Durchgang verboten oder verschlossen', en: 'No way through or locked' },
  'wheelchair-no': { de: 'Für Rollstühle als ungeeignet markiert', en: 'Marked as unsuitable for wheelchairs' },
  'wheelchair-limited': { de: 'Für Rollstühle nur eingeschränkt geeignet', en: 'Only partly suitable for wheelchairs' },
  steps: { de: 'Treppe', en: 'Steps' },
  'steps-with-ramp': { de: 'Treppe mit Rampe', en: 'Steps with a ramp' },
  'ramp-unknown': { de: 'Treppe, Rampe unbekannt', en: 'Steps, ramp unknown' },
  'handrail-missing': { de: 'Treppe ohne Handlauf', en: 'Steps without a handrail' },
  'incline-closed': { de: 'Zu steil', en: 'Too steep' },
  'incline-steep': { de: 'Steil', en: 'Steep' },
  'incline-unknown': { de: 'Steigung unbekannt', en: 'Slope unknown' },
  'surface-closed': { de: 'Weicher oder loser Boden', en: 'Soft or loose ground' },
  'surface-rough': { de: 'Unebener Belag', en: 'Uneven surface' },
  'surface-unknown': { de: 'Belag unbekannt', en: 'Surface unknown' },
  'smoothness-closed': { de: 'Sehr holprig', en: 'Very bumpy' },
  'smoothness-rough': { de: 'Holprig', en: 'Bumpy' },
  'smoothness-unknown': { de: 'Ebenheit unbekannt', en: 'Smoothness unknown' },
  'tracktype-closed': { de: 'Unbefestigter Feldweg', en: 'Unpaved track' },
  'width-closed': { de: 'Zu schmal', en: 'Too narrow' },
  'width-unknown': { de: 'Breite unbekannt', en: 'Width unknown' },
  'kerb-closed': { de: 'Bordstein zu hoch', en: 'Kerb too high' },
  'kerb-unknown': { de: 'Bordstein unbekannt', en: 'Kerb unknown' },
  'barrier-closed': { de: 'Sperre nicht passierbar', en: 'Barrier cannot be passed' },
  'barrier-unknown': { de: 'Durchgangsbreite der Sperre unbekannt', en: 'Clear width of the barrier unknown' },
  crossing: { de: 'Straße überqueren', en: 'Crossing a street' },
  elevator: { de: 'Aufzug', en: 'Elevator' },
  ferry: { de: 'Fähre', en: 'Ferry' },
} as const

export type EdgeRemarkKind = keyof typeof EDGE_REMARKS

export interface EdgeRemark {
  readonly kind: EdgeRemarkKind
  /** `blocked`: closed for the profile; `slow`: takes longer; `notice`: worth saying; `unknown`: the map does not say. */
  readonly severity: 'blocked' | 'slow' | 'notice' | 'unknown'
  /** Time factor of a `slow` remark, else 1. */
  readonly factor: number
}

const remark = (kind: EdgeRemarkKind, severity: EdgeRemark['severity'], factor = 1): EdgeRemark => ({
  kind,
  severity,
  factor,
})

/** A slow remark, or nothing to say where the factor is 1. */
const slowed = (kind: EdgeRemarkKind, factor: number) => (factor === 1 ? [] : [remark(kind, 'slow', factor)])

/** All remarks on a stretch of way, blocking ones among them; empty where there is nothing to say. */
export function listEdgeRemarks(attributes: EdgeAttributes, profile: Profile): EdgeRemark[] {
  return withoutDoubts(judgeEdge(attributes, profile), attributes.wheelchair, profile)
}

/** All remarks on passing a node. */
export function listNodeRemarks(attributes: NodeAttributes, profile: Profile): EdgeRemark[] {
  return withoutDoubts(judgeNode(attributes, profile), attributes.wheelchair, profile)
}

/** Whether any remark closes the way for the profile. */
export function isBlocked(remarks: readonly EdgeRemark[]): boolean {
  return remarks.some((item) => item.severity === 'blocked')
}

/** Where someone has judged a place fit for wheelchairs, single facts that nobody mapped are no doubts any more. */
function withoutDoubts(
  remarks: EdgeRemark[],
  wheelchair: EdgeAttributes['wheelchair'],
  profile: Profile,
): EdgeRemark[] {
  const isJudged = profile.obeysWheelchairTag && wheelchair === 'yes'
  return isJudged ? remarks.filter((item) => item.severity !== 'unknown') : remarks
}

function judgeEdge(attributes: EdgeAttributes, profile: Profile): EdgeRemark[] {
  const isOnFoot = attributes.kind !== 'ferry' && !attributes.elevator
  const remarks: EdgeRemark[] = [...judgeWheelchairTag(attributes.wheelchair, profile)]
  if (attributes.kind === 'ferry') remarks.push(remark('ferry', 'notice'))
  if (attributes.elevator) remarks.push(remark('elevator', 'notice'))
  if (attributes.crossing !== null) remarks.push(remark('crossing', 'notice'))
  if (attributes.kerb !== null || attributes.crossing !== null) {
    remarks.push(...judgeKerb(attributes.kerb, attributes.kerbHeightMetres, profile))
  }
  if (attributes.kind === 'steps') return [...remarks, ...judgeSteps(attributes, profile)]
  if (!isOnFoot) return remarks
  return [
    ...remarks,
    ...judgeIncline(attributes, profile),
    ...judgeGround(attributes, profile),
    ...judgeWidth(attributes.widthMetres, profile),
  ]
}

function judgeNode(attributes: NodeAttributes, profile: Profile): EdgeRemark[] {
  const remarks: EdgeRemark[] = []
  if (!attributes.footAllowed) remarks.push(remark('foot-forbidden', 'blocked'))
  if (attributes.elevator) remarks.push(remark('elevator', 'notice'))
  if (attributes.crossing !== null) remarks.push(remark('crossing', 'notice'))
  remarks.push(...judgeWheelchairTag(attributes.wheelchair, profile))
  if (attributes.kerb !== null || attributes.crossing !== null) {
    remarks.push(...judgeKerb(attributes.kerb, attributes.kerbHeightMetres, profile))
  }
  if (attributes.barrier !== null) remarks.push(...judgeBarrier(attributes.barrier, attributes, profile))
  return remarks
}

/** Whether the profile can use a ramp beside steps; null where the map does not say. */
export function hasUsableRamp(attributes: EdgeAttributes, use: RampUse): boolean | null {
  const { ramp, rampWheelchair, rampStroller } = attributes
  if (use === 'none') return false
  if (use === 'any') return ramp
  // A ramp for wheelchairs serves prams; without any ramp there is none for either.
  const fitting = use === 'wheelchair' ? rampWheelchair : rampWheelchair === true ? true : rampStroller
  return fitting ?? (ramp === false ? false : null)
}

function judgeWheelchairTag(wheelchair: EdgeAttributes['wheelchair'], profile: Profile): EdgeRemark[] {
  if (!profile.obeysWheelchairTag) return []
  if (wheelchair === 'no') return [remark('wheelchair-no', 'blocked')]
  return wheelchair === 'limited' ? [remark('wheelchair-limited', 'notice')] : []
}

function judgeSteps(attributes: EdgeAttributes, profile: Profile): EdgeRemark[] {
  const ramp = hasUsableRamp(attributes, profile.ramp)
  if (ramp === true) return [remark('steps-with-ramp', 'notice')]
  const remarks =
    profile.stepsFactor === null ? [remark('steps', 'blocked')] : [remark('steps', 'slow', profile.stepsFactor)]
  if (profile.ramp !== 'none' && ramp === null) remarks.push(remark('ramp-unknown', 'unknown'))
  if (attributes.handrail === false) remarks.push(remark('handrail-missing', 'notice'))
  return remarks
}

function judgeIncline(attributes: EdgeAttributes, profile: Profile): EdgeRemark[] {
  const { steepPercent, closedInclinePercent } = profile
  if (steepPercent === null && closedInclinePercent === null) return []
  if (attributes.inclinePercent === null) return [remark('incline-unknown', 'unknown')]
  const percent = Math.abs(attributes.inclinePercent)
  if (closedInclinePercent !== null && percent > closedInclinePercent) return [remark('incline-closed', 'blocked')]
  return steepPercent !== null && percent > steepPercent ? slowed('incline-steep', profile.steepFactor) : []
}

/** Surface, smoothness and track type; rough ground slows once, however many tags say so. */
function judgeGround(attributes: EdgeAttributes, profile: Profile): EdgeRemark[] {
  const { closedSurfaces, slowSurfaces, closedSmoothness, slowSmoothness, closedTracktypes, roughFactor } = profile
  const { surface, smoothness, tracktype } = attributes
  const caresForSurface = closedSurfaces.length + slowSurfaces.length > 0
  const caresForSmoothness = closedSmoothness.length + slowSmoothness.length > 0
  const surfaces = surface?.split(';').map((value) => value.trim()) ?? []
  const remarks: EdgeRemark[] = []
  if (surfaces.some((value) => closedSurfaces.includes(value))) remarks.push(remark('surface-closed', 'blocked'))
  if (smoothness !== null && closedSmoothness.includes(smoothness)) remarks.push(remark('smoothness-closed', 'blocked'))
  if (tracktype !== null && closedTracktypes.includes(tracktype)) remarks.push(remark('tracktype-closed', 'blocked'))
  if (surfaces.some((value) => slowSurfaces.includes(value))) remarks.push(...slowed('surface-rough', roughFactor))
  else if (smoothness !== null && slowSmoothness.includes(smoothness)) {
    remarks.push(...slowed('smoothness-rough', roughFactor))
  }
  if (caresForSurface && surface === null) remarks.push(remark('surface-unknown', 'unknown'))
  if (caresForSmoothness && smoothness === null) remarks.push(remark('smoothness-unknown', 'unknown'))
  return remarks
}

function judgeWidth(widthMetres: number | null, profile: Profile): EdgeRemark[] {
  if (profile.minimumWidthMetres === null) return []
  if (widthMetres === null) return [remark('width-unknown', 'unknown')]
  return widthMetres < profile.minimumWidthMetres ? [remark('width-closed', 'blocked')] : []
}

/** A mapped height decides; without one `raised` does, and lowered, rolled, flush or no kerb is fine. */
function judgeKerb(kerb: string | null, heightMetres: number | null, profile: Profile): EdgeRemark[] {
  if (profile.maximumKerbMetres === null) return []
  if (heightMetres !== null) return heightMetres > profile.maximumKerbMetres ? [remark('kerb-closed', 'blocked')] : []
  if (kerb === 'raised' && profile.raisedKerbClosed) return [remark('kerb-closed', 'blocked')]
  return isLowKerb(kerb) ? [] : [remark('kerb-unknown', 'unknown')]
}

function isLowKerb(kerb: string | null): boolean {
  return kerb === 'lowered' || kerb === 'rolled' || kerb === 'flush' || kerb === 'no'
}

/** `wheelchair=yes` outweighs the kind of barrier; a clear width that is too small outweighs both. */
function judgeBarrier(barrier: string, attributes: NodeAttributes, profile: Profile): EdgeRemark[] {
  const { widthMetres, wheelchair } = attributes
  const isKnownPassable = profile.obeysWheelchairTag && wheelchair === 'yes'
  if (profile.closedBarriers.includes(barrier) && !isKnownPassable) return [remark('barrier-closed', 'blocked')]
  if (profile.minimumWidthMetres === null) return []
  if (widthMetres !== null) return widthMetres < profile.minimumWidthMetres ? [remark('width-closed', 'blocked')] : []
  return [remark('barrier-unknown', 'unknown')]
}
