/** The rules of docs/architecture.md, run on every file. A breach that has a reason stands in a list here, with the reason. */
import { describe, expect, it } from 'vitest'
import { listFiles, parseSource, readText, type SourceFile } from './testing/source-files.service.ts'

/**
 * Folders of server/src from the ground up. A file may import from folders below its own, never from above or from the side.
 * The first groups hold kernels; from `db` on they hold the application.
 */
const LEVELS: readonly (readonly string[])[] = [
  ['contract', 'columns'],
  ['problems', 'issues'],
  ['geo', 'csv'],
  ['osm', 'grid'],
  ['network', 'districts', 'facilities', 'population', 'demo-town', 'addresses'],
  ['reach'],
  ['access'],
  ['gaps', 'measures', 'siting', 'isochrone', 'disclosure'],
  ['scenario'],
  ['tiles', 'site-search', 'district-profile'],
  ['db'],
  ['accounts'],
  ['jobs'],
  ['regions'],
  ['runs'],
  ['scenarios'],
  ['export', 'import'],
  ['report', 'corrections'],
  ['publications', 'barriers'],
  ['http'],
  ['cli'],
]
/** Kernels and vocabulary: their files without a suffix are also compiled without any library but the language's. */
const KERNEL_FOLDERS = LEVELS.slice(0, 10).flat()

/** Endings of the files that touch the world outside: everything else is pure. */
const EDGE_SUFFIXES = ['store', 'reader', 'writer', 'service', 'routes', 'job', 'worker', 'command']
/** Endings of files that only tests use. */
const TEST_SUFFIXES = ['test', 'builder', 'arbitrary', 'bench']

/** Files that join what lies at several levels to one route, and count as part of `http` for that. */
const COUNTS_AS_HTTP: Readonly<Record<string, string>> = {
  'server/src/tiles/tile-sources.service.ts':
    'opens regions and runs as sources of tiles; used by tile.routes.ts and nothing else',
  'server/src/publications/embed-answers.service.ts': 'pages and headers that embed.routes.ts answers with',
  'server/src/export/export.service.ts': 'writes what the export route and the export command hand out',
}
const LEVEL_EXCEPTIONS: Readonly<Record<string, string>> = {}
const PURITY_EXCEPTIONS: Readonly<Record<string, string>> = {
  'server/src/http/app.ts': 'wires routes and plug-ins by hand; the entry of the HTTP side',
  'server/src/cli/main.ts': 'the entry of the command line: streams, environment, exit code',
  'server/src/cli/args.ts': 'the parser of arguments is node:util, which is pure but for its name',
  'server/src/cli/command-list.ts': 'loads a command when it is called',
}
const SQL_EXCEPTIONS: Readonly<Record<string, string>> = {}
const PACKAGE_EXCEPTIONS: Readonly<Record<string, string>> = {
  '@fontsource/noto-sans': 'its files are read and embedded in printed profiles; there is nothing to import',
  pdfkit: 'an import in Node would give its build for browsers: pdf-pen.service.ts requires it, when first needed',
}
/** Pure files above the kernels that the client takes as well. */
const CLIENT_EXCEPTIONS: Readonly<Record<string, string>> = {
  'server/src/publications/embed-snippet.ts': 'the builder of the client previews exactly the HTML that oEmbed answers',
  'server/src/publications/palettes.ts': 'the editor offers the colours that are published',
}
const LONGEST_FILE = 350
const LENGTH_EXCEPTIONS: Readonly<Record<string, string>> = {
  'server/src/contract/publication.ts':
    'the one description of a publication and its files for server, editor, embed and package',
  'web/src/routes/r/[region]/plan/+page.svelte': 'the one page that joins the planner’s map, tools, cards and panels',
}
const LONGEST_TEST = 500

const sources = listFiles('server/src', '.ts').map(parseSource)
const byPath = new Map(sources.map((source) => [source.path, source]))

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1)
/** `reader` of `districts.reader.ts`; `test` of `districts.reader.test.ts`. */
const suffixOf = (file: string): string => nameOf(file).split('.').slice(1, -1).at(-1) ?? ''
const folderOf = (file: string): string => file.split('/')[2]
const isTestFile = (file: string): boolean => file.includes('/testing/') || TEST_SUFFIXES.includes(suffixOf(file))
const product = sources.filter(({ path }) => !isTestFile(path))
const ownImports = (source: SourceFile) => source.imports.filter((i) => i.isOwn && i.target.startsWith('server/src/'))

function levelOf(file: string): number {
  if (suffixOf(file) === 'routes' || file in COUNTS_AS_HTTP) return levelOfFolder('http')
  return levelOfFolder(folderOf(file))
}
function levelOfFolder(folder: string): number {
  return LEVELS.findIndex((level) => level.includes(folder))
}

/** An exception whose breach is gone must go as well. */
function expectOnly(breaches: readonly string[], exceptions: Readonly<Record<string, string>>, advice: string): void {
  const keys = [...new Set(breaches.map((breach) => breach.split(': ')[0]))]
  expect(
    breaches.filter((breach) => !(breach.split(': ')[0] in exceptions)),
    advice,
  ).toEqual([])
  expect(
    Object.keys(exceptions).filter((key) => !keys.includes(key)),
    'these exceptions are no longer needed',
  ).toEqual([])
}

describe('names', () => {
  it('every folder of the server has a level, and every file a known suffix', () => {
    const folders = new Set(product.map(({ path }) => folderOf(path)))
    expect([...folders].filter((folder) => levelOfFolder(folder) < 0)).toEqual([])
    const known = new Set(['', ...EDGE_SUFFIXES, ...TEST_SUFFIXES])
    expect(sources.map(({ path }) => path).filter((path) => !known.has(suffixOf(path)))).toEqual([])
  })

  it('files are named in kebab-case after what they hold, and none is a drawer for odds and ends', () => {
    const odd = sources.filter(
      ({ path }) =>
        !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.ts$/.test(nameOf(path)) ||
        /^(utils?|helpers?|misc|index)\./.test(nameOf(path)),
    )
    expect(odd.map(({ path }) => path)).toEqual([])
  })
})

describe('levels', () => {
  it('a file imports only from lower levels and from its own folder', () => {
    const breaches = product.flatMap((source) =>
      ownImports(source).flatMap(({ target }) => {
        if (folderOf(target) === folderOf(source.path) && levelOf(target) <= levelOf(source.path)) return []
        const isLower = levelOf(target) < levelOf(source.path)
        const isSameHttp = levelOf(source.path) === levelOfFolder('http') && levelOf(target) === levelOfFolder('http')
        return isLower || isSameHttp ? [] : [`${source.path} -> ${target}`]
      }),
    )
    expectOnly(breaches, LEVEL_EXCEPTIONS, 'move the import, or what is imported, to its level')
    const counted = Object.keys(COUNTS_AS_HTTP)
    expect(counted.filter((path) => !byPath.has(path))).toEqual([])
  })

  it('routes are mounted by the application and imported by nobody else', () => {
    const importers = product.filter((source) => ownImports(source).some((i) => suffixOf(i.target) === 'routes'))
    expect(importers.map(({ path }) => path)).toEqual([
      'server/src/http/app.ts',
      // Published maps alone, while there is no database to start with.
      'server/src/http/embed-only-app.service.ts',
    ])
  })

  it('no file leads back to itself through its imports, not even by types', () => {
    const state = new Map<string, 'open' | 'done'>()
    const trail: string[] = []
    const cycles: string[] = []
    const follow = (path: string): void => {
      state.set(path, 'open')
      trail.push(path)
      for (const { target } of ownImports(byPath.get(path)!)) {
        if (!byPath.has(target)) continue
        if (state.get(target) === 'open') cycles.push([...trail.slice(trail.indexOf(target)), target].join(' -> '))
        else if (!state.has(target)) follow(target)
      }
      trail.pop()
      state.set(path, 'done')
    }
    for (const { path } of sources) if (!state.has(path)) follow(path)
    expect(cycles).toEqual([])
  })

  it('what is made for tests is used by tests', () => {
    const breaches = product.flatMap((source) =>
      ownImports(source).flatMap(({ target }) => (isTestFile(target) ? [`${source.path} -> ${target}`] : [])),
    )
    expect(breaches).toEqual([])
  })
})

describe('purity', () => {
  const FORBIDDEN = [
    'process', 'Buffer', 'console', 'performance', 'fetch', 'crypto', 'setTimeout', 'setInterval', 'setImmediate',
    'queueMicrotask', 'globalThis', 'Date.now', 'Math.random', 'new Date()', 'import()',
  ] // prettier-ignore
  /** Packages that are I/O themselves. */
  const WORLD = /^(node:|fastify$|@fastify\/(?!type-provider)|kysely$|pg$|@electric-sql\/)/

  it('a file without a suffix knows no files, clock, chance, environment or log, and imports none that does', () => {
    const breaches = product
      .filter(({ path }) => suffixOf(path) === '')
      .flatMap((source) => [
        ...FORBIDDEN.filter((name) => source.globals.has(name)).map((name) => `${source.path}: uses ${name}`),
        ...source.imports
          .filter((i) => !i.isTypeOnly && (i.isOwn ? suffixOf(i.target) !== '' : WORLD.test(i.target)))
          .map((i) => `${source.path}: imports ${i.target}`),
      ])
    expectOnly(
      breaches,
      PURITY_EXCEPTIONS,
      'name the file after its edge (.reader, .store, .service …) or move the edge out',
    )
  })

  it('the compiler holds the same rule for every kernel folder', () => {
    const { include } = JSON.parse(readText('server/tsconfig.pure.json')) as { include: string[] }
    // The lowest folders are compiled with those that import them.
    const pure = LEVELS.slice(2, 10).flat()
    expect(pure.filter((folder) => !include.includes(`src/${folder}`))).toEqual([])
  })
})

describe('database', () => {
  it('SQL is written in stores and in the database folder, through the template of Kysely', () => {
    const breaches = product
      .filter(({ path }) => folderOf(path) !== 'db' && suffixOf(path) !== 'store')
      .filter((source) => source.imports.some((i) => !i.isTypeOnly && i.target === 'kysely'))
      .map(({ path }) => path)
    expectOnly(breaches, SQL_EXCEPTIONS, 'put the query into a store')
  })

  it('only the database folder knows the drivers, and nobody makes SQL from text', () => {
    const drivers = product.filter(
      (source) =>
        folderOf(source.path) !== 'db' && source.imports.some((i) => /^(pg|@electric-sql\/.*)$/.test(i.target)),
    )
    expect(drivers.map(({ path }) => path)).toEqual([])
    expect(product.filter((source) => source.globals.has('sql.raw')).map(({ path }) => path)).toEqual([])
  })
})

describe('modules', () => {
  const clientFiles = listFiles('web/src', '.ts').map(parseSource)

  it('exports have names: no default exports outside configuration', () => {
    const defaults = [...sources, ...clientFiles].filter((source) => source.hasDefaultExport)
    expect(defaults.map(({ path }) => path)).toEqual([])
  })

  it('nothing is exported twice: no barrels', () => {
    const contract = 'web/src/lib/api/contract.ts'
    const barrels = [...sources, ...clientFiles].filter(
      (source) => source.path !== contract && source.imports.some((i) => i.isReexport),
    )
    expect(barrels.map(({ path }) => path)).toEqual([])
  })

  it('the client takes types and pure files from the server, nothing else', () => {
    const svelteImports = listFiles('web/src', '.svelte').flatMap((file) =>
      [...readText(file).matchAll(/import\s+(type\s)?[^'"]*from\s+['"]([^'"]*server\/src\/([^'"]+))['"]/g)].map(
        ([, type, , target]) => ({ file, isTypeOnly: type !== undefined, target: `server/src/${target}` }),
      ),
    )
    const moduleImports = clientFiles.flatMap((source) =>
      source.imports
        .filter((i) => i.target.startsWith('server/'))
        .map(({ target, isTypeOnly }) => ({ file: source.path, isTypeOnly, target })),
    )
    const breaches = [...svelteImports, ...moduleImports].filter(
      ({ target, isTypeOnly }) =>
        !isTypeOnly &&
        !(suffixOf(target) === '' && KERNEL_FOLDERS.includes(folderOf(target))) &&
        !(suffixOf(target) === '' && target in CLIENT_EXCEPTIONS),
    )
    expect(breaches).toEqual([])
  })

  it('files are short enough to be read at once', () => {
    const files = [
      ...listFiles('server/src', '.ts'),
      ...listFiles('web/src', '.ts', '.svelte'),
      ...listFiles('scripts', '.ts', '.mjs'),
    ]
    const lengths = files.map((file) => ({ file, lines: readText(file).split('\n').length - 1 }))
    const longTests = lengths.filter(({ file, lines }) => file.endsWith('.test.ts') && lines > LONGEST_TEST)
    expect(longTests).toEqual([])
    const long = lengths.filter(({ file, lines }) => !file.endsWith('.test.ts') && lines > LONGEST_FILE)
    expectOnly(
      long.map(({ file, lines }) => `${file}: ${lines} lines`),
      LENGTH_EXCEPTIONS,
      'divide the file by what it does',
    )
  })
})

describe('packages', () => {
  it('every package that the server brings along is imported by the product, and declared where it is imported', () => {
    const { dependencies } = JSON.parse(readText('server/package.json')) as { dependencies: Record<string, string> }
    const imported = new Set(
      product.flatMap((source) =>
        source.imports
          .filter((i) => !i.isOwn && !i.target.startsWith('node:'))
          .map((i) => /^(@[^/]+\/)?[^/]+/.exec(i.target)![0]),
      ),
    )
    expectOnly(
      Object.keys(dependencies).filter((name) => !imported.has(name)),
      PACKAGE_EXCEPTIONS,
      'remove the package from server/package.json',
    )
    expect([...imported].filter((name) => !(name in dependencies) && name !== 'geojson')).toEqual([])
  })
})

describe('issue texts', () => {
  const catalogue = sources.filter(({ path }) => path.startsWith('server/src/issues/catalogue/'))
  const kinds = catalogue.flatMap(({ path }) =>
    [...readText(path).matchAll(/^ {2}'([a-z0-9-]+)': \{/gm)].map(([, kind]) => kind),
  )
  const users = product.filter(({ path }) => !path.startsWith('server/src/issues/catalogue/'))

  it('every kind that the code names has a text', () => {
    const named = users.flatMap(({ path }) =>
      [...readText(path).matchAll(/(?:new ImportError|issues\.add|refuse|reject)\(\s*'([a-z0-9-]+)'/g)].map(
        ([, kind]) => kind,
      ),
    )
    expect(named.length).toBeGreaterThan(50)
    expect([...new Set(named)].filter((kind) => !kinds.includes(kind))).toEqual([])
  })

  it('every text is used, and none stands twice', () => {
    const texts = new Set(users.flatMap((source) => source.texts))
    // A kind may be put together: `facility-${reason}`.
    const isComposed = (kind: string) =>
      [...kind.matchAll(/-/g)].some(
        ({ index }) => texts.has(kind.slice(0, index + 1)) && texts.has(kind.slice(index + 1)),
      )
    expect(kinds.filter((kind) => !texts.has(kind) && !isComposed(kind))).toEqual([])
    expect(kinds.length).toBe(new Set(kinds).size)
  })
})

describe('what is in the repository', () => {
  const files = [
    ...listFiles('server', '.ts', '.json', '.sql'),
    ...listFiles('web', '.ts', '.svelte', '.json', '.css', '.html'),
    ...listFiles('scripts', '.ts', '.mjs', '.json'),
    ...listFiles('docs', '.md', '.json'),
    ...listFiles('data', '.json'),
    ...listFiles('sql', '.sql'),
    ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'package.json', '.npmrc', '.ci/run', 'eslint.config.js'],
  ]

  it('no file names a folder of somebody’s machine or a private registry', () => {
    const machine = /(?:^|[\s'"`(=:])(?:\/(?:home|root|Users|work|mnt|media|tmp\/\w)[/\w]|[A-Z]:\\\\?\w)/
    const registry = /\bregistry\.(?!npmjs\.org)[\w-]+\.\w+|\b(?:verdaccio|artifactory|nexus)\b/i
    const breaches = files.flatMap((file) =>
      readText(file)
        .split('\n')
        .flatMap((line, i) =>
          file !== 'server/src/architecture.test.ts' && (machine.test(line) || registry.test(line))
            ? [`${file}:${i + 1}: ${line.trim().slice(0, 120)}`]
            : [],
        ),
    )
    expect(breaches).toEqual([])
  })
})
