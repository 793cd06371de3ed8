/** The command line without the process: finds the command, gives help, turns errors into messages and exit codes. */
import type { LocalText } from '../contract/common.ts'
import { ImportError } from '../issues/import-error.ts'
import { ISSUE_TEXTS } from '../issues/issue-catalogue.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import { describeFullDisk } from '../problems/full-disk.ts'
import { Problem } from '../problems/problems.ts'
import { findNearestName } from './args.ts'
import { UsageError, type CommandIo, type Language } from './command.ts'
import { COMMANDS } from './command-list.ts'
import { describeProblem } from './problem-texts.ts'

export interface CommandLineIo extends Pick<CommandIo, 'stdin' | 'stdout' | 'stderr'> {
  /** For the language: LC_ALL, LC_MESSAGES, LANG. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

const EXIT = { done: 0, failed: 1, usage: 2 } as const

/**
 * @param args everything after the name of the program
 * @returns exit code: 0 done, 1 failed, 2 wrong usage
 */
export async function callCommandLine(
  args: readonly string[],
  { environment, ...streams }: CommandLineIo,
): Promise<number> {
  const general = takeGeneralOptions(args)
  const io: CommandIo = { ...streams, language: general.language ?? languageOf(environment), json: general.json }
  try {
    if (general.unknownLanguage !== null) {
      throw new UsageError({
        de: `--language ist de oder en, nicht „${general.unknownLanguage}“.`,
        en: `--language is de or en, not "${general.unknownLanguage}".`,
      })
    }
    const [name, ...rest] = general.rest
    if (name === undefined || name === 'help') {
      const entry = COMMANDS.find((candidate) => candidate.name === rest[0])
      if (name === 'help' && entry !== undefined) {
        io.stdout.write(`${(await entry.load()).command.usage[io.language]}\n`)
      } else if (name === undefined && !general.help) {
        io.stderr.write(`${overview()[io.language]}\n`)
        return EXIT.usage
      } else {
        io.stdout.write(`${overview()[io.language]}\n`)
      }
      return EXIT.done
    }
    const entry = COMMANDS.find((candidate) => candidate.name === name)
    if (entry === undefined) throw unknownCommand(name)
    const { command } = await entry.load()
    if (general.help) {
      io.stdout.write(`${command.usage[io.language]}\n`)
      return EXIT.done
    }
    return await command.run(rest, io)
  } catch (error) {
    return printError(error, general.rest[0], io)
  }
}

function printError(error: unknown, commandName: string | undefined, io: CommandIo): number {
  if (io.stderr.isTTY === true && !io.json) io.stderr.write('\r\u001b[2K') // whatever progress was shown
  const say = {
    de: { error: 'Fehler', where: 'Wo', remedy: 'Abhilfe' },
    en: { error: 'Error', where: 'Where', remedy: 'What to do' },
  }[io.language]
  const isUsage = error instanceof UsageError
  const message = messageOf(error, io.language)
  if (io.json) {
    const details =
      error instanceof ImportError
        ? { kind: error.kind, message, where: error.where, remedy: error.remedy, text: ISSUE_TEXTS[error.kind] }
        : { kind: isUsage ? 'usage' : 'failed', message }
    io.stderr.write(`${JSON.stringify({ error: details })}\n`)
    return isUsage ? EXIT.usage : EXIT.failed
  }
  if (error instanceof ImportError && io.language === 'de' && ISSUE_TEXTS[error.kind] !== undefined) {
    // The German text says what to do as well; values, names and lines stand in the English details.
    const text = ISSUE_TEXTS[error.kind].de
    io.stderr.write(
      `Fehler: ${text}\nWo: ${inGerman(error.where)}\nEinzelheiten (englisch): ${endSentence(message)} ${endSentence(error.remedy)}\n`,
    )
    return EXIT.failed
  }
  io.stderr.write(`${say.error}: ${message}\n`)
  if (error instanceof ImportError) {
    io.stderr.write(`${say.where}: ${error.where}\n${say.remedy}: ${error.remedy}\n`)
  } else if (isUsage) {
    const help = COMMANDS.some(({ name }) => name === commandName) ? `nahraum ${commandName} --help` : 'nahraum --help'
    io.stderr.write(io.language === 'de' ? `Hilfe: ${help}\n` : `Help: ${help}\n`)
  } else if (error instanceof Error && !isExpected(error) && error.stack !== undefined) {
    io.stderr.write(`${error.stack}\n`)
  }
  return isUsage ? EXIT.usage : EXIT.failed
}

/** Whether the message says all; anything else is a mistake of the program, and its stack helps to find it. */
function isExpected(error: Error): boolean {
  return error instanceof ExpectedError || error instanceof Problem || describeFullDisk(error) !== null
}

function messageOf(error: unknown, language: Language): string {
  if (error instanceof UsageError || error instanceof ExpectedError) return error.text[language]
  if (error instanceof Problem) return describeProblem(error)[language]
  return describeFullDisk(error)?.[language] ?? (error instanceof Error ? error.message : String(error))
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

/** `trefforte.csv, row 7` as a German reader says it. */
function inGerman(where: string): string {
  const words: Readonly<Record<string, string>> = { line: 'Zeile', row: 'Zeile', column: 'Spalte', byte: 'Byte' }
  return where.replace(/(^|, )(line|row|column|byte)(?= )/g, (_, before: string, word: string) => before + words[word])
}

/** `--help`, `--json` and `--language` stand anywhere before a `--`. */
function takeGeneralOptions(args: readonly string[]): {
  readonly rest: string[]
  readonly help: boolean
  readonly json: boolean
  readonly language: Language | null
  readonly unknownLanguage: string | null
} {
  const rest: string[] = []
  let help = false
  let json = false
  let language: string | null = null
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]
    if (arg === '--') {
      rest.push(...args.slice(i))
      break
    }
    if (arg === '--help' || arg === '-h') help = true
    else if (arg === '--json') json = true
    else if (arg === '--language') language = args[++i] ?? ''
    else if (arg.startsWith('--language=')) language = arg.slice('--language='.length)
    else rest.push(arg)
  }
  const known = language === 'de' || language === 'en' ? language : null
  return { rest, help, json, language: known, unknownLanguage: language === known ? null : language }
}

/** German where the environment says so, else English. */
function languageOf(environment: CommandLineIo['environment']): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return locale.toLowerCase().startsWith('de') ? 'de' : 'en'
}

function unknownCommand(name: string): UsageError {
  const nearest = findNearestName(
    name,
    COMMANDS.map((entry) => entry.name),
  )
  return new UsageError({
    de: `Den Befehl „${name}“ gibt es nicht.${nearest === null ? '' : ` Gemeint ist vielleicht „${nearest}“.`}`,
    en: `There is no command "${name}".${nearest === null ? '' : ` Did you mean "${nearest}"?`}`,
  })
}

function overview(): LocalText {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length)) + 2
  const list = (language: Language): string =>
    COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}${summary[language]}`).join('\n')
  return {
    de: `Aufruf: nahraum BEFEHL [Optionen]

${list('de')}

Für alle Befehle:
  --help          Hilfe zum Befehl
  --json          Ausgabe und Fehler als JSON
  --language de   Sprache der Meldungen: de oder en (sonst nach LANG)

Rückgabewert: 0 erledigt, 1 gescheitert, 2 falscher Aufruf.`,
    en: `Usage: nahraum COMMAND [options]

${list('en')}

For every command:
  --help          help for the command
  --json          output and errors as JSON
  --language en   language of messages: de or en (else by LANG)

Exit code: 0 done, 1 failed, 2 wrong usage.`,
  }
}
