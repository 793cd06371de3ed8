import type { PublicationFile } from '../contract/publication.ts'
import type { SourceInfo } from '../contract/region.ts'
import type { Queryable } from '../db/database.store.ts'
import { TextProblem } from '../problems/text-problem.ts'
import { findDisclosureRule } from '../regions/register-data.ts'
import type { StoredImport } from '../regions/region.store.ts'
import { unpackContent, type PublishedFilesService } from './published-files.service.ts'
import { listPublications, listVersions } from './publication.store.ts'
import { isSecondRounding } from './rule-conflict.ts'

/** Throws where a version of the region that is still shown has the same register's numbers under another rule. */
export async function refuseSecondRounding(
  db: Queryable,
  publishedFiles: PublishedFilesService,
  { key, manifest }: Pick<StoredImport, 'manifest'> & { readonly key: string },
  sources: readonly SourceInfo[],
): Promise<void> {
  const rule = findDisclosureRule(manifest)
  if (rule === null) return
  const isRegister = (sourceKey: string): boolean =>
    manifest.sources.some((s) => s.key === sourceKey && 'disclosure' in s && s.disclosure?.rule === 'register')
  const hashes = new Set(sources.filter((source) => isRegister(source.key)).map(({ sha256 }) => sha256))
  for (const { id, withdrawn, definition } of await listPublications(db, key, false)) {
    if (withdrawn !== null) continue
    for (const { version } of await listVersions(db, id)) {
      const content = await publishedFiles.findFile(id, version, 'publication.json')
      if (!content) continue
      const shown = JSON.parse(Buffer.from(await unpackContent(content)).toString('utf8')) as PublicationFile
      if (!isSecondRounding(shown, rule, hashes)) continue
      throw new TextProblem('invalid-request', {
        de: `Die Fassung ${version} von „${definition.title.de}“ (${id}) zeigt Zahlen desselben Registers nach einer anderen Regel. Beide zusammen verraten mehr als jede für sich. Bitte diese Veröffentlichung zuerst zurückziehen oder die Regel in der Regionsbeschreibung wiederherstellen.`,
        en: `Version ${version} of "${definition.title.en}" (${id}) shows numbers of the same register under another rule. Together they tell more than each alone. Withdraw that publication first, or restore the rule in the region's manifest.`,
      })
    }
  }
}
