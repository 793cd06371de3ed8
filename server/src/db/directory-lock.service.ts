import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ExpectedError } from '../problems/expected-error.ts'

/**
 * One process per embedded database: PGlite itself would let a second one in and lose data.
 * The lock is a file beside the database, made whole in one step (link), never taken from a living process.
 * A process is told apart from a later one with the same number by its start time.
 */
export interface LockHolder {
  readonly pid: number
  /** Start of the process in clock ticks since boot (Linux), or null where that cannot be read. */
  readonly startTicks: string | null
  /** Where the holder answers control requests, once it listens. */
  readonly controlUrl: string | null
  /** Secret that a control request must carry. */
  readonly controlToken: string
}

export interface DirectoryLock {
  readonly holder: LockHolder
  /** Tells other commands on this machine where to hand work over. */
  announce(controlUrl: string): void
  release(): void
}

/** Thrown when a living process holds the folder. */
export class FolderInUseError extends ExpectedError {
  readonly holder: LockHolder

  constructor(folder: string, holder: LockHolder) {
    super({
      de: `Der Datenordner ${folder} ist in Benutzung durch Prozess ${holder.pid}. Beenden Sie ihn (Strg-C in seinem Fenster oder: kill ${holder.pid}), oder nennen Sie mit --data einen anderen Ordner.`,
      en: `The data folder ${folder} is in use by process ${holder.pid}. Stop it (Ctrl-C in its window, or: kill ${holder.pid}) or name another folder with --data.`,
    })
    this.name = 'FolderInUseError'
    this.holder = holder
  }
}

function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command name stands in brackets and may hold spaces; the start time is field 22.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

function isAlive(holder: LockHolder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const ticks = startTicksOf(holder.pid)
  return ticks === null || holder.startTicks === null || ticks === holder.startTicks
}

const lockPath = (folder: string): string => path.join(folder, 'nahraum.lock')

function readHolder(file: string): LockHolder | null {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as LockHolder
    return Number.isInteger(holder.pid) && holder.pid > 0 ? holder : null
  } catch {
    return null
  }
}

/** The living process that holds the folder, or null. */
export function findLockHolder(folder: string): LockHolder | null {
  const holder = readHolder(lockPath(folder))
  return holder && isAlive(holder) ? holder : null
}

/** Takes the folder or throws `FolderInUseError`; a lock left by a dead process is taken over. */
export function lockFolder(folder: string): DirectoryLock {
  mkdirSync(folder, { recursive: true })
  const file = lockPath(folder)
  const nonce = randomBytes(8).toString('hex')
  let holder: LockHolder = {
    pid: process.pid,
    startTicks: startTicksOf(process.pid),
    controlUrl: null,
    controlToken: randomBytes(24).toString('base64url'),
  }
  const write = (target: string) => writeFileSync(target, JSON.stringify(holder), { mode: 0o600 })

  for (let attempt = 0; attempt < 5; attempt++) {
    const draft = `${file}.${nonce}`
    write(draft)
    try {
      linkSync(draft, file)
      return {
        get holder() {
          return holder
        },
        announce(controlUrl) {
          holder = { ...holder, controlUrl }
          write(draft)
          renameSync(draft, file)
        },
        release() {
          if (readHolder(file)?.controlToken === holder.controlToken) rmSync(file, { force: true })
        },
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(draft, { force: true })
    }
    const other = readHolder(file)
    if (other && isAlive(other)) throw new FolderInUseError(folder, other)
    // Stale: whoever renames it away first may try again; a lock made meanwhile by someone else is put back by its link.
    const stale = `${file}.stale.${nonce}`
    try {
      renameSync(file, stale)
      const moved = readHolder(stale)
      if (moved && isAlive(moved)) linkSync(stale, file)
    } catch (error) {
      if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    } finally {
      rmSync(stale, { force: true })
    }
  }
  throw new Error(`The lock ${file} could not be taken; another process keeps taking it. Try again.`)
}
