import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { CurrentFile, PublicationFile } from '../contract/publication.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import {
  buildHtaccess,
  buildPackagePage,
  buildReadme,
  PACKAGE_FORMAT,
  PACKAGE_KIND,
  type IntegrityFile,
  type PackageEntry,
} from './package-content.ts'

/** What a package is made of. */
export interface PackageInput {
  readonly current: CurrentFile
  /** publication.json as an object; its bytes are among the files. */
  readonly publication: PublicationFile
  /** The frozen files of the version, plain, publication.json among them. */
  readonly files: readonly PackageEntry[]
  /** The built client: its page, and its files with paths from the page. */
  readonly embed: { readonly template: string; readonly assets: readonly PackageEntry[] }
}

export interface WrittenPackage {
  readonly files: number
  readonly bytes: number
  /** Versions of an earlier package in this place that were kept beside the new one. */
  readonly keptVersions: readonly number[]
  /** Whether a `.htaccess` that somebody had changed was left as it was. */
  readonly keptSettings: boolean
}

/** Everything but integrity.json, ascending by path. Equal inputs give equal bytes. */
export function buildPackage({ current, publication, files, embed }: PackageInput): PackageEntry[] {
  const base = `v/${publication.version}/`
  const text = (name: string, content: string): PackageEntry => ({ path: name, bytes: Buffer.from(content) })
  const entries = [
    text('index.html', buildPackagePage(embed.template, publication)),
    text('current.json', `${JSON.stringify({ ...current, base, preview: false } satisfies CurrentFile)}\n`),
    text('README.txt', buildReadme(publication, current)),
    text('.htaccess', buildHtaccess(current)),
    ...files.map(({ path: name, bytes }) => ({ path: `${base}${name}`, bytes })),
    ...embed.assets,
  ]
  return entries.sort(byPath)
}

/** The list of all files with their hashes. */
export function describeIntegrity(
  publication: string,
  version: number,
  entries: readonly PackageEntry[],
): IntegrityFile {
  return {
    kind: PACKAGE_KIND,
    format: PACKAGE_FORMAT,
    publication,
    version,
    files: Object.fromEntries(
      entries.map(({ path: name, bytes }) => [name, { bytes: bytes.length, sha256: sha256(bytes) }]),
    ),
  }
}

/**
 * Writes a package into a folder that does not exist, is empty or holds an earlier package of the same publication: all of it or nothing. What is written
 * stands beside its place until it is whole; earlier versions in the folder that are still whole are taken over.
 *
 * @throws ExpectedError for a folder with anything else in it, and where it cannot be written
 */
export async function writePackage(folder: string, input: PackageInput): Promise<WrittenPackage> {
  const target = path.resolve(folder)
  const { id, version } = input.publication
  const { entries: earlier, settings } = await readEarlier(target, id)
  const entries = buildPackage(input).map((entry) =>
    entry.path === SETTINGS && settings !== null ? { ...entry, bytes: settings } : entry,
  )
  const known = new Set(entries.map(({ path: name }) => name))
  // Pages that are open in a browser still ask for the scripts of the package before.
  const kept = earlier.filter(({ path: name }) => !known.has(name) && /^(v\/\d+|_assets)\//.test(name))
  const all = [...entries, ...kept].sort(byPath)
  const integrity = Buffer.from(`${JSON.stringify(describeIntegrity(id, version, all), null, 1)}\n`)
  const draft = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.tmp`)
  const former = `${draft}.former`
  try {
    for (const { path: name, bytes } of [...all, { path: 'integrity.json', bytes: integrity }]) {
      const file = path.join(draft, ...name.split('/'))
      await mkdir(path.dirname(file), { recursive: true })
      await writeFile(file, bytes)
    }
    const wasThere = await rename(target, former).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false
        throw error
      },
    )
    try {
      await rename(draft, target)
    } catch (error) {
      if (wasThere) await rename(former, target)
      throw error
    }
    await rm(former, { recursive: true, force: true })
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw unwritable(target, error as Error)
  }
  return {
    files: all.length + 1,
    bytes: all.reduce((sum, { bytes }) => sum + bytes.length, integrity.length),
    keptSettings: settings !== null,
    keptVersions: [...new Set(kept.flatMap(({ path: name }) => /^v\/(\d+)\//.exec(name)?.[1] ?? []))].map(Number).sort((a, b) => a - b), // prettier-ignore
  }
}

const SETTINGS = '.htaccess'

interface EarlierPackage {
  readonly entries: readonly PackageEntry[]
  /** `.htaccess` where somebody has changed it, else null. */
  readonly settings: Uint8Array | null
}
const NOTHING_EARLIER: EarlierPackage = { entries: [], settings: null }

/** The files of an earlier package in the folder that are as they were written; none where the folder is empty or missing. */
async function readEarlier(folder: string, id: string): Promise<EarlierPackage> {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NOTHING_EARLIER
    throw unwritable(folder, error as Error)
  }
  if (names.length === 0) return NOTHING_EARLIER
  const integrity = await readFile(path.join(folder, 'integrity.json'), 'utf8').then(parseIntegrity, () => null)
  if (integrity === null || integrity.publication !== id) {
    throw new ExpectedError({
      de: `Der Ordner ${folder} ist nicht leer und enthält ${integrity === null ? 'kein Paket' : `das Paket einer anderen Veröffentlichung (${integrity.publication})`}. Geschrieben wurde nichts. Bitte einen leeren oder neuen Ordner nennen.`,
      en: `The folder ${folder} is not empty and holds ${integrity === null ? 'no package' : `the package of another publication (${integrity.publication})`}. Nothing was written. Name an empty or new folder.`,
    })
  }
  const foreign = await listForeign(folder, integrity)
  if (foreign.length > 0) {
    throw new ExpectedError({
      de: `Im Ordner ${folder} liegt, was nicht zum Paket gehört: ${foreign.slice(0, 5).join(', ')}. Geschrieben wurde nichts, damit nichts davon verloren geht. Bitte einen leeren oder neuen Ordner nennen.`,
      en: `The folder ${folder} holds what is no part of the package: ${foreign.slice(0, 5).join(', ')}. Nothing was written, so that none of it is lost. Name an empty or new folder.`,
    })
  }
  const entries: PackageEntry[] = []
  let settings: Uint8Array | null = null
  for (const [name, { sha256: hash }] of Object.entries(integrity.files)) {
    const bytes = await readFile(path.join(folder, ...name.split('/'))).catch(() => null)
    if (bytes !== null && sha256(bytes) === hash) entries.push({ path: name, bytes })
    else if (name === SETTINGS) settings = bytes
  }
  return { entries, settings }
}

/** Files in the folder that are no part of the package in it. */
export async function listForeign(folder: string, integrity: IntegrityFile): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => name !== 'integrity.json' && !Object.hasOwn(integrity.files, name))
    .sort()
}

const PACKAGE_PATH = /^(?:[A-Za-z0-9._-]+\/)*[A-Za-z0-9._-]+$/

/** Null for anything that is no list of a package's files, or leads out of its folder. */
export function parseIntegrity(text: string): IntegrityFile | null {
  let value: Partial<IntegrityFile> | null
  try {
    value = JSON.parse(text) as Partial<IntegrityFile> | null
  } catch {
    return null
  }
  if (value?.kind !== PACKAGE_KIND || value.format !== PACKAGE_FORMAT) return null
  const { files } = value
  if (typeof files !== 'object' || files === null || typeof value.publication !== 'string') return null
  const isSound = Object.entries(files).every(
    ([name, file]) =>
      PACKAGE_PATH.test(name) &&
      name.split('/').every((step) => step !== '.' && step !== '..') &&
      typeof file?.bytes === 'number' &&
      typeof file.sha256 === 'string',
  )
  return isSound && Number.isInteger(value.version) ? (value as IntegrityFile) : null
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function byPath(a: PackageEntry, b: PackageEntry): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}

function unwritable(folder: string, error: Error): Error {
  if (!('syscall' in error)) return error
  return new ExpectedError(
    {
      de: `Der Ordner ${folder} lässt sich nicht schreiben (${error.message}). Bitte prüfen, ob der übergeordnete Ordner beschreibbar ist und Platz hat.`,
      en: `The folder ${folder} cannot be written (${error.message}). Check that its parent may be written to and has room.`,
    },
    { cause: error },
  )
}
