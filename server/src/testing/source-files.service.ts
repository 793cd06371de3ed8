import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** The project's own files, for tests about the code and the documents. Paths are relative to the root, with slashes. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
/** Generated or installed: never part of the project. */
const NOT_OURS = new Set([
  '.git',
  '.tools',
  'node_modules',
  'build',
  '.svelte-kit',
  'paraglide',
  'cache',
  'coverage',
  '.data',
  '.generated',
])

/** Every file below a folder of the project whose name ends in one of the endings. */
export function listFiles(folder: string, ...endings: string[]): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const relative = path.posix.join(folder, entry.name)
      if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : listFiles(relative, ...endings)
      return entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)) ? [relative] : []
    })
    .sort()
}

export function readText(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8')
}

export function resolveInRoot(file: string): string {
  return path.join(ROOT, file)
}

export interface SourceImport {
  /** Path from the root for own files, else the name of the package. */
  readonly target: string
  readonly isOwn: boolean
  /** Erased before the program runs. */
  readonly isTypeOnly: boolean
  /** `export … from`. */
  readonly isReexport: boolean
}

export interface SourceFile {
  readonly path: string
  readonly lineCount: number
  readonly imports: readonly SourceImport[]
  readonly hasDefaultExport: boolean
  /** Global names that the file uses as values: `process`, `Date.now`, `new Date()` … */
  readonly globals: ReadonlySet<string>
  /** Every text in quotes, and what stands before the first value of a template, in order. */
  readonly texts: readonly string[]
}

const parsed = new Map<string, SourceFile>()

/** A TypeScript file as the rules see it. */
export function parseSource(file: string): SourceFile {
  let source = parsed.get(file)
  if (!source) parsed.set(file, (source = readSource(file)))
  return source
}

function readSource(file: string): SourceFile {
  const text = readText(file)
  const root = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const imports: SourceImport[] = []
  const globals = new Set<string>()
  const texts: string[] = []
  let hasDefaultExport = false

  const addImport = (specifier: string, isTypeOnly: boolean, isReexport: boolean) => {
    const isOwn = specifier.startsWith('.')
    const target = isOwn ? path.posix.join(path.posix.dirname(file), specifier) : specifier
    imports.push({ target, isOwn, isTypeOnly, isReexport })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      addImport(node.moduleSpecifier.text, isTypeImport(node.importClause), false)
      return
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      addImport(node.moduleSpecifier.text, node.isTypeOnly, true)
      return
    }
    if (ts.isExportAssignment(node)) hasDefaultExport = true
    if (ts.canHaveModifiers(node)) {
      const kinds = ts.getModifiers(node)?.map((modifier) => modifier.kind) ?? []
      if (kinds.includes(ts.SyntaxKind.DefaultKeyword)) hasDefaultExport = true
    }
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node))
      texts.push(node.text)
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      if (argument && ts.isStringLiteral(argument)) addImport(argument.text, false, false)
      globals.add('import()')
    }
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      globals.add(`${node.expression.text}.${node.name.text}`)
    }
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
      globals.add(`new ${node.expression.text}(${node.arguments?.length ? '…' : ''})`)
      const [first] = node.arguments ?? []
      // A worker's file is named by address.
      if (node.expression.text === 'URL' && first && ts.isStringLiteral(first) && /^\.\.?\/.*\.ts$/.test(first.text))
        addImport(first.text, false, false)
    }
    if (ts.isIdentifier(node) && isValueUse(node)) globals.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(root)
  return { path: file, lineCount: text.split('\n').length - 1, imports, hasDefaultExport, globals, texts }
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const named = clause.namedBindings
  return (
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  )
}

/** Whether an identifier names a value here, and not a property, a type or something just being declared. */
function isValueUse(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  return (
    (ts.isCallExpression(parent) || ts.isNewExpression(parent) || ts.isElementAccessExpression(parent)) &&
    parent.expression === node
  )
}
