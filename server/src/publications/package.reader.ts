import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { decodeColumns } from '../columns/columns.ts'
import type { LocalText } from '../contract/common.ts'
import type { CurrentFile, PublicationFile, TableFile } from '../contract/publication.ts'
import { readRegionPack } from '../scenario/region-pack.ts'
import { readPmtiles } from '../tiles/pmtiles.reader.ts'
import { findCellFaults, findPackFaults, findTableFaults, statedRule } from './package-check.ts'
import { ADJUSTABLE, type IntegrityFile } from './package-content.ts'
import { listForeign, parseIntegrity, sha256 } from './package.writer.ts'

export interface PackageFault {
  /** Path within the package. */
  readonly file: string
  readonly text: LocalText
}

export interface PackageFinding {
  /** Null where the list of files cannot be read. */
  readonly publication: string | null
  readonly version: number | null
  readonly files: number
  /** What is broken; empty where the package is whole. */
  readonly faults: readonly PackageFault[]
  /** Files that are no part of the package: no harm, but nobody knows where they come from. */
  readonly foreign: readonly string[]
  /** Settings and notes that were changed or removed, as whoever runs the web space may. */
  readonly adjusted: readonly string[]
}

/** Checks a package in a folder: every hash, the background map, the figures. Throws only where the folder cannot be read at all. */
export async function verifyPackage(folder: string): Promise<PackageFinding> {
  await stat(folder)
  const faults: PackageFault[] = []
  const add = (file: string, de: string, en: string): void => void faults.push({ file, text: { de, en } })
  const integrity = await readFile(path.join(folder, 'integrity.json'), 'utf8').then(parseIntegrity, () => null)
  if (integrity === null) {
    add('integrity.json', 'fehlt oder ist kein Verzeichnis eines Pakets', 'is missing or does not list a package')
    return { publication: null, version: null, files: 0, faults, foreign: [], adjusted: [] }
  }
  const whole = new Map<string, Uint8Array>()
  const adjusted: string[] = []
  for (const [name, { bytes: length, sha256: hash }] of Object.entries(integrity.files)) {
    const bytes = await readFile(path.join(folder, ...name.split('/'))).catch(() => null)
    if (ADJUSTABLE.includes(name)) {
      if (bytes === null || sha256(bytes) !== hash) adjusted.push(name)
    } else if (bytes === null) add(name, 'fehlt', 'is missing')
    else if (bytes.length !== length)
      add(name, `hat ${bytes.length} Bytes statt ${length}`, `has ${bytes.length} bytes instead of ${length}`)
    else if (sha256(bytes) !== hash) add(name, 'wurde verändert (Prüfsumme)', 'was changed (hash)')
    else whole.set(name, bytes)
  }
  // Of what is whole by its hash, whether it is right as well.
  checkPage(whole, add)
  for (const version of listVersions(integrity)) checkVersion(whole, integrity, version, faults)
  if (!listVersions(integrity).includes(integrity.version))
    add(
      'current.json',
      `die Fassung ${integrity.version} liegt nicht im Paket`,
      `version ${integrity.version} is not in the package`,
    )
  return {
    publication: integrity.publication,
    version: integrity.version,
    files: Object.keys(integrity.files).length + 1,
    faults,
    foreign: await listForeign(folder, integrity),
    adjusted,
  }
}

function listVersions({ files }: IntegrityFile): number[] {
  const versions = Object.keys(files).flatMap((name) => /^v\/(\d+)\//.exec(name)?.[1] ?? [])
  return [...new Set(versions.map(Number))].sort((a, b) => a - b)
}

type Add = (file: string, de: string, en: string) => void

function checkPage(whole: ReadonlyMap<string, Uint8Array>, add: Add): void {
  const page = whole.get('index.html')
  if (page === undefined) return
  const text = Buffer.from(page).toString('utf8')
  if (!text.includes('http-equiv="content-security-policy"'))
    add('index.html', 'sagt nicht, was die Seite laden darf', 'does not say what the page may load')
  const addresses = [...text.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address)
  for (const address of addresses) {
    if (address.startsWith('data:')) continue
    const name = address.replace(/^\.\//, '')
    if (!whole.has(name)) add('index.html', `verweist auf ${address}`, `refers to ${address}`)
  }
}

function checkVersion(
  whole: ReadonlyMap<string, Uint8Array>,
  integrity: IntegrityFile,
  version: number,
  faults: PackageFault[],
): void {
  const base = `v/${version}/`
  const check = (name: string, examine: (bytes: Uint8Array) => readonly LocalText[]): void => {
    const bytes = whole.get(base + name)
    if (bytes === undefined) return
    try {
      faults.push(...examine(bytes).map((text) => ({ file: base + name, text })))
    } catch (error) {
      const message = (error as Error).message
      faults.push({ file: base + name, text: { de: `ist nicht lesbar: ${message}`, en: `cannot be read: ${message}` } })
    }
  }
  let publication: PublicationFile | null = null
  check('publication.json', (bytes) => {
    const read = parse<PublicationFile>(bytes)
    const listed = read.files.filter(({ name, sha256: hash }) => integrity.files[base + name]?.sha256 !== hash)
    publication = read
    return [
      ...(read.id === integrity.publication && read.version === version
        ? []
        : [{ de: `nennt ${read.id}, Fassung ${read.version}`, en: `names ${read.id}, version ${read.version}` }]),
      ...listed.map(({ name }) => ({ de: `nennt eine andere Datei ${name}`, en: `names another file ${name}` })),
    ]
  })
  if (publication === null) {
    if (!whole.has(`${base}publication.json`) && integrity.files[`${base}publication.json`] === undefined)
      faults.push({ file: `${base}publication.json`, text: { de: 'fehlt', en: 'is missing' } })
    return
  }
  const rule = statedRule((publication as PublicationFile).disclosure)
  check('table.json', (bytes) => findTableFaults(parse<TableFile>(bytes), rule))
  check('cells.nrc', (bytes) => findCellFaults(decodeColumns(bytes), rule))
  check('pack.nrc', (bytes) => findPackFaults(readRegionPack(bytes), rule))
  check('map.pmtiles', (bytes) => {
    const archive = readPmtiles(bytes)
    for (const entry of archive.entries) archive.readTile(entry)
    return archive.isClustered ? [] : [{ de: 'ist nicht geordnet (clustered)', en: 'is not clustered' }]
  })
  for (const name of ['districts.json', 'places.json', 'search.json']) check(name, (bytes) => (parse(bytes), []))
  const current = whole.get('current.json')
  if (version !== integrity.version || current === undefined) return
  const { base: shown, id } = parse<CurrentFile>(current)
  if (shown !== base || id !== integrity.publication)
    faults.push({ file: 'current.json', text: { de: `zeigt auf ${id}, ${shown}`, en: `points to ${id}, ${shown}` } })
}

function parse<T>(bytes: Uint8Array): T {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as T
}
