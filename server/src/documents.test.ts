/**
 * What the documents say is true of the code: links and paths exist, tables made from the code are up to date, examples work.
 * `UPDATE=1` rewrites the tables and docs/openapi.json: UPDATE=1 npm test -- server/src/documents.test.ts
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { CompiledQuery, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOGIN_TRIES_PER_MINUTE } from './accounts/sign-in.service.ts'
import { COMMANDS } from './cli/command-list.ts'
import { decodeColumns, encodeColumns } from './columns/columns.ts'
import { BARRIER_LIMITS } from './contract/barrier.ts'
import { CORRECTION_LIMITS } from './contract/correction.ts'
import { PUBLICATION_LIMITS } from './contract/publication.ts'
import { SCENARIO_LIMITS } from './contract/scenario.ts'
import { SHARE_DAYS } from './contract/share-link.ts'
import { SITING_LIMITS } from './contract/siting.ts'
import { TEST_DATABASES } from './db/testing/test-databases.service.ts'
import { buildApp } from './http/app.ts'
import { readConfig } from './http/config.service.ts'
import { createServices, readVersion } from './http/create-services.service.ts'
import {
  BODY_LIMITS,
  CONNECTION_LIMIT,
  JOBS_PER_PERSON,
  PUBLISHED_FACTOR,
  RATE_LIMITS,
  TIMEOUTS,
} from './http/limits.ts'
import { NAMED_SCHEMAS } from './http/named-schemas.ts'
import type { Services } from './http/services.ts'
import { PROFILE_IDS } from './network/profile.ts'
import { PROBLEMS } from './problems/problems.ts'
import { RegionManifest } from './regions/manifest.ts'
import { listFiles, parseSource, readText, resolveInRoot } from './testing/source-files.service.ts'
import { writeTinyRegion } from './testing/tiny-region.builder.ts'

const UPDATE = process.env.UPDATE === '1'

const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...listFiles('docs', '.md')]
const withoutCode = (text: string): string => text.replace(/```[\s\S]*?```/g, '')
const codeBlocks = (text: string, language: string): string[] =>
  [...text.matchAll(/```(\w*)\n([\s\S]*?)```/g)].flatMap(([, name, code]) => (name === language ? [code] : []))
const existsInRoot = (file: string): boolean => existsSync(resolveInRoot(file))

/** The address that a Markdown heading gets. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[`*]/g, '')
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}

/** Compares what stands between the marks `generated: name` with what the code says; rewrites it with UPDATE=1. */
function expectGenerated(file: string, name: string, content: string): void {
  const text = readText(file)
  const begin = `<!-- generated: ${name} -->\n`
  const end = `<!-- end of ${name} -->`
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  expect(from >= 0 && to > from, `${file} has the marks "${begin.trim()}" and "${end}"`).toBe(true)
  const current = text.slice(from + begin.length, to)
  const wanted = `\n${content.trim()}\n\n`
  if (UPDATE && current !== wanted) {
    writeFileSync(resolveInRoot(file), text.slice(0, from + begin.length) + wanted + text.slice(to))
    return
  }
  expect(current, `${file}: run UPDATE=1 npm test -- server/src/documents.test.ts`).toBe(wanted)
}

const escapeCell = (text: string): string => text.replace(/\|/g, '\\|').replace(/</g, '&lt;')
const toTable = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    `| ${header.join(' | ')} |`,
    `| ${header.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => `| ${row.map(escapeCell).join(' | ')} |`),
  ].join('\n')

describe('links and paths', () => {
  it('every link of a document leads to what exists', () => {
    const dead = documents.flatMap((file) =>
      [...withoutCode(readText(file)).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => {
        if (/^(https?|mailto):/.test(link)) return []
        const [target, anchor] = link.split('#')
        const full = target === '' ? file : path.posix.join(path.posix.dirname(file), target)
        if (!existsInRoot(full)) return [`${file}: ${link}`]
        if (anchor === undefined || !full.endsWith('.md')) return []
        const anchors = [...withoutCode(readText(full)).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading))
        return anchors.includes(anchor) ? [] : [`${file}: ${link}`]
      }),
    )
    expect(dead).toEqual([])
  })

  it('every path that a document names exists', () => {
    const missing = documents.flatMap((file) =>
      [...withoutCode(readText(file)).matchAll(/`((?:server|web|sql|data|docs|scripts)\/[^`\s*<>{}…]+)`/g)]
        .map(([, name]) => name.replace(/[.,:]$/, ''))
        .filter((name) => !existsInRoot(name))
        .map((name) => `${file}: ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('comments and texts of the code name only documents that exist', () => {
    const files = [
      ...listFiles('server/src', '.ts'),
      ...listFiles('sql', '.sql'),
      ...listFiles('web/src', '.ts', '.svelte'),
      ...listFiles('scripts', '.ts', '.mjs'),
    ].filter((file) => file !== 'server/src/documents.test.ts')
    const missing = files.flatMap((file) =>
      [...readText(file).matchAll(/docs\/[a-z0-9/-]+\.(?:md|json)/g)]
        .filter(([name]) => !existsInRoot(name))
        .map(([name]) => `${file}: ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('docs/README.md leads to every document, and docs/decisions/README.md to every decision', () => {
    for (const [index, folder] of [
      ['docs/README.md', 'docs'],
      ['docs/decisions/README.md', 'docs/decisions'],
    ]) {
      const text = readText(index)
      const missing = listFiles(folder, '.md')
        .filter((file) => file !== index)
        .filter(
          (file) => folder === 'docs/decisions' || !file.startsWith('docs/decisions/') || file.endsWith('README.md'),
        )
        .filter((file) => !text.includes(`](${path.posix.relative(folder, file)})`))
      expect(missing, index).toEqual([])
    }
  })
})

describe('form', () => {
  const cards = listFiles('docs/methods', '.md').filter((file) => !file.endsWith('README.md'))

  it.each(cards)('%s has every section of a method card', (file) => {
    const text = readText(file)
    expect(text).toMatch(/^# .+\n\n\*\*Question\.\*\* /)
    const wanted: readonly (readonly [string, RegExp])[] = [
      ['formula or definition', /^## (Formula|Definition)/m],
      ['source', /^## Sources?|^\*\*Sources?\.\*\*/m],
      ['worked example', /^## Worked example/m],
      ['edge cases', /^## Edge cases/m],
      ['biases', /^## Biases/m],
      ['files', /^## Files/m],
    ]
    expect(wanted.filter(([, pattern]) => !pattern.test(text)).map(([name]) => name)).toEqual([])
  })

  it.each(listFiles('docs/decisions', '.md').filter((file) => !file.endsWith('README.md')))(
    '%s says context, options, decision, and what is good and bad about it',
    (file) => {
      const text = readText(file)
      expect(file).toMatch(/\/\d{4}-[a-z0-9-]+\.md$/)
      const sections = ['Context', 'Options', 'Decision', 'Consequences']
      expect(sections.filter((name) => !new RegExp(`^## ${name}`, 'm').test(text))).toEqual([])
      expect(text).toMatch(/^(\*\*|- |### )?\**(Good|Positive)/m)
      expect(text).toMatch(/^(\*\*|- |### )?\**(Bad|Negative)/m)
    },
  )
})

describe('tables made from the code', () => {
  it('docs/README.md: every method card with its question', () => {
    const rows = listFiles('docs/methods', '.md').map((file) => {
      const text = readText(file)
      const title = /^# (.+)$/m.exec(text)?.[1] ?? file
      const question = /\*\*Question\.\*\* ([\s\S]+?)\n\n/.exec(text)?.[1].replace(/\s+/g, ' ') ?? ''
      return [`[${title}](${path.posix.relative('docs', file)})`, question]
    })
    expectGenerated('docs/README.md', 'methods', toTable(['card', 'question'], rows))
  })

  it('docs/data.md: every import issue and what it means', () => {
    const areas = listFiles('server/src/issues/catalogue', '.ts').map((file) => {
      const name = path.basename(file, '.ts')
      const rows = [
        ...readText(file).matchAll(/^ {2}'([a-z0-9-]+)': \{\s*de: '((?:[^'\\]|\\.)*)',\s*en: '((?:[^'\\]|\\.)*)',/gm),
      ].map(([, kind, , en]) => [`\`${kind}\``, en.replace(/\\'/g, "'")])
      return `### ${name.replace('-', ' ')}\n\n${toTable(['kind', 'what it means and what to do'], rows)}`
    })
    expectGenerated('docs/data.md', 'issues', areas.join('\n\n'))
  })

  it('docs/api.md: every problem with its status and remedy', () => {
    const rows = Object.entries(PROBLEMS).map(([code, { status, title, remedy }]) => [
      `\`${code}\``,
      String(status),
      title,
      remedy,
    ])
    expectGenerated('docs/api.md', 'problems', toTable(['code', 'status', 'title', 'remedy'], rows))
  })

  it('docs/decisions/0014-dependencies.md: every direct dependency stands there with its licence', () => {
    const file = 'docs/decisions/0014-dependencies.md'
    const rows = [...readText(file).matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)]
    const listed = rows.map(([, name, licence]) => [name, licence.trim()])
    const manifests = ['package.json', 'server/package.json', 'web/package.json'].map((manifest) => ({
      folder: path.posix.dirname(manifest),
      ...(JSON.parse(readText(manifest)) as Record<'dependencies' | 'devDependencies', Record<string, string>>),
    }))
    const licences = new Map<string, string>()
    for (const { folder, dependencies, devDependencies } of manifests) {
      for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
        const own = path.posix.join(folder, 'node_modules', name, 'package.json')
        licences.set(name, (JSON.parse(readText(own)) as { license?: string }).license ?? 'not stated')
      }
    }
    const byName = (a: readonly string[], b: readonly string[]) => (a[0] < b[0] ? -1 : 1)
    expect(listed.sort(byName)).toEqual([...licences].sort(byName))
  })

  it('README.md: every setting that the server reads, with its default', () => {
    const settings = [
      ...readText('server/src/http/config.service.ts').matchAll(/\benv\.([A-Z_]+)/g),
      ...readText('server/src/http/operator-settings.ts').matchAll(/'([A-Z_]{6,})'/g),
    ].map(([, name]) => name)
    const text = readText('README.md')
    expect([...new Set(settings)].filter((name) => !text.includes(`| \`${name}\``))).toEqual([])
    const { host, port, requestsPerMinute, logLevel } = readConfig({}, {})
    for (const [name, value] of Object.entries({
      HOST: host,
      PORT: port,
      REQUESTS_PER_MINUTE: requestsPerMinute,
      LOG_LEVEL: logLevel,
    }))
      expect(text, name).toMatch(new RegExp(`^\\| \`${name}\` \\| \`${value}\` \\|`, 'm'))
  })

  it('docs/limits.md: the limits that the code sets', () => {
    const numberIn = (file: string, pattern: RegExp): string => {
      const found = pattern.exec(readText(file))?.[1]
      if (found === undefined) throw new Error(`${file} no longer has ${pattern}`)
      return found
    }
    const number = (value: number): string => value.toLocaleString('en-GB')
    const bytes = (value: number): string =>
      value % (1 << 10) === 0 ? (value < 1 << 20 ? `${value >> 10} KiB` : `${value >> 20} MiB`) : `${value / 1e6} MB`
    const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`
    const { requestsPerMinute } = readConfig({}, {})
    const body = (what: string, value: number) => [what, bytes(value), '413']
    const content = (what: string, limit: string | number) => [
      what,
      typeof limit === 'number' ? number(limit) : limit,
      '400',
    ]
    const rows = [
      ['all requests a minute', `${number(requestsPerMinute)} (\`REQUESTS_PER_MINUTE\`)`, '429'],
      ['published maps, requests a minute', number(requestsPerMinute * PUBLISHED_FACTOR), '429'],
      ...Object.values(RATE_LIMITS).map(({ what, perMinute }) => [
        `of all, each route: ${what}`,
        number(perMinute),
        '429',
      ]),
      ['wrong passwords a minute, each address and each account', String(LOGIN_TRIES_PER_MINUTE), '429'],
      ['reports of barriers a day', String(BARRIER_LIMITS.perDay), '429'],
      ['reports of barriers that wait, from everybody', number(BARRIER_LIMITS.open), '429'],
      ['jobs of one person, waiting or running', String(JOBS_PER_PERSON), '429'],
      ['jobs of everybody', numberIn('server/src/jobs/job-runner.service.ts', /WAITING_LIMIT = (\d+)/), '429'],
      ['open streams of progress', numberIn('server/src/jobs/job.routes.ts', /STREAM_LIMIT = (\d+)/), '429'],
      body('body of a request', BODY_LIMITS.usual),
      body('… with a scenario, a what-if question', BODY_LIMITS.scenario),
      body('… with a search for sites', BODY_LIMITS.siting),
      body('… with a draft of a publication', BODY_LIMITS.publication),
      body('… with a logo for profiles', BODY_LIMITS.profiles),
      ['headers of a request', '16 KiB', '431'],
      ['time for a request to arrive', seconds(TIMEOUTS.request), '408, the connection is closed'],
      ['time without a byte', seconds(TIMEOUTS.connection), 'the connection is closed'],
      ['time for an answer of the API to be on its way', seconds(TIMEOUTS.handler), '503'],
      ['open connections', number(CONNECTION_LIMIT), 'the connection is closed'],
      content('modifications of a scenario', SCENARIO_LIMITS.modifications),
      content('corners of an area of a scenario', SCENARIO_LIMITS.corners),
      content('corners of a new path', SCENARIO_LIMITS.pathCorners),
      content('characters of a description', SCENARIO_LIMITS.textLength),
      content('sites of a search', SITING_LIMITS.sites),
      content('drawn points of a search', SITING_LIMITS.points),
      content('candidates of a search', SITING_LIMITS.candidates),
      content('pairs of candidate and cell within reach', SITING_LIMITS.pairs),
      content('areas of a search, and corners of each', `${SITING_LIMITS.areas}, ${SITING_LIMITS.corners}`),
      content('seconds of a search', SITING_LIMITS.seconds),
      content(
        'kinds of a publication, and thresholds of each',
        `${PUBLICATION_LIMITS.categories}, ${PUBLICATION_LIMITS.minutesPerCategory}`,
      ),
      content(
        'groups, districts, allowed websites of a publication',
        `${PUBLICATION_LIMITS.groups}, ${number(PUBLICATION_LIMITS.districts)}, ${PUBLICATION_LIMITS.parents}`,
      ),
      content('characters of a text of a publication', PUBLICATION_LIMITS.text),
      content('characters of a report about a place', CORRECTION_LIMITS.comment),
      content('characters of a report of a barrier', BARRIER_LIMITS.description),
      content('days that a link to a draft counts', `${SHARE_DAYS.minimum} … ${SHARE_DAYS.maximum}`),
      content('`categories` of a question', '2,000 characters'),
      content('`minutes`', '0.5 … 60'),
      content('`rank`', 3),
      content('places of an explanation', 5),
      [
        'tiles in memory',
        `${numberIn('server/src/tiles/tile.routes.ts', /MAXIMUM_CACHE_BYTES = (\d+) << 20/)} MiB`,
        'the least used go first',
      ],
    ]
    expectGenerated('docs/limits.md', 'limits', toTable(['what', 'limit', 'beyond it'], rows))
  })

  it('docs/data.md: every field of a region manifest', () => {
    const text = readText('docs/data.md')
    const names = new Set<string>()
    const collect = (schema: unknown): void => {
      if (typeof schema !== 'object' || schema === null) return
      const { properties, items, anyOf } = schema as { properties?: object; items?: unknown; anyOf?: unknown[] }
      for (const [name, child] of Object.entries(properties ?? {})) {
        names.add(name)
        collect(child)
      }
      collect(items)
      for (const child of anyOf ?? []) collect(child)
    }
    collect(RegionManifest)
    expect(names.size).toBeGreaterThan(25)
    expect([...names].filter((name) => !text.includes(`\`${name}\``))).toEqual([])
  })

  it('docs/architecture.md: every folder of the server', () => {
    const text = readText('docs/architecture.md')
    const folders = new Set(listFiles('server/src', '.ts').map((file) => file.split('/')[2]))
    const missing = [...folders].filter((folder) => !folder.endsWith('.ts') && !text.includes(`\`${folder}\``))
    expect(missing).toEqual([])
  })
})

describe('examples', () => {
  const helpOf = async (name: string): Promise<string> => {
    const { command } = await COMMANDS.find((entry) => entry.name === name)!.load()
    return command.usage.en
  }

  it('every call of the command line in the documents names a command, and options that its help explains', async () => {
    const calls = documents.flatMap((file) =>
      codeBlocks(readText(file), 'sh')
        .join('\n')
        .replace(/\\\n\s*/g, ' ')
        .split('\n')
        .map((line) => /(?:^|\s)nahraum (?:-- )?([a-z][a-z-]*)(.*)$/.exec(line.replace(/#.*$/, '')))
        .filter((match) => match !== null)
        .map(([, command, rest]) => ({ file, command, rest })),
    )
    expect(calls.length).toBeGreaterThan(5)
    for (const { file, command, rest } of calls) {
      expect(
        COMMANDS.map(({ name }) => name),
        `${file}: nahraum ${command}`,
      ).toContain(command)
      const help = `${await helpOf(command)} --json --language --help`
      const options = [...rest.matchAll(/(--[a-z-]+)/g)].map(([option]) => option)
      expect(
        options.filter((option) => !help.includes(option)),
        `${file}: nahraum ${command}${rest}`,
      ).toEqual([])
      for (const [, profile] of rest.matchAll(/--profile (\S+)/g)) expect(PROFILE_IDS).toContain(profile)
    }
  })

  it('docs/api.md shows the column format byte by byte, and these bytes are what the encoder writes', () => {
    const dump = codeBlocks(readText('docs/api.md'), 'hexdump')[0]
    const bytes = Uint8Array.from(
      dump
        .split('\n')
        .filter((line) => /^[0-9a-f]{4} /.test(line))
        .flatMap((line) =>
          line
            .slice(6, 6 + 16 * 3)
            .trim()
            .split(/\s+/),
        )
        .map((byte) => parseInt(byte, 16)),
    )
    const set = {
      meta: { rank: 1 },
      columns: { deciseconds: Uint16Array.of(3120, 65535), reason: Uint8Array.of(0, 4) },
    }
    expect(Array.from(bytes)).toEqual(Array.from(encodeColumns(set)))
    expect(decodeColumns(bytes)).toEqual(set)
  })

  it('the queries of docs/qgis.md run, and their views name the columns that the document explains', async () => {
    const test = await TEST_DATABASES[0].open()
    const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-documents-'))
    try {
      const { manifestFile } = writeTinyRegion(folder, { key: 'aachen' })
      const services = createServices(readConfig({ data: test.dataFolder }, {}), test.database)
      await services.imports.run(manifestFile, null)
      await services.analyses.run('aachen', '65plus', ['pharmacy', 'senior_meeting_place'])
      const text = readText('docs/qgis.md')
      const queries = codeBlocks(text, 'sql').filter((code) => /^(select|with)/.test(code))
      expect(queries.length).toBe(2)
      for (const query of queries) await test.database.db.executeQuery(CompiledQuery.raw(query))
      for (const view of ['district_coverage', 'cell_minutes']) {
        const { rows } = await sql<{ name: string }>`
          select column_name as name from information_schema.columns where table_schema = 'nahraum' and table_name = ${view}`.execute(
          test.database.db,
        )
        expect(rows.length).toBeGreaterThan(5)
        expect(rows.map(({ name }) => name).filter((name) => !text.includes(`\`${name}\``))).toEqual([])
      }
      const people = await test.database.db.executeQuery<{ people_65plus: number }>(CompiledQuery.raw(queries[1]))
      expect(people.rows.reduce((sum, row) => sum + row.people_65plus, 0)).toBeGreaterThan(0)
    } finally {
      await test.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }, 120_000)

  it('JSON in the documents is JSON', () => {
    for (const file of documents)
      for (const code of codeBlocks(readText(file), 'json'))
        expect(() => JSON.parse(code) as unknown, `${file}: ${code}`).not.toThrow()
  })
})

describe('the API', () => {
  let app: FastifyInstance
  beforeAll(async () => {
    // Routes are only registered, not called: what they work with is not needed.
    app = await buildApp({
      config: readConfig({}, {}),
      version: readVersion(),
      publishedFiles: { settle: () => Promise.resolve() },
    } as unknown as Services)
    await app.ready()
  })
  afterAll(() => app.close())

  it('docs/openapi.json is what the server answers at /api/v1/openapi.json', () => {
    const current = `${JSON.stringify(app.swagger(), null, 1)}\n`
    const file = 'docs/openapi.json'
    if (UPDATE) writeFileSync(resolveInRoot(file), current)
    expect(readText(file) === current, `${file}: run UPDATE=1 npm test -- server/src/documents.test.ts`).toBe(true)
  })

  it('names every schema that it has a name for, and each name leads to one', () => {
    const document = app.swagger() as { components?: { schemas?: object } }
    const text = JSON.stringify(document)
    const used = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name))
    expect([...used].sort()).toEqual(Object.keys(document.components?.schemas ?? {}).sort())
    expect([...used].sort()).toEqual(Object.keys(NAMED_SCHEMAS).sort())
  })

  interface Operation {
    readonly summary?: string
    readonly responses: Readonly<Record<string, unknown>>
  }
  const listOperations = () => {
    const paths = app.swagger().paths as unknown as Record<string, Record<string, Operation>>
    return Object.entries(paths).flatMap(([route, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ route, method: method.toUpperCase(), ...operation })),
    )
  }

  it('docs/api.md has every route', () => {
    const rows = listOperations().map(({ route, method, summary = '' }) => [`\`${method}\``, `\`${route}\``, summary])
    expectGenerated('docs/api.md', 'routes', toTable(['', 'address', 'what it answers'], rows))
  })

  it('every route says in words what it does, and which refusals are possible', () => {
    const bare = listOperations().filter(
      ({ summary, responses }) => !summary || !responses['400'] || !responses['429'] || !responses['500'],
    )
    expect(bare.map(({ method, route }) => `${method} ${route}`)).toEqual([])
  })
})

describe('the code about itself', () => {
  it('every kernel says at its head what it does', () => {
    const kernels = ['access', 'gaps', 'reach', 'population', 'network'].flatMap((folder) =>
      listFiles(`server/src/${folder}`, '.ts').filter((file) => !/\.(test|builder|arbitrary)\.|\/testing\//.test(file)),
    )
    const silent = kernels.filter((file) => !readText(file).includes('/**') && parseSource(file).lineCount > 30)
    expect(silent).toEqual([])
  })
})
