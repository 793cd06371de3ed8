/** Progress of long work as one line on a terminal that overwrites itself; silent elsewhere and with --json. */
import type { LocalText } from '../contract/common.ts'
import type { CommandIo } from './command.ts'

export interface Progress {
  /** Shows what is being done and, where known, how far it is (0 … 1). */
  step(text: LocalText, share?: number): void
  /** Clears the line. */
  done(): void
}

export function createProgress(io: CommandIo): Progress {
  if (io.stderr.isTTY !== true || io.json) return { step: () => undefined, done: () => undefined }
  let shown = ''
  return {
    step(text, share) {
      const line =
        share === undefined ? `${text[io.language]} …` : `${text[io.language]} … ${Math.floor(share * 100)} %`
      if (line === shown) return
      shown = line
      io.stderr.write(`\r\u001b[2K${line}`)
    },
    done() {
      if (shown !== '') io.stderr.write('\r\u001b[2K')
      shown = ''
    },
  }
}
