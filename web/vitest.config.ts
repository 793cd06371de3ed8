import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { playwright } from '@vitest/browser-playwright'
import { defineProject } from 'vitest/config'
import { messagesConfig } from './paraglide.config.ts'

/** Components and their pure helpers, all in a real browser; `CHROMIUM_PATH` names another one than Debian's. */
export default defineProject({
  plugins: [paraglideVitePlugin(messagesConfig), svelte()],
  optimizeDeps: {
    // Finds what the server's kernels import; found later, it would load the page anew in the middle of a test.
    entries: ['src/lib/plan/kernels.ts'],
    include: ['axe-core', 'fast-check', 'h3-js', 'maplibre-gl', 'svelte/compiler', 'vitest-browser-svelte'],
  },
  test: {
    name: 'web',
    include: ['src/**/*.test.ts', 'embed/**/*.test.ts', 'component/**/*.test.ts'],
    setupFiles: ['../server/src/testing/property-seed.ts'],
    testTimeout: 30_000,
    expect: { poll: { timeout: 5000 } },
    // Drawing needs the machine for itself.
    sequence: { groupOrder: 1 },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        contextOptions: { locale: 'de-DE', reducedMotion: 'reduce' },
        launchOptions: {
          executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
          args: [
            '--no-sandbox',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            '--use-angle=swiftshader',
            '--enable-unsafe-swiftshader',
          ],
        },
      }),
      instances: [{ browser: 'chromium' }],
      viewport: { width: 1024, height: 700 },
    },
  },
})
