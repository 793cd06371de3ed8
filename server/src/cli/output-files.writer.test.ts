import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeOutputFiles } from './output-files.writer.ts'
import { withFolder } from './testing/call.ts'

describe('output files', () => {
  it('are written in pieces, into a folder that is made', () =>
    withFolder(async (folder) => {
      const file = path.join(folder, 'new', 'a.txt')
      await writeOutputFiles([{ path: file, content: ['ä', Uint8Array.of(98), 'c'.repeat(200_000)] }])
      expect((await readFile(file, 'utf8')).slice(0, 4)).toBe('äbcc')
      expect(await readdir(path.dirname(file))).toEqual(['a.txt'])
    }))
  it('leave what was there when the content fails half-way', () =>
    withFolder(async (folder) => {
      const file = path.join(folder, 'a.txt')
      await writeFile(file, 'before')
      const failing = function* () {
        yield 'half'
        throw new Error('computation failed')
      }
      await expect(
        writeOutputFiles([
          { path: path.join(folder, 'b.txt'), content: ['whole'] },
          { path: file, content: failing() },
        ]),
      ).rejects.toThrow('computation failed')
      expect(await readdir(folder)).toEqual(['a.txt'])
      expect(await readFile(file, 'utf8')).toBe('before')
    }))
  it.skipIf(!existsSync('/proc/self'))('give up where a folder cannot be made, at once', async () => {
    await expect(writeOutputFiles([{ path: '/proc/nahraum/new/a', content: ['x'] }])).rejects.toMatchObject({
      kind: 'output-unwritable',
      where: '/proc/nahraum/new/a',
    })
  })
  it('name the file that cannot be written', () =>
    withFolder(async (folder) => {
      await mkdir(path.join(folder, 'taken'))
      await expect(writeOutputFiles([{ path: path.join(folder, 'taken'), content: ['x'] }])).rejects.toMatchObject({
        kind: 'output-unwritable',
        where: path.join(folder, 'taken'),
      })
      await writeFile(path.join(folder, 'file'), '')
      await expect(writeOutputFiles([{ path: path.join(folder, 'file', 'a'), content: ['x'] }])).rejects.toMatchObject({
        kind: 'output-unwritable',
      })
      expect(await readdir(folder)).toEqual(['file', 'taken'])
    }))
})
