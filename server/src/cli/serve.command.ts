import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { interruptAbandonedJobs } from '../jobs/job.store.ts'
import { PROFILE_IDS } from '../network/profile.ts'
import { listRegions } from '../regions/region.store.ts'
import { writeDemoTown } from '../demo-town/demo-town.writer.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import { ensureAdmin } from './first-admin.service.ts'
import { parseCommandArgs } from './args.ts'
import { readDemoRecipe } from './demo-town.command.ts'
import type { Command, CommandIo } from './command.ts'
import { openWhenAway } from './open-when-away.service.ts'
import { createProgress } from './progress.writer.ts'
import { stepText } from './step-texts.ts'

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  region: { type: 'string' },
} as const
const DEMO_MANIFEST = fileURLToPath(new URL('../../../data/regions/demo.json', import.meta.url))
/** Time that open requests get to finish when the server stops. */
const GRACE_MILLISECONDS = 8_000

export const command: Command = {
  name: 'serve',
  summary: { de: 'Karte und Schnittstelle bereitstellen', en: 'serve the map and the API' },
  usage: {
    de: `Aufruf: nahraum serve [--port N] [--host H] [--data ORDNER] [--region SCHLÜSSEL]

Öffnet die Datenbank, legt beim ersten Mal die fiktive Demostadt an und stellt die Karte bereit.

  --port N      Anschluss (sonst PORT oder 3000; 0: ein freier)
  --host H      Adresse (sonst HOST oder 127.0.0.1: nur dieser Rechner)
  --data ORDNER Datenordner (sonst .data); mit DATABASE_URL gilt PostgreSQL
  --region S    nennt die Adresse dieser Region`,
    en: `Usage: nahraum serve [--port N] [--host H] [--data FOLDER] [--region KEY]

Opens the database, makes the fictional demo town the first time and serves the map.

  --port N      port (else PORT or 3000; 0: any free one)
  --host H      address (else HOST or 127.0.0.1: this machine only)
  --data FOLDER data folder (else .data); with DATABASE_URL PostgreSQL is used
  --region KEY  prints the address of this region`,
  },
  async run(args, io) {
    const { values } = parseCommandArgs(args, OPTIONS)
    const config = readConfig(values, process.env)
    const say = (de: string, en: string) => io.stderr.write(`${io.language === 'de' ? de : en}\n`)
    if (!config.databaseUrl && !existsSync(path.join(config.dataFolder, 'database'))) {
      say(
        'Die Datenbank wird angelegt (einmalig, etwa eine halbe Minute) …',
        'creating the database (once, about half a minute) …',
      )
    }
    const opened = await openWhenAway(config, (app) => listen(app, config.host, config.port), say)
    if (opened === null) return 0
    const { database } = opened
    const services = createServices(config, database)
    try {
      await interruptAbandonedJobs(database.db)
      await ensureAdmin(services, say)
      await prepareDemoTown(services, io, say)
      const app = await buildApp(services)
      services.jobs.onFault = (error, job) => app.log.error({ err: error, job: job.id, kind: job.kind }, 'job failed')
      services.publishedFiles.onFault = (error) => app.log.error({ err: error }, 'a published file could not be copied')
      await opened.release()
      const address = await listen(app, config.host, config.port)
      services.setListeningUrl(address)
      database.lock?.announce(`${address}/api/v1`)
      const shown = config.publicUrl ?? address
      say(
        `Nahraum läuft: ${values.region ? `${shown}/r/${values.region}` : shown}`,
        `Nahraum is running: ${values.region ? `${shown}/r/${values.region}` : shown}`,
      )
      if (io.json) io.stdout.write(`${JSON.stringify({ address })}\n`)
      await untilStopped()
      say('Wird beendet …', 'stopping …')
      const force = setTimeout(() => app.server.closeAllConnections(), GRACE_MILLISECONDS)
      await services.jobs.close()
      await services.whatIf.close()
      await services.packs.close()
      await services.isochrones.close()
      await app.close()
      clearTimeout(force)
      return 0
    } finally {
      await database.close()
    }
  },
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL' && code !== 'ENOTFOUND') throw error
    const place = `${host}:${port}`
    throw new ExpectedError({
      de: `An ${place} lässt sich nicht lauschen (${code}). Vielleicht läuft dort schon ein Programm; nennen Sie mit --port einen anderen Anschluss.`,
      en: `Nothing can listen at ${place} (${code}). Perhaps another program does already; name another port with --port.`,
    })
  }
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

/** The first start makes, imports and analyses the demo town; an interrupted first start goes on where it stopped. */
async function prepareDemoTown(
  services: Services,
  io: CommandIo,
  say: (de: string, en: string) => void,
): Promise<void> {
  const { database, imports, analyses, regions, results, config } = services
  const known = await listRegions(database.db)
  const isThere = known.some((region) => region.key === 'demo')
  if (known.length > 0 && !isThere) return
  const progress = createProgress(io)
  const folder = path.join(config.dataFolder, 'demo-town')
  if (!isThere) {
    say('Die fiktive Demostadt wird erzeugt und eingelesen …', 'making and importing the fictional demo town …')
    await writeDemoTown(folder, readDemoRecipe())
    await imports.run(DEMO_MANIFEST, folder, ({ step, share }) => progress.step(stepText(step), share))
    progress.done()
  }
  const published = await results.listPublished(await regions.get('demo'))
  const missing = PROFILE_IDS.filter((profile) => !published.some((run) => run.profile === profile))
  if (missing.length > 0)
    say('Gehzeiten für alle Gehprofile werden gerechnet …', 'computing walking times for all profiles …')
  for (const profile of missing) {
    await analyses.run('demo', profile, null, ({ share }) => progress.step({ de: profile, en: profile }, share))
  }
  progress.done()
}
