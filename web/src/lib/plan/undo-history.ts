/** Versions of a document: what was before, what is, and what was undone. */
export interface UndoHistory<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
  /** Names the last change, so that steps of one movement become one step of undo; null: never joined. */
  readonly joinKey: string | null
}

export const startHistory = <T>(present: T): UndoHistory<T> => ({ past: [], present, future: [], joinKey: null })

/** A new version. Where `joinKey` is that of the change before, it replaces that one's outcome. */
export function recordChange<T>(history: UndoHistory<T>, next: T, joinKey: string | null = null): UndoHistory<T> {
  if (next === history.present) return history
  const isJoined = joinKey !== null && joinKey === history.joinKey && history.future.length === 0
  const past = isJoined ? history.past : [...history.past, history.present]
  return { past, present: next, future: [], joinKey }
}

/** One step back; the same history where there is none. */
export function undoChange<T>(history: UndoHistory<T>): UndoHistory<T> {
  const previous = history.past.at(-1)
  if (previous === undefined) return history
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    joinKey: null,
  }
}

/** One step forward again; the same history where there is none. */
export function redoChange<T>(history: UndoHistory<T>): UndoHistory<T> {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future, joinKey: null }
}
