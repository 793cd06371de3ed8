import { svelte } from '@sveltejs/vite-plugin-svelte'
import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { messagesConfig } from './paraglide.config.ts'

const webFolder = fileURLToPath(new URL('.', import.meta.url))

/**
 * The embedded map: files for the server's /embed and for a static package alike. All addresses are relative, names in `_assets` tell their content, and
 * no script or style stands in the page itself, so that it runs under a strict policy and in a frame without an origin.
 */
export default defineConfig({
  root: `${webFolder}embed`,
  base: './',
  publicDir: false,
  plugins: [
    paraglideVitePlugin({
      ...messagesConfig,
      project: `${webFolder}project.inlang`,
      outdir: `${webFolder}src/paraglide`,
    }),
    svelte({ compilerOptions: { runes: true } }),
  ],
  build: {
    outDir: `${webFolder}build-embed`,
    emptyOutDir: true,
    assetsDir: '_assets',
    // Fonts must be files: a policy without `data:` refuses them otherwise.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1400,
    modulePreload: { polyfill: false },
  },
  // Classic scripts in one piece: see embed/startable-worker.ts.
  worker: { format: 'iife' },
})
