import adapter from '@sveltejs/adapter-static'
import { sveltekit } from '@sveltejs/kit/vite'
import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { defineConfig, type Plugin } from 'vite'
import { messagesConfig } from './paraglide.config.ts'

const api = process.env.NAHRAUM_API ?? 'http://127.0.0.1:3000'

/**
 * The framework's announcer of page changes carries its look as a style attribute, which a strict policy forbids; app.css has it instead.
 * Stops the build where the framework's component no longer looks as expected, so that the policy never breaks silently.
 */
const announcerWithoutStyle: Plugin = {
  name: 'announcer-without-style',
  enforce: 'pre',
  transform: {
    filter: { id: /\/kit\/src\/runtime\/components\/root\.svelte$/ },
    handler(code) {
      const changed = code.replace(/(id="svelte-announcer"[^>]*?)\s+style="[^"]*"/, '$1')
      if (changed === code)
        throw new Error('The announcer of SvelteKit has changed: look at it and at web/vite.config.ts.')
      return { code: changed, map: null }
    },
  },
}

export default defineConfig({
  plugins: [
    announcerWithoutStyle,
    paraglideVitePlugin(messagesConfig),
    sveltekit({
      compilerOptions: {
        runes: ({ filename }) => (filename.split(/[/\\]/).includes('node_modules') ? undefined : true),
      },
      adapter: adapter({ pages: 'build', assets: 'build', fallback: '200.html', precompress: true }),
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          'img-src': ['self', 'data:', 'blob:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'worker-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
        },
      },
    }),
  ],
  build: { chunkSizeWarningLimit: 1400 },
  server: { proxy: { '/api': api, '/tiles': api } },
})
