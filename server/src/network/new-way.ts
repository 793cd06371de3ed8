import type { EdgeAttributes } from './edge-attributes.ts'
import type { NodeAttributes } from './node-attributes.ts'

/** `path` joins every street that it crosses; `bridge` and `steps` join streets at their two ends only. */
export type NewWay = 'path' | 'bridge' | 'steps'

/** A new way as it would be built today: firm, even, level and wide enough for everybody. Steps have a handrail and no ramp. */
export function createNewWayAttributes(kind: NewWay): EdgeAttributes {
  const isSteps = kind === 'steps'
  return {
    kind: isSteps ? 'steps' : 'footway',
    stepCount: null,
    handrail: isSteps ? true : null,
    ramp: isSteps ? false : null,
    rampWheelchair: isSteps ? false : null,
    rampStroller: isSteps ? false : null,
    surface: 'asphalt',
    smoothness: 'good',
    tracktype: null,
    inclinePercent: isSteps ? null : 0,
    inclineDirection: null,
    widthMetres: 2.5,
    kerb: null,
    kerbHeightMetres: null,
    wheelchair: isSteps ? 'no' : 'yes',
    lit: true,
    crossing: null,
    crossedStreet: null,
    footOneway: 0,
    ferryMinutes: null,
    elevator: false,
    indoor: false,
  }
}

/** Steepest slope of a barrier-free way in percent (DIN 18040-3: ramps up to 6 %). */
const MAXIMUM_SLOPE_PERCENT = 6

/** A stretch after it was rebuilt for everybody: firm, even, wide, no steeper than a ramp; steps get a ramp beside them. */
export function makeEdgeBarrierFree(attributes: EdgeAttributes): EdgeAttributes {
  const { inclinePercent } = attributes
  const isSteps = attributes.kind === 'steps'
  return {
    ...attributes,
    ramp: isSteps ? true : attributes.ramp,
    rampWheelchair: isSteps ? true : attributes.rampWheelchair,
    rampStroller: isSteps ? true : attributes.rampStroller,
    surface: 'asphalt',
    smoothness: 'good',
    tracktype: null,
    inclinePercent:
      inclinePercent === null
        ? null
        : Math.max(-MAXIMUM_SLOPE_PERCENT, Math.min(MAXIMUM_SLOPE_PERCENT, inclinePercent)),
    widthMetres: Math.max(attributes.widthMetres ?? 0, 2.5),
    ...(attributes.kerb !== null || attributes.crossing !== null ? { kerb: 'flush', kerbHeightMetres: 0 } : {}),
    wheelchair: 'yes',
  }
}

export function lowerKerbOfEdge(attributes: EdgeAttributes): EdgeAttributes {
  return { ...attributes, kerb: 'flush', kerbHeightMetres: 0 }
}

export function lowerKerbOfNode(attributes: NodeAttributes): NodeAttributes {
  return { ...attributes, kerb: 'flush', kerbHeightMetres: 0 }
}

/** Without kerb and barrier; what is locked or forbidden stays so. */
export function freeNode(attributes: NodeAttributes): NodeAttributes {
  const hasKerb = attributes.kerb !== null || attributes.crossing !== null
  return {
    ...attributes,
    barrier: null,
    widthMetres: null,
    wheelchair: attributes.wheelchair === null ? null : 'yes',
    ...(hasKerb ? { kerb: 'flush', kerbHeightMetres: 0 } : {}),
  }
}

/** Whether a kerb may be in somebody's way at the node. */
export function hasKerb({ kerb, kerbHeightMetres }: Pick<NodeAttributes, 'kerb' | 'kerbHeightMetres'>): boolean {
  return kerbHeightMetres !== null ? kerbHeightMetres > 0 : kerb === 'raised' || kerb === 'yes' || kerb === 'regular'
}
