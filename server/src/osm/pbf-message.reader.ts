import type { PbfReader } from 'pbf'

/**
 * Bounds for `pbf`, which trusts lengths: every message must end where its length says, and lie inside the one around it.
 */

/** A message that breaks its own lengths or types; callers turn it into an `ImportError` that names the place. */
export class MalformedMessage extends Error {}

/**
 * Calls `readField` for each field up to `end`; fields that it does not read are skipped.
 * @throws MalformedMessage when a field reaches beyond the end.
 */
export function readMessageFields(pbf: PbfReader, end: number, readField: (field: number) => void): void {
  for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) {
    readField(field)
    if (pbf.pos > end) break
  }
  if (pbf.pos !== end) throw new MalformedMessage('a field reaches beyond the end of its message')
}

/** Reads the length of an embedded message and returns its end. */
export function enterMessage(pbf: PbfReader, end: number): number {
  const messageEnd = pbf.readVarint() + pbf.pos
  if (messageEnd > end) throw new MalformedMessage('a message reaches beyond the one around it')
  return messageEnd
}

export function requireWireType(pbf: PbfReader, wireType: number, name: string): void {
  if (pbf.type !== wireType) throw new MalformedMessage(`${name} has wire type ${pbf.type} instead of ${wireType}`)
}
