import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { COMMANDS } from './command-list.ts'
import { call } from './testing/call.ts'

describe('command line', () => {
  it('without a command shows how it is called and ends as wrong usage', async () => {
    const { code, stdout, stderr } = await call([])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('Usage: nahraum COMMAND')
  })
  it('gives help on demand, in German where the environment or an option says so', async () => {
    expect(await call(['--help'])).toMatchObject({ code: 0, stderr: '' })
    expect((await call(['--help'], '', { LANG: 'de_DE.UTF-8' })).stdout).toContain('Aufruf: nahraum BEFEHL')
    expect((await call(['times', '--help', '--language', 'de'])).stdout).toContain('Gehzeiten von jedem Ort')
    expect((await call(['help', 'times'])).stdout).toContain('Usage: nahraum times')
  })
  it('names the command that was meant', async () => {
    const { code, stderr } = await call(['gabs'])
    expect([code, stderr]).toEqual([
      2,
      'Error: There is no command "gabs". Did you mean "gaps"?\nHelp: nahraum --help\n',
    ])
  })
  it('answers machines in JSON, errors as well', async () => {
    const { code, stderr } = await call([
      'times',
      '--json',
      '--osm',
      '/nowhere.pbf',
      '--origins',
      'a',
      '--destinations',
      'b',
    ])
    expect(code).toBe(1)
    expect(JSON.parse(stderr)).toMatchObject({ error: { kind: 'input-unreadable', where: '--osm' } })
  })
  it('says errors of its input in German: what and what to do, where, and the details', async () => {
    const files = ['--osm', '/nowhere.pbf', '--origins', 'o.csv', '--destinations', 'd.csv']
    expect(await call(['times', ...files, '--language', 'de'])).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Fehler: Eine Eingabedatei lässt sich nicht lesen. Bitte Pfad und Leserechte prüfen.\nWo: --osm\n' +
        'Einzelheiten (englisch): The file /nowhere.pbf does not exist. Check the path and the permissions of the file.\n',
    })
    expect(JSON.parse((await call(['times', ...files, '--json'])).stderr)).toMatchObject({
      error: { text: { de: expect.stringContaining('Eingabedatei') as string } },
    })
  })
  it.each(['ENOSPC', 'EDQUOT', '53100'])('says without a stack that the disk is full (%s)', async (faultCode) => {
    const full = vi.spyOn(
      COMMANDS.find(({ name }) => name === 'doctor')!,
      'load',
    )
    full.mockRejectedValue(Object.assign(new Error('could not extend file'), { code: faultCode }))
    expect(await call(['doctor'])).toMatchObject({
      code: 1,
      stderr: 'Error: The disk is full. Make room and start again.\n',
    })
    full.mockRestore()
  })
  it('as a program of its own ends with the exit code', () => {
    const main = path.join(import.meta.dirname, 'main.ts')
    const { status, stderr } = spawnSync(process.execPath, [main, 'gaps', '--osm', 'x'], { encoding: 'utf8', env: {} })
    expect([status, stderr]).toEqual([2, 'Error: --districts is missing.\nHelp: nahraum gaps --help\n'])
  })
  it('refuses a language it does not speak', async () => {
    expect(await call(['times', '--language', 'fr'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--language is de or en, not "fr".') as string,
    })
  })
  it.each(COMMANDS.map((entry) => [entry.name, entry] as const))(
    'has a command %s with a summary and help in both languages',
    async (name, entry) => {
      const { command } = await entry.load()
      expect({ name: command.name, summary: command.summary }).toEqual({ name, summary: entry.summary })
      for (const language of ['de', 'en'] as const) expect(command.usage[language]).toContain(`nahraum ${name}`)
    },
  )
})
