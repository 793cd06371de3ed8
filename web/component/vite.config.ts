import { defineConfig } from 'vite'

/** One classic script without names of its own in the page, beside the embed that it frames. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    outDir: '../build-embed',
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: 'component.ts', formats: ['iife'], name: 'nahraum', fileName: () => 'component.js' },
  },
})
