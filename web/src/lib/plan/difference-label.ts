import { m } from '#messages'
import { LARGE_CHANGE_MINUTES, type DifferenceClass } from './difference-paint.ts'

const labels: Readonly<Record<DifferenceClass, () => string>> = {
  'newly-served': m.plan_class_newly,
  'much-shorter': () => m.plan_class_much_shorter({ minutes: LARGE_CHANGE_MINUTES }),
  shorter: m.plan_class_shorter,
  'same-served': m.plan_class_same_served,
  'same-unserved': m.plan_class_same_unserved,
  longer: m.plan_class_longer,
  'much-longer': () => m.plan_class_much_longer({ minutes: LARGE_CHANGE_MINUTES }),
  'no-longer-served': m.plan_class_no_longer,
}

/** What a class of the difference map means. */
export const differenceLabel = (name: DifferenceClass): string => labels[name]()
