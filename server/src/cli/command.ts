/** What a command of the command line is, and what it may touch of the outside world. */
import type { LocalText } from '../contract/common.ts'

export type Language = 'de' | 'en'

/** Standard streams and settings of one call; tests give their own. */
export interface CommandIo {
  readonly stdin: AsyncIterable<Uint8Array | string>
  readonly stdout: { write(chunk: string | Uint8Array): boolean; once?(event: 'drain', listener: () => void): unknown }
  readonly stderr: { write(chunk: string): boolean; readonly isTTY?: boolean }
  readonly language: Language
  /** Machines read the answer: JSON on standard output, errors as JSON on standard error, no progress. */
  readonly json: boolean
}

export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: LocalText
  /** The whole help text: synopsis, options, examples. */
  readonly usage: LocalText
  /**
   * @param args what follows the name of the command, without the general options
   * @returns exit code: 0 done, 1 failed. Throws `UsageError` for wrong usage (2), `ImportError` for unusable input (1)
   */
  run(args: readonly string[], io: CommandIo): Promise<number>
}

/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {
  readonly text: LocalText

  constructor(text: LocalText) {
    super(text.en)
    this.name = 'UsageError'
    this.text = text
  }
}
