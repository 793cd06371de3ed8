import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findLockHolder, FolderInUseError, lockFolder } from './directory-lock.service.ts'

const MODULE = fileURLToPath(new URL('./directory-lock.service.ts', import.meta.url))

describe('lock of the data folder', () => {
  let folder: string
  const children: ChildProcess[] = []
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'nahraum-lock-'))))
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  /** A process that takes the lock, says so and waits. */
  function startHolder(): Promise<{ child: ChildProcess; answer: string }> {
    const code = `import { lockFolder } from ${JSON.stringify(MODULE)}; try { lockFolder(process.argv[1]); console.log('taken') } catch (e) { console.log(e.name) } setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', code, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    return new Promise((resolve) =>
      child.stdout!.once('data', (data) => resolve({ child, answer: String(data).trim() })),
    )
  }

  it('refuses a second process at once and names the first with a remedy', async () => {
    const { child, answer } = await startHolder()
    expect(answer).toBe('taken')
    expect(() => lockFolder(folder)).toThrow(FolderInUseError)
    expect(() => lockFolder(folder)).toThrow(`in use by process ${child.pid}`)
    expect(() => lockFolder(folder)).toThrow(`kill ${child.pid}`)
  })

  it('is taken over after kill -9 of its holder', async () => {
    const { child } = await startHolder()
    await new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL'))
    const lock = lockFolder(folder)
    expect(findLockHolder(folder)?.pid).toBe(process.pid)
    lock.release()
  })

  it('tells a later process with the same number from the holder by its start time', () => {
    writeFileSync(
      path.join(folder, 'nahraum.lock'),
      JSON.stringify({ pid: process.pid, startTicks: '1', controlUrl: null, controlToken: 'x' }),
    )
    expect(findLockHolder(folder)).toBeNull()
    lockFolder(folder).release()
  })

  it('goes to exactly one of several processes that find a stale lock', async () => {
    writeFileSync(
      path.join(folder, 'nahraum.lock'),
      JSON.stringify({ pid: 2 ** 22 - 1, startTicks: '1', controlUrl: null, controlToken: 'x' }),
    )
    const answers = (await Promise.all(Array.from({ length: 6 }, startHolder))).map((h) => h.answer)
    expect(answers.filter((a) => a === 'taken')).toHaveLength(1)
    expect(answers.filter((a) => a === 'FolderInUseError')).toHaveLength(5)
  })

  it('takes over a lock file that is damaged', () => {
    writeFileSync(path.join(folder, 'nahraum.lock'), '{"pid":')
    lockFolder(folder).release()
    expect(existsSync(path.join(folder, 'nahraum.lock'))).toBe(false)
  })

  it('keeps its control token from other users and leaves no drafts behind', () => {
    const lock = lockFolder(folder)
    lock.announce('http://127.0.0.1:1/api/v1')
    const file = path.join(folder, 'nahraum.lock')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      pid: process.pid,
      controlUrl: 'http://127.0.0.1:1/api/v1',
    })
    lock.release()
    expect(existsSync(file)).toBe(false)
  })
})
