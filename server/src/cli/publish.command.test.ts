import { rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { writePackage } from '../publications/package.writer.ts'
import { buildSmallPackage } from '../publications/testing/small-package.builder.ts'
import { call, withFolder } from './testing/call.ts'

describe('nahraum publish', () => {
  it('checks a package in words and as JSON, and fails where it is broken', async () => {
    await withFolder(async (folder) => {
      const out = path.join(folder, 'karte')
      await writePackage(out, buildSmallPackage())
      const whole = await call(['publish', '--verify', out, '--language', 'de'])
      expect(whole).toMatchObject({ code: 0, stderr: '' })
      expect(whole.stdout).toContain('✓ heil: abcdefghijkl, Fassung 1, 12 Dateien')
      rmSync(path.join(out, 'v/1/table.json'))
      const broken = await call(['publish', '--verify', out, '--json', '--language', 'en'])
      expect(broken.code).toBe(1)
      expect(JSON.parse(broken.stdout)).toEqual({
        ok: false,
        publication: 'abcdefghijkl',
        version: 1,
        files: 12,
        faults: [{ file: 'v/1/table.json', text: 'is missing' }],
        foreign: [],
        adjusted: [],
      })
      const nowhere = await call(['publish', '--verify', path.join(folder, 'nirgends'), '--language', 'de'])
      expect(nowhere).toMatchObject({ code: 1, stdout: '' })
      expect(nowhere.stderr).toContain('lässt sich nicht lesen')
    })
  })

  it('says what is missing or too much in a call', async () => {
    for (const [args, message] of [
      [[], /argument ID is missing/],
      [['abcdefghijkl'], /--out is missing/],
      [['--verify', 'x', '--out', 'y'], /exclude each other/],
      [['--verify', 'x', 'abcdefghijkl'], /belongs to no option/],
      [['--verify'], /--verify needs a value/],
    ] as const) {
      const { code, stderr } = await call(['publish', ...args, '--language', 'en'])
      expect(code, args.join(' ')).toBe(2)
      expect(stderr).toMatch(message)
    }
  })
})
