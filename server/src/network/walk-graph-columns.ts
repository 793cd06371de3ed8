type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array

/**
 * A copy of a plain object (objects inside it included) whose typed arrays lie on SharedArrayBuffers, so that posting it to a worker copies nothing.
 * Columns that already are shared stay as they are; one column in two places stays one column. Where the platform has no
 * SharedArrayBuffer (a page without cross-origin isolation) the object itself comes back.
 */
export function shareColumns<T extends object>(columns: T): T {
  return typeof SharedArrayBuffer === 'undefined' ? columns : shareObject(columns, new Map())
}

function shareObject<T extends object>(columns: T, shared: Map<Column, Column>): T {
  const entries = Object.entries(columns).map(([name, value]): [string, unknown] => {
    if (!isColumn(value)) {
      return [name, typeof value === 'object' && value !== null ? shareObject(value as object, shared) : value]
    }
    let copy = shared.get(value)
    if (copy === undefined) {
      copy = value.buffer instanceof SharedArrayBuffer ? value : shareColumn(value)
      shared.set(value, copy)
    }
    return [name, copy]
  })
  return Object.fromEntries(entries) as T
}

function isColumn(value: unknown): value is Column {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
}

function shareColumn(column: Column): Column {
  const constructor = column.constructor as new (buffer: SharedArrayBuffer) => Column
  const copy = new constructor(new SharedArrayBuffer(column.byteLength))
  copy.set(column)
  return copy
}
