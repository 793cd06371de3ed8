import { parentPort, workerData } from 'node:worker_threads'
import type { Catalogue } from '../facilities/catalogue.ts'
import { ImportError } from '../issues/import-error.ts'
import type { RegionManifest } from '../regions/manifest.ts'
import { buildRegion } from './build-region.service.ts'

/** Reading and computing of an import in a thread of its own: untrusted files cannot stop the server, and ending the thread cancels. */
const { manifest, sourcesFolder, catalogue } = workerData as {
  manifest: RegionManifest
  sourcesFolder: string
  catalogue: Catalogue
}
try {
  const region = buildRegion(manifest, sourcesFolder, catalogue, (step, share) =>
    parentPort?.postMessage({ kind: 'progress', step, share }),
  )
  parentPort?.postMessage({ kind: 'done', value: region })
} catch (error) {
  if (!(error instanceof ImportError)) throw error
  const { name, kind, message, where, remedy } = error
  parentPort?.postMessage({ kind: 'failed', error: { name, issue: kind, message, where, remedy } })
}
