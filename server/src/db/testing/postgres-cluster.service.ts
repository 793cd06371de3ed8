import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A private PostgreSQL + PostGIS for one test run: own folder, own port on loopback, gone afterwards. */
export interface PostgresCluster {
  readonly url: string
  stop(): void
}

/** Newest installed server's programs, or null. */
function findProgramFolder(): string | null {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return null
  const versions = readdirSync(root).filter((v) => Number(v) >= 15 && existsSync(path.join(root, v, 'bin/initdb')))
  const version = versions
    .sort((a, b) => Number(b) - Number(a))
    .find((v) => existsSync(`/usr/share/postgresql/${v}/extension/postgis.control`))
  return version ? path.join(root, version, 'bin') : null
}

/** Why no cluster can be started here, or null when one can. */
export function whyNoPostgres(): string | null {
  if (process.env.TEST_DATABASE_URL) return null
  if (!findProgramFolder())
    return 'PostgreSQL ≥ 15 with PostGIS is not installed; install postgresql-15-postgis-3 or set TEST_DATABASE_URL'
  return null
}

async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** Starts a cluster, or uses the one `TEST_DATABASE_URL` names (its `nahraum` schema is dropped first). */
export async function startPostgresCluster(): Promise<PostgresCluster> {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: () => {} }
  const programs = findProgramFolder()
  if (!programs) throw new Error(whyNoPostgres() ?? 'no PostgreSQL')
  const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-postgres-'))
  // The server refuses to run as root: as root it runs as the user that the Debian package makes.
  const asRoot = process.getuid?.() === 0
  if (asRoot) {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
    chownSync(folder, id('-u'), id('-g'))
  }
  const run = (program: string, args: string[]) => {
    const command = [path.join(programs, program), ...args]
    const result = asRoot
      ? spawnSync('runuser', ['-u', 'postgres', '--', ...command], { encoding: 'utf8', cwd: '/' })
      : spawnSync(command[0], command.slice(1), { encoding: 'utf8', cwd: '/' })
    if (result.status !== 0) throw new Error(`${program} failed: ${result.stderr || result.stdout}`)
  }
  const cluster = path.join(folder, 'cluster')
  const port = await findFreePort()
  run('initdb', ['-D', cluster, '-U', 'nahraum', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C'])
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off -c full_page_writes=off`
  run('pg_ctl', ['-D', cluster, '-w', '-l', path.join(folder, 'log'), '-o', settings, 'start'])
  return {
    url: `postgresql://nahraum@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', ['-D', cluster, '-m', 'immediate', 'stop'])
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
