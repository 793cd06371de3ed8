import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { PUBLICATION_FORMAT, type CurrentFile, type PublicationFile } from '../contract/publication.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import type { PackageEntry } from './package-content.ts'
import type { PackageInput } from './package.writer.ts'
import { sha256 } from './package.writer.ts'
import { unpackContent, type PublishedFilesService } from './published-files.service.ts'

type Frozen = Omit<PackageInput, 'embed'>

/**
 * The version of a publication that is shown, from the stored files.
 *
 * @param publicUrl where wrong places can be reported; null where the server's address is not known
 * @throws ExpectedError where nothing is shown under the id
 */
export async function readFrozenHere(
  publishedFiles: PublishedFilesService,
  id: string,
  publicUrl: string | null,
): Promise<Frozen> {
  const shown = /^[a-z2-7]{12}$/.test(id) ? await publishedFiles.find(id) : undefined
  if (!shown) throw unknown(id)
  const { version, publishedAt } = shown
  if (version === null || publishedAt === null) throw notPublished(id)
  if (shown.withdrawnReason !== null) throw withdrawn(id, shown.withdrawnReason)
  const current: CurrentFile = {
    format: PUBLICATION_FORMAT,
    id,
    version,
    publishedAt,
    base: `v/${version}/`,
    allowedParents: [...shown.allowedParents],
    reportUrl: shown.allowCorrections && publicUrl !== null ? `${publicUrl}/report/${shown.regionKey}` : null,
    preview: false,
  }
  return readFiles(current, async (name) => {
    const content = await publishedFiles.findFile(id, version, name)
    return content && (await unpackContent(content))
  })
}

/**
 * The same from a running server, by its public addresses.
 *
 * @param origin `http://127.0.0.1:3000`
 */
export async function readFrozenThere(origin: string, id: string): Promise<Frozen> {
  const ask = (address: string): Promise<Response> => fetch(`${origin}/embed/${encodeURIComponent(id)}/${address}`)
  const answer = await ask('current.json')
  if (answer.status === 410) throw withdrawn(id, ((await answer.json()) as { detail?: string }).detail ?? '')
  if (answer.status === 404) throw unknown(id)
  if (!answer.ok) throw unreadable(`${origin}/embed/${id}/current.json`, answer.status)
  const current = (await answer.json()) as CurrentFile
  return readFiles(current, async (name) => {
    const file = await ask(`${current.base}${name}`)
    if (!file.ok) throw unreadable(file.url, file.status)
    return new Uint8Array(await file.arrayBuffer())
  })
}

async function readFiles(
  current: CurrentFile,
  read: (name: string) => Promise<Uint8Array | undefined>,
): Promise<Frozen> {
  const get = async (name: string): Promise<Uint8Array> => {
    const bytes = await read(name)
    if (bytes === undefined) throw unreadable(name, 404)
    return bytes
  }
  const about = await get('publication.json')
  const publication = JSON.parse(Buffer.from(about).toString('utf8')) as PublicationFile
  const files: PackageEntry[] = [{ path: 'publication.json', bytes: about }]
  for (const { name, sha256: hash } of publication.files) {
    const bytes = await get(name)
    if (sha256(bytes) !== hash) {
      throw new ExpectedError({
        de: `Die Datei ${name} der Veröffentlichung ${current.id} ist beschädigt. Bitte eine neue Fassung veröffentlichen oder die Sicherung einspielen.`,
        en: `The file ${name} of the publication ${current.id} is damaged. Publish a new version or restore the backup.`,
      })
    }
    files.push({ path: name, bytes })
  }
  return { current, publication, files }
}

/** The built client of embedded maps. @throws ExpectedError where it was not built */
export async function readBuiltEmbed(folder: string): Promise<PackageInput['embed']> {
  const template = await readFile(path.join(folder, 'index.html'), 'utf8').catch(() => undefined)
  if (template === undefined) {
    throw new ExpectedError({
      de: 'Die Kartenansicht ist noch nicht gebaut. Zuerst: npm run build',
      en: 'The map view has not been built yet. First: npm run build',
    })
  }
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const names = found
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => name !== 'index.html')
  const assets = await Promise.all(
    names.map(async (name): Promise<PackageEntry> => ({
      path: name.split(path.sep).join('/'),
      bytes: await readFile(path.join(folder, name)),
    })),
  )
  return { template, assets }
}

const unknown = (id: string): ExpectedError =>
  new ExpectedError({
    de: `Eine Veröffentlichung „${id}“ gibt es nicht. Die Kennung hat 12 Zeichen und steht im Editor und am Ende der Adresse /embed/….`,
    en: `There is no publication "${id}". The id has 12 characters and stands in the editor and at the end of the address /embed/….`,
  })

const notPublished = (id: string): ExpectedError =>
  new ExpectedError({
    de: `„${id}“ ist noch ein Entwurf. Bitte zuerst im Editor veröffentlichen.`,
    en: `"${id}" is still a draft. Publish it in the editor first.`,
  })

const withdrawn = (id: string, reason: string): ExpectedError =>
  new ExpectedError({
    de: `„${id}“ wurde zurückgezogen und wird nicht mehr ausgegeben. Grund: ${reason}`,
    en: `"${id}" was withdrawn and is not handed out any more. Reason: ${reason}`,
  })

const unreadable = (what: string, status: number): ExpectedError =>
  new ExpectedError({
    de: `${what} lässt sich nicht lesen (Antwort ${status}). Bitte noch einmal versuchen.`,
    en: `${what} cannot be read (answer ${status}). Try again.`,
  })
