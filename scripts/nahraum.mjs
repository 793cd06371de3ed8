#!/usr/bin/env node
// The command line by its name: hands everything over to run.mjs, which brings its own Node and packages.
process.argv.splice(2, 0, 'nahraum')
await import('./run.mjs')
