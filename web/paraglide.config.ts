/**
 * How the texts in messages/ are compiled. The page decides the language itself (src/lib/state/locale.svelte.ts), because
 * the compiler's own storage strategies write to the visitor's browser before the visitor has chosen anything.
 */
export const messagesConfig = {
  project: './project.inlang',
  outdir: './src/paraglide',
  strategy: ['globalVariable', 'baseLocale'],
  emitTsDeclarations: true,
} satisfies {
  project: string
  outdir: string
  strategy: ('globalVariable' | 'baseLocale')[]
  emitTsDeclarations: boolean
}
