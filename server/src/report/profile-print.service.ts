import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { ProfileDocumentRequest, ProfileDocumentResult } from '../contract/district-profile.ts'
import type { Queryable } from '../db/database.store.ts'
import { checkLogo, type Logo } from '../district-profile/check-logo.ts'
import type { BookTitle } from '../district-profile/profile-book.ts'
import { PROFILE_TEXTS } from '../district-profile/profile-texts.ts'
import { writeSheetsHtml } from '../district-profile/sheets-html.ts'
import type { Sheet } from '../district-profile/sheet.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { Job, JobProgress } from '../jobs/job.ts'
import type { JobRunner } from '../jobs/job-runner.service.ts'
import { Problem } from '../problems/problems.ts'
import { TextProblem } from '../problems/text-problem.ts'
import type { LoadedRun } from '../runs/run-results.service.ts'
import { findChromium, printHtml } from './chromium.service.ts'
import type { DistrictProfileService } from './district-profiles.service.ts'
import { buildSheets, loadProfileContext, readSheetStyle } from './profile-document.service.ts'
import { writeSheetsPdf } from './sheets-pdf.writer.ts'

/** A printed document in memory. */
export interface PrintedFile {
  readonly bytes: Uint8Array
  readonly name: string
  readonly region: string
}

/** A request whose open choices are filled in and whose logo is checked. */
export interface PrintOrder {
  readonly run: LoadedRun
  readonly request: Required<Omit<ProfileDocumentRequest, 'group' | 'districts' | 'title'>> & {
    readonly groupId: string | null
    readonly districtIds: readonly string[] | null
    readonly title: (BookTitle & { readonly accent: string }) | null
  }
  readonly logo: (Logo & { readonly bytes: Uint8Array }) | null
}

const FILES_BYTES = 128 << 20
const FILES_MILLISECONDS = 30 * 60_000
const DEFAULT_ACCENT = '#0c5d68'
/** Shares of the work: figures, sheets, printing. */
const COMPUTED_SHARE = 0.35
const LAID_OUT_SHARE = 0.45

const UNTAGGED = {
  de: 'Ohne Auszeichnung für Vorleseprogramme, weil auf dem Server kein Chromium bereitsteht; das steht auch auf der Titelseite.',
  en: 'Without tags for screen readers, because the server has no Chromium; the title page says so as well.',
}

/** Documents of profiles as jobs; one is printed at a time, and files are kept in memory for half an hour. */
export class ProfilePrintService {
  readonly #db: Queryable
  readonly #catalogue: Catalogue
  readonly #jobs: JobRunner
  readonly #profiles: DistrictProfileService
  readonly #softwareVersion: string
  readonly #files = new LRUCache<string, PrintedFile>({
    maxSize: FILES_BYTES,
    sizeCalculation: ({ bytes }) => bytes.byteLength + 1000,
    ttl: FILES_MILLISECONDS,
    ttlAutopurge: false,
  })

  constructor(
    db: Queryable,
    catalogue: Catalogue,
    jobs: JobRunner,
    profiles: DistrictProfileService,
    softwareVersion: string,
  ) {
    this.#db = db
    this.#catalogue = catalogue
    this.#jobs = jobs
    this.#profiles = profiles
    this.#softwareVersion = softwareVersion
  }

  /** @throws Problem `invalid-request` for a logo that is no picture or districts that the level does not have, `unknown-level` */
  resolve(run: LoadedRun, body: ProfileDocumentRequest): PrintOrder {
    const { level, group, edition = 'public', language = 'de', extent = 'equal', districts, title = null } = body
    const levelIndex = run.region.levels.findIndex(({ id }) => id === level)
    if (levelIndex < 0) throw new Problem('unknown-level', `"${level}" is no level of this region.`)
    const unknown = districts?.find((id) => !run.region.districts[levelIndex].some((district) => district.id === id))
    if (unknown !== undefined)
      throw new Problem('invalid-request', `The level "${level}" has no district "${unknown}".`)
    const named = title && {
      heading: title.heading.trim() || PROFILE_TEXTS[language].bookTitle,
      municipality: title.municipality,
      foreword: title.foreword,
      accent: title.accent,
    }
    const logo = title === null || title.logo === null ? null : readLogo(title.logo)
    const request = { level, edition, language, extent, groupId: group ?? null, districtIds: districts ?? null }
    return { run, request: { ...request, title: named }, logo }
  }

  /** Accepts a document; equal ones that wait or are being printed are joined. */
  start(order: PrintOrder): Promise<{ job: Job; done: Promise<Job> }> {
    const { run, request, logo } = order
    const key = createHash('sha256')
      .update(JSON.stringify([run.region.importId, run.info.id, request]))
      .update(logo?.bytes ?? '')
      .digest('hex')
    const work = async (report: (progress: JobProgress) => void, signal: AbortSignal) => {
      const { file, result } = await this.print(order, report, signal)
      const id = key.slice(0, 32)
      this.#files.set(id, file)
      return { ...result, file: `/api/v1/regions/${run.region.key}/profiles/files/${id}` }
    }
    return this.#jobs.start('profiles', run.region.key, work, key)
  }

  /** A printed file that is still kept. @throws Problem `not-found` */
  getFile(region: string, id: string): PrintedFile {
    const file = this.#files.get(id)
    if (file === undefined || file.region !== region)
      throw new Problem(
        'not-found',
        'This document is not kept any more: documents are kept for half an hour. Print it again.',
      )
    return file
  }

  async print(
    { run, request, logo }: PrintOrder,
    report: (progress: JobProgress) => void,
    signal?: AbortSignal,
  ): Promise<{ file: PrintedFile; result: Omit<ProfileDocumentResult, 'file'> }> {
    const { level: levelId, groupId, edition, language, extent, districtIds, title } = request
    report({ step: 'figures', share: 0 })
    const computed = await this.#profiles.compute(run, { levelId, groupId, edition })
    signal?.throwIfAborted()
    report({ step: 'sheets', share: COMPUTED_SHARE })
    const createdAt = new Date().toISOString()
    const context = await loadProfileContext(
      this.#db,
      this.#catalogue,
      computed,
      language,
      createdAt,
      this.#softwareVersion,
    )
    const chromium = findChromium()
    const sheets = buildSheets({
      computed,
      context,
      title,
      districtIds,
      extent,
      hasLogo: logo !== null,
      isTagged: chromium !== null,
    })
    signal?.throwIfAborted()
    const onProgress = (share: number) =>
      report({ step: 'printing', share: LAID_OUT_SHARE + (1 - LAID_OUT_SHARE) * share })
    onProgress(0)
    const documentTitle = title?.heading ?? `${PROFILE_TEXTS[language].kicker}: ${context.regionName[language]}`
    const look = { language, documentTitle, accent: title?.accent ?? DEFAULT_ACCENT }
    const bytes =
      chromium === null
        ? await this.#printPlain(sheets, { ...look, logo: logo?.bytes ?? null }, onProgress, signal)
        : (
            await printHtml(
              chromium,
              writeSheetsHtml(sheets, { ...look, style: readSheetStyle(), logo: toDataUrl(logo) }),
              onProgress,
              signal,
            )
          ).bytes
    const name = `${run.region.key}-steckbriefe-${levelId}-${run.info.id}.pdf`
    return {
      file: { bytes, name, region: run.region.key },
      result: {
        name,
        bytes: bytes.byteLength,
        pages: sheets.length,
        tagged: chromium !== null,
        note: chromium === null ? UNTAGGED : null,
      },
    }
  }

  async #printPlain(
    sheets: readonly Sheet[],
    options: Parameters<typeof writeSheetsPdf>[1],
    onProgress: (share: number) => void,
    signal?: AbortSignal,
  ): Promise<Uint8Array> {
    try {
      return await writeSheetsPdf(sheets, options, onProgress, signal)
    } catch (error) {
      if (signal?.aborted || options.logo === null) throw error
      // The logo has a sound frame, but what is in it cannot be read: the document goes without.
      return writeSheetsPdf(sheets, { ...options, logo: null }, onProgress, signal)
    }
  }
}

function readLogo(base64: string): PrintOrder['logo'] {
  const bytes = Buffer.from(base64, 'base64')
  const check = checkLogo(bytes)
  if ('fault' in check) throw new TextProblem('invalid-request', check.fault)
  return { ...check.logo, bytes }
}

function toDataUrl(logo: PrintOrder['logo']): string | null {
  return logo === null ? null : `data:${logo.mediaType};base64,${Buffer.from(logo.bytes).toString('base64')}`
}
