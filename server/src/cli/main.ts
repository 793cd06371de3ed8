#!/usr/bin/env node
/** Entry of the command line: hands over to a command, prints its errors, sets the exit code. */
import { callCommandLine } from './call-command-line.ts'

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe (head, less) went away: nothing to do and nobody to tell.
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
process.exitCode = await callCommandLine(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
})
